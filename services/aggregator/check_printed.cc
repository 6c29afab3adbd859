#include "services/aggregator/check_printed.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/domain/printed.h"

namespace motcua::aggregator {
namespace {

// The columns a rate is made of, if the table has them.
struct RateColumns {
  int rate;
  int numerator;
  int denominator;
};

struct Printed {
  Sheet sheet;
  std::vector<std::vector<std::string>> cells;  // per row of the request, by definition column
};

absl::StatusOr<std::vector<int>> ColumnsOf(const v1::TableDefinition& definition,
                                           const v1::CheckTableRequest& request) {
  if (request.columns().empty()) {
    return InvalidField("columns", "REQUIRED", "at least one column is required",
                        "Phải có ít nhất một cột.");
  }
  std::vector<int> columns;
  for (int i = 0; i < request.columns_size(); ++i) {
    columns.push_back(ColumnIndex(definition, request.columns(i)));
    if (columns.back() >= 0) continue;
    return InvalidField(absl::StrCat("columns[", i, "]"), "COLUMN_UNKNOWN",
                        "the definition has no such column", "Định nghĩa không có cột này.");
  }
  return columns;
}

absl::Status NotANumber(int row, int cell) {
  return InvalidField(absl::StrCat("rows[", row, "].cells[", cell, "]"), "NOT_A_NUMBER",
                      "is no number as reports print it", "Ô này không phải là số.");
}

absl::StatusOr<Printed> Parse(const v1::TableDefinition& definition,
                              const v1::CheckTableRequest& request, const Rows& specs) {
  const absl::StatusOr<std::vector<int>> columns = ColumnsOf(definition, request);
  if (!columns.ok()) return columns.status();
  Printed printed{EmptySheet(definition), {}};
  for (int r = 0; r < request.rows_size(); ++r) {
    const v1::PrintedRow& source = request.rows(r);
    if (source.cells_size() != request.columns_size()) {
      return InvalidField(absl::StrCat("rows[", r, "].cells"), "WRONG_SIZE",
                          "must have one cell per column", "Phải có đủ ô cho các cột.");
    }
    const RowSpec* const spec = FindRow(specs, source.id());
    SheetRow row{source.id(), {}, spec != nullptr && spec->inside_another};
    row.counts.resize(definition.columns_size());
    std::vector<std::string> texts(definition.columns_size());
    for (int c = 0; c < source.cells_size(); ++c) {
      const int column = (*columns)[c];
      if (IsBlank(source.cells(c))) continue;
      texts[column] = source.cells(c);
      const bool is_rate = definition.columns(column).has_denominator();
      if (!is_rate) row.counts[column] = ParseCount(source.cells(c));
      if (is_rate ? !ParseRate(source.cells(c)) : !row.counts[column]) return NotANumber(r, c);
    }
    printed.cells.push_back(std::move(texts));
    if (source.id() == kTotal) {
      printed.sheet.total = std::move(row);
    } else {
      printed.sheet.rows.push_back(std::move(row));
    }
  }
  return printed;
}

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

void CheckRates(const v1::TableDefinition& definition, const v1::CheckTableRequest& request,
                const Printed& printed, std::vector<Finding>& findings) {
  const std::vector<RateColumns> rates = RatesOf(definition);
  std::size_t next = 0;
  for (int r = 0; r < request.rows_size(); ++r) {
    const bool is_total = request.rows(r).id() == kTotal;
    const SheetRow& row = is_total ? *printed.sheet.total : printed.sheet.rows[next++];
    for (const RateColumns& columns : rates) {
      const auto finding = CheckRate(definition, columns, row, printed.cells[r][columns.rate]);
      if (finding) findings.push_back(*finding);
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<Finding>> CheckPrinted(const v1::TableDefinition& definition,
                                                  const v1::CheckTableRequest& request,
                                                  const Facts& facts, std::optional<Days> days) {
  const bool known = days && facts.catalog != nullptr;
  const std::shared_ptr<const Rows> specs =
      known ? facts.rows->Of(definition, facts.catalog, days->last) : std::make_shared<Rows>();
  const Explanations explanations = known ? Explanations(facts, *days, specs) : Explanations();
  const absl::StatusOr<Printed> printed = Parse(definition, request, *specs);
  if (!printed.ok()) return printed.status();
  const std::vector<Identity> identities = IdentitiesOf(definition, explanations);
  std::vector<Finding> findings = CheckIdentities(printed->sheet, identities);
  for (Finding& finding : CheckTotals(printed->sheet, identities)) {
    findings.push_back(std::move(finding));
  }
  CheckRates(definition, request, *printed, findings);
  return findings;
}

}  // namespace motcua::aggregator
