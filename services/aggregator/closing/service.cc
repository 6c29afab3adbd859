#include "services/aggregator/closing/service.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/closing/store.h"
#include "services/aggregator/plugin.h"
#include "services/aggregator/said/snapshots.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kMostWaiting = 16;
constexpr std::size_t kLongestReason = 500;

absl::StatusOr<ClosingOrder> Parse(const v1::ClosePeriodRequest& request,
                                   const rpc::Caller& caller) {
  const absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  ClosingOrder order{.days = *days,
                     .provisional = request.provisional(),
                     .reason_vi = "",
                     .organisation = caller.organisation};
  if (request.reason_vi().empty()) return order;
  auto reason = rpc::ParseText(request.reason_vi(), kLongestReason, "reason_vi");
  if (!reason.ok()) return reason.status();
  order.reason_vi = *std::move(reason);
  return order;
}

// Everything a page is asked by.
struct HeadsAsked {
  std::optional<Days> days;
  int page_size = 0;
  std::string bound;  // page tokens are bound to
  SnapshotName after;
};

absl::StatusOr<HeadsAsked> Parse(const v1::ListSnapshotsRequest& request) {
  HeadsAsked asked;
  if (request.has_period()) {
    const absl::StatusOr<Days> days = ParseDays(request.period());
    if (!days.ok()) return days.status();
    asked.days = *days;
  }
  asked.bound = asked.days ? FormatSnapshotName({*asked.days, 0}) : "snapshots";
  asked.after = asked.days ? SnapshotName{*asked.days, 0} : kBeforeAll;
  const auto size = rpc::ParsePageSize(request.page_size(), "page_size");
  const auto token = rpc::ParsePageToken(request.page_token(), asked.bound, "page_token");
  absl::Status parsed = size.status();
  parsed.Update(token.status());
  if (!parsed.ok()) return parsed;
  asked.page_size = *size;
  asked.after = ParseSnapshotName(*token).value_or(asked.after);
  return asked;
}

absl::Status ReadHeads(sql::Connection& connection, const signing::Keyring& keys,
                       const HeadsAsked& asked, v1::ListSnapshotsResponse* response) {
  auto heads = ReadHeadsAfter(connection, keys, asked.after, asked.page_size + 1);
  if (!heads.ok()) return heads.status();
  std::size_t size = 0;
  for (v1::Snapshot& head : *heads) {
    const SnapshotName name = *ParseSnapshotName(head.name());
    const bool other =
        asked.days && (name.days.first != asked.days->first || name.days.last != asked.days->last);
    if (other) break;
    size += head.ByteSizeLong();
    const int held = response->snapshots_size();
    if (held == asked.page_size || (held > 0 && size > kLargestAnswer)) {
      response->set_next_page_token(
          rpc::MakePageToken(asked.bound, response->snapshots(held - 1).name()));
      break;
    }
    *response->add_snapshots() = std::move(head);
  }
  return absl::OkStatus();
}

// The number of a page of facts; the first without a token. A token is not secret: anyone can make
// one of a page that is not there.
absl::StatusOr<int> ParsePage(const std::string& token, const v1::Snapshot& head) {
  const auto place = rpc::ParsePageToken(token, head.name(), "page_token");
  if (!place.ok()) return place.status();
  int page = 0;
  const bool read = place->empty() || absl::SimpleAtoi(*place, &page);
  if (read && 0 <= page && page < head.fact_pages_size()) return page;
  return InvalidField("page_token", "PAGE_TOKEN_INVALID", "is not from this method",
                      "Mã trang không hợp lệ.");
}

absl::Status ReadPage(sql::Connection& connection, const v1::Snapshot& head, int page,
                      v1::ListSnapshotFactsResponse* response) {
  auto facts = ReadFactPage(connection, head, page);
  if (!facts.ok()) return facts.status();
  *response->mutable_page() = *std::move(facts);
  if (page + 1 < head.fact_pages_size()) {
    response->set_next_page_token(rpc::MakePageToken(head.name(), absl::StrCat(page + 1)));
  }
  return absl::OkStatus();
}

}  // namespace

SnapshotService::SnapshotService(service::Backend backend, const sql::Settings& database,
                                 const Basis& basis, Signer signer)
    : database_(database),
      basis_(basis),
      signer_(std::move(signer)),
      closings_(1, kMostWaiting),
      backend_{backend.journal, backend.reads, &closings_} {}

