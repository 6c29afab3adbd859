// What the portal knows as messages.
#ifndef MOTCUA_SERVICES_PORTAL_CONVERT_H_
#define MOTCUA_SERVICES_PORTAL_CONVERT_H_

#include <string>

#include "motcua/portal/v1/portal.pb.h"
#include "services/portal/domain/line.h"
#include "services/portal/fault_injector.h"
#include "services/portal/ledger.h"
#include "services/portal/problems.h"

namespace motcua::portal {

void Fill(const Problem& problem, v1::Problem& out);
// Found while answering: it has no times.
void Fill(const Objection& objection, const std::string& subject, v1::Problem& out);
void Fill(const Line& line, v1::ProvinceLine& out);
void Fill(const HeldSnapshot& snapshot, v1::HeldSnapshot& out);
void Fill(const std::string& province, FaultInjector& faults, v1::Faults& out);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_CONVERT_H_
