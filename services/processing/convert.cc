#include "services/processing/convert.h"

#include <optional>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"
#include "motcua/processing/storage/v1/timeline.pb.h"

namespace motcua::processing {
namespace {

constexpr std::int32_t kNoDueDay = -1;

type::v1::Channel ToProto(statistics::Channel channel) {
  return static_cast<type::v1::Channel>(channel);
}

// Sets what happened in a LegFact.
struct FactWriter {
  v1::LegFact& out;

  void operator()(const DueFrom& due) const { out.set_due_day(due.day.value_or(kNoDueDay)); }
  void operator()(const Paused& paused) const {
    out.set_paused(static_cast<v1::PauseKind>(paused.kind));
  }
  void operator()(const Resumed&) const { out.set_resumed(true); }
  void operator()(const MovedTo& moved) const {
    moved.returned ? out.set_returned_to(moved.agency) : out.set_moved_to(moved.agency);
  }
  void operator()(const Ended& ended) const { out.set_ended(static_cast<v1::LegEnd>(ended.how)); }
  void operator()(const Reopened&) const { out.set_reopened(true); }
  void operator()(const Apologised&) const { out.set_apologised(true); }
  void operator()(const Extended&) const { out.set_extended(true); }
  void operator()(const Acknowledged&) const { out.set_acknowledged(true); }
  void operator()(const Assigned&) const { out.set_assigned(true); }
  void operator()(const Recalculated& recalculated) const {
    out.set_recalculated(recalculated.number);
  }
};

void Write(const Fact& fact, v1::LegFact& out) {
  *out.mutable_time() = rpc::ToTimestamp(fact.time);
  std::visit(FactWriter{out}, fact.what);
}

Happening HappeningFrom(const v1::LegFact& fact) {
  switch (fact.fact_case()) {
    case v1::LegFact::kDueDay:
      return DueFrom{fact.due_day() == kNoDueDay ? std::nullopt : std::optional(fact.due_day())};
    case v1::LegFact::kPaused:
      return Paused{static_cast<PauseKind>(fact.paused())};
    case v1::LegFact::kResumed:
      return Resumed{};
    case v1::LegFact::kMovedTo:
      return MovedTo{fact.moved_to()};
    case v1::LegFact::kReturnedTo:
      return MovedTo{fact.returned_to(), true};
    case v1::LegFact::kEnded:
      return Ended{static_cast<LegEnd>(fact.ended())};
    case v1::LegFact::kReopened:
      return Reopened{};
    case v1::LegFact::kApologised:
      return Apologised{};
    case v1::LegFact::kExtended:
      return Extended{};
    case v1::LegFact::kAcknowledged:
      return Acknowledged{};
    case v1::LegFact::kAssigned:
      return Assigned{};
    case v1::LegFact::kRecalculated:
      return Recalculated{fact.recalculated()};
    case v1::LegFact::FACT_NOT_SET:
      break;
  }
  throw std::runtime_error("a stored timeline has a fact this version does not know");
}

v1::Leg ToProto(const Leg& leg) {
  const LegState state = StateNow(leg);
  v1::Leg out;
  out.set_number(leg.number);
  out.set_agency("agencies/" + state.holder);
  out.set_channel(ToProto(leg.channel));
  *out.mutable_receive_time() = rpc::ToTimestamp(leg.receive_time);
  if (state.due) out.set_due_date(FormatDay(*state.due));
  out.set_end(static_cast<v1::LegEnd>(state.end));
  if (!state.open()) *out.mutable_end_time() = rpc::ToTimestamp(state.end_time);
  out.set_apologised(state.apologised);
  out.set_extended(state.extended);
  out.set_step(leg.step);
  out.set_sender(leg.sender.empty() ? "" : "agencies/" + leg.sender);
  out.set_acknowledged(state.acknowledged);
  out.set_officer(leg.officer);
  out.set_extension_document(leg.extension_document);
  out.set_apology_document(leg.apology_document);
  if (leg.promise_day) out.set_promise_date(FormatDay(*leg.promise_day));
  for (const Fact& fact : leg.facts) Write(fact, *out.add_facts());
  return out;
}

// Sets what changed in a CaseEvent.
struct ChangeWriter {
  const Event& event;
  v1::CaseEvent& out;

