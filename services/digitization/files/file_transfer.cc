#include "services/digitization/files/file_transfer.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "services/digitization/files/download_stream.h"
#include "services/digitization/files/file_requests.h"
#include "services/digitization/files/record_files.h"
#include "services/digitization/files/small_files.h"
#include "services/digitization/files/upload_stream.h"

namespace motcua::digitization {
namespace {

constexpr int kMostSmallFiles = 200;
constexpr std::size_t kMostSmallBytes = 4'000'000;

absl::Status CheckBatch(const v1::BatchUploadFilesRequest& request) {
  std::size_t bytes = 0;
  for (const auto& file : request.files()) bytes += file.data().size();
  if (request.files().empty() || request.files_size() > kMostSmallFiles ||
      bytes > kMostSmallBytes) {
    return InvalidField("files", "BATCH_SIZE_INVALID",
                        "must be 1 to 200 files of together at most 4,000,000 bytes",
                        "Phải có từ 1 đến 200 tệp, tổng cộng không quá 4 MB.");
  }
  return absl::OkStatus();
}

// A batch whose files are on disk, on its way through the database.
struct Batch {
  StoredFiles stored;
  grpc::ServerUnaryReactor* reactor;
  v1::BatchUploadFilesResponse* response;
};

absl::Status FillResults(const Batch& batch, const std::map<std::string, PaperFile>& rows) {
  for (const absl::StatusOr<CheckedFile>& outcome : batch.stored.outcomes) {
    auto* const result = batch.response->add_results();
    if (!outcome.ok()) {
      service::FillRefusal(outcome.status(), result->mutable_refusal());
      continue;
    }
    const auto row = rows.find(outcome->sha256);
    if (row == rows.end()) return absl::UnavailableError("");  // erased again in between
    ToProto(row->second, result->mutable_file());
  }
  return absl::OkStatus();
}

std::vector<SmallFile> FilesOf(const v1::BatchUploadFilesRequest& request) {
  std::vector<SmallFile> files;
  for (const auto& file : request.files()) files.push_back({file.data(), file.media_type()});
  return files;
}

std::vector<CheckedFile> Sound(const StoredFiles& stored) {
  std::map<std::string, CheckedFile> files;  // one may come twice
  for (const absl::StatusOr<CheckedFile>& outcome : stored.outcomes) {
    if (outcome.ok()) files[outcome->sha256] = *outcome;
  }
  std::vector<CheckedFile> sound;
  for (auto& [sha256, file] : files) sound.push_back(std::move(file));
  return sound;
}

}  // namespace

FileTransfer::FileTransfer(service::Backend backend, service::PendingTimes& pending,
                           FileStore& store, Limits limits)
    : backend_(backend),
      pending_(pending),
      store_(store),
      limits_(limits),
      uploads_(store, limits.uploads),
      workers_(limits.workers) {}

TransferParts FileTransfer::Parts() {
  return {backend_, pending_, store_, uploads_, ticker_, workers_, limits_.patience};
}

grpc::ServerReadReactor<v1::UploadFileRequest>* FileTransfer::UploadFile(Context* context,
                                                                         v1::File* response) {
  return UploadStream::Start(Parts(), context, response);
}

grpc::ServerWriteReactor<v1::DownloadFileResponse>* FileTransfer::DownloadFile(
    Context* context, const v1::DownloadFileRequest* request) {
  return DownloadStream::Start(Parts(), context, *request);
}

grpc::ServerUnaryReactor* FileTransfer::GetFile(Context* context, const v1::GetFileRequest* request,
                                                v1::File* response) {
  const absl::StatusOr<std::string> sha256 = ParseFileName(request->name(), "name");
  if (!sha256.ok()) return rpc::Answer(context, "GetFile", [&] { return sha256.status(); });
  return service::Read(backend_.reads, context, "GetFile",
                       [sha256 = *sha256, response](sql::Connection& connection) {
                         const auto rows = ReadPaperFiles(connection, {sha256});
                         if (rows.empty()) return FileNotFound();
                         ToProto(rows.begin()->second, response);
                         return absl::OkStatus();
                       });
}

grpc::ServerUnaryReactor* FileTransfer::GetUpload(Context* context,
                                                  const v1::GetUploadRequest* request,
                                                  v1::Upload* response) {
  const auto upload_id = ParseUploadId(request->upload_id(), "upload_id");
  if (!upload_id.ok()) return rpc::Answer(context, "GetUpload", [&] { return upload_id.status(); });
  const std::string organisation = rpc::CallerOf(*context).organisation;
  return Work(context, "GetUpload", [=, this, upload_id = *upload_id] {
    const absl::StatusOr<UploadProgress> progress = uploads_.Find(organisation, upload_id);
    if (!progress.ok()) return progress.status();
    response->set_upload_id(upload_id);
    response->set_offset(progress->offset);
    response->set_size(progress->size);
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* FileTransfer::Work(Context* context, const char* method,
                                             std::function<absl::Status()> body) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const bool queued = workers_.Run(
      [reactor, method, body = std::move(body)] { reactor->Finish(rpc::Guard(method, body)); });
  if (!queued) reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
  return reactor;
}

grpc::ServerUnaryReactor* FileTransfer::BatchUploadFiles(Context* context,
                                                         const v1::BatchUploadFilesRequest* request,
                                                         v1::BatchUploadFilesResponse* response) {
  const absl::Status size = CheckBatch(*request);
  if (!size.ok()) return rpc::Answer(context, "BatchUploadFiles", [&] { return size; });
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const Recorder recorder{rpc::CallerOf(*context).organisation, rpc::DeadlineOf(*context)};
  const bool queued = workers_.Run([=, this] {
    const auto batch = std::make_shared<Batch>();
    batch->reactor = reactor;
    batch->response = response;
    const grpc::Status done = rpc::Guard("BatchUploadFiles", [&] {
      batch->stored = StoreSmallFiles(store_, FilesOf(*request));
      return absl::OkStatus();
    });
    if (!done.ok()) return reactor->Finish(done);
    RecordFiles(backend_, pending_, recorder, Sound(batch->stored), [batch](const auto& rows) {
      const grpc::Status status = rpc::Guard("BatchUploadFiles", [&] {
        return rows.ok() ? FillResults(*batch, *rows) : rows.status();
      });
      batch->stored.holds.clear();  // whoever is answered need not wait for us
      batch->reactor->Finish(status);
    });
  });
  if (!queued) reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
  return reactor;
}

}  // namespace motcua::digitization
