// WatchCells, batch by batch.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_CELL_STREAM_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_CELL_STREAM_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/time/time.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "tests/conformance/kit/held_cells.h"

namespace motcua::conform {

// An open stream; the destructor cancels it. Not thread-safe.
class CellStream {
 public:
  // Ends by itself after `patience`.
  CellStream(statistics::v1::StatisticsService::Stub& stub,
             const statistics::v1::WatchCellsRequest& request, absl::Duration patience);
  ~CellStream();

  // The next whole batch; nullopt when the stream has ended.
  std::optional<CellBatch> Next();
  // Of a stream that has ended.
  const grpc::Status& status() const { return status_; }
  // What the parts of a batch contradicted first, cells.parts; else no fault.
  const Fault& fault() const { return fault_; }

 private:
  void Append(const statistics::v1::WatchCellsResponse& part, bool first, CellBatch& batch);
  void Note(const std::string& seen);

  const std::unique_ptr<grpc::ClientContext> context_;
  std::unique_ptr<grpc::ClientReader<statistics::v1::WatchCellsResponse>> reader_;
  bool ended_ = false;
  grpc::Status status_;
  Fault fault_;
};

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_CELL_STREAM_H_
