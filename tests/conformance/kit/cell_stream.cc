#include "tests/conformance/kit/cell_stream.h"

#include "absl/strings/str_cat.h"
#include "common/rpc/channel.h"

namespace motcua::conform {
namespace {

constexpr int kCellsPerPart = 2000;
constexpr std::size_t kDigestSize = 16;
constexpr std::size_t kLongestEpoch = 64;

}  // namespace

CellStream::CellStream(statistics::v1::StatisticsService::Stub& stub,
                       const statistics::v1::WatchCellsRequest& request, absl::Duration patience)
    : context_(rpc::ContextFor(patience)), reader_(stub.WatchCells(context_.get(), request)) {}

CellStream::~CellStream() {
  if (ended_) return;
  context_->TryCancel();
  reader_->Finish();
}

std::optional<CellBatch> CellStream::Next() {
  if (ended_) return std::nullopt;
  CellBatch batch;
  statistics::v1::WatchCellsResponse part;
  for (bool first = true; reader_->Read(&part); first = false) {
    Append(part, first, batch);
    if (part.end_of_batch()) return batch;
  }
  ended_ = true;
  status_ = reader_->Finish();
  return std::nullopt;
}

void CellStream::Note(const std::string& seen) {
  if (!fault_) fault_ = {"cells.parts", seen};
}

void CellStream::Append(const statistics::v1::WatchCellsResponse& part, bool first,
                        CellBatch& batch) {
  if (first) {
    batch.epoch = part.epoch();
    batch.full = part.full();
    batch.from = part.from_revision();
    batch.through = part.through_revision();
  } else if (batch.epoch != part.epoch() || batch.full != part.full() ||
             batch.from != part.from_revision() || batch.through != part.through_revision()) {
    Note("parts of one batch differ in epoch, full or revisions");
  }
  if (part.cells_size() > kCellsPerPart) Note(absl::StrCat(part.cells_size(), " cells in a part"));
  if (part.epoch().empty() || part.epoch().size() > kLongestEpoch) {
    Note(absl::StrCat("an epoch of ", part.epoch().size(), " bytes"));
  }
  if (part.from_revision() < 0 || part.through_revision() < part.from_revision()) {
    Note(absl::StrCat("revisions from ", part.from_revision(), " through ",
                      part.through_revision()));
  }
  batch.cells.insert(batch.cells.end(), part.cells().begin(), part.cells().end());
  if (!part.end_of_batch()) return;
  if (part.digest().size() != kDigestSize) {
    Note(absl::StrCat("a digest of ", part.digest().size(), " bytes on the last part"));
  }
  if (part.source().empty()) Note("no source on the last part");
  batch.digest = part.digest();
  batch.source = part.source();
  if (part.has_complete_until()) batch.complete_until = part.complete_until();
}

}  // namespace motcua::conform
