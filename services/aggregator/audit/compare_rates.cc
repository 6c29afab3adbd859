#include "services/aggregator/audit/compare_rates.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "services/aggregator/audit/printed_rates.h"
#include "services/aggregator/domain/fit.h"
#include "services/aggregator/domain/totals.h"

namespace motcua::aggregator {
namespace {

constexpr RateFormat kTold{.decimals = 2};

// What is known of a rate in a row.
struct KnownRate {
  std::optional<PrintedRate> printed;
  std::optional<Ratio> exact;            // from printed counts
  std::optional<Ratio> without_swapped;  // and without the rows that were put right
};

bool IsRate(const v1::TableDefinition& definition, int column) {
  return column >= 0 && definition.columns(column).has_denominator();
}

bool LooksSwapped(const SheetRow& row, const RateColumns& rate) {
  const auto numerator = row.counts[rate.numerator];
  const auto denominator = row.counts[rate.denominator];
  return numerator && denominator && *numerator > *denominator;
}

// Adds the rows up, a part that exceeds its whole put right.
KnownRate OfRows(const Printed& printed, const RateColumns& rate) {
  Ratio sum{0, 0};
  Ratio rest{0, 0};
  if (printed.sheet.rows.empty()) return {};
  const Whole whole = WholesOf(printed.sheet).back();
  for (const SheetRow* row : whole.parts) {
    std::int64_t numerator = row->counts[rate.numerator].value_or(0);
    std::int64_t denominator = row->counts[rate.denominator].value_or(0);
    const bool swapped = LooksSwapped(*row, rate);
    if (swapped) std::swap(numerator, denominator);
    sum.numerator += numerator;
    sum.denominator += denominator;
    if (swapped) continue;
    rest.numerator += numerator;
    rest.denominator += denominator;
  }
  KnownRate known{{}, sum, {}};
  if (rest.denominator != sum.denominator) known.without_swapped = rest;
  return known;
}

KnownRate RateOf(const Printed& printed, const std::string& row, int column) {
  const std::vector<RateColumns> rates = RatesOf(*printed.definition);
  const auto rate = std::find_if(rates.begin(), rates.end(), [&](const RateColumns& candidate) {
    return candidate.rate == column;
  });
  const SheetRow* const found = printed.FindRow(row);
  if (found == nullptr) {
    return row == kTotal && rate != rates.end() ? OfRows(printed, *rate) : KnownRate{};
  }
  KnownRate known{ParseRate(printed.CellOf(row, column)), {}, {}};
  if (rate == rates.end()) return known;
  const auto numerator = found->counts[rate->numerator];
  const auto denominator = found->counts[rate->denominator];
  if (numerator && denominator) known.exact = Ratio{*numerator, *denominator};
  return known;
}

// In units of the decimals of `like`.
std::optional<std::int64_t> Scaled(const KnownRate& rate, const PrintedRate& like) {
  if (rate.exact && rate.exact->denominator != 0) {
    return ScaledPercent(*rate.exact, {.decimals = like.decimals});
  }
  if (rate.printed) return Rescaled(*rate.printed, like.decimals);
  return std::nullopt;
}

bool Agree(const PrintedRate& shown, const KnownRate& other) {
  if (other.exact && other.exact->denominator != 0) return FitOf(*other.exact, shown) != Fit::kNone;
  return MayBeSame(shown, *other.printed);
}

std::string Told(const Ratio& ratio) {
  return std::to_string(ratio.numerator) + "/" + std::to_string(ratio.denominator) + " = " +
         PrintScaled(ScaledPercent(ratio, kTold), kTold) + "%";
}

void Explain(const KnownRate& other, const std::string& place, Finding& finding) {
  finding.cause_vi = "khác " + place;
  finding.cause_en = "differs from " + place;
  if (!other.exact) return;
  finding.cause_vi += ": " + Told(*other.exact);
  finding.cause_en += ": " + Told(*other.exact);
  if (!other.without_swapped) return;
  finding.cause_vi +=
      " khi đổi lại các dòng bị đổi cột, " + Told(*other.without_swapped) + " khi bỏ các dòng đó";
  finding.cause_en += " with the swapped columns put right, " + Told(*other.without_swapped) +
                      " without these rows";
}

const Printed* Other(const v1::Check& check, const Printed& printed,
                     const std::vector<Printed>& report) {
  return check.right_table().empty() ? &printed : FindTable(report, check.right_table());
}

void CompareRow(const v1::Check& check, const Printed& printed, const Printed& other,
                const std::string& row, std::vector<Finding>& findings) {
  if (!check.left_row().empty() && check.left_row() != row) return;
  const int left = ColumnIndex(*printed.definition, check.left(0));
  const int right = ColumnIndex(*other.definition, check.right(0));
  const std::optional<PrintedRate> shown = ParseRate(printed.CellOf(row, left));
  const std::string& right_row = check.right_row().empty() ? row : check.right_row();
  const KnownRate known = RateOf(other, right_row, right);
  const auto expected = shown ? Scaled(known, *shown) : std::nullopt;
  if (!expected || Agree(*shown, known)) return;
  Finding finding{.identity = check.identity(),
                  .severity = SeverityOf(check),
                  .row = row,
                  .columns = {check.left(0)},
                  .expected = *expected,
                  .shown = shown->scaled,
                  .cause_vi = {},
                  .cause_en = {}};
  Explain(known, other.definition->id() + " " + right_row + " " + check.right(0), finding);
  findings.push_back(std::move(finding));
}

}  // namespace

std::vector<Finding> CompareRates(const Printed& printed, const std::vector<Printed>& report) {
  std::vector<Finding> findings;
  for (const v1::Check& check : printed.definition->checks()) {
    const Printed* const other = Other(check, printed, report);
    if (other == nullptr ||
        !IsRate(*printed.definition, ColumnIndex(*printed.definition, check.left(0))) ||
        !IsRate(*other->definition, ColumnIndex(*other->definition, check.right(0)))) {
      continue;
    }
    for (const SheetRow& row : printed.sheet.rows) {
      CompareRow(check, printed, *other, row.id, findings);
    }
    if (printed.sheet.total) CompareRow(check, printed, *other, kTotal, findings);
  }
  return findings;
}

}  // namespace motcua::aggregator
