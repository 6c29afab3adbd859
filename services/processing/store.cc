#include "services/processing/store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/sql/in_list.h"
#include "common/statistics/recount.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/refusals.h"
#include "services/processing/leg_tables.h"

namespace motcua::processing {
namespace {

constexpr char kSelect[] =
    "SELECT c.code, c.procedure_id, c.procedure_version, c.field, c.catalog_revision,"
    " c.withdrawal_requested, c.withdrawal_cause, c.void, c.hand_over_time, c.timeline, c.version"
    " FROM dossier_case c";

VersionedCase CaseFrom(const sql::Rows& row) {
  VersionedCase out;
  Case& dossier = out.dossier;
  dossier.code = row.Text(1);
  dossier.procedure = row.Text(2);
  dossier.procedure_version = static_cast<int>(row.Int(3));
  dossier.field = row.Text(4);
  dossier.catalog_revision = row.Int(5);
  dossier.withdrawal_requested = row.Int(6) != 0;
  dossier.withdrawal_cause = row.Int(7);
  dossier.voided = row.Int(8) != 0;
  if (const auto micros = row.OptionalInt(9)) {
    dossier.hand_over_time = absl::FromUnixMicros(*micros);
  }
  dossier.legs = LegsFrom(row.Text(10));
  out.version = row.Int(11);
  return out;
}

std::vector<sql::Value> RowOf(const LoadedCase& loaded) {
  const Case& dossier = *loaded.now;
  return {dossier.code,
          dossier.procedure,
          dossier.procedure_version,
          dossier.field,
          dossier.catalog_revision,
          static_cast<int>(StatusOf(dossier)),
          dossier.withdrawal_requested ? 1 : 0,
          dossier.withdrawal_cause,
          dossier.voided ? 1 : 0,
          dossier.hand_over_time ? sql::Value(absl::ToUnixMicros(*dossier.hand_over_time))
                                 : sql::Null(),
          loaded.version,
          TimelineBytes(dossier.legs)};
}

void WriteCaseRows(sql::Connection& connection, const std::vector<std::vector<sql::Value>>& rows) {
  connection.Insert(
      "INSERT INTO dossier_case (code, procedure_id, procedure_version, field, catalog_revision,"
      " status, withdrawal_requested, withdrawal_cause, void, hand_over_time, version, timeline)",
      rows,
      "ON DUPLICATE KEY UPDATE procedure_id = VALUES(procedure_id),"
      " procedure_version = VALUES(procedure_version), field = VALUES(field),"
      " status = VALUES(status), withdrawal_requested = VALUES(withdrawal_requested),"
      " withdrawal_cause = VALUES(withdrawal_cause), void = VALUES(void),"
      " hand_over_time = VALUES(hand_over_time), version = VALUES(version),"
      " timeline = VALUES(timeline)");
}

}  // namespace

LoadedCases LoadCases(sql::Connection& connection, const std::set<std::string>& codes) {
  LoadedCases cases;
  for (const std::string& code : codes) cases[code];
  const std::vector<sql::Value> keys(codes.begin(), codes.end());
  connection.QueryIn(absl::StrCat(kSelect, " WHERE c.code IN"), keys, "", [&](sql::Rows& row) {
    VersionedCase found = CaseFrom(row);
    LoadedCase& loaded = cases[found.dossier.code];
    loaded.version = found.version;
    loaded.stored = std::make_shared<const Case>(std::move(found.dossier));
    loaded.now = loaded.stored;
  });
  return cases;
}

void SaveCases(sql::Connection& connection, const LoadedCases& cases) {
  std::vector<std::vector<sql::Value>> rows;
  for (const auto& [code, loaded] : cases) {
    if (loaded.changed()) rows.push_back(RowOf(loaded));
  }
  WriteCaseRows(connection, rows);
  WriteLegTables(connection, cases);
}

std::optional<VersionedCase> ReadCase(sql::Connection& connection, const std::string& code) {
  sql::Rows rows = connection.Query(absl::StrCat(kSelect, " WHERE c.code = ?"), {code});
  if (!rows.Next()) return std::nullopt;
  return CaseFrom(rows);
}

absl::StatusOr<VersionedCase> FindCase(sql::Connection& connection, const std::string& code) {
  std::optional<VersionedCase> found = ReadCase(connection, code);
  if (!found) return CaseNotFound();
  return *std::move(found);
}

std::vector<VersionedCase> ReadCases(sql::Connection& connection, const std::string& after,
                                     int limit) {
  sql::Rows rows = connection.Query(
      absl::StrCat(kSelect, " WHERE c.code > ? ORDER BY c.code LIMIT ?"), {after, limit});
  std::vector<VersionedCase> page;
  while (rows.Next()) page.push_back(CaseFrom(rows));
  return page;
}

statistics::Deltas CountAll(sql::Connection& connection) {
  return statistics::CountAll(connection, CountAfter);
}

std::vector<statistics::DossierCells> CountAfter(sql::Connection& connection,
                                                 const std::string& after, int limit,
                                                 const statistics::v1::Leaf& leaf) {
  std::string text = kSelect;
  std::vector<sql::Value> parameters;
  if (!leaf.agencies().empty()) {
    text += " JOIN (SELECT DISTINCT code FROM holder WHERE agency IN " +
            sql::InList(leaf.agencies(), parameters) + ") holding ON holding.code = c.code";
  }
  text += " WHERE c.code > ?";
  parameters.emplace_back(after);
  if (!leaf.procedures().empty()) {
    text += " AND c.procedure_id IN " + sql::InList(leaf.procedures(), parameters);
  }
  text += " ORDER BY c.code LIMIT ?";
  parameters.emplace_back(limit);

  std::vector<statistics::DossierCells> page;
  for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
    const Case dossier = CaseFrom(rows).dossier;
    page.push_back({dossier.code, Contributions(dossier)});
  }
  return page;
}

}  // namespace motcua::processing
