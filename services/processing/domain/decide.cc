#include "services/processing/domain/decide.h"

#include <utility>

#include "services/processing/domain/change.h"
#include "services/processing/domain/refusals.h"
#include "services/processing/domain/steps.h"

namespace motcua::processing {
namespace {

Decision OpenCase(const Open& command, const Context& context) {
  const absl::Time receive_time = context.event_time;
  Leg own;
  own.channel = command.channel;
  own.first_holder = command.agency;
  own.receive_time = receive_time;
  own.facts.push_back({receive_time, DueFrom{command.due_day}});

  Decision decision;
  Case& opened = decision.after;
  opened.code = command.code;
  opened.procedure = command.procedure.id;
  opened.procedure_version = command.procedure.version;
  opened.field = command.procedure.field;
  opened.catalog_revision = command.catalog_revision;
  own.first_due_is_legal = command.due_is_legal;
  opened.legs.push_back(std::move(own));
  decision.events.push_back(
      {receive_time, Status::kReceived, 0, "",
       CaseOpened{command.agency, command.procedure.id, command.channel, command.due_day}});
  return decision;
}

// Every command but Open, which needs no case.
struct Dispatch {
  Change& change;

  absl::Status operator()(const Open&) const { return ConflictCaseExists(); }
  template <typename Step>
  absl::Status operator()(const Step& step) const {
    return Take(step, change);
  }
};

}  // namespace

absl::StatusOr<Decision> Decide(const Case* before, const Command& command,
                                const Context& context) {
  const bool noting = std::holds_alternative<NoteWithdrawal>(command);
  if (before == nullptr) {
    const Open* open = std::get_if<Open>(&command);
    if (open != nullptr) return OpenCase(*open, context);
    return noting ? ConflictCaseUnknown() : CaseNotFound();
  }
  const bool followed = noting || std::holds_alternative<Open>(command);
  if (before->voided && !followed) return CaseVoid();
  Change change(*before, context);
  absl::Status taken = std::visit(Dispatch{change}, command);
  if (!taken.ok()) return taken;
  return std::move(change).Done();
}

}  // namespace motcua::processing
