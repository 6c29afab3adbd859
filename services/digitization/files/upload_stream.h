// UploadFile: one message is read, written to disk, and only then the next one read.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOAD_STREAM_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOAD_STREAM_H_

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "grpcpp/grpcpp.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/files/paper_file.h"
#include "services/digitization/files/patience.h"
#include "services/digitization/files/transfer_parts.h"

namespace motcua::digitization {

// Keeps itself alive until OnDone. Exactly one of reader, worker and journal acts on it at a time.
class UploadStream final : public grpc::ServerReadReactor<v1::UploadFileRequest>,
                           public std::enable_shared_from_this<UploadStream> {
 public:
  // `response` is answered when the file is on disk and in the database.
  static UploadStream* Start(const TransferParts& parts, grpc::CallbackServerContext* context,
                             v1::File* response);

  UploadStream(const TransferParts& parts, grpc::CallbackServerContext* context,
               v1::File* response);

  void OnReadDone(bool ok) override;
  void OnDone() override;

 private:
  void Read();
  // On a worker's thread: the message just read, or the end of them.
  void Work(bool end);
  absl::Status Open();
  absl::Status Append();
  absl::Status Complete();
  void Record(const CheckedFile& file);
  void Answer(const std::string& sha256,
              const absl::StatusOr<std::map<std::string, PaperFile>>& rows);
  void End(const grpc::Status& status);

  const TransferParts parts_;
  grpc::CallbackServerContext* const context_;
  v1::File* const response_;
  Patience patience_;
  std::shared_ptr<UploadStream> self_;
  v1::UploadFileRequest message_;
  std::unique_ptr<Upload> upload_;
  std::optional<CheckedFile> stored_;  // before this call; its bytes are not looked at
  std::shared_ptr<void> slot_;
  std::shared_ptr<void> hold_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_UPLOAD_STREAM_H_
