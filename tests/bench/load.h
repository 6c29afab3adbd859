// A closed loop of receives: so many in flight, each answered before the next.
#ifndef MOTCUA_TESTS_BENCH_LOAD_H_
#define MOTCUA_TESTS_BENCH_LOAD_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "motcua/intake/v1/intake.grpc.pb.h"

namespace motcua::bench {

// Agencies, procedures and channels of the synthetic month: 33 × 20 × 2.
std::string AgencyId(int index);
std::string ProcedureId(int index);
// Throws std::runtime_error when refused.
void LoadCatalog(const std::shared_ptr<grpc::Channel>& intake);
intake::v1::ReceiveDossierRequest ReceiveRequest(std::uint64_t index);

struct LoadResult {
  std::int64_t answered = 0;
  std::int64_t refused = 0;
  absl::Duration elapsed;

  double PerSecond() const {
    return static_cast<double>(answered) / absl::ToDoubleSeconds(elapsed);
  }
};

// Keeps `in_flight` ReceiveDossier calls open for `duration`.
LoadResult Receive(const std::shared_ptr<grpc::Channel>& channel, int in_flight,
                   absl::Duration duration);

double Median(std::vector<double> values);

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_LOAD_H_
