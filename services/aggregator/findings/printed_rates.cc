#include "services/aggregator/findings/printed_rates.h"

#include <optional>

#include "services/aggregator/domain/printed.h"

namespace motcua::aggregator {
namespace {

int CountColumnOf(const v1::TableDefinition& definition, const v1::Measure& measure) {
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    if (!column.has_denominator() &&
        column.value().SerializeAsString() == measure.SerializeAsString()) {
      return i;
    }
  }
  return -1;
}

// In units of the given decimal, cutting what is finer.
std::int64_t Rescaled(const PrintedRate& rate, int decimals) {
  return rate.decimals <= decimals ? rate.scaled * ScaleOf(decimals - rate.decimals)
                                   : rate.scaled / ScaleOf(rate.decimals - decimals);
}

bool SameNumber(const PrintedRate& a, const PrintedRate& b) {
  return a.scaled * ScaleOf(b.decimals) == b.scaled * ScaleOf(a.decimals);
}

// Whether the exact rate gives the printed one when it is rounded at its own decimals, either way.
bool RoundsTo(const Ratio& exact, const PrintedRate& printed) {
  for (const bool truncate : {false, true}) {
    const RateFormat format{.decimals = printed.decimals, .truncate = truncate};
    if (exact.denominator != 0 && ScaledPercent(exact, format) == printed.scaled) return true;
  }
  return false;
}

std::optional<Finding> CheckRate(const v1::TableDefinition& definition, const RateColumns& columns,
                                 const SheetRow& row, const std::string& text) {
  const auto numerator = row.counts[columns.numerator];
  const auto denominator = row.counts[columns.denominator];
  if (text.empty() || !numerator || !denominator) return std::nullopt;
  std::vector<Ratio> values(definition.columns_size());
  values[columns.rate] = {*numerator, *denominator};
  const std::string expected = PrintRate(definition, columns.rate, values);
  const std::optional<PrintedRate> computed = ParseRate(expected);
  const PrintedRate printed = *ParseRate(text);
  if (expected == text || !computed) return std::nullopt;
  const int decimals = definition.columns(columns.rate).rounding().decimals();
  Finding finding{.identity = "I6",
                  .row = row.id,
                  .columns = {definition.columns(columns.rate).id()},
                  .expected = Rescaled(*computed, decimals),
                  .shown = Rescaled(printed, decimals),
                  .cause_vi = "tính từ các cột của dòng: " + expected,
                  .cause_en = "the row's columns give " + expected};
  if (SameNumber(printed, *computed)) {
    finding.severity = Severity::kNote;
    finding.cause_vi = "cùng một số, in khác dạng: " + expected;
    finding.cause_en = "the same number, printed otherwise: " + expected;
  } else if (RoundsTo(values[columns.rate], printed)) {
    finding.severity = Severity::kWarning;
    finding.cause_vi = "làm tròn theo quy tắc khác: " + expected;
    finding.cause_en = "rounded by another rule: " + expected;
  } else if (RoundsTo({*denominator, *numerator}, printed)) {
    finding.cause_vi = "tỷ lệ chỉ đúng khi đổi chỗ tử số và mẫu số";
    finding.cause_en = "the rate is right only if numerator and denominator are swapped";
  }
  return finding;
}

}  // namespace

std::vector<RateColumns> RatesOf(const v1::TableDefinition& definition) {
  std::vector<RateColumns> rates;
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    if (!column.has_denominator() || column.rounding().mode() == v1::Rounding::MODE_COMPLEMENT) {
      continue;
    }
    const RateColumns rate{i, CountColumnOf(definition, column.value()),
                           CountColumnOf(definition, column.denominator())};
    if (rate.numerator >= 0 && rate.denominator >= 0) rates.push_back(rate);
  }
  return rates;
}

void CheckRates(const v1::TableDefinition& definition, const std::vector<RateColumns>& rates,
                const SheetRow& row, const std::vector<std::string>& cells,
                std::vector<Finding>& findings) {
  for (const RateColumns& columns : rates) {
    const auto finding = CheckRate(definition, columns, row, cells[columns.rate]);
    if (finding) findings.push_back(*finding);
  }
}

}  // namespace motcua::aggregator
