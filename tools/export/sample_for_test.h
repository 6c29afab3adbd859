// A report with hostile names, for tests.
#ifndef MOTCUA_TOOLS_EXPORT_SAMPLE_FOR_TEST_H_
#define MOTCUA_TOOLS_EXPORT_SAMPLE_FOR_TEST_H_

#include <string>
#include <vector>

#include "tools/export/document.h"

namespace motcua::exports {

namespace v1 = aggregator::v1;

// Begins like a formula; breaks the line; turns the writing; looks like markup; and is NFD: `Hòa`.
inline constexpr char kFormula[] = "=HYPERLINK(\"http://x\",\"y\")";
inline constexpr char kPlus[] = "+1";
inline constexpr char kTurning[] = "Sở\xE2\x80\xAEgnợưht\ngnôC";
inline constexpr char kMarkup[] = "<script>alert('x')</script> & \"Sở\"";
inline constexpr char kDecomposed[] =
    "Xa\xCC\x83 Ho\xCC\x80"
    "a";

inline void AddCell(v1::Row* row, const std::string& printed, std::int64_t numerator,
                    std::int64_t denominator = 0, bool rate = false) {
  v1::Cell* const cell = row->add_cells();
  cell->set_printed(printed);
  cell->set_numerator(numerator);
  cell->set_denominator(denominator);
  cell->set_rate(rate);
}

// Two counts and their rate.
inline void FillRow(v1::Row* row, const std::string& id, const std::string& label, int online,
                    int total, const std::string& rate) {
  row->set_id(id);
  row->set_label_vi(label);
  AddCell(row, std::to_string(total), total);
  AddCell(row, std::to_string(online), online);
  AddCell(row, rate, online, total, true);
}

inline v1::TableDefinition SampleDefinition() {
  v1::TableDefinition definition;
  definition.set_id("online");
  definition.set_version(2);
  definition.set_source_vi("Quyết định 766/QĐ-TTg");
  definition.set_unofficial(true);
  const auto add = [&](const std::string& id, const std::string& title, int counter) {
    v1::Column* const column = definition.add_columns();
    column->set_id(id);
    column->set_title_vi(title);
    column->mutable_value()->add_terms()->mutable_flow()->add_counters(
        static_cast<statistics::v1::Counter>(counter));
    return column;
  };
  add("total", "Tổng số", 20)->mutable_number()->set_grouping(v1::Number::GROUPING_POINT);
  add("online", "Trực tuyến", 1);
  v1::Column* const rate = add("rate", "Tỷ lệ trực tuyến", 1);
  *rate->mutable_denominator() = definition.columns(0).value();
  return definition;
}

inline v1::Table SampleTable() {
  v1::Table table;
  table.set_definition("online");
  table.set_definition_version(2);
  table.mutable_period()->set_first_day("2022-03-15");
  table.mutable_period()->set_last_day("2022-04-14");
  table.set_title_vi("Phụ lục 1. Hồ sơ trực tuyến");
  for (const char* id : {"total", "online", "rate"}) table.add_columns(id);
  for (const char* title : {"Tổng số", "Trực tuyến", "Tỷ lệ trực tuyến"}) {
    table.add_column_titles_vi(title);
  }
  const std::vector<std::string> names = {kFormula, kPlus, kTurning, kMarkup, kDecomposed};
  for (std::size_t i = 0; i < names.size(); ++i) {
    v1::Row* const row = table.add_rows();
    FillRow(row, "co-quan-" + std::to_string(i), names[i], 57, 219, "26,02");
    row->set_group_vi(i < 2 ? "Sở, ban, ngành" : "Huyện");
  }
  table.mutable_rows(0)->mutable_cells(0)->set_reported(3);
  FillRow(table.mutable_total(), "total", "Tổng số", 300, 67918, "");
  table.set_catalog_revision(7);
  v1::Watermark* const mark = table.add_watermarks();
  mark->set_source("processing");
  mark->set_epoch("epoch-1");
  mark->set_revision(41);
  mark->mutable_apply_time()->set_seconds(1'650'000'000);
  table.add_unreachable("processing");
  v1::Finding* const finding = table.add_findings();
  finding->set_identity("I1");
  finding->set_severity(v1::Finding::SEVERITY_VIOLATION);
  finding->set_table("online");
  finding->set_row("co-quan-1");
  finding->add_columns("total");
  finding->set_expected(218);
  finding->set_shown(219);
  finding->set_difference(1);
  finding->set_cause_vi("hồ sơ tiếp nhận liên thông");
  v1::Import* const import = table.add_imports();
  import->set_name("imports/bieu-14");
  import->set_document_vi(kFormula);
  return table;
}

inline Document SampleDocument() {
  Document document;
  *document.report.add_tables() = SampleTable();
  v1::Finding* const between = document.report.add_findings();
  between->set_identity("UNREACHABLE");
  between->set_severity(v1::Finding::SEVERITY_WARNING);
  between->set_cause_vi("nguồn processing không trả lời");
  document.definitions["online"] = SampleDefinition();
  document.letterhead = {"UBND tỉnh Quảng Trị", "Trung tâm Phục vụ hành chính công", "Quảng Trị",
                         "Giám đốc"};
  return document;
}

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_SAMPLE_FOR_TEST_H_
