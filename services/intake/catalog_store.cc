#include "services/intake/catalog_store.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "common/base/errors.h"

namespace motcua::intake {
namespace {

using catalog::Agency;
using catalog::Procedure;
using Row = std::vector<sql::Value>;

#define MOTCUA_AGENCY_COLUMNS                                                      \
  "id, name_vi, level, kind, group_vi, parent, list_order, area, code, alias_of, " \
  "valid_from, valid_to"
#define MOTCUA_PROCEDURE_COLUMNS                                                         \
  "id, version, valid_from, name_vi, field, field_vi, agency, service_level, has_fee, "  \
  "online_payment, on_national_portal, legal_time, legal_time_unit, online_legal_time, " \
  "same_day, fee_dong"

Row ToRow(const Agency& agency) {
  return {agency.id,
          agency.name_vi,
          static_cast<std::int64_t>(agency.level),
          agency.kind,
          agency.group_vi,
          agency.parent,
          std::int64_t{agency.list_order},
          agency.area,
          agency.code,
          agency.alias_of,
          std::int64_t{agency.valid_from},
          std::int64_t{agency.valid_to}};
}

Agency AgencyFromRow(const sql::Rows& rows) {
  Agency agency;
  agency.id = rows.Text(1);
  agency.name_vi = rows.Text(2);
  agency.level = static_cast<catalog::Level>(rows.Int(3));
  agency.kind = rows.Text(4);
  agency.group_vi = rows.Text(5);
  agency.parent = rows.Text(6);
  agency.list_order = static_cast<int>(rows.Int(7));
  agency.area = rows.Text(8);
  agency.code = rows.Text(9);
  agency.alias_of = rows.Text(10);
  agency.valid_from = static_cast<Day>(rows.Int(11));
  agency.valid_to = static_cast<Day>(rows.Int(12));
  return agency;
}

Row ToRow(const Procedure& procedure) {
  return {procedure.id,
          std::int64_t{procedure.version},
          std::int64_t{procedure.valid_from},
          procedure.name_vi,
          procedure.field,
          procedure.field_vi,
          procedure.agency,
          std::int64_t{procedure.service_level},
          std::int64_t{procedure.has_fee},
          std::int64_t{procedure.online_payment},
          std::int64_t{procedure.on_national_portal},
          std::int64_t{procedure.legal_time},
          static_cast<std::int64_t>(procedure.legal_time_unit),
          std::int64_t{procedure.online_legal_time},
          std::int64_t{procedure.same_day},
          procedure.fee_dong};
}

Procedure ProcedureFromRow(const sql::Rows& rows) {
  Procedure procedure;
  procedure.id = rows.Text(1);
  procedure.version = static_cast<int>(rows.Int(2));
  procedure.valid_from = static_cast<Day>(rows.Int(3));
  procedure.name_vi = rows.Text(4);
  procedure.field = rows.Text(5);
  procedure.field_vi = rows.Text(6);
  procedure.agency = rows.Text(7);
  procedure.service_level = static_cast<int>(rows.Int(8));
  procedure.has_fee = rows.Int(9) != 0;
  procedure.online_payment = rows.Int(10) != 0;
  procedure.on_national_portal = rows.Int(11) != 0;
  procedure.legal_time = static_cast<int>(rows.Int(12));
  procedure.legal_time_unit = static_cast<catalog::LegalTimeUnit>(rows.Int(13));
  procedure.online_legal_time = static_cast<int>(rows.Int(14));
  procedure.same_day = rows.Int(15) != 0;
  procedure.fee_dong = rows.Int(16);
  return procedure;
}

template <typename Element, typename FromRow>
std::vector<Element> ReadAll(sql::Connection& connection, const char* text, FromRow from_row) {
  std::vector<Element> elements;
  sql::Rows rows = connection.Query(text);
  while (rows.Next()) elements.push_back(from_row(rows));
  return elements;
}

template <typename Element>
std::vector<Row> ToRows(const std::vector<Element>& elements) {
  std::vector<Row> rows;
  for (const Element& element : elements) rows.push_back(ToRow(element));
  return rows;
}

}  // namespace

std::int64_t ReadCatalogRevision(sql::Connection& connection) {
  sql::Rows rows = connection.Query("SELECT revision FROM catalog_head WHERE id = 1");
  return rows.Next() ? rows.Int(1) : 0;
}

std::shared_ptr<const PublishedCatalog> ReadCatalog(sql::Connection& connection) {
  const std::int64_t revision = ReadCatalogRevision(connection);
  if (revision == 0) return nullptr;
  auto agencies = ReadAll<Agency>(
      connection, "SELECT " MOTCUA_AGENCY_COLUMNS " FROM catalog_agency", AgencyFromRow);
  auto procedures = ReadAll<Procedure>(
      connection, "SELECT " MOTCUA_PROCEDURE_COLUMNS " FROM catalog_procedure", ProcedureFromRow);
  std::map<Day, bool> days;
  std::map<Day, std::string> reasons;
  sql::Rows rows = connection.Query("SELECT day, working, reason_vi FROM catalog_calendar_day");
  while (rows.Next()) {
    const auto day = static_cast<Day>(rows.Int(1));
    days[day] = rows.Int(2) != 0;
    reasons[day] = rows.Text(3);
  }
  auto catalog = catalog::Catalog::Build(revision, std::move(agencies), std::move(procedures),
                                         std::move(days));
  if (!catalog.ok()) {
    throw std::runtime_error("the stored catalogue is refused: " +
                             RefusalOf(catalog.status()).field);
  }
  return MakePublished(*std::move(catalog), std::move(reasons));
}

void SaveCatalog(sql::Connection& connection, const UpdateCatalog& update, std::int64_t revision) {
  connection.Insert("REPLACE INTO catalog_agency (" MOTCUA_AGENCY_COLUMNS ")",
                    ToRows(update.agencies));
  // A version that exists is the same: it was decided so.
  connection.Insert("REPLACE INTO catalog_procedure (" MOTCUA_PROCEDURE_COLUMNS ")",
                    ToRows(update.procedures));
  std::vector<Row> days;
  for (const CalendarDay& day : update.calendar_days) {
    days.push_back({std::int64_t{day.day}, std::int64_t{day.working}, day.reason_vi});
  }
  connection.Insert("REPLACE INTO catalog_calendar_day (day, working, reason_vi)", days);
  connection.Update("UPDATE catalog_head SET revision = ? WHERE id = 1", {revision});
}

}  // namespace motcua::intake
