#include "common/statistics/recount.h"

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/base/log.h"
#include "common/journal/tables.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/cell_tables.h"

namespace motcua::statistics {
namespace {

Deltas ReadCounted(sql::Connection& connection, std::int64_t epoch_no) {
  static const std::string kQuery =
      absl::StrCat("SELECT ", kKeyColumns, ", value FROM cell WHERE epoch_no = ?");
  Deltas counted;
  sql::Rows rows = connection.Query(kQuery, {epoch_no});
  while (rows.Next()) counted.Add(KeyOf(rows), rows.Int(7));
  return counted;
}

}  // namespace

Deltas CountAll(sql::Connection& connection, const Dossiers& dossiers) {
  constexpr int kPage = 1000;
  Deltas all;
  std::string after;
  for (;;) {
    const std::vector<DossierCells> page = dossiers(connection, after, kPage, {});
    for (const DossierCells& dossier : page) all.Add(dossier.cells);
    if (page.size() < kPage) return all;
    after = page.back().dossier;
  }
}

bool Recount(sql::Connection& connection, std::int64_t counter_version,
             const std::function<Deltas(sql::Connection&)>& recount) {
  sql::Transaction transaction(connection);
  journal::Head head = journal::LockHead(connection);
  head.counter_version = counter_version;
  journal::WriteHead(connection, head);
  const CellHead old = ReadHead(connection);
  const Deltas cells = recount(connection);
  const bool equal = cells == ReadCounted(connection, old.epoch_no);

  CellHead fresh{RandomId(), old.epoch_no + 1, old.revision, Digest()};
  std::vector<CellRow> rows;
  rows.reserve(cells.values().size());
  for (const auto& [key, value] : cells.values()) {
    fresh.digest.Add(key, value);
    rows.push_back({key, value});
  }
  WriteCells(connection, fresh.epoch_no, rows, fresh.revision);
  WriteHead(connection, fresh);
  connection.Update("DELETE FROM cell WHERE epoch_no = ?", {old.epoch_no});
  transaction.Commit();
  Log(equal ? LogLevel::kInfo : LogLevel::kError, "recounted", {{"equal", equal ? "yes" : "no"}});
  return equal;
}

}  // namespace motcua::statistics
