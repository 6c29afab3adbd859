#include "services/payment/follow.h"

#include <optional>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/payment/domain/amount.h"

namespace motcua::payment {
namespace {

constexpr int kOwnLeg = 0;

absl::Status Unreadable() {
  return Refuse(absl::StatusCode::kInvalidArgument, "CONFLICT_EVENT_UNREADABLE", "",
                "an event of another service cannot be read",
                "Không đọc được sự kiện từ dịch vụ khác.");
}

bool IsChannelOfDossier(type::v1::Channel channel) {
  return channel == type::v1::CHANNEL_ONLINE || channel == type::v1::CHANNEL_IN_PERSON ||
         channel == type::v1::CHANNEL_POST;
}

bool Readable(const intake::v1::Received& received) {
  const auto amount = [](std::int64_t dong) { return dong >= 0 && dong <= kLargestAmount; };
  return IsChannelOfDossier(received.channel()) && !received.agency().empty() &&
         !received.procedure().empty() && amount(received.fee_dong()) &&
         amount(received.charge_dong()) && received.discount_percent() >= 0 &&
         received.discount_percent() <= 100;
}

Open OpenFrom(const intake::v1::Received& received) {
  Open open;
  open.agency = received.agency();
  open.procedure = received.procedure();
  open.channel = static_cast<statistics::Channel>(received.channel());
  open.fee_dong = received.fee_dong();
  open.charge_dong = received.charge_dong();
  open.discount_percent = received.discount_percent();
  return open;
}

bool Readable(const processing::v1::Corrected& corrected) {
  return IsChannelOfDossier(corrected.channel()) && !corrected.agency().empty() &&
         !corrected.procedure().empty() && corrected.has_receive_time();
}

Correct CorrectFrom(const processing::v1::Corrected& corrected) {
  Correct correct;
  correct.agency = corrected.agency();
  correct.procedure = corrected.procedure();
  correct.channel = static_cast<statistics::Channel>(corrected.channel());
  correct.receive_time = rpc::FromTimestamp(corrected.receive_time());
  return correct;
}

// A finished dossier owes what it owed.
bool EndsWithoutResult(processing::v1::LegEnd end) {
  return end == processing::v1::LEG_END_WITHDRAWN || end == processing::v1::LEG_END_STOPPED ||
         end == processing::v1::LEG_END_REFUSED;
}

std::optional<Command> CommandFrom(const processing::v1::CaseEvent& event) {
  if (event.has_corrected()) return CorrectFrom(event.corrected());
  if (event.has_voided()) return Void{};
  if (!event.has_fact() || event.leg() != kOwnLeg) return std::nullopt;
  if (event.fact().has_ended() && EndsWithoutResult(event.fact().ended())) return End{};
  if (event.fact().has_reopened()) return Reopen{};
  return std::nullopt;
}

std::shared_ptr<AccountChange> ChangeFor(const feed::v1::Event& event) {
  auto change = std::make_shared<AccountChange>();
  change->code = event.subject();
  change->event_time = rpc::FromTimestamp(event.event_time());
  return change;
}

std::shared_ptr<AccountChange> Broken(const feed::v1::Event& event) {
  std::shared_ptr<AccountChange> change = ChangeFor(event);
  change->fault = Unreadable();
  return change;
}

}  // namespace

std::shared_ptr<AccountChange> FromIntake(const std::vector<feed::v1::Event>& events) {
  for (const feed::v1::Event& event : events) {
    intake::v1::DossierEvent dossier_event;
    if (!event.payload().UnpackTo(&dossier_event)) return Broken(event);
    if (!dossier_event.has_received()) continue;
    if (!Readable(dossier_event.received())) return Broken(event);
    std::shared_ptr<AccountChange> change = ChangeFor(event);
    change->command = OpenFrom(dossier_event.received());
    return change;
  }
  return nullptr;
}

std::shared_ptr<AccountChange> FromProcessing(const std::vector<feed::v1::Event>& events) {
  for (const feed::v1::Event& event : events) {
    if (event.payload().Is<processing::v1::Recalculation>()) continue;
    processing::v1::CaseEvent case_event;
    if (!event.payload().UnpackTo(&case_event)) return Broken(event);
    if (case_event.has_corrected() && !Readable(case_event.corrected())) return Broken(event);
    std::optional<Command> command = CommandFrom(case_event);
    if (!command) continue;
    std::shared_ptr<AccountChange> change = ChangeFor(event);
    change->command = *std::move(command);
    return change;
  }
  return nullptr;
}

}  // namespace motcua::payment
