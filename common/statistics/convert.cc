#include "common/statistics/convert.h"

#include <algorithm>

#include "common/rpc/request.h"

namespace motcua::statistics {
namespace {

void ToProto(const CellValue& from, v1::Cell& to) {
  to.set_agency(from.key.agency);
  to.set_procedure(from.key.procedure);
  to.set_channel(static_cast<type::v1::Channel>(from.key.channel));
  to.set_day(from.key.day);
  to.set_counter(static_cast<v1::Counter>(from.key.counter));
  to.set_responsible_agency(from.key.responsible_agency);
  to.set_value(from.value);
}

CellValue FromProto(const v1::Cell& from) {
  return {{from.agency(), from.procedure(), static_cast<Channel>(from.channel()), from.day(),
           static_cast<Counter>(from.counter()), from.responsible_agency()},
          from.value()};
}

}  // namespace

v1::WatchCellsResponse PartAt(const Batch& batch, std::size_t begin) {
  v1::WatchCellsResponse part;
  part.set_epoch(batch.epoch);
  part.set_full(batch.full);
  part.set_from_revision(batch.from);
  part.set_through_revision(batch.through);
  const std::size_t end = std::min(begin + kCellsPerPart, batch.cells.size());
  for (std::size_t i = begin; i < end; ++i) ToProto(batch.cells[i], *part.add_cells());
  if (end < batch.cells.size()) return part;
  part.set_end_of_batch(true);
  part.set_digest(batch.digest);
  part.set_source(batch.source);
  if (batch.complete_until > absl::UnixEpoch()) {
    *part.mutable_complete_until() = rpc::ToTimestamp(batch.complete_until);
  }
  return part;
}

void Append(const v1::WatchCellsResponse& part, Batch& staged) {
  staged.epoch = part.epoch();
  staged.full = part.full();
  staged.from = part.from_revision();
  staged.through = part.through_revision();
  staged.cells.reserve(staged.cells.size() + part.cells_size());
  for (const v1::Cell& cell : part.cells()) staged.cells.push_back(FromProto(cell));
  staged.digest = part.digest();
  staged.source = part.source();
  if (part.has_complete_until()) staged.complete_until = rpc::FromTimestamp(part.complete_until());
}

}  // namespace motcua::statistics
