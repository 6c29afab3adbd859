#include "services/digitization/configuration_flags.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <stdexcept>

#include "absl/flags/flag.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/digitization/convert.h"

ABSL_FLAG(std::string, steps, "scan,extract,assign_code,store",
          "steps of digitizing a component that are signed off, in this order");
ABSL_FLAG(bool, require_signature, false, "refuse papers without a valid signature");

namespace motcua::digitization {

absl::StatusOr<std::vector<Step>> ParseSteps(const std::string& list) {
  std::vector<Step> steps;
  for (const std::string& name : std::vector<std::string>(absl::StrSplit(list, ','))) {
    const std::optional<Step> step = StepNamed(name);
    if (!step) return absl::InvalidArgumentError(absl::StrCat("no such step: ", name));
    steps.push_back(*step);
  }
  const bool ascending =
      std::adjacent_find(steps.begin(), steps.end(), std::greater_equal<Step>()) == steps.end();
  if (!ascending || steps.front() != Step::kScan) {
    return absl::InvalidArgumentError(
        "steps are scan, extract, assign_code, store: in this order, the scan first");
  }
  return steps;
}

Configuration ConfigurationFromFlags() {
  absl::StatusOr<std::vector<Step>> steps = ParseSteps(absl::GetFlag(FLAGS_steps));
  if (!steps.ok()) throw std::runtime_error(std::string(steps.status().message()));
  return {*std::move(steps), absl::GetFlag(FLAGS_require_signature)};
}

}  // namespace motcua::digitization
