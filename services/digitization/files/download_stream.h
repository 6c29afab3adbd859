// DownloadFile: one part is read from disk and written to the caller, then the next.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_DOWNLOAD_STREAM_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_DOWNLOAD_STREAM_H_

#include <memory>
#include <optional>
#include <string>

#include "grpcpp/grpcpp.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/files/disk.h"
#include "services/digitization/files/file_requests.h"
#include "services/digitization/files/patience.h"
#include "services/digitization/files/running_hash.h"
#include "services/digitization/files/transfer_parts.h"

namespace motcua::digitization {

// Keeps itself alive until OnDone. Exactly one of reader, worker and writer acts on it at a time.
class DownloadStream final : public grpc::ServerWriteReactor<v1::DownloadFileResponse>,
                             public std::enable_shared_from_this<DownloadStream> {
 public:
  static DownloadStream* Start(const TransferParts& parts, grpc::CallbackServerContext* context,
                               const v1::DownloadFileRequest& request);

  DownloadStream(const TransferParts& parts, grpc::CallbackServerContext* context,
                 const v1::DownloadFileRequest& request);

  void OnWriteDone(bool ok) override;
  void OnDone() override;

 private:
  // Looks the file up in the database.
  void Begin();
  // Runs `step` on a worker's thread; it starts a write or ends the call.
  void Run(absl::Status (DownloadStream::*step)());
  absl::Status Open();
  absl::Status SendNext();
  bool IsWhole() const;

  const TransferParts parts_;
  const v1::DownloadFileRequest request_;
  Patience patience_;
  std::shared_ptr<DownloadStream> self_;
  CheckedFile file_;
  ByteRange range_;
  std::optional<Descriptor> disk_;
  std::int64_t offset_ = 0;
  RunningHash hash_;  // of what was read
  v1::DownloadFileResponse message_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_DOWNLOAD_STREAM_H_
