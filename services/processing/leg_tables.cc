#include "services/processing/leg_tables.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "common/base/log.h"
#include "common/journal/tables.h"
#include "common/sql/in_list.h"

namespace motcua::processing {
namespace {

constexpr std::size_t kPage = 1000;

// A table with rows of this kind.
struct LegTable {
  const char* insert;
  const char* replace;  // tail of `insert` for rows that are there
  const char* erase;    // before a list of codes
  LegRows (*rows_of)(const Case&);
};

constexpr LegTable kTables[] = {
    {"INSERT INTO leg (code, number, agency, officer, standing, due_day, receive_day, channel)",
     "ON DUPLICATE KEY UPDATE agency = VALUES(agency), officer = VALUES(officer),"
     " standing = VALUES(standing), due_day = VALUES(due_day), receive_day = VALUES(receive_day),"
     " channel = VALUES(channel)",
     "DELETE FROM leg WHERE code IN ", OpenLegRows},
    {"INSERT INTO unmatched_hand_over (code, number, sender, receiver, give_time, due_day)",
     "ON DUPLICATE KEY UPDATE sender = VALUES(sender), receiver = VALUES(receiver),"
     " give_time = VALUES(give_time), due_day = VALUES(due_day)",
     "DELETE FROM unmatched_hand_over WHERE code IN ", UnmatchedRows},
};

Standing StandingOf(const LegState& state) {
  if (state.waiting) return static_cast<Standing>(*state.waiting);
  return state.apologised ? Standing::kAnnounced : Standing::kRuns;
}

bool HasLeg(const LegRows& rows, const sql::Value& number) {
  return std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row[1] == number; });
}

void Erase(sql::Connection& connection, const LegTable& table, std::span<const sql::Value> codes) {
  while (!codes.empty()) {
    const auto chunk = codes.first(std::min(codes.size(), sql::kChunk));
    std::vector<sql::Value> parameters;
    const std::string list = sql::InList(chunk, parameters);
    connection.Update(table.erase + list, parameters);
    codes = codes.subspan(chunk.size());
  }
}

// The rows that changed; all of a case of which one is gone.
void Write(sql::Connection& connection, const LegTable& table, const LoadedCases& cases) {
  std::vector<sql::Value> erased;
  LegRows written;
  for (const auto& [code, loaded] : cases) {
    if (!loaded.changed()) continue;
    const LegRows before = loaded.stored ? table.rows_of(*loaded.stored) : LegRows();
    LegRows now = table.rows_of(*loaded.now);
    const bool gone = std::any_of(before.begin(), before.end(),
                                  [&](const auto& row) { return !HasLeg(now, row[1]); });
    if (gone) erased.emplace_back(code);
    for (auto& row : now) {
      const bool stands = !gone && std::find(before.begin(), before.end(), row) != before.end();
      if (!stands) written.push_back(std::move(row));
    }
  }
  Erase(connection, table, erased);
  connection.Insert(table.insert, written, table.replace);
}

void WriteHolders(sql::Connection& connection, const LoadedCases& cases) {
  std::set<std::pair<std::string, std::string>> pairs;
  for (const auto& [code, loaded] : cases) {
    if (!loaded.changed()) continue;
    std::set<std::string> known;
    if (loaded.stored) known = HoldersOf(*loaded.stored);
    for (const std::string& agency : HoldersOf(*loaded.now)) {
      if (!known.contains(agency)) pairs.emplace(agency, code);
    }
  }
  std::vector<std::vector<sql::Value>> rows;
  for (const auto& [agency, code] : pairs) rows.push_back({agency, code});
  connection.Insert("INSERT IGNORE INTO holder (agency, code)", rows);
}

bool LegsMissing(sql::Connection& connection) {
  sql::Rows rows = connection.Query(
      "SELECT NOT EXISTS (SELECT 1 FROM leg)"
      " AND EXISTS (SELECT 1 FROM dossier_case WHERE status IN (2, 4, 5, 6))");
  rows.Next();
  return rows.Int(1) != 0;
}

}  // namespace

LegRows OpenLegRows(const Case& dossier) {
  LegRows rows;
  if (dossier.voided) return rows;
  for (const Leg& leg : dossier.legs) {
    const LegState state = StateNow(leg);
    if (!state.open()) continue;
    rows.push_back({dossier.code, leg.number, state.holder, leg.officer,
                    static_cast<int>(StandingOf(state)), state.due.value_or(kUndatedDueDay),
                    LocalDay(leg.receive_time), static_cast<int>(leg.channel)});
  }
  return rows;
}

LegRows UnmatchedRows(const Case& dossier) {
  LegRows rows;
  if (dossier.voided) return rows;
  for (const Leg& leg : dossier.legs) {
    const LegState state = StateNow(leg);
    if (!state.open() || state.acknowledged) continue;
    rows.push_back({dossier.code, leg.number, state.giver, state.holder,
                    absl::ToUnixMicros(state.given_time), state.due.value_or(kUndatedDueDay)});
  }
  return rows;
}

std::set<std::string> HoldersOf(const Case& dossier) {
  std::set<std::string> holders;
  for (const Leg& leg : dossier.legs) {
    holders.insert(leg.first_holder);
    for (const Fact& fact : leg.facts) {
      const MovedTo* moved = std::get_if<MovedTo>(&fact.what);
      if (moved != nullptr) holders.insert(moved->agency);
    }
  }
  return holders;
}

void WriteLegTables(sql::Connection& connection, const LoadedCases& cases) {
  for (const LegTable& table : kTables) Write(connection, table, cases);
  WriteHolders(connection, cases);
}

void DeriveMissingLegs(sql::Connection& connection) {
  sql::Transaction transaction(connection);
  journal::LockHead(connection);
  if (!LegsMissing(connection)) return;
  std::vector<VersionedCase> page;
  for (std::string after; page = ReadCases(connection, after, kPage), !page.empty();
       after = page.back().dossier.code) {
    LoadedCases cases;
    for (VersionedCase& read : page) {
      cases[read.dossier.code].now = std::make_shared<const Case>(read.dossier);
    }
    WriteLegTables(connection, cases);
  }
  transaction.Commit();
  Log(LogLevel::kInfo, "legs_derived");
}

}  // namespace motcua::processing
