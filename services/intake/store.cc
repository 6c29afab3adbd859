#include "services/intake/store.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace motcua::intake {
namespace {

using sql::Value;
using Row = std::vector<Value>;

#define MOTCUA_DOSSIER_COLUMNS                                                              \
  "code, agency, procedure_id, procedure_version, channel, status, status_day, file_time, " \
  "receive_time, due_day, refused_day, supplement_days, postal_out_day, applicant_hash, version"

constexpr char kSelect[] = "SELECT " MOTCUA_DOSSIER_COLUMNS " FROM dossier WHERE code IN ";
constexpr char kInsert[] = "INSERT INTO dossier (" MOTCUA_DOSSIER_COLUMNS ")";

std::vector<Value> Keys(const std::set<std::string>& keys) { return {keys.begin(), keys.end()}; }

Value Days(const std::vector<Day>& days) {
  if (days.empty()) return sql::Null();
  return absl::StrJoin(days, ",");
}

std::vector<Day> ParseDays(const std::string& text) {
  std::vector<Day> days;
  for (const auto part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    Day day = 0;
    if (absl::SimpleAtoi(part, &day)) days.push_back(day);
  }
  return days;
}

std::optional<Day> DayOf(const sql::Rows& rows, int column) {
  const auto value = rows.OptionalInt(column);
  return value ? std::optional(static_cast<Day>(*value)) : std::nullopt;
}

Row ToRow(const Dossier& dossier) {
  Row row;
  row.reserve(15);
  row.emplace_back(dossier.code);
  row.emplace_back(dossier.agency);
  row.emplace_back(dossier.procedure);
  row.emplace_back(std::int64_t{dossier.procedure_version});
  row.emplace_back(static_cast<std::int64_t>(dossier.channel));
  row.emplace_back(static_cast<std::int64_t>(dossier.status));
  row.emplace_back(std::int64_t{dossier.status_day});
  row.emplace_back(absl::ToUnixMicros(dossier.file_time));
  row.push_back(dossier.received() ? Value(absl::ToUnixMicros(*dossier.receive_time))
                                   : sql::Null());
  row.push_back(sql::OrNull(dossier.due_day));
  row.push_back(sql::OrNull(dossier.refused_day));
  row.push_back(Days(dossier.supplement_days));
  row.push_back(sql::OrNull(dossier.postal_out_day));
  row.emplace_back(dossier.applicant_hash);
  row.emplace_back(dossier.version);
  return row;
}

Dossier FromRow(const sql::Rows& rows) {
  Dossier dossier;
  dossier.code = rows.Text(1);
  dossier.agency = rows.Text(2);
  dossier.procedure = rows.Text(3);
  dossier.procedure_version = static_cast<int>(rows.Int(4));
  dossier.channel = static_cast<Channel>(rows.Int(5));
  dossier.status = static_cast<Status>(rows.Int(6));
  dossier.status_day = static_cast<Day>(rows.Int(7));
  dossier.file_time = absl::FromUnixMicros(rows.Int(8));
  if (const auto micros = rows.OptionalInt(9)) dossier.receive_time = absl::FromUnixMicros(*micros);
  dossier.due_day = DayOf(rows, 10);
  dossier.refused_day = DayOf(rows, 11);
  dossier.supplement_days = ParseDays(rows.Text(12));
  dossier.postal_out_day = DayOf(rows, 13);
  dossier.applicant_hash = rows.Text(14);
  dossier.version = rows.Int(15);
  return dossier;
}

std::vector<Row> ToRows(const std::vector<const Dossier*>& dossiers) {
  std::vector<Row> rows;
  rows.reserve(dossiers.size());
  for (const Dossier* dossier : dossiers) rows.push_back(ToRow(*dossier));
  return rows;
}

}  // namespace

