// Whether a national portal believes what it should, and only that. The kit is the province.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_PORTAL_CHECKS_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_PORTAL_CHECKS_H_

#include <memory>
#include <string>
#include <vector>

#include "motcua/portal/v1/portal.grpc.pb.h"
#include "tests/conformance/kit/report.h"
#include "tests/conformance/kit/scripted_province.h"
#include "tests/conformance/kit/statistics_checks.h"

namespace motcua::conform {

// A province that the portal follows, and has never heard of.
struct Province {
  std::string id;
  ScriptedCells& cells;
  ScriptedSnapshots& snapshots;
};

std::vector<Requirement> PortalRequirements();
Report CheckPortal(const std::shared_ptr<grpc::Channel>& portal, const Province& province,
                   Patience patience = {});

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_PORTAL_CHECKS_H_
