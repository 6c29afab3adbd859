#include "common/feed/convert.h"

#include <string>

#include "common/rpc/request.h"

namespace motcua::feed {
namespace {

constexpr char kTypePrefix[] = "type.googleapis.com/";

}  // namespace

v1::Event ToProto(const journal::StoredEvent& from) {
  v1::Event to;
  to.set_sequence(from.sequence);
  to.set_subject(from.event.subject);
  *to.mutable_event_time() = rpc::ToTimestamp(from.event.time);
  *to.mutable_record_time() = rpc::ToTimestamp(from.record_time);
  to.set_organisation(from.organisation);
  to.mutable_payload()->set_type_url(kTypePrefix + from.event.type);
  to.mutable_payload()->set_value(from.event.payload);
  to.set_command_end(from.command_end);
  to.set_chain_hash(from.chain_hash);
  return to;
}

journal::StoredEvent FromProto(const v1::Event& from) {
  journal::StoredEvent to;
  to.sequence = from.sequence();
  to.event.subject = from.subject();
  const std::string& url = from.payload().type_url();
  to.event.type = url.substr(url.rfind('/') + 1);  // all of it when there is no slash
  to.event.payload = from.payload().value();
  to.event.time = rpc::FromTimestamp(from.event_time());
  to.record_time = rpc::FromTimestamp(from.record_time());
  to.organisation = from.organisation();
  to.command_end = from.command_end();
  to.chain_hash = from.chain_hash();
  return to;
}

v1::Cursor ToProto(const journal::Cursor& from) {
  v1::Cursor to;
  to.set_sequence(from.sequence);
  to.set_chain_hash(from.chain_hash);
  return to;
}

journal::Cursor FromProto(const v1::Cursor& from) { return {from.sequence(), from.chain_hash()}; }

}  // namespace motcua::feed
