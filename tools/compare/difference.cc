#include "tools/compare/difference.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/compare/lists.h"
#include "tools/replay/scenario.h"

namespace motcua::compare {
namespace {

using aggregator::v1::Cell;
using aggregator::v1::Finding;
using aggregator::v1::Row;
using aggregator::v1::Table;

constexpr char kTotal[] = "total";
constexpr char kBetween[] = "--";  // an area and its part
constexpr char kSubtotal[] = "--total";

// What a printed table violates, in the words of officials.
std::string MeaningOf(const std::string& identity) {
  static const std::map<std::string, std::string> meanings = {
      {"I1", "cột tổng không bằng các cột thành phần"},
      {"I2", "số đã giải quyết không bằng các phần cộng lại"},
      {"I3", "số tiếp nhận không bằng số đã giải quyết và đang giải quyết"},
      {"I4", "số kỳ trước chuyển qua khác số tồn cuối kỳ trước"},
      {"I5", "dòng tổng không bằng các dòng cộng lại"},
      {"I6", "tỷ lệ không tính được từ các cột"},
      {"I7", "phần lớn hơn tổng thể"},
      {"I8", "số của cấp trên nhỏ hơn các đơn vị trực thuộc cộng lại"},
      {"I9", "trễ hạn nhiều hơn số đã quy cho các đơn vị"},
      {"I10", "hai bảng cho hai số khác nhau"},
      {"I11", "tiêu đề ghi kỳ khác kỳ của số liệu"},
      {"I12", "các dòng không theo thứ tự xếp hạng"},
  };
  const auto found = meanings.find(identity);
  return found == meanings.end() ? "" : found->second;
}

bool Concerns(const Finding& finding, const Difference& cell) {
  return finding.row() == cell.row && std::find(finding.columns().begin(), finding.columns().end(),
                                                cell.column) != finding.columns().end();
}

std::string Signed(std::int64_t number) { return absl::StrCat(number > 0 ? "+" : "", number); }

// What a finding tells beyond the gap that its form is known to have.
std::int64_t Rest(const Finding& finding) { return finding.difference() - finding.explained(); }

std::string Words(const Finding& finding) {
  std::string words = absl::StrCat(finding.identity(), " (", Signed(Rest(finding)));
  if (finding.explained() != 0) {
    absl::StrAppend(&words, " beside the known ", Signed(finding.explained()));
  }
  return words + ")";
}

std::int64_t GapOf(const Difference& cell) {
  return ParseCount(cell.printed).value_or(0) - ParseCount(cell.computed).value_or(0);
}

// The findings that together tell the cell's gap, the fewest first; empty if none do.
std::vector<const Finding*> Explaining(const std::vector<const Finding*>& concerning,
                                       std::int64_t gap) {
  for (const Finding* finding : concerning) {
    if (std::abs(Rest(*finding)) == std::abs(gap)) return {finding};
  }
  std::int64_t sum = 0;
  for (const Finding* finding : concerning) sum += std::abs(Rest(*finding));
  return sum == std::abs(gap) ? concerning : std::vector<const Finding*>();
}

std::string ExplainCount(const Difference& cell, const Findings& findings) {
  if (!ParseCount(cell.printed) || !ParseCount(cell.computed)) return "";
  std::vector<const Finding*> concerning;
  for (const Finding& finding : findings) {
    if (Concerns(finding, cell)) concerning.push_back(&finding);
  }
  std::vector<std::string> words;
  for (const Finding* finding : Explaining(concerning, GapOf(cell))) {
    words.push_back(Words(*finding));
  }
  return absl::StrJoin(words, "; ");
}

bool IsSum(const std::string& row) { return row == kTotal || absl::EndsWith(row, kSubtotal); }

// Whether a row is added up in a total, or in the subtotal of its area.
bool IsPartOf(const std::string& whole, const std::string& row, const PrintedTable& printed) {
  const std::string area = row.substr(0, row.rfind(kBetween));
  const std::string subtotal = area + kSubtotal;
  const bool in_subtotal =
      row != subtotal && std::any_of(printed.rows.begin(), printed.rows.end(),
                                     [&](const auto& other) { return other.id == subtotal; });
  return whole == (in_subtotal ? subtotal : kTotal);
}

// A total differs as its rows do, and by what it is not their sum (I5).
std::string ExplainTotal(const Difference& cell, const Findings& findings,
                         const std::vector<Difference>& rows, const PrintedTable& printed) {
  std::int64_t rest = GapOf(cell);
  bool explained = false;
  for (const Difference& row : rows) {
    if (row.column != cell.column || !IsPartOf(cell.row, row.row, printed)) continue;
    if (row.explanation.empty()) return "";
    rest -= GapOf(row);
    explained = true;
  }
  if (!explained) return "";
  const std::string sum = absl::StrCat("the rows (", Signed(GapOf(cell) - rest), ")");
  if (rest == 0) return sum;
  for (const Finding& finding : findings) {
    if (finding.identity() == "I5" && Concerns(finding, cell) && finding.difference() == rest) {
      return absl::StrCat(sum, "; ", Words(finding));
    }
  }
  return "";
}

std::string ExplainRate(const Difference& cell, const Findings& findings,
                        const std::vector<Difference>& counts) {
  for (const Finding& finding : findings) {
    if (finding.identity() == "I6" && Concerns(finding, cell)) return Words(finding);
  }
  if (counts.empty()) return "";
  const bool explained = std::all_of(counts.begin(), counts.end(), [](const Difference& count) {
    return !count.explanation.empty();
  });
  return explained ? absl::StrCat("follows from ", counts.front().column) : "";
}

struct RowDifferences {
  std::vector<Difference> counts;
  std::vector<Difference> rates;
};

// The differing cells of one row.
RowDifferences CompareRow(const PrintedTable& printed, const PrintedTable::Row& row,
                          const Table& table) {
  const Row* const computed_row = FindRow(table, row.id);
  RowDifferences differences;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.cells[i].empty()) continue;
    const Cell* cell =
        computed_row == nullptr ? nullptr : FindCell(table, *computed_row, printed.columns[i]);
    // A row that the computed table does not have counts nothing, but it stands in no list.
    const bool rate = cell != nullptr && cell->rate();
    const bool counts_nothing = computed_row == nullptr && printed.list.empty();
    const std::string computed = cell != nullptr ? cell->printed() : counts_nothing ? "0" : "";
    if (SameNumber(row.cells[i], computed, rate)) continue;
    (rate ? differences.rates : differences.counts)
        .push_back({row.id, printed.columns[i], row.cells[i],
                    computed_row == nullptr ? "" : computed, ""});
  }
  return differences;
}

}  // namespace

