// DigitizationService: each rpc is parsed, submitted to the journal or read, and converted.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SERVICE_H_
#define MOTCUA_SERVICES_DIGITIZATION_SERVICE_H_

#include <functional>
#include <memory>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/catalog/catalog.h"
#include "common/rpc/guard.h"
#include "common/rpc/workers.h"
#include "common/service/mutate.h"
#include "common/service/pending_times.h"
#include "common/sql/connections.h"
#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "services/digitization/files/file_store.h"
#include "services/digitization/files/file_transfer.h"
#include "services/digitization/owner_key.h"
#include "services/digitization/plugin.h"
#include "services/digitization/reading/ocr.h"
#include "services/digitization/requests.h"
#include "services/digitization/signing/signatures.h"

namespace motcua::digitization {

// What the service is given; all of it must outlive it.
struct Parts {
  service::Backend backend;
  sql::Connections& connections;  // for the threads that also read files
  FileStore& files;
  FileTransfer& transfer;
  const Signatures& signatures;
  Ocr& ocr;
  const OwnerKeys& owners;
  service::PendingTimes& pending;
  Clock clock;
  // The newest catalogue, null before the first.
  std::function<std::shared_ptr<const catalog::Catalog>()> catalog;
};

// Owns the threads that check signatures and read scans. Thread-safe, never blocks a gRPC thread.
class DigitizationService final : public v1::DigitizationService::CallbackService {
 public:
  explicit DigitizationService(Parts parts);

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  grpc::ServerReadReactor<v1::UploadFileRequest>* UploadFile(Context* context,
                                                             v1::File* response) override {
    return parts_.transfer.UploadFile(context, response);
  }
  Reactor* BatchUploadFiles(Context* context, const v1::BatchUploadFilesRequest* request,
                            v1::BatchUploadFilesResponse* response) override {
    return parts_.transfer.BatchUploadFiles(context, request, response);
  }
  Reactor* GetUpload(Context* context, const v1::GetUploadRequest* request,
                     v1::Upload* response) override {
    return parts_.transfer.GetUpload(context, request, response);
  }
  Reactor* GetFile(Context* context, const v1::GetFileRequest* request,
                   v1::File* response) override {
    return parts_.transfer.GetFile(context, request, response);
  }
  grpc::ServerWriteReactor<v1::DownloadFileResponse>* DownloadFile(
      Context* context, const v1::DownloadFileRequest* request) override {
    return parts_.transfer.DownloadFile(context, request);
  }

  Reactor* GetFolder(Context*, const v1::GetFolderRequest*, v1::Folder*) override;
  Reactor* ListFolders(Context*, const v1::ListFoldersRequest*, v1::ListFoldersResponse*) override;
  Reactor* AttachComponent(Context*, const v1::AttachComponentRequest*, v1::Folder*) override;
  Reactor* SignOffStep(Context*, const v1::SignOffStepRequest*, v1::Folder*) override;
  Reactor* ReuseDocument(Context*, const v1::ReuseDocumentRequest*, v1::Folder*) override;
  Reactor* AttachResult(Context*, const v1::AttachResultRequest*, v1::Folder*) override;
  Reactor* VerifySignatures(Context*, const v1::VerifySignaturesRequest*,
                            v1::VerifySignaturesResponse*) override;
  Reactor* StoreDocument(Context*, const v1::StoreDocumentRequest*, v1::Document*) override;
  Reactor* ListDocuments(Context*, const v1::ListDocumentsRequest*,
                         v1::ListDocumentsResponse*) override;
  Reactor* ExtractFields(Context*, const v1::ExtractFieldsRequest*,
                         v1::ExtractFieldsResponse*) override;
  Reactor* ListResultFindings(Context*, const v1::ListResultFindingsRequest*,
                              v1::ListResultFindingsResponse*) override;
  Reactor* BatchUpdateFolders(Context*, const v1::BatchUpdateFoldersRequest*,
                              v1::BatchUpdateFoldersResponse*) override;

 private:
  // A request as the journal takes it, with the catalogue and the time of its arrival. Verifies a
  // signature, and then blocks.
  template <typename Request>
  absl::StatusOr<std::shared_ptr<FolderChange>> Prepare(const Request& request,
                                                        const rpc::Caller& caller) const;
  // A changing rpc that answers with the folder; `backend` has parsers if a signature may come.
  template <typename Request>
  Reactor* Change(const service::Backend& backend, Context* context, const char* method,
                  const Request& request, v1::Folder* response) const;
  // One command of a batch; once the call is cancelled it is not looked at any more.
  service::Entry EntryOf(Context* context, const v1::FolderCommand& command,
                         const rpc::Caller& caller,
                         v1::BatchUpdateFoldersResponse::Result* result) const;
  // Runs the rest of ExtractFields, on a thread of its own.
  void Extract(Context* context, Reactor* reactor, const AskedFields& asked,
               v1::ExtractFieldsResponse* response) const;

  const Parts parts_;
  rpc::Workers checkers_;            // of signatures
  rpc::Workers readers_;             // of scans
  const service::Backend checking_;  // parses there
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SERVICE_H_
