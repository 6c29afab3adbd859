#include "tools/replay/scenario_tables.h"

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/replay/row_reader.h"

namespace motcua::replay {
namespace {

using catalog::Agency;
using catalog::Level;
using catalog::Procedure;

void NoticeOtherColumns(const TsvTable& table, const std::set<std::string_view>& known,
                        Scenario& scenario) {
  for (const std::string& column : table.header) {
    if (known.count(column) == 0) {
      scenario.notices.push_back(absl::StrCat(table.file, ": column ", column, " is ignored"));
    }
  }
}

// 0 when the cell is empty.
int LevelWord(RowReader& row, std::string_view column) {
  return row.Word(column, 0,
                  {{"department", 1},
                   {"central", 2},
                   {"district", 3},
                   {"commune", 4},
                   {"branch", 5},
                   {"external", 6}});
}

Agency ReadAgency(RowReader& row, const std::string& province_id, int position) {
  Agency agency;
  agency.id = row.Id("agency_id", true);
  agency.name_vi = row.Required("name_vi");
  agency.level = static_cast<Level>(LevelWord(row, "level"));
  if (agency.level == Level{}) row.Fail("level", "is empty");
  agency.kind = SlugOfId(row.Id("kind", false));
  agency.group_vi = row.Text("group_vi");
  agency.parent = row.Id("parent_id", false);
  if (agency.parent == province_id) agency.parent.clear();
  agency.list_order = static_cast<int>(row.Count("list_order").value_or(position));
  agency.area = row.Id("area_id", false);
  agency.alias_of = row.Id("alias_of", false);
  agency.has_site = row.Flag("has_site");
  return agency;
}

// Every agency an agency points to is known, and nothing points in a circle.
absl::Status CheckLinks(const TsvTable& table, const std::vector<Agency>& agencies) {
  std::map<std::string, const Agency*> by_id;
  for (const Agency& agency : agencies) by_id[agency.id] = &agency;
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    const Agency& agency = agencies[i];
    for (const auto& [column, target] :
         std::initializer_list<std::pair<std::string_view, const std::string&>>{
             {"parent_id", agency.parent},
             {"area_id", agency.area},
             {"alias_of", agency.alias_of}}) {
      if (!target.empty() && by_id.count(target) == 0) {
        return table.Error(table.rows[i], column, absl::StrCat("'", target, "' is unknown"));
      }
    }
    if (!agency.alias_of.empty() && !by_id[agency.alias_of]->alias_of.empty()) {
      return table.Error(table.rows[i], "alias_of", "names an alias");
    }
    const Agency* ancestor = &agency;
    for (std::size_t depth = 0; !ancestor->parent.empty(); ++depth) {
      if (depth > agencies.size()) return table.Error(table.rows[i], "parent_id", "is a circle");
      ancestor = by_id[ancestor->parent];
    }
  }
  return absl::OkStatus();
}

// `H50.07`: the place in the list, which the printed lists of a province fix.
void GiveCodes(const std::string& prefix, std::vector<Agency>& agencies) {
  int place = 0;
  for (Agency& agency : agencies) {
    if (!agency.alias_of.empty()) continue;
    ++place;
    agency.code = absl::StrCat(prefix, place < 10 ? ".0" : ".", place);
  }
}

Procedure ReadProcedure(RowReader& row) {
  Procedure procedure;
  procedure.id = row.Id("procedure_id", true, /*dots=*/true);
  procedure.name_vi = row.Required("name_vi");
  procedure.field = row.Id("field_id", true);
  procedure.field_vi = row.Text("field_vi");
  procedure.agency = row.Id("agency_id", false);
  procedure.service_level = row.Word(
      "service_level", 0, {{"1", 1}, {"2", 2}, {"3", 3}, {"4", 4}, {"partial", 5}, {"full", 6}});
  procedure.has_fee = row.Flag("has_fee");
  procedure.online_payment = row.Flag("online_payment");
  procedure.on_national_portal = row.Flag("on_national_portal");
  procedure.fee_dong = row.Count("fee_dong").value_or(0);
  procedure.charge_dong = row.Count("charge_dong").value_or(0);
  if (procedure.fee_dong + procedure.charge_dong > 0 && !procedure.has_fee) {
    row.Fail("has_fee", "is not set, but there is an amount");
  }
  if (const int level = LevelWord(row, "offered_at"); level != 0) {
    procedure.offered_at = static_cast<Level>(level);
  }
  procedure.legal_time = static_cast<int>(row.Count("legal_time").value_or(0));
  if (procedure.legal_time > 3650) row.Fail("legal_time", "is more than 3650");
  if (procedure.legal_time > 0) {
    procedure.legal_time_unit =
        static_cast<catalog::LegalTimeUnit>(row.Word("legal_time_unit", 1,
                                                     {{"working_day", 1},
                                                      {"working_days", 1},
                                                      {"day", 2},
                                                      {"calendar_day", 2},
                                                      {"calendar_days", 2}}));
  }
  return procedure;
}

}  // namespace

absl::Status ReadAgencies(const std::string& folder, Scenario& scenario, const std::string& file) {
  const absl::StatusOr<TsvTable> table = ReadTsv(folder, file);
  if (!table.ok()) return table.status();
  const absl::Status required = table->Require({"agency_id", "name_vi", "level"});
  if (!required.ok()) return required;
  NoticeOtherColumns(*table,
                     {"agency_id", "name_vi", "level", "kind", "group_vi", "parent_id",
                      "list_order", "area_id", "alias_of", "has_site"},
                     scenario);
  for (const TsvTable::Row& line : table->rows) {
    RowReader row(*table, line);
    Agency agency =
        ReadAgency(row, scenario.province_id, static_cast<int>(scenario.agencies.size()) + 1);
    if (scenario.FindAgency(agency.id) != nullptr) row.Fail("agency_id", "stands there twice");
    if (!row.status().ok()) return row.status();
    scenario.agencies.push_back(std::move(agency));
  }
  const absl::Status links = CheckLinks(*table, scenario.agencies);
  if (!links.ok()) return links;
  std::stable_sort(scenario.agencies.begin(), scenario.agencies.end(),
                   [](const Agency& a, const Agency& b) { return a.list_order < b.list_order; });
  GiveCodes(scenario.agency_code, scenario.agencies);
  return absl::OkStatus();
}

absl::Status ReadProcedures(const std::string& folder, Scenario& scenario) {
  const absl::StatusOr<TsvTable> table = ReadTsv(folder, "procedures.tsv");
  if (!table.ok()) return table.status();
  const absl::Status required = table->Require({"procedure_id", "name_vi", "field_id"});
  if (!required.ok()) return required;
  NoticeOtherColumns(*table,
                     {"procedure_id", "name_vi", "field_id", "field_vi", "agency_id",
                      "service_level", "has_fee", "online_payment", "on_national_portal",
                      "legal_time", "legal_time_unit", "offered_at", "fee_dong", "charge_dong"},
                     scenario);
  std::set<std::string> seen;
  for (const TsvTable::Row& line : table->rows) {
    RowReader row(*table, line);
    Procedure procedure = ReadProcedure(row);
    if (!seen.insert(procedure.id).second) row.Fail("procedure_id", "stands there twice");
    if (!procedure.agency.empty() && scenario.FindAgency(procedure.agency) == nullptr) {
      row.Fail("agency_id", "is not in agencies.tsv");
    }
    if (!row.status().ok()) return row.status();
    procedure.agency = scenario.Canonical(procedure.agency);
    scenario.procedures.push_back(std::move(procedure));
  }
  return absl::OkStatus();
}

}  // namespace motcua::replay