absl::StatusOr<service::Work> SnapshotService::Close(const ClosingOrder& order,
                                                     v1::Snapshot* response) const {
  sql::Connection connection(database_);
  const auto command =
      std::make_shared<Command>(CloseCommand{PrepareClosing(connection, basis_, signer_, order)});
  service::Work work;
  work.command = command;
  work.answer = [command = command.get(), response](const journal::Receipt&) {
    *response = *std::get<CloseCommand>(*command).snapshot;
  };
  work.reread = [keys = signer_.keys, response](sql::Connection& reads,
                                                const journal::Receipt& receipt) {
    const auto name = ParseSnapshot(receipt.resource, "name");
    if (!name.ok()) return name.status();
    auto head = ReadHead(reads, keys, *name);
    if (head.ok()) *response = *std::move(head);
    return head.status();
  };
  return work;
}

grpc::ServerUnaryReactor* SnapshotService::ClosePeriod(grpc::CallbackServerContext* context,
                                                       const v1::ClosePeriodRequest* request,
                                                       v1::Snapshot* response) {
  return service::Mutate(backend_, context, "ClosePeriod", *request,
                         [=, this]() -> absl::StatusOr<service::Work> {
                           const auto order = Parse(*request, rpc::CallerOf(*context));
                           if (!order.ok()) return order.status();
                           return Close(*order, response);
                         });
}

grpc::ServerUnaryReactor* SnapshotService::ReadNamed(
    grpc::CallbackServerContext* context, const char* method, const std::string& name,
    std::function<absl::Status(sql::Connection&, const v1::Snapshot&)> answer) const {
  const auto parsed = ParseSnapshot(name, "name");
  if (!parsed.ok()) return rpc::Answer(context, method, [&] { return parsed.status(); });
  return service::Read(backend_.reads, context, method,
                       [keys = signer_.keys, name = *parsed,
                        answer = std::move(answer)](sql::Connection& connection) {
                         const auto head = ReadHead(connection, keys, name);
                         return head.ok() ? answer(connection, *head) : head.status();
                       });
}

grpc::ServerUnaryReactor* SnapshotService::GetSnapshot(grpc::CallbackServerContext* context,
                                                       const v1::GetSnapshotRequest* request,
                                                       v1::GetSnapshotResponse* response) {
  return ReadNamed(context, "GetSnapshot", request->name(),
                   [response](sql::Connection& connection, const v1::Snapshot& head) {
                     auto content = ReadContent(connection, head);
                     if (!content.ok()) return content.status();
                     *response->mutable_snapshot() = head;
                     *response->mutable_content() = *std::move(content);
                     return absl::OkStatus();
                   });
}

grpc::ServerUnaryReactor* SnapshotService::ListSnapshots(grpc::CallbackServerContext* context,
                                                         const v1::ListSnapshotsRequest* request,
                                                         v1::ListSnapshotsResponse* response) {
  const auto asked = Parse(*request);
  if (!asked.ok()) return rpc::Answer(context, "ListSnapshots", [&] { return asked.status(); });
  return service::Read(
      backend_.reads, context, "ListSnapshots",
      [keys = signer_.keys, asked = *asked, response](sql::Connection& connection) {
        return ReadHeads(connection, keys, asked, response);
      });
}

grpc::ServerUnaryReactor* SnapshotService::ListSnapshotFacts(
    grpc::CallbackServerContext* context, const v1::ListSnapshotFactsRequest* request,
    v1::ListSnapshotFactsResponse* response) {
  return ReadNamed(context, "ListSnapshotFacts", request->name(),
                   [token = request->page_token(), response](
                       sql::Connection& connection, const v1::Snapshot& head) -> absl::Status {
                     const auto page = ParsePage(token, head);
                     if (!page.ok()) return page.status();
                     return ReadPage(connection, head, *page, response);
                   });
}

grpc::ServerUnaryReactor* SnapshotService::GetSnapshotCatalog(
    grpc::CallbackServerContext* context, const v1::GetSnapshotCatalogRequest* request,
    catalog::v1::Catalog* response) {
  return ReadNamed(context, "GetSnapshotCatalog", request->name(),
                   [response](sql::Connection& connection, const v1::Snapshot& head) {
                     auto catalog = ReadCatalog(connection, head);
                     if (catalog.ok()) *response = *std::move(catalog);
                     return catalog.status();
                   });
}

}  // namespace motcua::aggregator
