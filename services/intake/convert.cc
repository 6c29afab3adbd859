#include "services/intake/convert.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"

namespace motcua::intake {
namespace {

type::v1::DossierStatus StatusToProto(Status status) {
  return static_cast<type::v1::DossierStatus>(status);
}

type::v1::Channel ChannelToProto(Channel channel) {
  return static_cast<type::v1::Channel>(channel);
}

// Writes what happened into the event's oneof.
struct Fill {
  const Dossier& dossier;
  v1::DossierEvent& event;

  void operator()(const Filed& filed) const {
    v1::Filed& message = *event.mutable_filed();
    message.set_agency(dossier.agency);
    message.set_procedure(dossier.procedure);
    message.set_channel(ChannelToProto(dossier.channel));
    message.set_applicant_hash(dossier.applicant_hash);
    message.set_catalog_revision(filed.catalog_revision);
  }
  void operator()(const Received& received) const {
    v1::Received& message = *event.mutable_received();
    message.set_agency(dossier.agency);
    message.set_procedure(dossier.procedure);
    message.set_procedure_version(dossier.procedure_version);
    message.set_field(received.field);
    message.set_channel(ChannelToProto(dossier.channel));
    if (dossier.due_day) message.set_due_day(*dossier.due_day);
    message.set_fee_dong(received.fee_dong);
    message.set_charge_dong(received.charge_dong);
    message.set_discount_percent(received.discount_percent);
    message.set_catalog_revision(received.catalog_revision);
    *message.mutable_file_time() = rpc::ToTimestamp(dossier.file_time);
    if (received.with_filing) message.set_applicant_hash(dossier.applicant_hash);
    message.set_imported(received.imported);
    message.set_due_is_legal(received.due_is_legal);
  }
  void operator()(const Refused& refused) const {
    event.mutable_refused()->set_reason_code(refused.reason_code);
  }
  void operator()(const WithdrawalRequested& requested) const {
    event.mutable_withdrawal_requested()->set_reason_code(requested.reason_code);
  }
  void operator()(const Withdrawn& withdrawn) const {
    event.mutable_withdrawn()->set_reason_code(withdrawn.reason_code);
  }
  void operator()(const StatusChanged& changed) const {
    v1::StatusChanged& message = *event.mutable_status_changed();
    message.set_cause_sequence(changed.cause_sequence);
    message.set_agency(dossier.agency);
    message.set_procedure(dossier.procedure);
    message.set_channel(ChannelToProto(dossier.channel));
  }
  void operator()(const PersonErased&) const { event.mutable_person_erased(); }
};

journal::Event Recorded(std::string subject, const v1::DossierEvent& event, absl::Time time) {
  static const std::string* const kType =
      new std::string(v1::DossierEvent::descriptor()->full_name());
  return {std::move(subject), *kType, event.SerializeAsString(), time};
}

}  // namespace

void ToProto(const Dossier& dossier, v1::Dossier* message) {
  message->set_name("dossiers/" + dossier.code);
  message->set_agency("agencies/" + dossier.agency);
  message->set_procedure("procedures/" + dossier.procedure);
  message->set_procedure_version(dossier.procedure_version);
  message->set_channel(ChannelToProto(dossier.channel));
  message->set_status(StatusToProto(dossier.status));
  *message->mutable_file_time() = rpc::ToTimestamp(dossier.file_time);
  if (dossier.received()) {
    *message->mutable_receive_time() = rpc::ToTimestamp(*dossier.receive_time);
  }
  if (dossier.due_day) message->set_due_date(FormatDay(*dossier.due_day));
  message->set_etag(Etag(dossier));
}

void ToProto(const Person& person, v1::Applicant* message) {
  message->set_full_name(person.full_name);
  message->set_identity_number(person.identity_number);
  message->set_phone(person.phone);
}

void ToPublicStatus(const Dossier& dossier, v1::PublicStatus* message) {
  message->set_name("dossiers/" + dossier.code);
  message->set_agency("agencies/" + dossier.agency);
  message->set_procedure("procedures/" + dossier.procedure);
  message->set_status(StatusToProto(dossier.status));
  message->set_status_date(FormatDay(dossier.status_day));
  if (dossier.due_day) message->set_due_date(FormatDay(*dossier.due_day));
}

std::vector<journal::Event> ToJournalEvents(const Dossier& dossier,
                                            const std::vector<Event>& events) {
  std::vector<journal::Event> recorded;
  recorded.reserve(events.size());
  // Every event is one version of its dossier.
  std::int64_t number = dossier.version - static_cast<std::int64_t>(events.size());
  for (const Event& event : events) {
    v1::DossierEvent message;
    message.set_status(StatusToProto(event.status));
    message.set_number(++number);
    std::visit(Fill{dossier, message}, event.change);
    recorded.push_back(Recorded(dossier.code, message, event.time));
  }
  return recorded;
}

journal::Event CatalogChangedEvent(std::int64_t revision, absl::Time time) {
  v1::DossierEvent message;
  message.mutable_catalog_changed()->set_revision(revision);
  return Recorded("catalog", message, time);
}

}  // namespace motcua::intake
