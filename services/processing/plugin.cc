#include "services/processing/plugin.h"

#include <set>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/statistics/cell_store.h"
#include "services/processing/convert.h"
#include "services/processing/domain/decide.h"
#include "services/processing/store.h"

namespace motcua::processing {
namespace {

absl::Status EtagMismatch() {
  return Refuse(absl::StatusCode::kAborted, "ETAG_MISMATCH", "etag", "the case was changed",
                "Hồ sơ đã được thay đổi; cần tải lại.");
}

absl::Status CheckAgency(const catalog::Catalog& catalog, const std::string& agency, Day day) {
  const catalog::Agency* found = catalog.FindAgency(agency);
  if (found != nullptr && found->ValidOn(day)) return absl::OkStatus();
  return InvalidField("agency", "AGENCY_UNKNOWN", "no such agency on that day",
                      "Không có cơ quan này vào ngày đó.");
}

// Checks what a command names against the catalogue, and pins a corrected procedure to the
// version in force at the receipt.
struct Resolve {
  const CaseChange& change;
  const Case& before;

  absl::Status operator()(HandOver& command) const { return GiveKind(command); }
  absl::Status operator()(Transfer& command) const { return GiveKind(command); }
  absl::Status operator()(Correct& command) const {
    const Day day = LocalDay(command.receive_time.value_or(before.legs.front().receive_time));
    if (!command.agency.empty()) {
      absl::Status status = CheckAgency(*change.catalog, command.agency, day);
      if (!status.ok()) return status;
    }
    if (!command.procedure) return absl::OkStatus();
    const catalog::Procedure* procedure = change.catalog->ProcedureOn(command.procedure->id, day);
    if (procedure == nullptr) {
      return InvalidField("procedure", "PROCEDURE_UNKNOWN", "no such procedure at the receipt",
                          "Không có thủ tục này vào ngày tiếp nhận.");
    }
    command.procedure = PinnedProcedure{procedure->id, procedure->version, procedure->field};
    return absl::OkStatus();
  }
  template <typename Other>
  absl::Status operator()(Other&) const {
    return absl::OkStatus();
  }

 private:
  template <typename GiveAway>
  absl::Status GiveKind(GiveAway& command) const {
    const Day day = LocalDay(change.event_time);
    if (absl::Status status = CheckAgency(*change.catalog, command.agency, day); !status.ok()) {
      return status;
    }
    command.kind = change.catalog->FindAgency(command.agency)->kind;
    return absl::OkStatus();
  }
};

// The version pinned once the command has taken effect; null if unknown.
const catalog::Procedure* ProcedureOf(const Case* before, const Command& command,
                                      const catalog::Catalog& catalog) {
  const auto find = [&](const PinnedProcedure& pinned) {
    return catalog.FindProcedure(pinned.id, pinned.version);
  };
  if (const Open* open = std::get_if<Open>(&command)) return find(open->procedure);
  const Correct* correct = std::get_if<Correct>(&command);
  if (correct != nullptr && correct->procedure) return find(*correct->procedure);
  if (before == nullptr) return nullptr;
  return catalog.FindProcedure(before->procedure, before->procedure_version);
}

LoadedCases LoadBatch(sql::Connection& connection, const std::vector<CaseChange*>& changes) {
  std::set<std::string> codes;
  for (const CaseChange* change : changes) codes.insert(change->code);
  return LoadCases(connection, codes);
}

absl::StatusOr<Decision> DecideChange(const LoadedCase& loaded, const CaseChange& change) {
  if (!change.fault.ok()) return change.fault;
  const Case* before = loaded.now.get();
  Command command = change.command;
  if (before != nullptr) {
    if (!change.etag.empty() && change.etag != EtagOf(loaded.version)) return EtagMismatch();
    absl::Status status = std::visit(Resolve{change, *before}, command);
    if (!status.ok()) return status;
  }
  return Decide(before, command,
                {change.event_time, change.imported, change.catalog->calendar(),
                 ProcedureOf(before, command, *change.catalog)});
}

absl::StatusOr<journal::Decided> DecideInBatch(LoadedCases& cases, CaseChange& change) {
  LoadedCase& loaded = cases.at(change.code);
  absl::StatusOr<Decision> decision = DecideChange(loaded, change);
  if (!decision.ok()) return decision.status();
  loaded.now = std::make_shared<const Case>(std::move(decision->after));
  loaded.version += 1;
  change.after = loaded.now;
  change.version = loaded.version;

  journal::Decided decided{"dossiers/" + change.code, {}};
  decided.events.reserve(decision->events.size());
  for (const Event& event : decision->events) {
    decided.events.push_back(ToJournalEvent(change.code, event));
  }
  return decided;
}

}  // namespace

journal::Plugin MakePlugin() {
  const auto cells = std::make_shared<statistics::CellWriter>();
  return journal::MakePlugin<CaseChange, LoadedCases>(
      LoadBatch, DecideInBatch,
      [cells](sql::Connection& connection, LoadedCases& cases, std::int64_t revision) {
        SaveCases(connection, cases);
        cells->Write(connection, CountChanges(cases), revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::processing
