#include "services/aggregator/domain/denominator.h"

namespace motcua::aggregator {
namespace {

NamedCount Minus(const NamedCount& a, const NamedCount& b) {
  return {a.name_vi + " − " + b.name_vi, a.name_en + " − " + b.name_en, a.value - b.value};
}

NamedCount Plus(const NamedCount& a, const NamedCount& b) {
  return {a.name_vi + " + " + b.name_vi, a.name_en + " + " + b.name_en, a.value + b.value};
}

// In the order in which they are likely.
std::vector<NamedCount> Plausible(const NamedCount& numerator, const NamedCount& stated,
                                  const std::vector<NamedCount>& others) {
  std::vector<NamedCount> plausible = others;
  plausible.push_back(Minus(stated, numerator));
  for (const NamedCount& other : others) plausible.push_back(Minus(stated, other));
  for (std::size_t i = 0; i < others.size(); ++i) {
    plausible.push_back(Plus(stated, others[i]));
    for (std::size_t j = i + 1; j < others.size(); ++j) {
      plausible.push_back(Plus(others[i], others[j]));
    }
  }
  return plausible;
}

}  // namespace

std::optional<FittingDenominator> FindDenominator(const NamedCount& numerator,
                                                  const NamedCount& stated,
                                                  const std::vector<NamedCount>& others,
                                                  const PrintedRate& printed) {
  // 0 is 0 over whatever.
  if (numerator.value <= 0 || printed.scaled == 0) return std::nullopt;
  for (const NamedCount& count : Plausible(numerator, stated, others)) {
    if (count.value <= 0 || count.value == stated.value) continue;
    const Fit fit = FitOf({numerator.value, count.value}, printed);
    if (fit != Fit::kNone) return FittingDenominator{count, fit};
  }
  return std::nullopt;
}

void ExplainByDenominator(const NamedCount& numerator, const FittingDenominator& found,
                          Finding& finding) {
  const bool cut = found.fit == Fit::kTruncated;
  const std::string division =
      std::to_string(numerator.value) + "/" + std::to_string(found.count.value);
  finding.cause_vi = "có thể chia nhầm mẫu số: " + division + ", mẫu số là " + found.count.name_vi +
                     (cut ? ", cắt bớt phần lẻ" : "");
  finding.cause_en = "perhaps divided by the wrong number: " + division + ", that is by " +
                     found.count.name_en + (cut ? ", truncated" : "");
}

}  // namespace motcua::aggregator
