#include "services/aggregator/audit/claims.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "services/aggregator/domain/denominator.h"
#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {
namespace {

const v1::Claim* FindClaim(const Claims& claims, const std::string& id) {
  const auto found = std::find_if(claims.begin(), claims.end(),
                                  [&](const v1::Claim& claim) { return claim.id() == id; });
  return found == claims.end() ? nullptr : &*found;
}

// The text of the cell a claim repeats; empty: blank, or it repeats none.
std::string CellOf(const v1::Claim& claim, const std::vector<Printed>& report) {
  const Printed* const table = FindTable(report, claim.cell().definition());
  if (!claim.has_cell() || table == nullptr) return "";
  return table->CellOf(claim.cell().row(), ColumnIndex(*table->definition, claim.cell().column()));
}

std::optional<Finding> CheckCell(const v1::Claim& claim, const std::vector<Printed>& report) {
  const std::string cell = CellOf(claim, report);
  const auto claimed = ParseCount(claim.printed());
  const auto shown = ParseCount(cell);
  const auto claimed_rate = ParseRate(claim.printed());
  const auto shown_rate = ParseRate(cell);
  const bool counts = claimed && shown;
  if (counts ? *claimed == *shown
             : claimed_rate && shown_rate && MayBeSame(*claimed_rate, *shown_rate)) {
    return std::nullopt;
  }
  const std::string place = claim.cell().definition() + ", " + claim.cell().row() + ", " +
                            claim.cell().column() + ": " + cell;
  Finding finding{.identity = "I10",
                  .row = claim.id(),
                  .columns = {claim.cell().column()},
                  .cause_vi = "lời báo cáo khác bảng " + place,
                  .cause_en = "the prose differs from table " + place};
  if (counts) {
    finding.expected = *shown;
    finding.shown = *claimed;
  } else if (claimed_rate && shown_rate) {
    finding.expected = Rescaled(*shown_rate, claimed_rate->decimals);
    finding.shown = claimed_rate->scaled;
  }
  return finding;
}

// Tries the rate of two claims.
class RateClaim {
 public:
  RateClaim(const v1::Claim& claim, const Claims& claims, const std::vector<Printed>& report)
      : claim_(claim),
        claims_(claims),
        report_(report),
        numerator_(*FindClaim(claims, claim.numerator())),
        denominator_(*FindClaim(claims, claim.denominator())) {}

  std::optional<Finding> Check() const {
    const PrintedRate printed = *ParseRate(claim_.printed());
    const NamedCount numerator = Named(numerator_);
    const NamedCount stated = Named(denominator_);
    const Ratio exact{numerator.value, stated.value};
    if (FitOf(exact, printed) != Fit::kNone) return std::nullopt;
    const RateFormat format{.decimals = printed.decimals};
    const std::int64_t expected = ScaledPercent(exact, format);
    const std::string division =
        std::to_string(numerator.value) + "/" + std::to_string(stated.value);
    const std::string gives = division + " = " + PrintScaled(expected, format) + "%";
    Finding finding{.identity = "I6",
                    .row = claim_.id(),
                    .columns = {},
                    .expected = expected,
                    .shown = printed.scaled,
                    .cause_vi = gives,
                    .cause_en = gives};
    if (const auto found = FindDenominator(numerator, stated, Others(), printed)) {
      ExplainByDenominator(numerator, *found, finding);
      finding.cause_vi = gives + "; " + finding.cause_vi;
      finding.cause_en = gives + "; " + finding.cause_en;
    }
    return finding;
  }

 private:
  static NamedCount Named(const v1::Claim& claim) {
    return {claim.id(), claim.id(), *ParseCount(claim.printed())};
  }

  // The other counts the prose claims, then those of the row that it divides by.
  std::vector<NamedCount> Others() const {
    std::vector<NamedCount> others;
    for (const v1::Claim& claim : claims_) {
      const bool own = &claim == &numerator_ || &claim == &denominator_;
      if (!own && ParseCount(claim.printed())) others.push_back(Named(claim));
    }
    const Printed* const table = FindTable(report_, denominator_.cell().definition());
    const SheetRow* const row =
        table == nullptr ? nullptr : table->FindRow(denominator_.cell().row());
    if (row == nullptr) return others;
    for (std::size_t i = 0; i < row->counts.size(); ++i) {
      if (!row->counts[i]) continue;
      const SheetColumn& column = table->sheet.columns[i];
      others.push_back({column.title_vi, column.id, *row->counts[i]});
    }
    return others;
  }

  const v1::Claim& claim_;
  const Claims& claims_;
  const std::vector<Printed>& report_;
  const v1::Claim& numerator_;
  const v1::Claim& denominator_;
};

}  // namespace

std::vector<Finding> CheckClaims(const Claims& claims, const std::vector<Printed>& report) {
  std::vector<Finding> findings;
  const auto add = [&](std::optional<Finding> finding) {
    if (finding) findings.push_back(*std::move(finding));
  };
  for (const v1::Claim& claim : claims) {
    if (claim.has_cell()) add(CheckCell(claim, report));
    if (!claim.numerator().empty()) add(RateClaim(claim, claims, report).Check());
  }
  return findings;
}

int CountRepeated(const Claims& claims, const Printed& printed) {
  return static_cast<int>(std::count_if(claims.begin(), claims.end(), [&](const v1::Claim& claim) {
    return claim.has_cell() && printed.list == nullptr &&
           claim.cell().definition() == printed.definition->id() && !CheckCell(claim, {printed});
  }));
}

}  // namespace motcua::aggregator
