// Dossiers, applicants and code series as rows.
#ifndef MOTCUA_SERVICES_INTAKE_STORE_H_
#define MOTCUA_SERVICES_INTAKE_STORE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "common/sql/migrate.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/person.h"

namespace motcua::intake {

extern const sql::Schema kSchema;

// Inside the journal's transaction: one query or statement per table, rows in key order.
using Serials = std::map<std::string, std::int64_t>;
void LoadDossiers(sql::Connection& connection, const std::set<std::string>& codes,
                  const std::function<void(Dossier)>& take);
Serials LoadSerials(sql::Connection& connection, const std::set<std::string>& series);
void InsertDossiers(sql::Connection& connection, const std::vector<const Dossier*>& dossiers);
void UpdateDossiers(sql::Connection& connection, const std::vector<const Dossier*>& dossiers);
void SaveSerials(sql::Connection& connection, const Serials& serials);
void InsertPersons(sql::Connection& connection, const std::map<std::string, Person>& by_code);
void ErasePersons(sql::Connection& connection, const std::set<std::string>& codes);

// For readers.
std::optional<Dossier> ReadDossier(sql::Connection& connection, const std::string& code);
// nullopt once erased.
std::optional<Person> ReadPerson(sql::Connection& connection, const std::string& code);

// Which dossiers a list holds.
struct DossierFilter {
  std::string agency;            // empty: all
  std::optional<Status> status;  // absent: all
};
// Up to `limit` dossiers after a code, in order of their codes.
std::vector<Dossier> ReadDossiers(sql::Connection& connection, const DossierFilter& filter,
                                  const std::string& after, int limit);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_STORE_H_
