// Files on their way in and out: the rpcs of DigitizationService that move bytes.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_TRANSFER_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_TRANSFER_H_

#include <functional>

#include "common/rpc/ticker.h"
#include "common/rpc/workers.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "grpcpp/grpcpp.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/files/file_store.h"
#include "services/digitization/files/transfer_parts.h"
#include "services/digitization/files/uploads.h"

namespace motcua::digitization {

// Owns the threads that read and write files, and the uploads under way. The server must be shut
// down before it dies; what it is given must outlive it. Thread-safe, never blocks a gRPC thread.
class FileTransfer {
 public:
  struct Limits {
    Uploads::Limits uploads;
    int workers = 2;
    absl::Duration patience = absl::Seconds(30);  // with a stream on which nothing moves
  };
  FileTransfer(service::Backend backend, service::PendingTimes& pending, FileStore& store,
               Limits limits);

  using Context = grpc::CallbackServerContext;

  // Each is the handler of the rpc of its name.
  grpc::ServerReadReactor<v1::UploadFileRequest>* UploadFile(Context*, v1::File*);
  grpc::ServerUnaryReactor* BatchUploadFiles(Context*, const v1::BatchUploadFilesRequest*,
                                             v1::BatchUploadFilesResponse*);
  grpc::ServerUnaryReactor* GetUpload(Context*, const v1::GetUploadRequest*, v1::Upload*);
  grpc::ServerUnaryReactor* GetFile(Context*, const v1::GetFileRequest*, v1::File*);
  grpc::ServerWriteReactor<v1::DownloadFileResponse>* DownloadFile(Context*,
                                                                   const v1::DownloadFileRequest*);

 private:
  TransferParts Parts();
  // Answers a unary call with what `body` does on a worker's thread.
  grpc::ServerUnaryReactor* Work(Context* context, const char* method,
                                 std::function<absl::Status()> body);

  const service::Backend backend_;
  service::PendingTimes& pending_;
  FileStore& store_;
  const Limits limits_;
  Uploads uploads_;
  rpc::Ticker ticker_;
  rpc::Workers workers_;  // last: what they run uses the above
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_TRANSFER_H_
