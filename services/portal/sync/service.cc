#include "services/portal/sync/service.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/portal/domain/dossier_code.h"
#include "services/portal/sync/convert.h"
#include "services/portal/sync/report.h"

namespace motcua::portal::sync {
namespace {

constexpr int kMostStatuses = 1000;

absl::Status ProvinceUnknown() {
  return Refuse(absl::StatusCode::kNotFound, "PROVINCE_UNKNOWN", "name",
                "the portal knows no such province", "Cổng không có tỉnh này");
}

absl::Status NotYours() {
  return Refuse(absl::StatusCode::kPermissionDenied, "PROVINCE_NOT_YOURS", "name",
                "an importer puts the statuses of its own province only",
                "Chỉ được gửi trạng thái hồ sơ của tỉnh mình");
}

absl::StatusOr<LooseStatus> ParseLoose(const v1::LooseStatus& loose, const std::string& prefix,
                                       absl::Time now, const std::string& field) {
  auto code = rpc::ParseName("dossiers", loose.dossier(), field + ".dossier");
  if (!code.ok()) return code.status();
  if (!IsDossierCode(*code) || !absl::StartsWith(*code, prefix)) {
    return InvalidField(field + ".dossier", "CODE_MALFORMED",
                        "must be a dossier code with the province's prefix",
                        "Mã hồ sơ sai định dạng hoặc không thuộc tỉnh này");
  }
  const int status = loose.status();
  if (status < 1 || status >= kStatuses) {
    return InvalidField(field + ".status", "STATUS_INVALID", "must be one of the codes 1 to 10",
                        "Trạng thái phải là mã từ 1 đến 10");
  }
  const auto time = rpc::ParseTime(loose.status_time(), now, field + ".status_time");
  if (!time.ok()) return time.status();
  return LooseStatus{*std::move(code), static_cast<Status>(status), *time};
}

// The answer that was given under the request id before, from its event.
absl::Status PutAgain(sql::Connection& connection, std::int64_t sequence,
                      v1::PutStatusesResponse* response) {
  v1::SyncEvent event;
  for (const auto& stored : journal::ReadEvents(connection, sequence - 1, sequence, 1)) {
    if (!event.ParseFromString(stored.event.payload)) {
      return absl::InternalError("an event cannot be read");
    }
  }
  *response->mutable_results() = event.statuses_put().results();
  return absl::OkStatus();
}

absl::Status ReadState(sql::Connection& connection, const std::string& province,
                       const Following& following, v1::SyncState* response) {
  *response = StateOf(province, ReadProvinces(connection)[province], following);
  return absl::OkStatus();
}

}  // namespace

SyncService::SyncService(service::Backend backend, const Following& following, Options options)
    : backend_(backend), following_(following), options_(std::move(options)) {}

absl::StatusOr<std::string> SyncService::ParseProvince(const std::string& name) const {
  auto province = rpc::ParseName("provinces", name, "name");
  if (province.ok() && !options_.provinces.contains(*province)) return ProvinceUnknown();
  return province;
}

grpc::ServerUnaryReactor* SyncService::GetSyncReport(grpc::CallbackServerContext* context,
                                                     const v1::GetSyncReportRequest* request,
                                                     v1::SyncReport* response) {
  const auto province = ParseProvince(request->name());
  const auto size = rpc::ParsePageSize(request->page_size(), "page_size");
  const std::string bound = "GetSyncReport " + request->name();
  const auto after = rpc::ParsePageToken(request->page_token(), bound, "page_token");
  for (const absl::Status& status : {province.status(), size.status(), after.status()}) {
    if (!status.ok()) return rpc::Answer(context, "GetSyncReport", [&] { return status; });
  }
  return service::Read(backend_.reads, context, "GetSyncReport",
                       [this, id = *province, size = *size, after = *after, bound,
                        response](sql::Connection& connection) {
                         const sql::Transaction snapshot(connection);
                         const ProvinceRow row = ReadProvinces(connection)[id];
                         *response->mutable_state() = StateOf(id, row, following_);
                         if (after.empty())
                           *response->mutable_totals() = ReadTotals(connection, id, row.generation);
                         if (ReadGaps(connection, id, row.generation, after, size, *response)) {
                           const std::string& last =
                               response->gaps(response->gaps_size() - 1).dossier();
                           response->set_next_page_token(rpc::MakePageToken(
                               bound, last.substr(std::string_view("dossiers/").size())));
                         }
                         return absl::OkStatus();
                       });
}

service::Work SyncService::Answered(PortalCommand command, const std::string& province,
                                    v1::SyncState* response) const {
  service::Work work;
  work.command = std::make_shared<PortalCommand>(std::move(command));
  const auto read = [this, province, response](sql::Connection& connection) {
    return ReadState(connection, province, following_, response);
  };
  // The state is read after COMMIT, as it then is.
  work.await = [this, read](const journal::Receipt&,
                            std::function<void(const absl::Status&)> done) {
    backend_.reads.Submit([read, done](sql::Connection& connection) { done(read(connection)); },
                          done);
  };
  work.answer = [](const journal::Receipt&) {};
  return work;
}

absl::StatusOr<service::Work> SyncService::ParseReplay(const v1::ReplayStatusesRequest& request,
                                                       v1::SyncState* response) const {
  const auto province = ParseProvince(request.name());
  if (!province.ok()) return province.status();
  return Answered(BeginReplay{*province, options_.clock()}, *province, response);
}

grpc::ServerUnaryReactor* SyncService::ReplayStatuses(grpc::CallbackServerContext* context,
                                                      const v1::ReplayStatusesRequest* request,
                                                      v1::SyncState* response) {
  return service::Mutate(backend_, context, "ReplayStatuses", *request,
                         [&] { return ParseReplay(*request, response); });
}

absl::StatusOr<service::Work> SyncService::ParseRejoin(const v1::RejoinRequest& request,
                                                       v1::SyncState* response) const {
  const auto province = ParseProvince(request.name());
  if (!province.ok()) return province.status();
  const std::optional<StreamState> stream = following_.state(*province);
  // Not refused here: a repeated request id is answered again, though nothing is forked any more.
  const std::int64_t forked = stream && stream->live.forked ? stream->generation : -1;
  return Answered(sync::Rejoin{*province, forked, options_.clock()}, *province, response);
}

grpc::ServerUnaryReactor* SyncService::Rejoin(grpc::CallbackServerContext* context,
                                              const v1::RejoinRequest* request,
                                              v1::SyncState* response) {
  return service::Mutate(backend_, context, "Rejoin", *request,
                         [&] { return ParseRejoin(*request, response); });
}

absl::StatusOr<service::Work> SyncService::ParsePut(const v1::PutStatusesRequest& request,
                                                    const rpc::Caller& caller,
                                                    v1::PutStatusesResponse* response) const {
  const auto province = ParseProvince(request.name());
  if (!province.ok()) return province.status();
  const bool portal = caller.role == type::v1::ROLE_PORTAL || caller.organisation == "test";
  if (!portal && caller.organisation != *province) return NotYours();
  if (request.statuses().empty() || request.statuses_size() > kMostStatuses) {
    return InvalidField("statuses", "BATCH_SIZE_INVALID", "must be 1 to 1000",
                        "Phải có từ 1 đến 1000 trạng thái");
  }
  const auto prefix = options_.prefixes.find(*province);
  sync::PutStatuses put{*province, {}, options_.clock(), {}};
  for (int i = 0; i < request.statuses_size(); ++i) {
    auto loose = ParseLoose(request.statuses(i),
                            prefix == options_.prefixes.end() ? "" : prefix->second + ".", put.time,
                            absl::StrCat("statuses[", i, "]"));
    if (!loose.ok()) return loose.status();
    put.statuses.push_back(*std::move(loose));
  }
  service::Work work;
  const auto command = std::make_shared<PortalCommand>(std::move(put));
  work.command = command;
  work.answer = [command, response](const journal::Receipt&) {
    const auto& done = std::get<sync::PutStatuses>(*command);
    for (std::size_t i = 0; i < done.statuses.size(); ++i) {
      *response->add_results() = ToProto(done.statuses[i], done.outcomes[i]);
    }
  };
  work.reread = [response](sql::Connection& connection, const journal::Receipt& receipt) {
    return PutAgain(connection, receipt.sequence, response);
  };
  return work;
}

grpc::ServerUnaryReactor* SyncService::PutStatuses(grpc::CallbackServerContext* context,
                                                   const v1::PutStatusesRequest* request,
                                                   v1::PutStatusesResponse* response) {
  return service::Mutate(backend_, context, "PutStatuses", *request,
                         [&] { return ParsePut(*request, rpc::CallerOf(*context), response); });
}

}  // namespace motcua::portal::sync
