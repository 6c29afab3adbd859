#include "services/aggregator/reported/service.h"

#include <memory>
#include <string>
#include <utility>

#include "common/rpc/request.h"
#include "services/aggregator/answers/basis.h"
#include "services/aggregator/plugin.h"
#include "services/aggregator/reported/convert.h"
#include "services/aggregator/reported/requests.h"
#include "services/aggregator/reported/store.h"

namespace motcua::aggregator {
namespace {

constexpr char kBound[] = "imports";  // page tokens are bound to

absl::Status ReadImport(sql::Connection& connection, const std::string& id, v1::Import* response) {
  const sql::Transaction snapshot(connection);
  *response = ToProto(*LoadImports(connection, {id}).at(id).now);
  return absl::OkStatus();
}

absl::Status ReadPage(sql::Connection& connection, const std::string& after, int page_size,
                      v1::ListImportsResponse* response) {
  std::vector<Import> heads = ReadImportHeads(connection, after, page_size + 1);
  const bool more = std::ssize(heads) > page_size;
  if (more) heads.pop_back();
  for (const Import& head : heads) *response->add_imports() = ToProto(head);
  if (more) response->set_next_page_token(rpc::MakePageToken(kBound, heads.back().id));
  return absl::OkStatus();
}

absl::StatusOr<ImportChange> Parse(const v1::ImportCountsRequest& request,
                                   const rpc::Caller& caller, absl::Time now,
                                   const Knowledge& knowledge) {
  const auto catalog = knowledge.Read([](const Facts& facts) { return facts.catalog; });
  if (catalog == nullptr) return NoCatalog();
  return ParseChange(request, caller, now, *catalog);
}

absl::StatusOr<ImportChange> Parse(const v1::WithdrawImportRequest& request,
                                   const rpc::Caller& caller, absl::Time now, const Knowledge&) {
  return ParseChange(request, caller, now);
}

}  // namespace

ReportedService::ReportedService(service::Backend backend, const Knowledge& knowledge,
                                 ReportedFollower& follower, Clock clock)
    : backend_(backend), knowledge_(knowledge), follower_(follower), clock_(std::move(clock)) {}

template <typename Request>
grpc::ServerUnaryReactor* ReportedService::Change(grpc::CallbackServerContext* context,
                                                  const char* method, const Request& request,
                                                  v1::Import* response) {
  return service::Mutate(
      backend_, context, method, request, [=, this, &request]() -> absl::StatusOr<service::Work> {
        auto change = Parse(request, rpc::CallerOf(*context), clock_(), knowledge_);
        if (!change.ok()) return change.status();
        const std::string id = change->id;
        const auto command = std::make_shared<Command>(ImportCommand{*std::move(change), nullptr});
        service::Work work;
        work.command = command;
        work.answer = [command = command.get(), response](const journal::Receipt&) {
          *response = ToProto(*std::get<ImportCommand>(*command).after);
        };
        work.reread = [id, response](sql::Connection& db, const journal::Receipt&) {
          return ReadImport(db, id, response);
        };
        work.await = [this](const journal::Receipt& receipt, ReportedFollower::Counted counted) {
          follower_.Await(receipt.sequence, std::move(counted));
        };
        return work;
      });
}

grpc::ServerUnaryReactor* ReportedService::ImportCounts(grpc::CallbackServerContext* context,
                                                        const v1::ImportCountsRequest* request,
                                                        v1::Import* response) {
  return Change(context, "ImportCounts", *request, response);
}

grpc::ServerUnaryReactor* ReportedService::WithdrawImport(grpc::CallbackServerContext* context,
                                                          const v1::WithdrawImportRequest* request,
                                                          v1::Import* response) {
  return Change(context, "WithdrawImport", *request, response);
}

grpc::ServerUnaryReactor* ReportedService::ListImports(grpc::CallbackServerContext* context,
                                                       const v1::ListImportsRequest* request,
                                                       v1::ListImportsResponse* response) {
  const auto page_size = rpc::ParsePageSize(request->page_size(), "page_size");
  const auto after = rpc::ParsePageToken(request->page_token(), kBound, "page_token");
  absl::Status parsed = page_size.status();
  parsed.Update(after.status());
  if (!parsed.ok()) return rpc::Answer(context, "ListImports", [&] { return parsed; });
  return service::Read(backend_.reads, context, "ListImports",
                       [after = *after, page_size = *page_size, response](sql::Connection& db) {
                         return ReadPage(db, after, page_size, response);
                       });
}

}  // namespace motcua::aggregator
