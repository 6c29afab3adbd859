#include "services/digitization/files/download_stream.h"

#include <fcntl.h>

#include <algorithm>
#include <utility>

#include "common/rpc/guard.h"
#include "services/digitization/files/paper_file.h"

namespace motcua::digitization {
DownloadStream* DownloadStream::Start(const TransferParts& parts,
                                      grpc::CallbackServerContext* context,
                                      const v1::DownloadFileRequest& request) {
  const auto stream = std::make_shared<DownloadStream>(parts, context, request);
  stream->self_ = stream;
  stream->Begin();
  return stream.get();
}

DownloadStream::DownloadStream(const TransferParts& parts, grpc::CallbackServerContext* context,
                               const v1::DownloadFileRequest& request)
    : parts_(parts), request_(request), patience_(parts.ticker, context, parts.patience) {}

void DownloadStream::Begin() {
  const absl::StatusOr<std::string> sha256 = ParseFileName(request_.name(), "name");
  if (!sha256.ok()) return Finish(rpc::ToGrpc(sha256.status()));
  const auto self = shared_from_this();
  parts_.backend.reads.Submit(
      [self, sha256 = *sha256](sql::Connection& connection) {
        const auto rows = ReadPaperFiles(connection, {sha256});
        if (rows.empty()) return self->Finish(rpc::ToGrpc(FileNotFound()));
        self->file_ = rows.begin()->second.file;
        self->Run(&DownloadStream::Open);
      },
      [self](const absl::Status& status) { self->Finish(rpc::ToGrpc(status)); });
}

void DownloadStream::Run(absl::Status (DownloadStream::*step)()) {
  const bool queued = parts_.workers.Run([self = shared_from_this(), step] {
    const grpc::Status status = rpc::Guard("DownloadFile", [&] { return ((*self).*step)(); });
    if (!status.ok()) self->Finish(status);
  });
  if (!queued) Finish(rpc::ToGrpc(rpc::Overloaded()));
}

absl::Status DownloadStream::Open() {
  const absl::StatusOr<ByteRange> range = ParseRange(request_, file_.size);
  if (!range.ok()) return range.status();
  range_ = *range;
  offset_ = range_.offset;
  absl::StatusOr<Descriptor> disk = OpenFile(parts_.store.PathOf(file_.sha256), O_RDONLY);
  if (absl::IsNotFound(disk.status())) return FileCorrupt(file_.sha256);
  if (!disk.ok()) return disk.status();
  disk_.emplace(*std::move(disk));
  if (SizeOf(*disk_) != file_.size) return FileCorrupt(file_.sha256);
  return SendNext();
}

absl::Status DownloadStream::SendNext() {
  const std::size_t size = std::min<std::int64_t>(kLargestPart, range_.end - offset_);
  absl::StatusOr<std::string> bytes = ReadAt(*disk_, offset_, size);
  if (!bytes.ok()) return bytes.status();
  if (bytes->size() < size) return FileCorrupt(file_.sha256);
  message_.set_offset(offset_);
  offset_ += size;
  if (IsWhole()) {
    hash_.Add(*bytes);
    // The last part is kept back: half a file is seen to be half.
    if (offset_ == range_.end && hash_.Hex() != file_.sha256) return FileCorrupt(file_.sha256);
  }
  message_.set_data(*std::move(bytes));
  patience_.Begin();
  StartWrite(&message_);
  return absl::OkStatus();
}

bool DownloadStream::IsWhole() const { return range_.offset == 0 && range_.end == file_.size; }

void DownloadStream::OnWriteDone(bool ok) {
  patience_.End();
  if (!ok) return Finish(grpc::Status::CANCELLED);
  if (offset_ == range_.end) return Finish(grpc::Status::OK);
  Run(&DownloadStream::SendNext);
}

void DownloadStream::OnDone() { const std::shared_ptr<DownloadStream> self = std::move(self_); }

}  // namespace motcua::digitization
