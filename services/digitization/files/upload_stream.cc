#include "services/digitization/files/upload_stream.h"

#include <optional>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "services/digitization/files/file_requests.h"
#include "services/digitization/files/record_files.h"

namespace motcua::digitization {
namespace {

constexpr char kMethod[] = "UploadFile";

absl::Status HeadRequired() {
  return InvalidField("head", "HEAD_REQUIRED", "the first message, and only it, holds the head",
                      "Thông điệp đầu tiên, và chỉ thông điệp này, phải chứa phần mô tả tệp.");
}

absl::Status PartInvalid() {
  return InvalidField("data", "PART_INVALID", "must hold 1 to 1,000,000 bytes",
                      "Mỗi phần dữ liệu phải có từ 1 đến 1.000.000 byte.");
}

}  // namespace

UploadStream* UploadStream::Start(const TransferParts& parts, grpc::CallbackServerContext* context,
                                  v1::File* response) {
  const auto stream = std::make_shared<UploadStream>(parts, context, response);
  stream->self_ = stream;
  stream->Read();
  return stream.get();
}

UploadStream::UploadStream(const TransferParts& parts, grpc::CallbackServerContext* context,
                           v1::File* response)
    : parts_(parts),
      context_(context),
      response_(response),
      patience_(parts.ticker, context, parts.patience) {}

void UploadStream::Read() {
  patience_.Begin();
  StartRead(&message_);
}

void UploadStream::OnReadDone(bool ok) {
  patience_.End();
  if (!ok && context_->IsCancelled()) return End(grpc::Status::CANCELLED);
  const bool queued =
      parts_.workers.Run([self = shared_from_this(), end = !ok] { self->Work(end); });
  if (!queued) End(rpc::ToGrpc(rpc::Overloaded()));
}

void UploadStream::OnDone() { const std::shared_ptr<UploadStream> self = std::move(self_); }

void UploadStream::Work(bool end) {
  const grpc::Status status = rpc::Guard(kMethod, [&] {
    if (end) return Complete();
    return upload_ == nullptr && !stored_ ? Open() : Append();
  });
  if (!status.ok()) return End(status);
  if (!end) Read();
}

absl::Status UploadStream::Open() {
  if (!message_.has_head()) return HeadRequired();
  const absl::StatusOr<UploadHead> head =
      ParseHead(message_.head(), rpc::CallerOf(*context_).organisation);
  if (!head.ok()) return head.status();
  absl::StatusOr<std::shared_ptr<void>> slot = parts_.uploads.Enter(head->organisation);
  if (!slot.ok()) return slot.status();
  slot_ = *std::move(slot);
  hold_ = parts_.store.Hold(head->sha256);
  absl::StatusOr<std::optional<CheckedFile>> stored = FindStored(parts_.store, *head);
  if (!stored.ok()) return stored.status();
  // Answered at the end all the same: clients hang that hear OK before they have sent everything.
  stored_ = *std::move(stored);
  if (stored_) return absl::OkStatus();
  absl::StatusOr<std::unique_ptr<Upload>> upload =
      parts_.uploads.Open(*head, message_.head().offset());
  if (upload.ok()) upload_ = *std::move(upload);
  return upload.status();
}

absl::Status UploadStream::Append() {
  if (message_.has_head()) return HeadRequired();
  const std::string& data = message_.data();
  if (data.empty() || data.size() > kLargestPart) return PartInvalid();
  return stored_ ? absl::OkStatus() : upload_->Append(data);
}

absl::Status UploadStream::Complete() {
  if (upload_ == nullptr && !stored_) return HeadRequired();
  if (upload_ != nullptr) {
    absl::StatusOr<CheckedFile> file = upload_->Finish();
    upload_.reset();
    if (!file.ok()) return file.status();
    stored_ = *std::move(file);
  }
  Record(*stored_);
  return absl::OkStatus();
}

void UploadStream::Record(const CheckedFile& file) {
  const Recorder recorder{rpc::CallerOf(*context_).organisation, rpc::DeadlineOf(*context_)};
  RecordFiles(parts_.backend, parts_.pending, recorder, {file},
              [self = shared_from_this(), sha256 = file.sha256](const auto& rows) {
                self->Answer(sha256, rows);
              });
}

void UploadStream::Answer(const std::string& sha256,
                          const absl::StatusOr<std::map<std::string, PaperFile>>& rows) {
  if (!rows.ok()) return End(rpc::ToGrpc(rows.status()));
  const auto row = rows->find(sha256);
  // Erased again in between.
  if (row == rows->end()) return End(rpc::ToGrpc(absl::UnavailableError("")));
  ToProto(row->second, response_);
  End(grpc::Status::OK);
}

void UploadStream::End(const grpc::Status& status) {
  // Before the caller hears of it: he may come back at once to resume.
  upload_.reset();
  hold_.reset();
  slot_.reset();
  Finish(status);
}

}  // namespace motcua::digitization
