#include <algorithm>
#include <chrono>
#include <iostream>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "common/rpc/request.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "tools/motcuactl/commands.h"

namespace motcua::ctl {

// The promise `complete_until` travels with the data from intake through processing and the
// aggregator to the portal: when the portal has one later than now, it has everything of now.
int Await(const Federation& federation, const Arguments& arguments) {
  int seconds = 0;
  if (!absl::SimpleAtoi(arguments[0], &seconds) || seconds < 1) {
    std::cerr << "not a number of seconds: " << arguments[0] << "\n";
    return 2;
  }
  const auto stub = portal::v1::PortalService::NewStub(federation.Connect("portal"));
  const absl::Time begin = absl::Now();
  while (absl::Now() < begin + absl::Seconds(seconds)) {
    portal::v1::ListProvincesResponse answer;
    const grpc::Status status = stub->ListProvinces(rpc::ContextFor(absl::Seconds(5)).get(),
                                                    portal::v1::ListProvincesRequest(), &answer);
    if (!status.ok()) return PrintError(status);
    const bool all = std::all_of(answer.provinces().begin(), answer.provinces().end(),
                                 [&](const auto& province) {
                                   return rpc::FromTimestamp(province.complete_until()) >= begin;
                                 });
    if (all && !answer.provinces().empty()) {
      std::cout << absl::FormatDuration(absl::Trunc(absl::Now() - begin, absl::Milliseconds(1)))
                << "\n";
      return 0;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::cerr << "the portal is not complete after " << seconds << " s\n";
  return 1;
}

}  // namespace motcua::ctl
