// Findings for the eye and for programs.
#ifndef MOTCUA_TOOLS_MOTCUACTL_FINDINGS_TEXT_H_
#define MOTCUA_TOOLS_MOTCUACTL_FINDINGS_TEXT_H_

#include <string>

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "tools/motcuactl/grid.h"

namespace motcua::ctl {

using Findings = google::protobuf::RepeatedPtrField<aggregator::v1::Finding>;

// `violation`, `warning` or `note`.
std::string SeverityOf(const aggregator::v1::Finding& finding);

// A line each; for the eye without what is explained, and in one language.
std::string FindingsText(const Findings& findings, Format format);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_FINDINGS_TEXT_H_
