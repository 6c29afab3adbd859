#include <iostream>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/findings_text.h"
#include "tools/motcuactl/table_text.h"

ABSL_FLAG(bool, english, false, "table: titles and labels in English, where there are some");
ABSL_FLAG(std::string, tree, "",
          "table, series, drill, compare-cells, findings: the day whose organisation counts; "
          "empty: the last day");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using google::protobuf::util::TimeUtil;
using GridRows = std::vector<std::vector<std::string>>;

// The definition that a table was computed by; empty if it is no longer there.
agg::TableDefinition DefinitionOf(agg::ReportService::Stub& stub, const agg::Table& table) {
  agg::ListDefinitionsResponse all;
  stub.ListDefinitions(rpc::ContextFor(kTimeout).get(), agg::ListDefinitionsRequest(), &all);
  for (const agg::TableDefinition& definition : all.definitions()) {
    const bool same =
        definition.id() == table.definition() && definition.version() == table.definition_version();
    if (same) return definition;
  }
  return {};
}

std::vector<std::string> GridRow(const agg::Row& row) {
  std::vector<std::string> cells = {row.id(), row.label_vi()};
  for (const agg::Cell& cell : row.cells()) cells.push_back(cell.printed());
  return cells;
}

// Every row and column, whatever the layout.
std::string RowsText(const agg::Table& table, Format format) {
  std::vector<std::string> head = {"id", table.title_vi()};
  head.insert(head.end(), table.columns().begin(), table.columns().end());
  GridRows rows;
  for (const agg::Row& row : table.rows()) rows.push_back(GridRow(row));
  if (table.has_total()) rows.push_back(GridRow(table.total()));
  return Render(head, rows, format);
}

// What the numbers rest on; to standard error, so that a pipe gets the table alone.
void PrintBasis(const agg::Table& table) {
  std::cerr << table.definition() << " version " << table.definition_version() << ", "
            << table.period().first_day() << " to " << table.period().last_day() << ", catalogue "
            << table.catalog_revision() << ", organisation of " << table.tree_day() << "\n";
  for (const std::string& agency : table.unplaced()) {
    std::cerr << "  " << agency << " is counted, but had no place on that day\n";
  }
  if (table.unofficial()) {
    std::cerr << "  " << table.source_vi() << " states no formulas; these are ours\n";
  }
  for (const agg::Watermark& mark : table.watermarks()) {
    std::cerr << "  " << mark.source() << " revision " << mark.revision() << ", complete until "
              << TimeUtil::ToString(mark.complete_until()) << "\n";
  }
  for (const std::string& source : table.unreachable()) {
    std::cerr << "  " << source << " does not answer; its last data are used\n";
  }
}

}  // namespace

int PrintTable(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::GetTableRequest request;
  request.set_definition(arguments[0]);
  SetPeriod(request.mutable_period(), arguments[1], arguments[2]);
  request.set_tree_day(absl::GetFlag(FLAGS_tree));
  agg::Table table;
  const grpc::Status status = stub->GetTable(rpc::ContextFor(kTimeout).get(), request, &table);
  if (!status.ok()) return PrintError(status);
  if (absl::GetFlag(FLAGS_english)) PutIntoEnglish(table);
  PrintBasis(table);
  std::cout << (format == Format::kTable ? TableText(table, DefinitionOf(*stub, table))
                                         : RowsText(table, format));
  if (!table.findings().empty()) {
    std::cerr << "\n" << FindingsText(table.findings(), Format::kTable);
  }
  return 0;
}

int PrintFindings(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::ListFindingsRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_tree_day(absl::GetFlag(FLAGS_tree));
  agg::ListFindingsResponse answer;
  const grpc::Status status = stub->ListFindings(rpc::ContextFor(kTimeout).get(), request, &answer);
  if (!status.ok()) return PrintError(status);
  std::cout << FindingsText(answer.findings(), format);
  return 0;
}

int PrintSources(const Federation& federation, Format format) {
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::ListSourcesResponse answer;
  const grpc::Status status =
      stub->ListSources(rpc::ContextFor(kTimeout).get(), agg::ListSourcesRequest(), &answer);
  if (!status.ok()) return PrintError(status);
  GridRows rows;
  for (const agg::Source& source : answer.sources()) {
    rows.push_back({source.watermark().source(), source.connected() ? "up" : "down",
                    absl::StrCat(source.watermark().revision()), absl::StrCat(source.cell_count()),
                    TimeUtil::ToString(source.watermark().complete_until()), source.last_error()});
  }
  std::cout << Render({"source", "stream", "revision", "cells", "complete_until", "last_error"},
                      rows, format);
  return 0;
}

}  // namespace motcua::ctl
