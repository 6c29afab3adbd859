#include "tools/export/text_grid.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "tools/export/notes.h"
#include "tools/export/text.h"

namespace motcua::exports {
namespace {

namespace v1 = aggregator::v1;

Value Text(std::string text) { return {std::move(text), std::nullopt}; }
Value Number(std::int64_t number) { return {absl::StrCat(number), static_cast<double>(number)}; }

Value TimeText(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0) return Text("");
  return Text(
      absl::FormatTime("%H:%M:%S %d/%m/%Y", absl::FromUnixSeconds(time.seconds()), LocalZone()));
}

Names NamesOf(const Document& document) {
  Names names;
  for (const v1::Table& table : document.report.tables()) names.Add(table);
  return names;
}

void AddFindings(const Findings& findings, const Names& names, TextGrid& grid) {
  for (const v1::Finding& finding : findings) {
    std::vector<std::string> columns;
    for (const std::string& column : finding.columns()) {
      columns.push_back(names.Column(finding.table(), column));
    }
    // A remark's numbers are no error: a list of 5 with 6 that are equal at its end is right.
    const auto number = [&](std::int64_t value) {
      return IsRemark(finding) ? Text("") : Number(value);
    };
    grid.rows.push_back(
        {Text(SeverityName(finding.severity())), Text(finding.identity()),
         Text(names.Table(finding.table())), Text(names.Row(finding.table(), finding.row())),
         Text(absl::StrJoin(columns, ", ")), number(finding.expected()), number(finding.shown()),
         number(finding.difference()), number(finding.explained()), Text(finding.cause_vi())});
  }
}

TextGrid TablesOf(const Document& document) {
  TextGrid grid{
      "Biểu và định nghĩa", {"Biểu", "Định nghĩa", "Phiên bản", "Nơi quy định", "Công thức"}, {}};
  for (const v1::Table& table : document.report.tables()) {
    grid.rows.push_back({Text(table.title_vi()), Text(table.definition()),
                         Number(table.definition_version()), Text(table.source_vi()),
                         Text(table.unofficial()           ? "không chính thức"
                              : !table.source_vi().empty() ? "theo quy định"
                                                           : "")});
  }
  return grid;
}

TextGrid SourcesOf(const v1::Table& table) {
  TextGrid grid{
      "Nguồn số liệu", {"Nguồn", "Đợt đếm", "Lần sửa đổi", "Nhận lúc", "Đủ đến", "Tình trạng"}, {}};
  for (const v1::Watermark& mark : table.watermarks()) {
    const bool silent = std::find(table.unreachable().begin(), table.unreachable().end(),
                                  mark.source()) != table.unreachable().end();
    grid.rows.push_back({Text(mark.source()), Text(mark.epoch()), Number(mark.revision()),
                         TimeText(mark.apply_time()), TimeText(mark.complete_until()),
                         Text(silent ? "không trả lời, dùng số liệu đã nhận" : "đang kết nối")});
  }
  return grid;
}

TextGrid ImportsOf(const Document& document) {
  std::map<std::string, const v1::Import*> imports;
  for (const v1::Table& table : document.report.tables()) {
    for (const v1::Import& import : table.imports()) imports.emplace(import.name(), &import);
  }
  TextGrid grid{"Số liệu báo cáo được nhập",
                {"Lần nhập", "Văn bản", "Cơ quan báo cáo", "Đơn vị nhập", "Nhập lúc", "SHA-256"},
                {}};
  for (const auto& [name, import] : imports) {
    grid.rows.push_back({Text(name), Text(import->document_vi()), Text(import->agency()),
                         Text(import->organisation()), TimeText(import->import_time()),
                         Text(import->document_sha256())});
  }
  return grid;
}

}  // namespace

TextGrid FindingsOf(const Document& document) {
  TextGrid grid{"Phát hiện",
                {"Mức độ", "Đẳng thức", "Biểu", "Dòng", "Cột", "Phải là", "Hiện là", "Chênh lệch",
                 "Giải thích được", "Nguyên nhân"},
                {}};
  const Names names = NamesOf(document);
  for (const v1::Table& table : document.report.tables()) {
    AddFindings(table.findings(), names, grid);
  }
  AddFindings(document.report.findings(), names, grid);
  return grid;
}

std::vector<TextGrid> ProvenanceOf(const Document& document) {
  std::vector<TextGrid> grids = {TablesOf(document)};
  if (document.report.tables().empty()) return grids;
  const v1::Table& first = document.report.tables(0);
  grids.push_back({"Kỳ số liệu và danh mục",
                   {"Từ ngày", "Đến hết ngày", "Bản danh mục"},
                   {{Text(Date(first.period().first_day())), Text(Date(first.period().last_day())),
                     Number(first.catalog_revision())}}});
  grids.push_back(SourcesOf(first));
  TextGrid imports = ImportsOf(document);
  if (!imports.rows.empty()) grids.push_back(std::move(imports));
  return grids;
}

}  // namespace motcua::exports
