#include "services/intake/catalog_store.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include "common/base/errors.h"
#include "services/intake/catalog_rows.h"

namespace motcua::intake {
namespace {

using catalog::Agency;
using catalog::CalendarChange;
using catalog::FeeDiscount;
using catalog::Procedure;

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

std::vector<Procedure> ReadProcedures(sql::Connection& connection) {
  auto procedures = ReadAll<Procedure>(
      connection, "SELECT " MOTCUA_PROCEDURE_COLUMNS " FROM catalog_procedure", ProcedureFromRow);
  std::map<std::pair<std::string, std::int64_t>, Procedure*> by_version;
  for (Procedure& procedure : procedures) {
    by_version[{procedure.id, procedure.version}] = &procedure;
  }
  sql::Rows rows = connection.Query("SELECT " MOTCUA_COMPONENT_COLUMNS
                                    " FROM catalog_component"
                                    " ORDER BY procedure_id, procedure_version, position");
  while (rows.Next()) {
    by_version.at({rows.Text(1), rows.Int(2)})->components.push_back(ComponentFromRow(rows));
  }
  sql::Rows steps = connection.Query("SELECT " MOTCUA_ROUTE_COLUMNS
                                     " FROM catalog_route_step"
                                     " ORDER BY procedure_id, procedure_version, number");
  while (steps.Next()) {
    by_version.at({steps.Text(1), steps.Int(2)})->route.push_back(RouteStepFromRow(steps));
  }
  return procedures;
}

CalendarChange ReadCalendar(sql::Connection& connection) {
  CalendarChange stated;
  sql::Rows years = connection.Query("SELECT year, source FROM catalog_calendar_year");
  while (years.Next()) stated.years.emplace_back(static_cast<int>(years.Int(1)), years.Text(2));
  sql::Rows days = connection.Query("SELECT " MOTCUA_DAY_COLUMNS " FROM catalog_calendar_day");
  while (days.Next()) stated.days.push_back(DayFromRow(days));
  return stated;
}

void SaveCalendar(sql::Connection& connection, const CalendarChange& stated) {
  std::vector<Row> years;
  for (const auto& [year, source] : stated.years) years.push_back({std::int64_t{year}, source});
  connection.Insert("REPLACE INTO catalog_calendar_year (year, source)", years);
  std::vector<Row> days;
  for (const auto& [day, of_day] : stated.days) days.push_back(ToRow(day, of_day));
  connection.Insert("REPLACE INTO catalog_calendar_day (" MOTCUA_DAY_COLUMNS ")", days);
}

std::runtime_error Refused(const absl::Status& status) {
  return std::runtime_error("the stored catalogue is refused: " + RefusalOf(status).field);
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
  auto discounts = ReadAll<FeeDiscount>(
      connection, "SELECT " MOTCUA_DISCOUNT_COLUMNS " FROM catalog_fee_discount", DiscountFromRow);
  auto calendar = catalog::Apply(ReadCalendar(connection), nullptr);
  if (!calendar.ok()) throw Refused(calendar.status());
  auto catalog = catalog::Catalog::Build(revision, std::move(agencies), ReadProcedures(connection),
                                         *std::move(calendar), std::move(discounts));
  if (!catalog.ok()) throw Refused(catalog.status());
  return MakePublished(*std::move(catalog));
}

void SaveCatalog(sql::Connection& connection, const UpdateCatalog& update, std::int64_t revision) {
  connection.Insert("REPLACE INTO catalog_agency (" MOTCUA_AGENCY_COLUMNS ")",
                    ToRows(update.agencies));
  // A version that exists is the same: it was decided so.
  connection.Insert("REPLACE INTO catalog_procedure (" MOTCUA_PROCEDURE_COLUMNS ")",
                    ToRows(update.procedures));
  connection.Insert("REPLACE INTO catalog_component (" MOTCUA_COMPONENT_COLUMNS ")",
                    ComponentRows(update.procedures));
  connection.Insert("REPLACE INTO catalog_route_step (" MOTCUA_ROUTE_COLUMNS ")",
                    RouteRows(update.procedures));
  connection.Insert("REPLACE INTO catalog_fee_discount (" MOTCUA_DISCOUNT_COLUMNS ")",
                    ToRows(update.discounts));
  SaveCalendar(connection, update.calendar);
  connection.Update("UPDATE catalog_head SET revision = ? WHERE id = 1", {revision});
}

}  // namespace motcua::intake
