#include "tools/export/notes.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace motcua::exports {
namespace {

using aggregator::v1::Finding;

constexpr std::size_t kMostPlaces = 50;  // of a note whose rest stands elsewhere

constexpr std::pair<const char*, const char*> kIdentities[] = {
    {"I1", "tổng số bằng các phần cộng lại"},
    {"I2", "số đã giải quyết bằng trước hạn, đúng hạn và quá hạn cộng lại"},
    {"I3", "kỳ trước chuyển qua và tiếp nhận bằng đã giải quyết và đang giải quyết"},
    {"I4", "số kỳ trước chuyển qua bằng số tồn đã công bố của kỳ trước"},
    {"I5", "dòng tổng bằng các dòng cộng lại"},
    {"I6", "tỷ lệ tính từ số liệu gốc"},
    {"I7", "phần không lớn hơn toàn bộ"},
    {"I8", "số của cấp trên không nhỏ hơn tổng các đơn vị trực thuộc"},
    {"I9", "hồ sơ trễ hạn có đơn vị chịu trách nhiệm"},
    {"I10", "cùng một số liệu ở hai nơi phải bằng nhau"},
    {"I11", "kỳ ghi trên biểu là kỳ của số liệu"},
    {"I12", "thứ tự, thành phần và số dòng của danh sách"},
    {"UNREACHABLE", "nguồn số liệu không trả lời"},
    {"UNDATED", "hồ sơ không có ngày hẹn trả"},
};

// What all findings of a note have in common.
using Key = std::tuple<int, std::string, std::string, std::string>;

Key KeyOf(const Finding& finding) {
  return {-finding.severity(), finding.table(), finding.identity(),
          absl::StrJoin(finding.columns(), "\t")};
}

bool ShareCause(const std::vector<const Finding*>& findings) {
  return std::all_of(findings.begin(), findings.end(), [&](const Finding* finding) {
    return finding->cause_vi() == findings.front()->cause_vi();
  });
}

// `Sở Y tế: 120, phải là 123 (−3)`.
std::string Place(const Finding& finding, const Names& names, bool with_cause) {
  std::string place = finding.row().empty() ? "" : names.Row(finding.table(), finding.row());
  if (finding.difference() != 0) {
    absl::StrAppend(&place, place.empty() ? "" : ": ", finding.shown(), ", phải là ",
                    finding.expected(), " (", finding.difference() > 0 ? "+" : "−",
                    std::abs(finding.difference()), ")");
  }
  if (with_cause && !finding.cause_vi().empty()) {
    absl::StrAppend(&place, place.empty() ? "" : ", ", finding.cause_vi());
  }
  return place;
}

std::string Heading(const Finding& finding, const Names& names) {
  std::string heading = absl::StrCat(SeverityName(finding.severity()), " ", finding.identity());
  const std::string says = IdentityName(finding.identity());
  if (!says.empty()) absl::StrAppend(&heading, " (", says, ")");
  std::vector<std::string> columns;
  for (const std::string& column : finding.columns()) {
    columns.push_back(absl::StrCat("“", names.Column(finding.table(), column), "”"));
  }
  if (!columns.empty()) absl::StrAppend(&heading, ", cột ", absl::StrJoin(columns, ", "));
  return heading;
}

std::string RemarkText(const std::vector<const Finding*>& findings, const Names& names) {
  std::set<std::string> causes;
  for (const Finding* finding : findings) {
    if (!finding->cause_vi().empty()) causes.insert(finding->cause_vi());
  }
  if (causes.empty()) return Heading(*findings.front(), names) + ".";
  return absl::StrCat(SeverityName(findings.front()->severity()), ": ", absl::StrJoin(causes, "; "),
                      ".");
}

// `rest_at`: as in NoteStyle.
std::string Text(const std::vector<const Finding*>& findings, const Names& names,
                 const std::string& rest_at) {
  const Finding& first = *findings.front();
  if (IsRemark(first)) return RemarkText(findings, names);
  const bool shared = ShareCause(findings);
  std::vector<std::string> places;
  for (const Finding* finding : findings) {
    std::string place = Place(*finding, names, !shared);
    if (!place.empty()) places.push_back(std::move(place));
  }
  const std::size_t more = places.size() - std::min(places.size(), kMostPlaces);
  if (more > 0 && !rest_at.empty()) {
    places.resize(kMostPlaces);
    places.push_back(absl::StrCat("… và ", more, " dòng khác, xem trang ", rest_at));
  }
  std::string text = Heading(first, names);
  if (!places.empty()) absl::StrAppend(&text, " – ", absl::StrJoin(places, "; "));
  text += ".";
  if (shared && !first.cause_vi().empty()) {
    absl::StrAppend(&text, " Nguyên nhân: ", first.cause_vi(), ".");
  }
  return text;
}

std::string Find(const std::map<std::pair<std::string, std::string>, std::string>& names,
                 const std::string& table, const std::string& id) {
  const auto found = names.find({table, id});
  return found == names.end() ? "" : found->second;
}

}  // namespace

void Names::Add(const aggregator::v1::Table& table) {
  tables_[table.definition()] = table.title_vi();
  const auto add = [&](const std::string& id, const aggregator::v1::Row& row) {
    rows_[{table.definition(), id}] = row.label_vi();
    any_rows_.emplace(id, row.label_vi());
  };
  for (const auto& row : table.rows()) add(row.id(), row);
  if (table.has_total()) add("total", table.total());
  for (int i = 0; i < table.columns_size(); ++i) {
    columns_[{table.definition(), table.columns(i)}] = table.column_titles_vi(i);
  }
}

std::string Names::Row(const std::string& table, const std::string& row) const {
  const std::string name = Find(rows_, table, row);
  if (!name.empty()) return name;
  const auto any = any_rows_.find(row);
  return table.empty() && any != any_rows_.end() ? any->second : row;
}

std::string Names::Column(const std::string& table, const std::string& column) const {
  const std::string name = Find(columns_, table, column);
  return name.empty() ? column : name;
}

std::string Names::Table(const std::string& table) const {
  const auto found = tables_.find(table);
  return found == tables_.end() ? table : found->second;
}

Notes NotesOf(const Findings& findings, const Names& names, const NoteStyle& style) {
  std::map<Key, std::vector<const Finding*>> alike;
  for (const Finding& finding : findings) alike[KeyOf(finding)].push_back(&finding);
  Notes notes;
  for (const auto& [key, some] : alike) {
    const int number = static_cast<int>(notes.notes.size()) + 1;
    const std::string& table = some.front()->table();
    const std::string prefix =
        style.with_table && !table.empty() ? absl::StrCat(names.Table(table), ": ") : "";
    notes.notes.push_back(
        {number, some.front()->severity(), prefix + Text(some, names, style.rest_at)});
    if (IsRemark(*some.front())) continue;
    for (const Finding* finding : some) {
      for (const std::string& column : finding->columns()) {
        notes.marks[{finding->row(), column}].push_back(number);
      }
    }
  }
  return notes;
}

bool IsRemark(const Finding& finding) {
  return finding.severity() != Finding::SEVERITY_VIOLATION &&
         finding.severity() != Finding::SEVERITY_WARNING;
}

std::string SeverityName(Finding::Severity severity) {
  if (severity == Finding::SEVERITY_VIOLATION) return "Vi phạm";
  return severity == Finding::SEVERITY_WARNING ? "Cảnh báo" : "Ghi nhận";
}

std::string IdentityName(const std::string& identity) {
  for (const auto& [id, name] : kIdentities) {
    if (identity == id) return name;
  }
  return "";
}

}  // namespace motcua::exports