const Row* FindRow(const Table& table, const std::string& id) {
  if (id == kTotal) return table.has_total() ? &table.total() : nullptr;
  for (const Row& row : table.rows()) {
    if (row.id() == id) return &row;
  }
  return nullptr;
}

const Cell* FindCell(const Table& table, const Row& row, const std::string& column) {
  for (int i = 0; i < table.columns_size() && i < row.cells_size(); ++i) {
    if (table.columns(i) == column) return &row.cells(i);
  }
  return nullptr;
}

std::vector<Difference> Compare(const PrintedTable& printed, const Table& table,
                                const Findings& findings) {
  std::vector<Difference> differences;
  for (const PrintedTable::Row& row : printed.rows) {
    auto [counts, rates] = CompareRow(printed, row, table);
    for (Difference& count : counts) {
      if (IsSum(row.id)) count.explanation = ExplainTotal(count, findings, differences, printed);
      if (count.explanation.empty()) count.explanation = ExplainCount(count, findings);
    }
    for (Difference& rate : rates) rate.explanation = ExplainRate(rate, findings, counts);
    std::move(counts.begin(), counts.end(), std::back_inserter(differences));
    std::move(rates.begin(), rates.end(), std::back_inserter(differences));
  }
  if (!printed.list.empty()) ComparePlaces(printed, table, differences);
  return differences;
}

std::vector<std::string> Summarise(const Findings& findings) {
  struct Group {
    std::string cause;
    std::vector<std::string> places;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Group> groups;
  for (const Finding& finding : findings) {
    const bool one_column = finding.columns_size() == 1;
    const std::string columns = one_column ? "" : absl::StrJoin(finding.columns(), ", ");
    // Causes that differ in their numbers alone are one cause.
    const std::string stem = finding.cause_vi().substr(0, finding.cause_vi().find(": "));
    Group& group = groups[{finding.identity(), columns, stem}];
    if (group.places.empty()) group.cause = finding.cause_vi();
    if (group.cause != finding.cause_vi()) group.cause = stem;
    const std::string row = finding.row().empty() ? "cả bảng" : replay::SlugOfId(finding.row());
    group.places.push_back(absl::StrCat(row, one_column ? " " + finding.columns(0) : "", " ",
                                        Signed(finding.difference())));
  }
  std::vector<std::string> lines;
  for (const auto& [key, group] : groups) {
    const auto& [identity, columns, stem] = key;
    std::string line = absl::StrCat(identity, ", ", MeaningOf(identity), ": ");
    if (!columns.empty()) absl::StrAppend(&line, "[", columns, "] ");
    absl::StrAppend(&line, absl::StrJoin(group.places, ", "));
    if (!group.cause.empty()) absl::StrAppend(&line, "; ", group.cause);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace motcua::compare
