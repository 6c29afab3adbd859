#include "services/aggregator/findings/check_printed.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "services/aggregator/domain/order.h"
#include "services/aggregator/domain/printed.h"
#include "services/aggregator/findings/check_tables.h"
#include "services/aggregator/findings/printed_rates.h"
#include "services/aggregator/tables/area_rows.h"

namespace motcua::aggregator {
namespace {

// Cells as printed, by column of the definition, beside the rows and the total of the sheet.
struct Printed {
  Sheet sheet;
  std::vector<std::vector<std::string>> cells;
  std::vector<std::string> total_cells;
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
  Printed printed{EmptySheet(definition), {}, {}};
  for (int r = 0; r < request.rows_size(); ++r) {
    const v1::PrintedRow& source = request.rows(r);
    if (source.cells_size() != request.columns_size()) {
      return InvalidField(absl::StrCat("rows[", r, "].cells"), "WRONG_SIZE",
                          "must have one cell per column", "Phải có đủ ô cho các cột.");
    }
    const RowSpec* const spec = FindRow(specs, source.id());
    SheetRow row{source.id(),
                 {},
                 spec != nullptr && spec->inside_another,
                 SubtotalOf(definition.rows(), source.id())};
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
    if (source.id() == kTotal) {
      printed.sheet.total = std::move(row);
      printed.total_cells = std::move(texts);
    } else {
      printed.sheet.rows.push_back(std::move(row));
      printed.cells.push_back(std::move(texts));
    }
  }
  return printed;
}

void CheckAllRates(const v1::TableDefinition& definition, const Printed& printed,
                   std::vector<Finding>& findings) {
  const std::vector<RateColumns> rates = RatesOf(definition);
  for (std::size_t i = 0; i < printed.sheet.rows.size(); ++i) {
    CheckRates(definition, rates, printed.sheet.rows[i], printed.cells[i], findings);
  }
  if (!printed.sheet.total) return;
  CheckRates(definition, rates, *printed.sheet.total, printed.total_cells, findings);
}

// The value a row is ranked by; nullopt when its cells do not give it.
std::optional<Ratio> RankOf(const v1::TableDefinition& definition, int column,
                            const SheetRow& row) {
  if (!definition.columns(column).has_denominator()) {
    return row.counts[column] ? std::optional(Ratio{*row.counts[column]}) : std::nullopt;
  }
  for (const RateColumns& rate : RatesOf(definition)) {
    const auto numerator = row.counts[rate.numerator];
    const auto denominator = row.counts[rate.denominator];
    if (rate.rate == column && numerator && denominator) return Ratio{*numerator, *denominator};
  }
  return std::nullopt;
}

// Rows that the definition does not know are passed over: their group is not known.
void CheckRanks(const v1::TableDefinition& definition, const Sheet& sheet, const Rows& specs,
                std::vector<Finding>& findings) {
  const int column = ColumnIndex(definition, definition.sort().column());
  if (column < 0) return;
  std::vector<RankedRow> ranked;
  for (const SheetRow& row : sheet.rows) {
    const RowSpec* const spec = FindRow(specs, row.id);
    const std::optional<Ratio> value = RankOf(definition, column, row);
    if (spec != nullptr && value) ranked.push_back({row.id, spec->group, *value});
  }
  for (Finding& finding : CheckOrder(ranked, definition.sort().descending())) {
    finding.columns = {definition.sort().column()};
    findings.push_back(std::move(finding));
  }
}

std::string Written(Days days) {
  return absl::StrCat(FormatDay(days.first), " – ", FormatDay(days.last));
}

// I11: the heading states the period that the numbers are of.
void CheckHeading(std::optional<Days> heading, Days days, std::vector<Finding>& findings) {
  if (!heading || (heading->first == days.first && heading->last == days.last)) return;
  const bool last = heading->last != days.last;
  findings.push_back({.identity = "I11",
                      .row = {},
                      .columns = {},
                      .expected = last ? days.last : days.first,
                      .shown = last ? heading->last : heading->first,
                      .cause_vi = absl::StrCat("tiêu đề ghi kỳ ", Written(*heading),
                                               ", số liệu của kỳ ", Written(days)),
                      .cause_en = absl::StrCat("the heading states ", Written(*heading),
                                               ", the numbers are of ", Written(days))});
}

}  // namespace

absl::StatusOr<std::vector<Finding>> CheckPrinted(const Definitions& definitions,
                                                  const v1::TableDefinition& definition,
                                                  const v1::CheckTableRequest& request,
                                                  const Facts& facts, std::optional<Days> days,
                                                  std::optional<Days> heading) {
  const bool known = days && facts.catalog != nullptr;
  const std::shared_ptr<const Rows> specs =
      known ? facts.rows->Of(definition, facts.catalog, days->last) : std::make_shared<Rows>();
  const Explanations explanations = known ? Explanations(facts, *days, specs) : Explanations();
  const absl::StatusOr<Printed> printed = Parse(definition, request, *specs);
  if (!printed.ok()) return printed.status();
  const std::vector<Identity> identities = IdentitiesOf(definition, explanations);
  std::vector<Finding> findings = CheckIdentities(printed->sheet, identities);
  const auto add = [&findings](std::vector<Finding> more) {
    std::move(more.begin(), more.end(), std::back_inserter(findings));
  };
  add(CheckTotals(printed->sheet, identities));
  if (known) add(CheckTables(definitions, definition, printed->sheet, facts, *days));
  CheckAllRates(definition, *printed, findings);
  CheckRanks(definition, printed->sheet, *specs, findings);
  if (days) CheckHeading(heading, *days, findings);
  return findings;
}

}  // namespace motcua::aggregator
