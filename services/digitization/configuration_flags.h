// The flags of what a province decides of digitization: --steps, --require_signature.
#ifndef MOTCUA_SERVICES_DIGITIZATION_CONFIGURATION_FLAGS_H_
#define MOTCUA_SERVICES_DIGITIZATION_CONFIGURATION_FLAGS_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/digitization/domain/configuration.h"

namespace motcua::digitization {

// `scan,extract,assign_code,store` or some of them in this order, the scan first.
absl::StatusOr<std::vector<Step>> ParseSteps(const std::string& list);

// After ParseOptions. Throws std::runtime_error.
Configuration ConfigurationFromFlags();

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_CONFIGURATION_FLAGS_H_
