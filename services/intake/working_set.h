// What one transaction of the journal loads, decides on and saves.
#ifndef MOTCUA_SERVICES_INTAKE_WORKING_SET_H_
#define MOTCUA_SERVICES_INTAKE_WORKING_SET_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "common/statistics/cell_store.h"
#include "services/intake/catalog_board.h"
#include "services/intake/command.h"
#include "services/intake/store.h"

namespace motcua::intake {

// Lives for one attempt of one transaction, on the writer thread.
class WorkingSet {
 public:
  // Reads what the commands name: at most one query per table.
  WorkingSet(sql::Connection& connection, const std::vector<IntakeCommand*>& commands,
             const CatalogBoard& board);

  // A refusal changes nothing.
  absl::StatusOr<journal::Decided> Decide(IntakeCommand& command);

  void Save(sql::Connection& connection, statistics::CellWriter& cells, std::int64_t revision);

 private:
  struct Slot {
    Dossier dossier;
    bool stored = false;  // in the table before this transaction
    bool changed = false;
  };

  absl::StatusOr<journal::Decided> DecideDossier(const intake::Command& what,
                                                 IntakeCommand& command);
  absl::StatusOr<journal::Decided> DecideCatalog(const UpdateCatalog& update,
                                                 IntakeCommand& command);
  void Count(const Dossier* before, const Dossier& after);
  void KeepSerial(const IntakeCommand& command, const std::string& code);
  void KeepPerson(const IntakeCommand& command, const std::string& code);
  void SaveDossiers(sql::Connection& connection) const;

  std::map<std::string, Slot> dossiers_;
  Serials serials_;
  Serials changed_serials_;
  std::map<std::string, Person> persons_;  // new ones
  std::set<std::string> erased_;
  std::shared_ptr<const PublishedCatalog> catalog_;  // loaded only for updates of it
  std::vector<const UpdateCatalog*> updates_;
  statistics::Deltas cells_;
};

// The plug-in of intake's journal. `board` must outlive the journal.
journal::Plugin MakeIntakePlugin(const CatalogBoard& board);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_WORKING_SET_H_
