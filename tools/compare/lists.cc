#include "tools/compare/lists.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/replay/scenario.h"

namespace motcua::compare {

using aggregator::v1::Row;
using aggregator::v1::Table;

std::optional<Table> ListOf(const Table& table, const std::string& list) {
  for (const aggregator::v1::RankedList& ranked : table.lists()) {
    if (ranked.id() != list) continue;
    Table shown;
    shown.set_title_vi(ranked.title_vi());
    *shown.mutable_unreachable() = table.unreachable();
    *shown.mutable_columns() = ranked.columns();
    for (const std::string& column : ranked.columns()) {
      const auto found = std::find(table.columns().begin(), table.columns().end(), column);
      shown.add_column_titles_vi(
          table.column_titles_vi(static_cast<int>(found - table.columns().begin())));
    }
    for (const std::string& id : ranked.rows()) {
      const Row& row = *FindRow(table, id);
      Row& to = *shown.add_rows();
      to = row;
      to.clear_cells();
      for (const std::string& column : ranked.columns()) {
        *to.add_cells() = *FindCell(table, row, column);
      }
    }
    return shown;
  }
  return std::nullopt;
}

void ComparePlaces(const PrintedTable& printed, const Table& list,
                   std::vector<Difference>& differences) {
  const auto moved = [&](const std::string& row) {
    const auto found = std::find_if(differences.begin(), differences.end(),
                                    [&](const Difference& cell) { return cell.row == row; });
    const bool explained = found != differences.end() && !found->explanation.empty();
    return explained ? absl::StrCat("follows from ", found->column) : "";
  };
  std::vector<Difference> places;
  const std::size_t most = std::max<std::size_t>(printed.rows.size(), list.rows_size());
  for (std::size_t i = 0; i < most; ++i) {
    const std::string shown = i < printed.rows.size() ? printed.rows[i].id : "";
    const std::string computed =
        i < static_cast<std::size_t>(list.rows_size()) ? list.rows(static_cast<int>(i)).id() : "";
    if (shown == computed) continue;
    places.push_back({shown.empty() ? computed : shown, printed.axis,
                      shown.empty() ? "nothing" : replay::SlugOfId(shown),
                      replay::SlugOfId(computed), moved(shown)});
  }
  std::move(places.begin(), places.end(), std::back_inserter(differences));
}

}  // namespace motcua::compare
