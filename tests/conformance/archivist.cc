#include "tests/conformance/archivist.h"

#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"

namespace motcua::conformance {
namespace {

namespace v1 = digitization::v1;

constexpr absl::Duration kTimeout = absl::Seconds(20);

using Stub = v1::DigitizationService::Stub;

void Require(const grpc::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

template <typename Request, typename Response>
Response Do(Stub& stub,
            grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
            const Request& request) {
  Response response;
  Require((stub.*method)(rpc::ContextFor(kTimeout).get(), request, &response));
  return response;
}

// True once `done` is, asked every 10 ms.
template <typename Condition>
void Await(const char* what, Condition done) {
  const absl::Time end = absl::Now() + kTimeout;
  while (!done()) {
    if (absl::Now() > end) throw std::runtime_error(std::string("waited in vain for ") + what);
    absl::SleepFor(absl::Milliseconds(10));
  }
}

}  // namespace

Archivist::Archivist(const local::Federation& federation)
    : digitization_(v1::DigitizationService::NewStub(federation.Dial("digitization", "importer"))),
      processing_(
          processing::v1::ProcessingService::NewStub(federation.Dial("processing", "importer"))) {}

std::string Archivist::NewPdf() {
  const std::string body = absl::StrCat("%PDF-1.7\n% number ", ++documents_, std::string(200, '.'),
                                        "\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
  return absl::StrCat(body, "xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 >>\nstartxref\n",
                      body.size(), "\n%%EOF\n");
}

std::string Archivist::Store() {
  v1::BatchUploadFilesRequest request;
  request.add_files()->set_data(NewPdf());
  const auto response = Do(*digitization_, &Stub::BatchUploadFiles, request);
  if (!response.results(0).has_file()) throw std::runtime_error("the file was not stored");
  return response.results(0).file().name();
}

std::string Archivist::BreakUpload() {
  const std::string pdf = NewPdf();
  v1::GetUploadRequest request;
  request.set_upload_id(absl::StrCat("broken-", documents_));
  const auto context = rpc::ContextFor(kTimeout);
  v1::File ignored;
  const auto writer = digitization_->UploadFile(context.get(), &ignored);
  v1::UploadFileRequest part;
  part.mutable_head()->set_upload_id(request.upload_id());
  part.mutable_head()->set_size(static_cast<std::int64_t>(pdf.size()));
  part.mutable_head()->set_sha256(HexEncode(Sha256(pdf)));
  writer->Write(part);
  part.set_data(pdf.substr(0, 10));
  writer->Write(part);
  Await("a part of the upload", [&] {
    v1::Upload upload;
    return digitization_->GetUpload(rpc::ContextFor(kTimeout).get(), request, &upload).ok();
  });
  context->TryCancel();
  writer->Finish();
  return request.upload_id();
}

std::string Archivist::Open(const std::string& dossier) {
  v1::GetFolderRequest request;
  request.set_name(dossier);
  Await("digitization to open the folder", [&] {
    v1::Folder folder;
    return digitization_->GetFolder(rpc::ContextFor(kTimeout).get(), request, &folder).ok();
  });
  return dossier;
}

std::string Archivist::Scan(const std::string& dossier) {
  v1::AttachComponentRequest request;
  request.set_name(Open(dossier));
  request.mutable_event_time()->set_seconds(1647396000);
  request.set_component("application");
  request.set_file(Store());
  Do(*digitization_, &Stub::AttachComponent, request);
  return dossier;
}

std::string Archivist::Finish(const std::string& dossier) {
  processing::v1::FinishCaseRequest finish;
  finish.set_name(Open(dossier));
  finish.mutable_event_time()->set_seconds(1647396000);
  processing::v1::Case finished;
  Require(processing_->FinishCase(rpc::ContextFor(kTimeout).get(), finish, &finished));
  v1::GetFolderRequest request;
  request.set_name(dossier);
  Await("digitization to see the end",
        [&] { return Do(*digitization_, &Stub::GetFolder, request).finished(); });
  return dossier;
}

std::string Archivist::AddResult(const std::string& dossier) {
  v1::AttachResultRequest request;
  request.set_name(Finish(dossier));
  request.mutable_event_time()->set_seconds(1647396000);
  request.set_file(Store());
  Do(*digitization_, &Stub::AttachResult, request);
  return dossier;
}

std::string Archivist::Document(const std::string& dossier) {
  v1::StoreDocumentRequest request;
  request.set_name(AddResult(dossier));
  request.set_owner_identity("045123456789");
  request.set_kind("giay-phep");
  return Do(*digitization_, &Stub::StoreDocument, request).name();
}

}  // namespace motcua::conformance
