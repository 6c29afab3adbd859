#include "tools/export/tsv.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/export/file.h"
#include "tools/export/text.h"

namespace motcua::exports {
namespace {

namespace v1 = aggregator::v1;

const char* AxisOf(const v1::RowAxis& rows) {
  if (rows.by_field()) return "field_id";
  return rows.parts().empty() && rows.sets().empty() ? "agency_id" : "row_id";
}

std::string Slug(std::string id) {
  std::replace(id.begin(), id.end(), '-', '_');
  return id;
}

}  // namespace

std::string TableAsTsv(const v1::Table& table, const v1::TableDefinition& definition) {
  std::string text =
      absl::StrCat(AxisOf(definition.rows()), "\t", absl::StrJoin(table.columns(), "\t"), "\n");
  const auto add = [&](const std::string& id, const v1::Row& row) {
    absl::StrAppend(&text, Slug(id));
    for (const v1::Cell& cell : row.cells()) absl::StrAppend(&text, "\t", Visible(cell.printed()));
    absl::StrAppend(&text, "\n");
  };
  for (const v1::Row& row : table.rows()) add(row.id(), row);
  if (table.has_total()) add("total", table.total());
  return text;
}

void WriteTsv(const Document& document, const std::string& folder) {
  std::filesystem::create_directories(folder);
  for (const v1::Table& table : document.report.tables()) {
    WriteFile(absl::StrCat(folder, "/", table.definition(), ".tsv"),
              TableAsTsv(table, document.definitions.at(table.definition())));
  }
}

}  // namespace motcua::exports
