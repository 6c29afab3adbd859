#include "services/aggregator/audit/printed_means.h"

#include <optional>
#include <string>
#include <utility>

#include "services/aggregator/domain/mean.h"
#include "services/aggregator/domain/totals.h"

namespace motcua::aggregator {
namespace {

// A rate of dossiers, legs or events: those of a whole are those of its parts.
bool IsMean(const v1::Column& column) {
  return column.has_denominator() && IsAdditive(column.value()) &&
         IsAdditive(column.denominator()) &&
         column.rounding().mode() != v1::Rounding::MODE_COMPLEMENT;
}

// The same rate of some agencies: nothing but the filter differs.
bool IsPartOf(const v1::Column& part, const v1::Column& whole) {
  const auto is_part = [](v1::Measure measure, const v1::Measure& of) {
    if (!measure.has_agencies() || of.has_agencies()) return false;
    measure.clear_agencies();
    return measure.SerializeAsString() == of.SerializeAsString();
  };
  return part.has_denominator() && is_part(part.value(), whole.value()) &&
         is_part(part.denominator(), whole.denominator());
}

std::vector<PrintedRate> RatesIn(const std::vector<std::string>& cells) {
  std::vector<PrintedRate> rates;
  for (const std::string& cell : cells) {
    if (const std::optional<PrintedRate> rate = ParseRate(cell)) rates.push_back(*rate);
  }
  return rates;
}

class MeanChecks {
 public:
  explicit MeanChecks(const Printed& printed) : printed_(printed) {}

  std::vector<Finding> Run() && {
    const std::vector<Whole> wholes = WholesOf(printed_.sheet);
    for (int column = 0; column < printed_.definition->columns_size(); ++column) {
      if (!IsMean(printed_.definition->columns(column))) continue;
      for (const Whole& whole : wholes) CompareRows(whole, column);
      for (const SheetRow& row : printed_.sheet.rows) CompareColumns(row.id, column);
      CompareColumns(kTotal, column);
    }
    return std::move(findings_);
  }

 private:
  void CompareRows(const Whole& whole, int column) {
    if (whole.row == nullptr) return;
    std::vector<std::string> cells;
    for (const SheetRow* part : whole.parts) cells.push_back(printed_.CellOf(part->id, column));
    Compare(whole.row->id, column, {}, cells);
  }

  void CompareColumns(const std::string& row, int column) {
    std::vector<std::string> ids;
    std::vector<std::string> cells;
    for (int i = 0; i < printed_.definition->columns_size(); ++i) {
      const v1::Column& other = printed_.definition->columns(i);
      if (!IsPartOf(other, printed_.definition->columns(column))) continue;
      ids.push_back(other.id());
      cells.push_back(printed_.CellOf(row, i));
    }
    Compare(row, column, ids, cells);
  }

  void Compare(const std::string& row, int column, const std::vector<std::string>& others,
               const std::vector<std::string>& cells) {
    const std::optional<PrintedRate> rate = ParseRate(printed_.CellOf(row, column));
    if (!rate) return;
    const v1::Column& of = printed_.definition->columns(column);
    std::optional<Finding> finding = CheckMean(*rate, RatesIn(cells), of.rounding().decimals());
    if (!finding) return;
    finding->row = row;
    finding->columns = {of.id()};
    finding->columns.insert(finding->columns.end(), others.begin(), others.end());
    findings_.push_back(*std::move(finding));
  }

  const Printed& printed_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> CheckMeans(const Printed& printed) { return MeanChecks(printed).Run(); }

}  // namespace motcua::aggregator