void LoadDossiers(sql::Connection& connection, const std::set<std::string>& codes,
                  const std::function<void(Dossier)>& take) {
  connection.QueryIn(kSelect, Keys(codes), "", [&](const sql::Rows& rows) { take(FromRow(rows)); });
}

Serials LoadSerials(sql::Connection& connection, const std::set<std::string>& series) {
  Serials serials;
  connection.QueryIn("SELECT series, last_serial FROM code_serial WHERE series IN ", Keys(series),
                     "", [&](const sql::Rows& rows) { serials[rows.Text(1)] = rows.Int(2); });
  return serials;
}

void InsertDossiers(sql::Connection& connection, const std::vector<const Dossier*>& dossiers) {
  connection.Insert(kInsert, ToRows(dossiers));
}

void UpdateDossiers(sql::Connection& connection, const std::vector<const Dossier*>& dossiers) {
  connection.Insert(
      kInsert, ToRows(dossiers),
      "ON DUPLICATE KEY UPDATE agency = VALUES(agency), procedure_id = VALUES(procedure_id),"
      " procedure_version = VALUES(procedure_version), channel = VALUES(channel),"
      " status = VALUES(status), status_day = VALUES(status_day),"
      " receive_time = VALUES(receive_time), due_day = VALUES(due_day),"
      " refused_day = VALUES(refused_day), supplement_days = VALUES(supplement_days),"
      " postal_out_day = VALUES(postal_out_day), version = VALUES(version)");
}

void SaveSerials(sql::Connection& connection, const Serials& serials) {
  std::vector<Row> rows;
  for (const auto& [series, last] : serials) rows.push_back({series, last});
  connection.Insert("INSERT INTO code_serial (series, last_serial)", rows,
                    "ON DUPLICATE KEY UPDATE last_serial = VALUES(last_serial)");
}

void InsertPersons(sql::Connection& connection, const std::map<std::string, Person>& by_code) {
  std::vector<Row> rows;
  rows.reserve(by_code.size());
  for (const auto& [code, person] : by_code) {
    rows.push_back({code, person.full_name, person.identity_number, person.phone, person.salt});
  }
  connection.Insert("INSERT INTO person (dossier_code, full_name, identity_number, phone, salt)",
                    rows);
}

void ErasePersons(sql::Connection& connection, const std::set<std::string>& codes) {
  for (const std::string& code : codes) {
    connection.Update("DELETE FROM person WHERE dossier_code = ?", {code});
  }
}

std::optional<Dossier> ReadDossier(sql::Connection& connection, const std::string& code) {
  sql::Rows rows =
      connection.Query("SELECT " MOTCUA_DOSSIER_COLUMNS " FROM dossier WHERE code = ?", {code});
  return rows.Next() ? std::optional(FromRow(rows)) : std::nullopt;
}

std::optional<Person> ReadPerson(sql::Connection& connection, const std::string& code) {
  sql::Rows rows = connection.Query(
      "SELECT full_name, identity_number, phone, salt FROM person WHERE dossier_code = ?", {code});
  if (!rows.Next()) return std::nullopt;
  return Person{rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4)};
}

std::vector<Dossier> ReadDossiers(sql::Connection& connection, const DossierFilter& filter,
                                  const std::string& after, int limit) {
  std::string text = "SELECT " MOTCUA_DOSSIER_COLUMNS " FROM dossier WHERE code > ?";
  std::vector<Value> parameters = {after};
  if (!filter.agency.empty()) {
    text += " AND agency = ?";
    parameters.emplace_back(filter.agency);
  }
  if (filter.status) {
    text += " AND status = ?";
    parameters.emplace_back(static_cast<std::int64_t>(*filter.status));
  }
  text += " ORDER BY code LIMIT ?";
  parameters.emplace_back(std::int64_t{limit});
  std::vector<Dossier> dossiers;
  sql::Rows rows = connection.Query(text, parameters);
  while (rows.Next()) dossiers.push_back(FromRow(rows));
  return dossiers;
}

}  // namespace motcua::intake
