#include "services/aggregator/tables/evaluate.h"

#include <algorithm>
#include <utility>

#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/tables/ranking.h"
#include "services/aggregator/tables/reported.h"
#include "services/aggregator/tables/unplaced.h"

namespace motcua::aggregator {
namespace {

struct CompiledColumn {
  Measure value;
  std::optional<Measure> denominator;
};

std::vector<CompiledColumn> Compile(const v1::TableDefinition& definition, Days days,
                                    const Facts& facts) {
  std::vector<CompiledColumn> columns;
  for (const v1::Column& column : definition.columns()) {
    CompiledColumn compiled{Measure(column.value(), days, facts), std::nullopt};
    if (column.has_denominator()) compiled.denominator.emplace(column.denominator(), days, facts);
    columns.push_back(std::move(compiled));
  }
  return columns;
}

ComputedRow ComputeRow(const std::vector<CompiledColumn>& columns, const RowSpec& spec,
                       const Facts& facts) {
  ComputedRow row{&spec, {}};
  row.values.reserve(columns.size());
  for (const CompiledColumn& column : columns) {
    row.values.push_back({column.value.Value(facts, spec.scope),
                          column.denominator ? column.denominator->Value(facts, spec.scope) : 1});
  }
  return row;
}

void FillRow(const v1::TableDefinition& definition, const ComputedRow& computed, bool is_total,
             v1::Row* row) {
  row->set_id(computed.spec->id);
  row->set_label_vi(computed.spec->label_vi);
  row->set_label_en(computed.spec->label_en);
  row->set_group_vi(computed.spec->group_vi);
  std::vector<std::string> printed = PrintRow(definition, computed.values, is_total);
  for (int i = 0; i < definition.columns_size(); ++i) {
    v1::Cell* cell = row->add_cells();
    cell->set_printed(std::move(printed[i]));
    cell->set_numerator(computed.values[i].numerator);
    cell->set_rate(definition.columns(i).has_denominator());
    if (cell->rate()) cell->set_denominator(computed.values[i].denominator);
  }
}

void FillList(const v1::TableDefinition& definition, const v1::List& list, const Computed& computed,
              v1::RankedList* filled) {
  filled->set_id(list.id());
  filled->set_title_vi(list.title_vi());
  filled->set_title_en(list.title_en());
  *filled->mutable_columns() = list.columns();
  for (const ComputedRow& row : Listed(definition, list, computed.rows)) {
    filled->add_rows(row.spec->id);
  }
}

}  // namespace

Computed Compute(const v1::TableDefinition& definition, const Facts& facts, Days days) {
  const std::vector<CompiledColumn> columns = Compile(definition, days, facts);
  Computed computed;
  computed.specs = facts.rows->Of(definition, facts.catalog->TreeOn(days.TreeDay()), days.last);
  computed.rows.reserve(computed.specs->size());
  for (const RowSpec& spec : *computed.specs) {
    const bool is_total = &spec == &computed.specs->back();
    if (is_total && definition.total_label_vi().empty()) continue;
    ComputedRow row = ComputeRow(columns, spec, facts);
    if (is_total) {
      computed.total = std::move(row);
    } else {
      computed.rows.push_back(std::move(row));
    }
  }
  if (definition.has_sort()) Rank(definition, definition.sort(), computed.rows);
  return computed;
}

std::optional<RowInTable> FindRowInTable(const v1::TableDefinition& definition, const Facts& facts,
                                         Days days, const std::string& id) {
  RowInTable found;
  found.specs = facts.rows->Of(definition, facts.catalog->TreeOn(days.TreeDay()), days.last);
  found.spec = FindRow(*found.specs, id);
  const bool is_total = id == kTotal;
  if (found.spec == nullptr || (is_total && definition.total_label_vi().empty())) {
    return std::nullopt;
  }
  const ComputedRow row = ComputeRow(Compile(definition, days, facts), *found.spec, facts);
  FillRow(definition, row, is_total, &found.row);
  return found;
}

RateFormat FormatOf(const v1::Rounding& rounding) {
  return {.decimals = rounding.decimals(),
          .truncate = rounding.mode() == v1::Rounding::MODE_TRUNCATE,
          .comma = rounding.comma(),
          .trim_zeros = rounding.trim_zeros(),
          .percent_sign = rounding.percent_sign()};
}

CountFormat FormatOf(const v1::Number& number) {
  CountFormat format{.digits = number.digits()};
  if (number.grouping() == v1::Number::GROUPING_POINT) format.between = ".";
  if (number.grouping() == v1::Number::GROUPING_SPACE) format.between = kNoBreakSpace;
  return format;
}

std::string PrintRate(const v1::TableDefinition& definition, int column,
                      const std::vector<Ratio>& values) {
  const v1::Rounding& rounding = definition.columns(column).rounding();
  if (values[column].denominator == 0) return rounding.zero_by_zero();
  const RateFormat format = FormatOf(rounding);
  if (rounding.mode() != v1::Rounding::MODE_COMPLEMENT) {
    return PrintScaled(ScaledPercent(values[column], format), format);
  }
  const int other = ColumnIndex(definition, rounding.complement_of());
  if (values[other].denominator == 0) return rounding.zero_by_zero();
  const std::int64_t printed =
      ScaledPercent(values[other], FormatOf(definition.columns(other).rounding()));
  return PrintScaled(100 * ScaleOf(format.decimals) - printed, format);
}

std::vector<std::string> PrintRow(const v1::TableDefinition& definition,
                                  const std::vector<Ratio>& values, bool is_total) {
  std::vector<std::string> printed;
  printed.reserve(values.size());
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    if (is_total && column.no_total()) {
      printed.emplace_back();
    } else if (column.has_denominator()) {
      printed.push_back(PrintRate(definition, i, values));
    } else {
      printed.push_back(PrintCount(values[i].numerator, FormatOf(column.number())));
    }
  }
  return printed;
}

v1::Table ToProto(const v1::TableDefinition& definition, const Computed& computed, Days days,
                  const Facts& facts) {
  v1::Table table;
  table.set_definition(definition.id());
  table.set_definition_version(definition.version());
  table.mutable_period()->set_first_day(FormatDay(days.first));
  table.mutable_period()->set_last_day(FormatDay(days.last));
  table.set_title_vi(definition.title_vi());
  table.set_title_en(definition.title_en());
  table.set_source_vi(definition.source_vi());
  table.set_unofficial(definition.unofficial());
  table.set_tree_day(FormatDay(days.TreeDay()));
  table.set_catalog_revision(facts.catalog->revision());
  for (const v1::Column& column : definition.columns()) {
    table.add_columns(column.id());
    table.add_column_titles_vi(column.title_vi());
    table.add_column_titles_en(column.title_en());
  }
  for (const ComputedRow& row : computed.rows) FillRow(definition, row, false, table.add_rows());
  if (computed.total) FillRow(definition, *computed.total, true, table.mutable_total());
  for (const v1::List& list : definition.lists()) {
    FillList(definition, list, computed, table.add_lists());
  }
  AddUnplaced(definition, days, facts, table);
  AddReported(definition, computed, days, facts, table);
  return table;
}

}  // namespace motcua::aggregator
