#include "services/intake/working_set.h"

#include <algorithm>
#include <utility>

#include "services/intake/catalog_store.h"
#include "services/intake/convert.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/domain/decide.h"

namespace motcua::intake {

WorkingSet::WorkingSet(sql::Connection& connection, const std::vector<IntakeCommand*>& commands,
                       const CatalogBoard& board) {
  std::set<std::string> codes;
  std::set<std::string> series;
  bool updates_catalog = false;
  for (const IntakeCommand* command : commands) {
    if (!command->code.empty()) codes.insert(command->code);
    if (!command->series.empty()) series.insert(command->series);
    updates_catalog |= std::holds_alternative<UpdateCatalog>(command->what);
  }
  LoadDossiers(connection, codes, [this](Dossier dossier) {
    Slot& slot = dossiers_[dossier.code];
    slot.dossier = std::move(dossier);
    slot.stored = true;
  });
  serials_ = LoadSerials(connection, series);
  if (!updates_catalog) return;
  // Behind the head lock the stored revision is the newest; the board may not know it yet.
  catalog_ = board.current();
  const std::int64_t known = catalog_ == nullptr ? 0 : catalog_->catalog->revision();
  if (ReadCatalogRevision(connection) != known) catalog_ = ReadCatalog(connection);
}

absl::StatusOr<journal::Decided> WorkingSet::Decide(IntakeCommand& command) {
  if (const auto* update = std::get_if<UpdateCatalog>(&command.what)) {
    return DecideCatalog(*update, command);
  }
  return DecideDossier(std::get<intake::Command>(command.what), command);
}

absl::StatusOr<journal::Decided> WorkingSet::DecideDossier(const intake::Command& what,
                                                           IntakeCommand& command) {
  const auto found = dossiers_.find(command.code);
  const Dossier* before = found == dossiers_.end() ? nullptr : &found->second.dossier;
  Context context;
  context.event_time = command.event_time;
  context.imported = command.imported;
  context.catalog = command.catalog == nullptr ? nullptr : command.catalog->catalog.get();
  const auto serial = serials_.find(command.series);
  context.last_serial = serial == serials_.end() ? 0 : serial->second;
  absl::StatusOr<Decision> decision = intake::Decide(before, what, context);
  if (!decision.ok()) return decision.status();

  journal::Decided decided;
  decided.resource = decision->after.code;
  decided.events = ToJournalEvents(decision->after, decision->events);
  Count(before, decision->after);
  KeepSerial(command, decided.resource);
  KeepPerson(command, decided.resource);
  command.after = decision->after;
  Slot& slot = dossiers_[decided.resource];
  slot.changed |= before == nullptr || before->version != decision->after.version;
  slot.dossier = std::move(decision->after);
  return decided;
}

void WorkingSet::Count(const Dossier* before, const Dossier& after) {
  if (before == nullptr) {
    cells_.Add(Contributions(after));
    return;
  }
  const statistics::Deltas was = Contributions(*before);
  const statistics::Deltas is = Contributions(after);
  if (was == is) return;
  cells_.Add(is);
  cells_.Add(was, -1);
}

void WorkingSet::KeepSerial(const IntakeCommand& command, const std::string& code) {
  if (command.series.empty()) return;
  // A code from outside moves the series too, so that it is never given again.
  std::int64_t& last = serials_[command.series];
  last = std::max(last, ParseCode(code)->serial);
  changed_serials_[command.series] = last;
}

void WorkingSet::KeepPerson(const IntakeCommand& command, const std::string& code) {
  if (command.person) persons_[code] = *command.person;
  const auto* dossier_command = std::get_if<intake::Command>(&command.what);
  if (!std::holds_alternative<ErasePerson>(*dossier_command)) return;
  persons_.erase(code);
  erased_.insert(code);
}

absl::StatusOr<journal::Decided> WorkingSet::DecideCatalog(const UpdateCatalog& update,
                                                           IntakeCommand& command) {
  auto next = intake::Decide(catalog_ == nullptr ? nullptr : catalog_->catalog.get(), update);
  if (!next.ok()) return next.status();
  catalog_ = MakePublished(*std::move(next));
  updates_.push_back(&update);
  command.next_catalog = catalog_;
  journal::Decided decided;
  // The receipt of a repeated request must tell the revision as well.
  decided.resource = std::to_string(catalog_->catalog->revision());
  decided.events.push_back(CatalogChangedEvent(catalog_->catalog->revision(), command.event_time));
  return decided;
}

void WorkingSet::SaveDossiers(sql::Connection& connection) const {
  std::vector<const Dossier*> inserted;
  std::vector<const Dossier*> updated;
  for (const auto& [code, slot] : dossiers_) {
    if (slot.changed) (slot.stored ? updated : inserted).push_back(&slot.dossier);
  }
  InsertDossiers(connection, inserted);
  UpdateDossiers(connection, updated);
}

void WorkingSet::Save(sql::Connection& connection, statistics::CellWriter& cells,
                      std::int64_t revision) {
  SaveDossiers(connection);
  InsertPersons(connection, persons_);
  ErasePersons(connection, erased_);
  SaveSerials(connection, changed_serials_);
  for (const UpdateCatalog* update : updates_) {
    SaveCatalog(connection, *update, catalog_->catalog->revision());
  }
  cells.Write(connection, cells_, revision);
}

journal::Plugin MakeIntakePlugin(const CatalogBoard& board) {
  const auto cells = std::make_shared<statistics::CellWriter>();
  return journal::MakePlugin<IntakeCommand, WorkingSet>(
      [&board](sql::Connection& connection, const std::vector<IntakeCommand*>& commands) {
        return WorkingSet(connection, commands, board);
      },
      [](WorkingSet& set, IntakeCommand& command) { return set.Decide(command); },
      [cells](sql::Connection& connection, WorkingSet& set, std::int64_t revision) {
        set.Save(connection, *cells, revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::intake
