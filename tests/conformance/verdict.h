// Whether an answer keeps the promises every rpc makes.
#ifndef MOTCUA_TESTS_CONFORMANCE_VERDICT_H_
#define MOTCUA_TESTS_CONFORMANCE_VERDICT_H_

#include <string>

#include "google/protobuf/descriptor.h"
#include "tests/conformance/dynamic_call.h"
#include "tests/conformance/variants.h"

namespace motcua::conformance {

// The call was refused, or, of a batch, its first entry.
bool Refused(const Outcome& outcome);

// What is wrong with the answer, empty if nothing is: an internal error; a refusal without reason
// or Vietnamese text; INVALID_ARGUMENT that names no field of the request; another outcome than
// the variant has to have.
std::string FaultOf(const google::protobuf::Descriptor& request, const Variant& variant,
                    const Outcome& outcome);

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_VERDICT_H_
