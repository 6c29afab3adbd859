#include "tests/conformance/offer.h"

#include <algorithm>
#include <stdexcept>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "google/protobuf/empty.pb.h"
#include "google/protobuf/unknown_field_set.h"
#include "motcua/aggregator/v1/aggregator.pb.h"
#include "motcua/aggregator/v1/plan.pb.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "motcua/feed/v1/feed.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/payment/v1/payment.pb.h"
#include "motcua/portal/v1/portal.pb.h"
#include "motcua/portal/v1/sync.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "motcua/type/v1/access.pb.h"
#include "motcua/verify/v1/verify.pb.h"
#include "tests/conformance/dynamic_call.h"

namespace motcua::conformance {
namespace {

using google::protobuf::Empty;
using google::protobuf::UnknownField;
using google::protobuf::UnknownFieldSet;
using type::v1::Role;

// Debian ships no reflection.proto; these are its field numbers. On the wire an unknown field
// of Empty is a field like any other.
constexpr char kReflection[] = "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";
constexpr int kListServices = 7;
constexpr int kListServicesResponse = 6;
constexpr int kService = 1;
constexpr int kName = 1;

// The values of the length-delimited fields of this number.
std::vector<std::string> Values(const UnknownFieldSet& fields, int number) {
  std::vector<std::string> values;
  for (int i = 0; i < fields.field_count(); ++i) {
    const UnknownField& field = fields.field(i);
    if (field.number() == number && field.type() == UnknownField::TYPE_LENGTH_DELIMITED) {
      values.push_back(field.length_delimited());
    }
  }
  return values;
}

std::vector<std::string> Values(const std::string& message, int number) {
  UnknownFieldSet fields;
  if (!fields.ParseFromString(message)) throw std::runtime_error("reflection answers nonsense");
  return Values(fields, number);
}

// A descriptor is linked in only when something of its file is used.
void LinkContracts() {
  aggregator::v1::Plan::descriptor();
  aggregator::v1::Snapshot::descriptor();
  aggregator::v1::Table::descriptor();
  catalog::v1::Catalog::descriptor();
  digitization::v1::Folder::descriptor();
  feed::v1::Cursor::descriptor();
  intake::v1::Dossier::descriptor();
  payment::v1::Account::descriptor();
  portal::v1::Province::descriptor();
  portal::v1::SyncState::descriptor();
  processing::v1::Case::descriptor();
  statistics::v1::Cell::descriptor();
  verify::v1::Part::descriptor();
}

}  // namespace

std::set<std::string> OfferedServices(const std::shared_ptr<grpc::Channel>& channel) {
  Empty request;
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(kListServices, "*");
  const Outcome outcome =
      FirstOf(channel, kReflection, request, std::make_unique<Empty>(), absl::Seconds(20));
  if (outcome.response == nullptr) {
    throw std::runtime_error("no reflection: " + outcome.status.error_message());
  }
  std::set<std::string> services;
  const UnknownFieldSet& answer =
      outcome.response->GetReflection()->GetUnknownFields(*outcome.response);
  for (const std::string& list : Values(answer, kListServicesResponse)) {
    for (const std::string& service : Values(list, kService)) {
      for (const std::string& name : Values(service, kName)) {
        if (!absl::StartsWith(name, "grpc.")) services.insert(name);
      }
    }
  }
  return services;
}

std::vector<const google::protobuf::MethodDescriptor*> MethodsOf(
    const std::set<std::string>& services) {
  LinkContracts();
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const std::string& name : services) {
    const auto* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
    if (service == nullptr) throw std::runtime_error("not linked in: " + name);
    for (int i = 0; i < service->method_count(); ++i) methods.push_back(service->method(i));
  }
  return methods;
}

std::string IdentityFor(const google::protobuf::MethodDescriptor& method) {
  const auto& roles = method.options().GetExtension(type::v1::access).roles();
  for (const Role role : {type::v1::ROLE_IMPORTER, type::v1::ROLE_ADMIN, type::v1::ROLE_OFFICER}) {
    if (std::find(roles.begin(), roles.end(), role) != roles.end()) {
      return absl::AsciiStrToLower(
          absl::StripPrefix(type::v1::Role_Name(role), absl::string_view("ROLE_")));
    }
  }
  return "admin";
}

}  // namespace motcua::conformance
