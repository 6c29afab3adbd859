// The events of intake and processing as commands of digitization.
#include <optional>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/digitization/follow.h"

namespace motcua::digitization {
namespace {

absl::Status Unreadable() {
  return Refuse(absl::StatusCode::kInvalidArgument, "CONFLICT_EVENT_UNREADABLE", "",
                "a followed event cannot be read", "Không đọc được sự kiện nhận từ dịch vụ khác.");
}

std::shared_ptr<FolderChange> ChangeAbout(const feed::v1::Event& event) {
  auto change = std::make_shared<FolderChange>();
  change->code = event.subject();
  change->event_time = rpc::FromTimestamp(event.event_time());
  return change;
}

bool Readable(const Receipt& receipt) {
  const bool channel = receipt.channel == statistics::Channel::kOnline ||
                       receipt.channel == statistics::Channel::kInPerson ||
                       receipt.channel == statistics::Channel::kPost;
  return channel && !receipt.agency.empty() && !receipt.procedure.id.empty();
}

std::optional<Day> DayOf(std::int32_t day) {
  return day < 0 ? std::nullopt : std::optional<Day>(day);
}

Corrected CorrectedFrom(const processing::v1::Corrected& event) {
  Corrected corrected;
  corrected.receipt.agency = event.agency();
  corrected.receipt.channel = static_cast<statistics::Channel>(event.channel());
  corrected.receipt.time = rpc::FromTimestamp(event.receive_time());
  corrected.receipt.procedure.id = event.procedure();
  corrected.old_procedure = event.old_procedure();
  if (event.has_due_day()) corrected.due = event.due_day();
  return corrected;
}

// The step of an event of the own leg; nullopt when it decides nothing about the result.
std::optional<CaseStep> StepFrom(absl::Time time, const processing::v1::CaseEvent& event) {
  using processing::v1::LegFact;
  if (event.has_corrected()) return CaseStep{time, CorrectedFrom(event.corrected())};
  if (event.has_voided()) return CaseStep{time, Voided{}};
  if (event.has_opened()) {
    const auto& opened = event.opened();
    return CaseStep{
        time, DueFrom{opened.has_due_day() ? std::optional<Day>(opened.due_day()) : std::nullopt}};
  }
  if (!event.has_fact() || event.leg() != 0) return std::nullopt;
  const LegFact& fact = event.fact();
  const absl::Time since = rpc::FromTimestamp(fact.time());
  switch (fact.fact_case()) {
    case LegFact::kDueDay:
      return CaseStep{since, DueFrom{DayOf(fact.due_day())}};
    case LegFact::kMovedTo:
      return CaseStep{since, MovedTo{fact.moved_to()}};
    case LegFact::kEnded:
      return CaseStep{since, Ended{fact.ended() == processing::v1::LEG_END_FINISHED}};
    case LegFact::kReopened:
      return CaseStep{since, Reopened{}};
    default:
      return std::nullopt;
  }
}

}  // namespace

// No command of intake both receives and erases, or does either twice.
std::shared_ptr<FolderChange> ChangeFromIntake(const std::vector<feed::v1::Event>& events) {
  for (const feed::v1::Event& event : events) {
    intake::v1::DossierEvent told;
    if (!event.payload().UnpackTo(&told)) {
      auto change = ChangeAbout(event);
      change->fault = Unreadable();
      return change;
    }
    if (told.has_received()) {
      auto change = ChangeAbout(event);
      Receipt receipt{told.received().agency(),
                      static_cast<statistics::Channel>(told.received().channel()),
                      change->event_time,
                      {told.received().procedure(), told.received().procedure_version(), {}}};
      if (!Readable(receipt)) change->fault = Unreadable();
      change->command = Open{std::move(receipt)};
      return change;
    }
    if (told.has_person_erased()) {
      auto change = ChangeAbout(event);
      change->command = Forget{};
      return change;
    }
  }
  return nullptr;
}

// A command of processing is about one dossier, or a recalculation, which matters to no folder.
std::shared_ptr<FolderChange> ChangeFromProcessing(const std::vector<feed::v1::Event>& events) {
  NoteCase note;
  for (const feed::v1::Event& event : events) {
    if (event.payload().Is<processing::v1::Recalculation>()) continue;
    processing::v1::CaseEvent told;
    if (!event.payload().UnpackTo(&told)) {
      auto change = ChangeAbout(event);
      change->fault = Unreadable();
      return change;
    }
    const absl::Time time = rpc::FromTimestamp(event.event_time());
    if (auto step = StepFrom(time, told)) note.steps.push_back(*std::move(step));
  }
  if (note.steps.empty()) return nullptr;
  auto change = ChangeAbout(events.front());
  change->command = std::move(note);
  return change;
}

}  // namespace motcua::digitization
