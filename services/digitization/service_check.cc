// The rpcs of DigitizationService that look into files: on threads that may block.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "common/rpc/request.h"
#include "services/digitization/convert.h"
#include "services/digitization/domain/refusals.h"
#include "services/digitization/files/paper_file.h"
#include "services/digitization/service.h"
#include "services/digitization/signing/signature_rows.h"
#include "services/digitization/store.h"

namespace motcua::digitization {
namespace {

using Reactor = DigitizationService::Reactor;

// Components as the folder has them, then the results; of each, oldest first.
std::vector<SignatureRow> InOrder(std::vector<SignatureRow> signatures, const Folder& folder) {
  std::vector<std::string> order;
  const Receipt receipt = *ReceiptOf(folder);
  if (receipt.procedure.components) {
    for (const Component& component : *receipt.procedure.components) order.push_back(component.id);
  }
  // Components of a procedure that was corrected come behind those of the present one.
  const auto place = [&](const SignatureRow& row) {
    const auto found = std::find(order.begin(), order.end(), row.component);
    return std::pair(row.component.empty(), found - order.begin());
  };
  std::stable_sort(
      signatures.begin(), signatures.end(),
      [&](const SignatureRow& a, const SignatureRow& b) { return place(a) < place(b); });
  return signatures;
}

// When what was signed was attached.
absl::Time AttachTime(const SignatureRow& row, const Folder& folder) {
  const auto place = static_cast<std::size_t>(row.version - 1);
  if (row.component.empty()) return folder.results.at(place).attach_time;
  return folder.papers.at(row.component).at(place).steps.front().time;
}

struct AttachedSignature {
  SignatureRow row;
  absl::Time time;
};
using AttachedSignatures = std::vector<AttachedSignature>;

absl::StatusOr<AttachedSignatures> SignaturesOf(sql::Connections& connections,
                                                const std::string& code) {
  return connections.With([&](sql::Connection& connection) -> absl::StatusOr<AttachedSignatures> {
    const std::optional<VersionedFolder> found = ReadFolder(connection, code);
    if (!found) return FolderNotFound();
    AttachedSignatures signatures;
    for (SignatureRow& row : InOrder(ReadSignatures(connection, code), found->folder)) {
      const absl::Time time = AttachTime(row, found->folder);
      signatures.push_back({std::move(row), time});
    }
    return signatures;
  });
}

absl::Status VerifyAll(const Parts& parts, const std::string& code,
                       v1::VerifySignaturesResponse* response) {
  const auto signatures = SignaturesOf(parts.connections, code);
  if (!signatures.ok()) return signatures.status();
  for (const auto& [row, time] : *signatures) {
    const absl::StatusOr<SignatureVerdict> verified =
        parts.signatures.Verify(row.der, parts.files.PathOf(row.file), time);
    if (absl::IsNotFound(verified.status())) return FileCorrupt(row.file);
    if (!verified.ok()) return verified.status();
    v1::SignatureVerdict& verdict = *response->add_verdicts();
    verdict.set_component(row.component.empty() ? "result" : row.component);
    verdict.set_file("files/" + row.file);
    verdict.set_version(row.version);
    verdict.set_verdict(ToProto(*verified));
  }
  return absl::OkStatus();
}

// The newest version of a component as OCR needs it.
struct Scan {
  int version = 1;
  CheckedFile file;
};

absl::StatusOr<Scan> FindScan(sql::Connection& connection, const AskedFields& asked) {
  const std::optional<VersionedFolder> found = ReadFolder(connection, asked.code);
  if (!found) return FolderNotFound();
  const auto versions = found->folder.papers.find(asked.component);
  if (versions == found->folder.papers.end()) return ComponentMissing();
  const auto files = ReadPaperFiles(connection, {versions->second.back().file});
  if (files.empty()) return ComponentMissing();
  return Scan{static_cast<int>(versions->second.size()), files.begin()->second.file};
}

absl::StatusOr<KeepReading> ReadScan(const Parts& parts, const AskedFields& asked) {
  if (parts.catalog() == nullptr) return CatalogBehind();
  const auto scan = parts.connections.With(
      [&](sql::Connection& connection) { return FindScan(connection, asked); });
  if (!scan.ok()) return scan.status();
  const auto fields =
      parts.ocr.Read(parts.files.PathOf(scan->file.sha256), scan->file.media_type, asked.labels);
  if (!fields.ok()) return fields.status();
  KeepReading keep{asked.component, scan->version, {}};
  for (const FieldReading& field : *fields) {
    keep.readings.push_back({field.field, field.text, field.confidence});
  }
  return keep;
}

void Fill(const std::vector<Reading>& readings, v1::ExtractFieldsResponse* response) {
  for (const Reading& reading : readings) {
    auto& field = *response->add_fields();
    field.set_field(reading.field);
    field.set_text(reading.text);
    field.set_confidence(reading.confidence);
  }
}

}  // namespace

Reactor* DigitizationService::VerifySignatures(Context* context,
                                               const v1::VerifySignaturesRequest* request,
                                               v1::VerifySignaturesResponse* response) {
  const absl::StatusOr<std::string> code = rpc::ParseName("dossiers", request->name(), "name");
  if (!code.ok()) return rpc::Answer(context, "VerifySignatures", [&] { return code.status(); });
  Reactor* const reactor = context->DefaultReactor();
  const bool taken = checkers_.Run([this, reactor, code = *code, response] {
    reactor->Finish(
        rpc::Guard("VerifySignatures", [&] { return VerifyAll(parts_, code, response); }));
  });
  if (!taken) reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
  return reactor;
}

Reactor* DigitizationService::ExtractFields(Context* context,
                                            const v1::ExtractFieldsRequest* request,
                                            v1::ExtractFieldsResponse* response) {
  const absl::StatusOr<AskedFields> asked = ParseFields(*request);
  if (!asked.ok()) return rpc::Answer(context, "ExtractFields", [&] { return asked.status(); });
  Reactor* const reactor = context->DefaultReactor();
  const bool taken = readers_.Run([this, context, reactor, asked = *asked, response] {
    Extract(context, reactor, asked, response);
  });
  if (!taken) reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
  return reactor;
}

void DigitizationService::Extract(Context* context, Reactor* reactor, const AskedFields& asked,
                                  v1::ExtractFieldsResponse* response) const {
  auto change = std::make_shared<FolderChange>();
  const grpc::Status read = rpc::Guard("ExtractFields", [&] {
    absl::StatusOr<KeepReading> keep = ReadScan(parts_, asked);
    if (!keep.ok()) return keep.status();
    Fill(keep->readings, response);
    change->command = *std::move(keep);
    return absl::OkStatus();
  });
  if (!read.ok()) return reactor->Finish(read);

  change->code = asked.code;
  change->catalog = parts_.catalog();
  change->organisation = rpc::CallerOf(*context).organisation;
  change->arrival = parts_.pending.Now();
  change->event_time = *change->arrival;
  journal::Submission submission;
  submission.command = change;
  submission.organisation = change->organisation;
  submission.deadline = rpc::DeadlineOf(*context);
  submission.cancelled = [context] { return context->IsCancelled(); };
  parts_.backend.journal.Submit(
      std::move(submission), [reactor](const absl::StatusOr<journal::Receipt>& outcome) {
        reactor->Finish(rpc::Guard("ExtractFields", [&] { return outcome.status(); }));
      });
}

}  // namespace motcua::digitization
