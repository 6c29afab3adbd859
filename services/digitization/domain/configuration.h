// What a province decides of digitization.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CONFIGURATION_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CONFIGURATION_H_

#include <vector>

#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

struct Configuration {
  // In their order; the first is the scan.
  std::vector<Step> steps = {Step::kScan, Step::kExtract, Step::kAssignCode, Step::kStore};
  // Papers without a valid signature are refused.
  bool require_signature = false;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_CONFIGURATION_H_
