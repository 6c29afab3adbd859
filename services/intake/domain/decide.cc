#include "services/intake/domain/decide.h"

#include <algorithm>
#include <utility>

#include "services/intake/domain/filing.h"
#include "services/intake/domain/follow.h"
#include "services/intake/domain/refusals.h"

namespace motcua::intake {
namespace {

// Rounded down in favour of the applicant.
std::int64_t Less(std::int64_t dong, int percent) { return dong * (100 - percent) / 100; }

void SetFees(const catalog::Procedure& procedure, const Dossier& dossier,
             const catalog::Catalog& catalog, Received& received) {
  if (!procedure.has_fee) return;
  if (dossier.channel == Channel::kOnline) {
    received.discount_percent = catalog.DiscountOn(procedure.id, LocalDay(*dossier.receive_time));
  }
  received.fee_dong = Less(procedure.fee_dong, received.discount_percent);
  received.charge_dong = Less(procedure.charge_dong, received.discount_percent);
}

// `dossier` was just received under `procedure`.
Received ReceivedUnder(const catalog::Procedure& procedure, const Dossier& dossier,
                       const Context& context) {
  Received received;
  received.field = procedure.field;
  SetFees(procedure, dossier, *context.catalog, received);
  received.catalog_revision = context.catalog->revision();
  return received;
}

absl::StatusOr<Decision> Take(const Dossier* before, const File& command, const Context& context) {
  absl::StatusOr<Dossier> dossier = NewDossier(before, command.filing, context);
  if (!dossier.ok()) return dossier.status();
  Decision decision{*std::move(dossier), {}};
  decision.events.push_back(
      {command.filing.file_time, Status::kFiled, Filed{context.catalog->revision()}});
  return decision;
}

absl::StatusOr<Decision> Take(const Dossier* before, const Receive& command,
                              const Context& context) {
  if (command.filing.file_time > command.receive_time) return FiledAfterReceipt();
  const Day day = LocalDay(command.receive_time);
  if (command.due_day && *command.due_day < day) return DueBeforeReceipt();
  absl::StatusOr<Dossier> dossier = NewDossier(before, command.filing, context);
  if (!dossier.ok()) return dossier.status();
  const auto* procedure = context.catalog->ProcedureOn(command.filing.procedure, day);
  if (procedure == nullptr) return ProcedureUnknown();
  const absl::StatusOr<bool> due_is_legal =
      MarkReceived(*procedure, command.receive_time, command.due_day, *context.catalog, *dossier);
  if (!due_is_legal.ok()) return due_is_legal.status();
  Received received = ReceivedUnder(*procedure, *dossier, context);
  received.due_is_legal = *due_is_legal;
  received.with_filing = true;
  received.imported = command.imported;
  Decision decision{*std::move(dossier), {}};
  decision.events.push_back({command.receive_time, Status::kReceived, std::move(received)});
  return decision;
}

// The dossier a change starts from: it exists, has the stated version, and time does not run
// backwards for it.
absl::Status CheckChange(const Dossier& before, const std::string& etag, const Context& context) {
  if (!etag.empty() && etag != Etag(before)) return EtagMismatch();
  if (context.imported && context.event_time < before.file_time) return EventBeforeFiling();
  return absl::OkStatus();
}

absl::Time TimeOf(const Dossier& before, const Context& context) {
  return std::max(context.event_time, before.file_time);
}

Decision NextVersion(const Dossier& before) {
  Decision decision{before, {}};
  ++decision.after.version;
  return decision;
}

absl::StatusOr<Decision> Take(const Dossier* before, const Accept& command,
                              const Context& context) {
  absl::Status status = CheckChange(*before, command.etag, context);
  if (!status.ok()) return status;
  if (before->status != Status::kFiled) return StatusNotFiled();
  if (context.catalog == nullptr) return CatalogMissing();
  const absl::Time time = TimeOf(*before, context);
  const auto* procedure = context.catalog->ProcedureOn(before->procedure, LocalDay(time));
  if (procedure == nullptr) return ProcedureNotInForce();
  Decision decision = NextVersion(*before);
  const absl::StatusOr<bool> due_is_legal =
      MarkReceived(*procedure, time, std::nullopt, *context.catalog, decision.after);
  if (!due_is_legal.ok()) return due_is_legal.status();
  Received received = ReceivedUnder(*procedure, decision.after, context);
  received.due_is_legal = *due_is_legal;
  received.imported = context.imported;
  decision.events.push_back({time, Status::kReceived, std::move(received)});
  return decision;
}

absl::StatusOr<Decision> Take(const Dossier* before, const Refuse& command,
                              const Context& context) {
  absl::Status status = CheckChange(*before, command.etag, context);
  if (!status.ok()) return status;
  if (before->status != Status::kFiled) return StatusNotFiled();
  const absl::Time time = TimeOf(*before, context);
  Decision decision = NextVersion(*before);
  decision.after.refused_day = LocalDay(time);
  SetStatus(Status::kRefused, time, decision.after);
  decision.events.push_back({time, Status::kRefused, Refused{command.reason_code}});
  return decision;
}

// Before receipt the applicant's word is enough; after it processing decides.
absl::StatusOr<Decision> Take(const Dossier* before, const RequestWithdrawal& command,
                              const Context& context) {
  absl::Status status = CheckChange(*before, command.etag, context);
  if (!status.ok()) return status;
  if (HasEnded(before->status)) return DossierEnded();
  const absl::Time time = TimeOf(*before, context);
  Decision decision = NextVersion(*before);
  if (before->status == Status::kFiled) {
    SetStatus(Status::kWithdrawn, time, decision.after);
    decision.events.push_back({time, Status::kWithdrawn, Withdrawn{command.reason_code}});
  } else {
    decision.events.push_back({time, before->status, WithdrawalRequested{command.reason_code}});
  }
  return decision;
}

absl::StatusOr<Decision> Take(const Dossier* before, const ErasePerson&, const Context& context) {
  Decision decision = NextVersion(*before);
  decision.events.push_back({TimeOf(*before, context), before->status, PersonErased{}});
  return decision;
}

absl::StatusOr<Decision> Take(const Dossier* before, const ApplyCase& command, const Context&) {
  return FollowCase(*before, command);
}

}  // namespace

absl::StatusOr<Decision> Decide(const Dossier* before, const Command& command,
                                const Context& context) {
  if (before == nullptr && FilingOf(command) == nullptr) {
    return std::holds_alternative<ApplyCase>(command) ? ConflictDossierUnknown()
                                                      : DossierNotFound();
  }
  return std::visit([&](const auto& what) { return Take(before, what, context); }, command);
}

}  // namespace motcua::intake
