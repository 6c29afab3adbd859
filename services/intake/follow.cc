// The conversion of processing's feed into commands of intake.
#include <utility>

#include "common/rpc/request.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/intake/convert.h"

namespace motcua::intake {
namespace {

Correction ToCorrection(const processing::v1::Corrected& corrected) {
  Correction correction;
  correction.agency = corrected.agency();
  correction.procedure = corrected.procedure();
  correction.channel = static_cast<Channel>(corrected.channel());
  correction.receive_time = rpc::FromTimestamp(corrected.receive_time());
  if (corrected.has_due_day()) correction.due_day = corrected.due_day();
  return correction;
}

CaseStep ToStep(const feed::v1::Event& event, const processing::v1::CaseEvent& change) {
  CaseStep step;
  step.sequence = event.sequence();
  step.time = rpc::FromTimestamp(event.event_time());
  step.status = static_cast<Status>(change.status());
  if (change.has_corrected()) step.correction = ToCorrection(change.corrected());
  step.supplement_requested = change.fact().paused() == processing::v1::PAUSE_KIND_SUPPLEMENT;
  step.handed_over_by_post = change.has_handed_over() && change.handed_over().by_post();
  return step;
}

}  // namespace

std::shared_ptr<IntakeCommand> FromProcessing(const std::vector<feed::v1::Event>& events) {
  ApplyCase apply;
  auto command = std::make_shared<IntakeCommand>();
  for (const feed::v1::Event& event : events) {
    processing::v1::CaseEvent change;
    if (!event.payload().UnpackTo(&change)) continue;
    command->code = event.subject();  // a command of processing is about one dossier
    apply.steps.push_back(ToStep(event, change));
  }
  if (apply.steps.empty()) return nullptr;
  command->what = intake::Command(std::move(apply));
  return command;
}

}  // namespace motcua::intake
