// What intake and processing are told.
#ifndef MOTCUA_TOOLS_REPLAY_SEND_CASES_H_
#define MOTCUA_TOOLS_REPLAY_SEND_CASES_H_

#include <vector>

#include "absl/status/status.h"
#include "motcua/processing/v1/processing.pb.h"
#include "tools/replay/batches.h"
#include "tools/replay/ledger.h"
#include "tools/replay/plan.h"
#include "tools/replay/send.h"

namespace motcua::replay {

absl::Status SendCatalog(const Plan& plan, const SendOptions& options);
absl::Status SendReceipts(const Plan& plan, const SendOptions& options, Ledger& ledger);

absl::Status AwaitProcessing(const Plan& plan, const SendOptions& options, const Ledger& ledger);
absl::Status SendCases(std::vector<Group<processing::v1::CaseCommand>> groups,
                       const SendOptions& options, Ledger& ledger);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SEND_CASES_H_
