#include "tests/oracle/random_province.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace motcua::oracle {
namespace {

using catalog::Agency;
using catalog::Level;
using catalog::Procedure;

constexpr int kAgencies = 14;
constexpr int kAliases = 2;
constexpr int kProcedures = 6;

constexpr char kTables[] =
    "CREATE TABLE agency (id VARCHAR(63) PRIMARY KEY, name TEXT NOT NULL, level INT NOT NULL,"
    " kind VARCHAR(63) NOT NULL, heading VARCHAR(63) NOT NULL, parent VARCHAR(63) NOT NULL,"
    " area VARCHAR(63) NOT NULL, alias_of VARCHAR(63) NOT NULL, valid_from INT NOT NULL,"
    " valid_to INT NOT NULL, has_site INT NOT NULL)";
constexpr char kProcedureTable[] =
    "CREATE TABLE procedure_version (id VARCHAR(63), valid_from INT, field VARCHAR(63),"
    " agency VARCHAR(63), service_level INT, has_fee INT, online_payment INT,"
    " on_national_portal INT, offered_at INT, PRIMARY KEY (id, valid_from))";

constexpr char kOffice[] =
    "CREATE VIEW office AS SELECT id AS agency, IF(alias_of = '', id, alias_of) AS office"
    " FROM agency";
constexpr char kBelow[] =
    "CREATE TABLE below AS WITH RECURSIVE tree (top, agency) AS ("
    " SELECT id, id FROM agency UNION"
    " SELECT tree.top, agency.id FROM tree JOIN agency"
    " ON agency.parent = tree.agency OR agency.alias_of = tree.agency) SELECT * FROM tree";
// An area stands before the parent.
constexpr char kLiesIn[] =
    "CREATE TABLE lies_in AS WITH RECURSIVE way (agency, place) AS ("
    " SELECT agency, office FROM office UNION"
    " SELECT way.agency, IF(agency.area <> '', agency.area, agency.parent)"
    " FROM way JOIN agency ON agency.id = way.place"
    " WHERE agency.area <> '' OR agency.parent <> '') SELECT agency, place AS area FROM way";

std::vector<Agency> RandomAgencies(Dice& dice) {
  std::vector<Agency> agencies;
  for (int i = 0; i < kAgencies; ++i) {
    Agency agency;
    agency.id = absl::StrCat("a", i);
    agency.name_vi = absl::StrCat("Đơn vị ", dice.Below(8));
    agency.level = static_cast<Level>(1 + dice.Below(6));
    agency.kind = dice.Of(kKinds);
    agency.group_vi = dice.Of(kHeadings);
    agency.list_order = dice.Below(20);
    if (i > 0 && !dice.OneIn(3)) agency.parent = absl::StrCat("a", dice.Below(i));
    if (i > 0 && dice.OneIn(4)) agency.area = absl::StrCat("a", dice.Below(i));
    if (dice.OneIn(5)) agency.valid_to = kFirst + dice.Below(kDays);
    agency.has_site = dice.OneIn(2);
    agencies.push_back(std::move(agency));
  }
  for (int i = 0; i < kAliases; ++i) {
    Agency alias;
    alias.id = absl::StrCat("alias", i);
    alias.name_vi = alias.id;
    alias.level = static_cast<Level>(1 + dice.Below(6));
    alias.kind = dice.Of(kKinds);
    alias.alias_of = absl::StrCat("a", dice.Below(kAgencies));
    agencies.push_back(std::move(alias));
  }
  return agencies;
}

// In force from the beginning; half of them change in the middle.
std::vector<Procedure> RandomProcedures(Dice& dice) {
  std::vector<Procedure> procedures;
  for (int i = 0; i < kProcedures; ++i) {
    for (int version = 1; version <= 1 + dice.Below(2); ++version) {
      Procedure procedure;
      procedure.id = absl::StrCat("p", i);
      procedure.version = version;
      procedure.valid_from = version == 1 ? kFirstDay : kFirst + 1 + dice.Below(kDays);
      procedure.name_vi = procedure.id;
      procedure.field = dice.Of(kFields);
      procedure.field_vi = procedure.field;
      if (!dice.OneIn(4)) procedure.agency = absl::StrCat("a", dice.Below(kAgencies));
      procedure.service_level = 1 + dice.Below(4);
      procedure.has_fee = dice.OneIn(2);
      procedure.online_payment = dice.OneIn(2);
      procedure.on_national_portal = dice.OneIn(2);
      if (dice.OneIn(2)) procedure.offered_at = static_cast<Level>(1 + dice.Below(6));
      procedures.push_back(std::move(procedure));
    }
  }
  return procedures;
}

}  // namespace

std::shared_ptr<const catalog::Catalog> RandomProvince(Dice& dice) {
  std::vector<Agency> agencies = RandomAgencies(dice);
  return catalog::Catalog::Build(1, std::move(agencies), RandomProcedures(dice)).value();
}

void WriteProvince(const catalog::Catalog& catalog, sql::Connection& connection) {
  connection.Execute(kTables);
  connection.Execute(kProcedureTable);
  std::vector<std::vector<sql::Value>> agencies, procedures;
  for (const Agency& agency : catalog.agencies()) {
    agencies.push_back({agency.id, agency.name_vi, static_cast<int>(agency.level), agency.kind,
                        agency.group_vi, agency.parent, agency.area, agency.alias_of,
                        agency.valid_from, agency.valid_to, static_cast<int>(agency.has_site)});
  }
  for (const Procedure& version : catalog.procedures()) {
    procedures.push_back({version.id, version.valid_from, version.field, version.agency,
                          version.service_level, static_cast<int>(version.has_fee),
                          static_cast<int>(version.online_payment),
                          static_cast<int>(version.on_national_portal),
                          version.offered_at ? static_cast<int>(*version.offered_at) : 0});
  }
  connection.Insert("INSERT INTO agency", agencies);
  connection.Insert("INSERT INTO procedure_version", procedures);
  connection.Execute(kOffice);
  connection.Execute(kBelow);
  connection.Execute(kLiesIn);
}

}  // namespace motcua::oracle