  void operator()(const CaseOpened& opened) const {
    auto& to = *out.mutable_opened();
    to.set_agency(opened.agency);
    to.set_procedure(opened.procedure);
    to.set_channel(ToProto(opened.channel));
    if (opened.due_day) to.set_due_day(*opened.due_day);
  }
  void operator()(const LegOpened& opened) const {
    auto& to = *out.mutable_leg_opened();
    to.set_agency(opened.agency);
    if (opened.due_day) to.set_due_day(*opened.due_day);
    to.set_step(opened.step);
    to.set_sender(opened.sender);
  }
  void operator()(const Fact& fact) const { Write(fact, *out.mutable_fact()); }
  void operator()(const ResultHandedOver& handed_over) const {
    out.mutable_handed_over()->set_by_post(handed_over.by_post);
  }
  void operator()(const Corrected& corrected) const {
    auto& to = *out.mutable_corrected();
    *to.mutable_receive_time() = rpc::ToTimestamp(corrected.now.receive_time);
    to.set_channel(ToProto(corrected.now.channel));
    to.set_procedure(corrected.now.procedure);
    to.set_agency(corrected.now.agency);
    if (corrected.now.due_day) to.set_due_day(*corrected.now.due_day);
    *to.mutable_old_receive_time() = rpc::ToTimestamp(corrected.before.receive_time);
    to.set_old_channel(ToProto(corrected.before.channel));
    to.set_old_procedure(corrected.before.procedure);
    to.set_old_agency(corrected.before.agency);
    if (corrected.before.due_day) to.set_old_due_day(*corrected.before.due_day);
  }
  void operator()(const Voided&) const { out.mutable_voided(); }
  void operator()(const WithdrawalNoted& noted) const {
    out.mutable_withdrawal_noted()->set_cause_sequence(noted.cause_sequence);
  }
  void operator()(const WithdrawalRefused&) const { out.mutable_withdrawal_refused(); }
};

}  // namespace

std::string EtagOf(std::int64_t version) { return absl::StrCat(version); }

v1::Case ToProto(const VersionedCase& versioned) {
  const Case& dossier = versioned.dossier;
  v1::Case out;
  out.set_name("dossiers/" + dossier.code);
  out.set_procedure("procedures/" + dossier.procedure);
  out.set_procedure_version(dossier.procedure_version);
  out.set_field(dossier.field);
  out.set_status(static_cast<type::v1::DossierStatus>(StatusOf(dossier)));
  for (const Leg& leg : dossier.legs) *out.add_legs() = ToProto(leg);
  out.set_withdrawal_requested(dossier.withdrawal_requested);
  out.set_void_(dossier.voided);
  out.set_etag(EtagOf(versioned.version));
  if (dossier.hand_over_time) {
    *out.mutable_hand_over_time() = rpc::ToTimestamp(*dossier.hand_over_time);
  }
  return out;
}

v1::Custody ToProto(const std::string& code, const Custody& custody) {
  const auto kind_of = [](std::optional<PauseKind> pause) {
    return pause ? static_cast<v1::PauseKind>(*pause) : v1::PAUSE_KIND_UNSPECIFIED;
  };
  v1::Custody out;
  out.set_name("dossiers/" + code);
  out.set_age_seconds(absl::ToInt64Seconds(custody.age));
  for (const CustodySpan& span : custody.spans) {
    v1::Custody::Span& to = *out.add_spans();
    *to.mutable_start_time() = rpc::ToTimestamp(span.start);
    *to.mutable_end_time() = rpc::ToTimestamp(span.end);
    to.set_agency("agencies/" + span.agency);
    to.set_leg(span.leg);
    to.set_pause(kind_of(span.pause));
  }
  for (const CustodyTotal& total : custody.totals) {
    v1::Custody::Total& to = *out.add_totals();
    if (!total.pause) to.set_agency("agencies/" + total.agency);
    to.set_pause(kind_of(total.pause));
    to.set_seconds(absl::ToInt64Seconds(total.time));
    to.set_work_seconds(absl::ToInt64Seconds(total.work));
  }
  return out;
}

journal::Event ToJournalEvent(const std::string& code, const Event& event) {
  v1::CaseEvent out;
  out.set_status(static_cast<type::v1::DossierStatus>(event.status));
  out.set_leg(event.leg);
  out.set_reason_code(event.reason_code);
  std::visit(ChangeWriter{event, out}, event.change);
  return {code, v1::CaseEvent::descriptor()->full_name(), out.SerializeAsString(), event.time};
}

std::string TimelineBytes(const std::vector<Leg>& legs) {
  storage::v1::Timeline timeline;
  for (const Leg& leg : legs) {
    storage::v1::TimelineLeg& out = *timeline.add_legs();
    out.set_number(leg.number);
    out.set_channel(ToProto(leg.channel));
    out.set_first_holder(leg.first_holder);
    *out.mutable_receive_time() = rpc::ToTimestamp(leg.receive_time);
    out.set_step(leg.step);
    out.set_sender(leg.sender);
    out.set_first_due_is_legal(leg.first_due_is_legal);
    out.set_officer(leg.officer);
    out.set_extension_document(leg.extension_document);
    out.set_apology_document(leg.apology_document);
    if (leg.promise_day) out.set_promise_day(*leg.promise_day);
    for (const Fact& fact : leg.facts) Write(fact, *out.add_facts());
  }
  return timeline.SerializeAsString();
}

std::vector<Leg> LegsFrom(const std::string& timeline_bytes) {
  storage::v1::Timeline timeline;
  if (!timeline.ParseFromString(timeline_bytes) || timeline.legs().empty()) {
    throw std::runtime_error("a stored timeline cannot be read");
  }
  std::vector<Leg> legs;
  for (const storage::v1::TimelineLeg& stored : timeline.legs()) {
    Leg& leg = legs.emplace_back();
    leg.number = stored.number();
    leg.channel = static_cast<statistics::Channel>(stored.channel());
    leg.first_holder = stored.first_holder();
    leg.receive_time = rpc::FromTimestamp(stored.receive_time());
    leg.step = stored.step();
    leg.sender = stored.sender();
    leg.first_due_is_legal = stored.first_due_is_legal();
    // Timelines from before hand-overs had senders: it was the first receiver.
    if (leg.number != 0 && leg.sender.empty()) leg.sender = legs.front().first_holder;
    leg.officer = stored.officer();
    leg.extension_document = stored.extension_document();
    leg.apology_document = stored.apology_document();
    if (stored.has_promise_day()) leg.promise_day = stored.promise_day();
    for (const v1::LegFact& fact : stored.facts()) {
      leg.facts.push_back({rpc::FromTimestamp(fact.time()), HappeningFrom(fact)});
    }
  }
  return legs;
}

}  // namespace motcua::processing
