// A good request made bad, one way at a time.
#ifndef MOTCUA_TESTS_CONFORMANCE_VARIANTS_H_
#define MOTCUA_TESTS_CONFORMANCE_VARIANTS_H_

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/message.h"

namespace motcua::conformance {

// What must become of a request.
enum class Expected {
  kAnything,  // but an internal error
  kRefused,   // any refusal
  kInvalid,   // INVALID_ARGUMENT at `field`
};

struct Variant {
  std::string name;  // field path and what was done to it
  std::unique_ptr<google::protobuf::Message> request;
  Expected expected = Expected::kAnything;
  std::string field;  // for kInvalid
};

// The empty message; and for each field of the good one, at any depth: missing, over-long, with
// NUL and control characters, decomposed text, unknown enum numbers, extreme numbers, impossible
// times, bad tokens, too many elements.
std::vector<Variant> VariantsOf(const google::protobuf::Message& good);

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_VARIANTS_H_
