#include "tools/replay/calls.h"

#include "absl/strings/str_cat.h"

namespace motcua::replay {

absl::Status AwaitFollower(
    const Plan& plan, const SendOptions& options, const Ledger& ledger,
    const std::function<grpc::Status(grpc::ClientContext*, const std::string& name)>& get) {
  for (std::size_t begin = 0; begin < plan.dossiers.size(); begin += kMostEntries) {
    std::size_t end = std::min(plan.dossiers.size(), begin + kMostEntries);
    while (end > begin && ledger.IsRefused(plan.dossiers[end - 1].code)) --end;
    if (end == begin) continue;
    const std::string name = absl::StrCat("dossiers/", plan.dossiers[end - 1].code);
    const absl::Status known = CallPatiently(
        options.patience, [&](grpc::ClientContext* context) { return get(context, name); },
        /*await_found=*/true);
    if (!known.ok()) return known;
  }
  return absl::OkStatus();
}

}  // namespace motcua::replay
