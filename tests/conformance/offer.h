// What a process offers, asked of itself.
#ifndef MOTCUA_TESTS_CONFORMANCE_OFFER_H_
#define MOTCUA_TESTS_CONFORMANCE_OFFER_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "grpcpp/grpcpp.h"

namespace motcua::conformance {

// Full names of the services, by gRPC reflection; those of gRPC itself are left out. Throws
// std::runtime_error when reflection does not answer.
std::set<std::string> OfferedServices(const std::shared_ptr<grpc::Channel>& channel);

// The methods of those services from the descriptors linked into this program.
std::vector<const google::protobuf::MethodDescriptor*> MethodsOf(
    const std::set<std::string>& services);

// A certificate that the method's access option lets in: the most powerful one.
std::string IdentityFor(const google::protobuf::MethodDescriptor& method);

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_OFFER_H_
