// An import that another document would take the place of.
#ifndef MOTCUA_TOOLS_MOTCUACTL_REPLACED_IMPORT_H_
#define MOTCUA_TOOLS_MOTCUACTL_REPLACED_IMPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "motcua/aggregator/v1/reported.pb.h"

namespace motcua::ctl {

// The one of `imports` that has the name asked for, counts, and is of another file; nullopt: none.
std::optional<aggregator::v1::Import> ReplacedBy(
    const aggregator::v1::ImportCountsRequest& request,
    const std::vector<aggregator::v1::Import>& imports);

// Names the document and the flags that lead on.
std::string WhyNotReplaced(const aggregator::v1::Import& import);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_REPLACED_IMPORT_H_
