#include "services/payment/domain/decide.h"

#include <type_traits>
#include <utility>

#include "services/payment/domain/change.h"
#include "services/payment/domain/confirmation_steps.h"
#include "services/payment/domain/refusals.h"
#include "services/payment/domain/steps.h"

namespace motcua::payment {
namespace {

absl::StatusOr<Decision> DecideStatement(const WorkingSet& known, const ImportStatement& command,
                                         const Context& context) {
  const Statement* newest = known.NewestStatement(command.gateway, command.day);
  Decision decision;
  if (newest != nullptr && newest->digest == command.digest) {
    decision.statement = *newest;
    return decision;
  }
  const int version = newest == nullptr ? 1 : newest->version + 1;
  decision.statement =
      Statement{command.gateway,    command.day,        version, command.upload, command.digest,
                command.line_count, command.amount_dong};
  decision.events.push_back({"", context.event_time, std::nullopt, "", *decision.statement});
  return decision;
}

template <typename Step>
constexpr bool kFollowed =
    std::is_same_v<Step, Open> || std::is_same_v<Step, Correct> || std::is_same_v<Step, End> ||
    std::is_same_v<Step, Reopen> || std::is_same_v<Step, Void>;

struct Dispatch {
  const WorkingSet& known;
  const std::string& code;
  const Context& context;

  absl::StatusOr<Decision> operator()(const ImportStatement& command) const {
    return DecideStatement(known, command, context);
  }
  absl::StatusOr<Decision> operator()(const ConfirmPayment& command) const {
    return DecideConfirmation(known, code, command, context);
  }
  absl::StatusOr<Decision> operator()(const AssignConfirmation& command) const {
    return DecideAssignment(known, code, command, context);
  }
  template <typename Step>
  absl::StatusOr<Decision> operator()(const Step& step) const {
    const std::shared_ptr<const Account> before = known.Find(code);
    Account account;
    account.key = code;
    if (before != nullptr) account = *before;
    if constexpr (!kFollowed<Step>) {
      if (!account.facts.opened) return AccountNotFound();
      if (context.imported && context.event_time < account.facts.receive_time) {
        return EventBeforeReceipt();
      }
    }
    Change change(known, std::move(account), context);
    if (absl::Status taken = Take(step, change); !taken.ok()) return taken;
    CancelPendingBeyondOwed(change);
    return std::move(change).Done();
  }
};

}  // namespace

absl::StatusOr<Decision> Decide(const WorkingSet& known, const std::string& code,
                                const Command& command, const Context& context) {
  return std::visit(Dispatch{known, code, context}, command);
}

}  // namespace motcua::payment
