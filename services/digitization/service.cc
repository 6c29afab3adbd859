#include "services/digitization/service.h"

#include <string>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/rpc/request.h"
#include "common/service/batch.h"
#include "services/digitization/convert.h"
#include "services/digitization/documents.h"
#include "services/digitization/domain/refusals.h"
#include "services/digitization/store.h"

namespace motcua::digitization {
namespace {

using Reactor = DigitizationService::Reactor;

constexpr int kCheckers = 2;
constexpr int kReaders = 1;
constexpr std::size_t kMostScansWaiting = 4;

absl::Status CatalogMissing() {
  return Refuse(absl::StatusCode::kUnavailable, "CATALOG_MISSING", "",
                "the catalogue has not arrived yet", "Chưa nhận được danh mục dùng chung.");
}

// The verdict on the signature that a command brings, as of the time it is told to have come.
struct Verify {
  const Parts& parts;
  absl::Time arrival;

  void operator()(AttachComponent& command) const { Judge(command); }
  void operator()(AttachResult& command) const { Judge(command); }
  template <typename Other>
  void operator()(Other&) const {}

 private:
  template <typename Attach>
  void Judge(Attach& command) const {
    if (command.signature.empty()) return;
    // A file that is not there is refused for that.
    command.verdict =
        parts.signatures.Verify(command.signature, parts.files.PathOf(command.file), arrival)
            .value_or(SignatureVerdict::kTampered);
  }
};

// A request as it is hashed for its request id: an identity number can be guessed from a plain
// hash, so its key stands in its place. Kept alive by whoever holds the pointer.
template <typename Request>
std::shared_ptr<const Request> Hashed(const Request& request, const OwnerKeys&) {
  return {std::shared_ptr<void>(), &request};  // the call keeps it
}
template <typename Request>
std::shared_ptr<const Request> WithoutIdentity(const Request& request, const OwnerKeys& owners) {
  auto copy = std::make_shared<Request>(request);
  copy->set_owner_identity(owners.configured() ? HexEncode(owners.KeyOf(request.owner_identity()))
                                               : "");
  return copy;
}
std::shared_ptr<const v1::ReuseDocumentRequest> Hashed(const v1::ReuseDocumentRequest& request,
                                                       const OwnerKeys& owners) {
  return WithoutIdentity(request, owners);
}
std::shared_ptr<const v1::StoreDocumentRequest> Hashed(const v1::StoreDocumentRequest& request,
                                                       const OwnerKeys& owners) {
  return WithoutIdentity(request, owners);
}

// Calls `visit` with the name of the rpc that does the same and its request.
template <typename Visit>
service::Entry VisitCommand(const v1::FolderCommand& command, const Visit& visit) {
  switch (command.command_case()) {
    case v1::FolderCommand::kAttachComponent:
      return visit("AttachComponent", command.attach_component());
    case v1::FolderCommand::kSignOffStep:
      return visit("SignOffStep", command.sign_off_step());
    case v1::FolderCommand::kReuseDocument:
      return visit("ReuseDocument", command.reuse_document());
    case v1::FolderCommand::kAttachResult:
      return visit("AttachResult", command.attach_result());
    case v1::FolderCommand::kStoreDocument:
      return visit("StoreDocument", command.store_document());
    case v1::FolderCommand::COMMAND_NOT_SET:
      break;
  }
  return service::EntryWithoutCommand();
}

absl::Status ReadInto(sql::Connection& connection, const std::string& code, v1::Folder* response) {
  const std::optional<VersionedFolder> found = ReadFolder(connection, code);
  if (!found) return FolderNotFound();
  *response = ToProto(*found);
  return absl::OkStatus();
}

absl::Status ReadInto(sql::Connection& connection, const std::string& resource,
                      v1::Document* response) {
  const auto id = rpc::ParseName("documents", resource, "name");
  if (!id.ok()) return id.status();
  const std::optional<Document> found = ReadDocument(connection, *id);
  if (!found) return DocumentUnknown();
  *response = ToProto(*found);
  return absl::OkStatus();
}

}  // namespace

DigitizationService::DigitizationService(Parts parts)
    : parts_(std::move(parts)),
      checkers_(kCheckers),
      readers_(kReaders, kMostScansWaiting),
      checking_{parts_.backend.journal, parts_.backend.reads, &checkers_} {}

template <typename Request>
absl::StatusOr<std::shared_ptr<FolderChange>> DigitizationService::Prepare(
    const Request& request, const rpc::Caller& caller) const {
  service::PendingTimes::Stamp arrival = parts_.pending.Now();
  absl::StatusOr<AskedChange> asked = ParseChange(request, caller, *arrival, parts_.owners);
  if (!asked.ok()) return asked.status();
  auto change = std::make_shared<FolderChange>();
  change->catalog = parts_.catalog();
  if (change->catalog == nullptr) return CatalogMissing();
  change->code = std::move(asked->target.code);
  change->etag = std::move(asked->target.etag);
  change->command = std::move(asked->command);
  change->event_time = asked->target.stated_time.value_or(*arrival);
  change->imported = asked->target.stated_time.has_value();
  change->organisation = caller.organisation;
  std::visit(Verify{parts_, change->event_time}, change->command);
  change->arrival = std::move(arrival);
  return change;
}

template <typename Request>
Reactor* DigitizationService::Change(const service::Backend& backend, Context* context,
                                     const char* method, const Request& request,
                                     v1::Folder* response) const {
  const auto hashed = Hashed(request, parts_.owners);
  return service::Mutate(
      backend, context, method, *hashed, [=, this, &request]() -> absl::StatusOr<service::Work> {
        static_cast<void>(hashed);  // lives as long as this
        auto change = Prepare(request, rpc::CallerOf(*context));
        if (!change.ok()) return change.status();
        service::Work work;
        work.command = *change;
        work.answer = [change = change->get(), response](const journal::Receipt&) {
          *response = ToProto(VersionedFolder{*change->after, change->version});
        };
        work.reread = [code = (*change)->code, response](sql::Connection& db,
                                                         const journal::Receipt&) {
          return ReadInto(db, code, response);
        };
        return work;
      });
}

service::Entry DigitizationService::EntryOf(Context* context, const v1::FolderCommand& command,
                                            const rpc::Caller& caller,
                                            v1::BatchUpdateFoldersResponse::Result* result) const {
  return service::RefusedInto(
      result, VisitCommand(command, [&](const char* method, const auto& request) {
        const auto hashed = Hashed(request, parts_.owners);
        auto parse = service::ParseNamed(
            result, [=, this, &request]() -> absl::StatusOr<std::shared_ptr<FolderChange>> {
              static_cast<void>(hashed);  // lives as long as this
              // A thousand signatures over one large file are a thousand readings of it.
              if (context->IsCancelled()) return absl::CancelledError("the call was cancelled");
              return Prepare(request, caller);
            });
        return service::Entry{method, hashed.get(), std::move(parse), {}};
      }));
}

Reactor* DigitizationService::BatchUpdateFolders(Context* context,
                                                 const v1::BatchUpdateFoldersRequest* request,
                                                 v1::BatchUpdateFoldersResponse* response) {
  const rpc::Caller caller = rpc::CallerOf(*context);
  std::vector<service::Entry> entries;
  entries.reserve(request->commands_size());
  for (const v1::FolderCommand& command : request->commands()) {
    entries.push_back(EntryOf(context, command, caller, response->add_results()));
  }
  return service::MutateBatch(checking_, context, "BatchUpdateFolders", "commands",
                              std::move(entries));
}

Reactor* DigitizationService::AttachComponent(Context* context,
                                              const v1::AttachComponentRequest* request,
                                              v1::Folder* response) {
  return Change(checking_, context, "AttachComponent", *request, response);
}

Reactor* DigitizationService::AttachResult(Context* context, const v1::AttachResultRequest* request,
                                           v1::Folder* response) {
  return Change(checking_, context, "AttachResult", *request, response);
}

Reactor* DigitizationService::SignOffStep(Context* context, const v1::SignOffStepRequest* request,
                                          v1::Folder* response) {
  return Change(parts_.backend, context, "SignOffStep", *request, response);
}

Reactor* DigitizationService::ReuseDocument(Context* context,
                                            const v1::ReuseDocumentRequest* request,
                                            v1::Folder* response) {
  return Change(parts_.backend, context, "ReuseDocument", *request, response);
}

Reactor* DigitizationService::StoreDocument(Context* context,
                                            const v1::StoreDocumentRequest* request,
                                            v1::Document* response) {
  const auto hashed = Hashed(*request, parts_.owners);
  return service::Mutate(
      parts_.backend, context, "StoreDocument", *hashed,
      [=, this]() -> absl::StatusOr<service::Work> {
        static_cast<void>(hashed);  // lives as long as this
        auto change = Prepare(*request, rpc::CallerOf(*context));
        if (!change.ok()) return change.status();
        service::Work work;
        work.command = *change;
        work.answer = [change = change->get(), response](const journal::Receipt&) {
          *response = ToProto(*change->document);
        };
        work.reread = [response](sql::Connection& db, const journal::Receipt& receipt) {
          return ReadInto(db, receipt.resource, response);
        };
        return work;
      });
}

}  // namespace motcua::digitization
