#include "services/processing/plugin.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/recount.h"
#include "services/processing/convert.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/decide.h"
#include "services/processing/domain/due_moves.h"
#include "services/processing/recalculation_table.h"
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
  absl::Status operator()(Recalculate& command) const {
    const worktime::Calendar* const calendar = change.catalog->calendar();
    if (calendar == nullptr) return absl::OkStatus();
    for (const ReckonedLeg& leg : ReckonOpenLegs(before, *change.catalog, *calendar)) {
      if (leg.moves()) command.moves.push_back({leg.leg, *leg.reckoned});
    }
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
  const Correct* correct = std::get_if<Correct>(&command);
  if (correct != nullptr && correct->procedure) return find(*correct->procedure);
  if (before == nullptr) return nullptr;
  return catalog.FindProcedure(before->procedure, before->procedure_version);
}

// What a batch is decided on.
struct Batch {
  LoadedCases cases;
  // The newest, if a change asks for it.
  std::optional<Recalculation> stored_recalculation;
  std::optional<Recalculation> recalculation;
};

Batch LoadBatch(sql::Connection& connection, const std::vector<CaseChange*>& changes) {
  std::set<std::string> codes;
  bool recalculating = false;
  for (const CaseChange* change : changes) {
    if (!change->recalculation) codes.insert(change->code);
    recalculating = recalculating || change->recalculation ||
                    std::holds_alternative<Recalculate>(change->command);
  }
  Batch batch{LoadCases(connection, codes), {}, {}};
  if (recalculating) batch.stored_recalculation = ReadNewestRecalculation(connection);
  batch.recalculation = batch.stored_recalculation;
  return batch;
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

// Only its begin and its end are told.
absl::StatusOr<journal::Decided> DecideRecalculation(Batch& batch, CaseChange& change) {
  absl::StatusOr<Recalculation> after = Decide(batch.recalculation, *change.recalculation,
                                               change.event_time, change.catalog->revision());
  if (!after.ok()) return after.status();
  const bool told = !batch.recalculation || batch.recalculation->running() != after->running();
  journal::Decided decided{NameOf(*after), {}};
  if (told) decided.events.push_back(ToJournalEvent(*after, change.event_time));
  batch.recalculation = *after;
  change.recalculated = *std::move(after);
  return decided;
}

// A dossier's share in a recalculation must belong to the one that runs.
absl::Status CheckShare(const Batch& batch, const CaseChange& change) {
  const auto* share = std::get_if<Recalculate>(&change.command);
  if (share == nullptr) return absl::OkStatus();
  return CheckRuns(batch.recalculation, share->number, change.catalog->revision());
}

std::int64_t CountMoved(const Decision& decision) {
  return std::count_if(decision.events.begin(), decision.events.end(), [](const Event& event) {
    const Fact* fact = std::get_if<Fact>(&event.change);
    return fact != nullptr && std::holds_alternative<Recalculated>(fact->what);
  });
}

absl::StatusOr<journal::Decided> DecideInBatch(Batch& batch, CaseChange& change) {
  if (change.recalculation) return DecideRecalculation(batch, change);
  if (absl::Status status = CheckShare(batch, change); !status.ok()) return status;
  LoadedCase& loaded = batch.cases.at(change.code);
  absl::StatusOr<Decision> decision = DecideChange(loaded, change);
  if (!decision.ok()) return decision.status();
  if (decision->events.empty()) return journal::Decided{"dossiers/" + change.code, {}};
  if (const std::int64_t moved = CountMoved(*decision)) AddMoved(moved, *batch.recalculation);
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
  return journal::MakePlugin<CaseChange, Batch>(
      LoadBatch, DecideInBatch,
      [cells](sql::Connection& connection, Batch& batch, std::int64_t revision) {
        SaveCases(connection, batch.cases);
        if (batch.recalculation != batch.stored_recalculation) {
          WriteRecalculation(connection, *batch.recalculation);
        }
        cells->Write(connection, statistics::CountChanges(batch.cases), revision);
      },
      [cells] { cells->Forget(); });
}

}  // namespace motcua::processing
