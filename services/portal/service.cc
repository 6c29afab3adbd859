#include "services/portal/service.h"

#include <memory>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "services/portal/convert.h"
#include "services/portal/ledger.h"
#include "services/portal/plugin.h"
#include "services/portal/requests.h"

namespace motcua::portal {
namespace {

constexpr std::size_t kMostSnapshots = 24;
constexpr std::size_t kMostPassed = 20;

// An event of the log, without the request id, which the journal keeps itself.
template <typename Request>
journal::Event EventOf(const std::string& province, Request request,
                       Request* (v1::PortalEvent::*mutable_change)(), absl::Time now) {
  request.clear_request_id();
  v1::PortalEvent event;
  *(event.*mutable_change)() = std::move(request);
  return {"provinces/" + province, event.GetTypeName(), event.SerializeAsString(), now};
}

// One that decides nothing but that it happens.
std::shared_ptr<PortalCommand> CommandOf(journal::Event event,
                                         std::function<void(sql::Connection&)> save) {
  return std::make_shared<PortalCommand>(
      AdminCommand{.load = nullptr,
                   .decide = [event = std::move(event)]() -> absl::StatusOr<journal::Decided> {
                     return journal::Decided{event.subject, {event}};
                   },
                   .save = std::move(save)});
}

}  // namespace

PortalService::PortalService(const Provinces& provinces, const Problems& problems,
                             service::Backend backend, Clock clock)
    : provinces_(provinces), problems_(problems), backend_(backend), clock_(std::move(clock)) {}

absl::StatusOr<Province*> PortalService::Find(const std::string& id) const {
  for (const auto& province : provinces_) {
    if (province->id() == id) return province.get();
  }
  return motcua::Refuse(absl::StatusCode::kNotFound, "PROVINCE_UNKNOWN", "",
                        "the portal does not follow this province", "Cổng không theo dõi tỉnh này");
}

void PortalService::Fill(const Province& province, v1::Province& out) const {
  out.set_name("provinces/" + province.id());
  out.set_connected(province.reachable());
  out.set_refused_batches(province.refused_batches());
  portal::Fill(province.id(), province.faults(), *out.mutable_faults());
  for (const Problem& problem : problems_.Open(province.id())) {
    portal::Fill(problem, *out.add_problems());
  }
  for (const Problem& problem : problems_.Passed(province.id())) {
    if (out.passed_problems_size() == kMostPassed) break;
    portal::Fill(problem, *out.add_passed_problems());
  }
  for (const SnapshotBook::Snapshot& snapshot : province.snapshots().NewestOfEach()) {
    if (out.snapshots_size() == kMostSnapshots) break;
    portal::Fill(*snapshot, *out.add_snapshots());
  }
  const auto standing = province.standing();
  if (!standing) return;
  out.mutable_cursor()->set_epoch(standing->cursor.epoch);
  out.mutable_cursor()->set_revision(standing->cursor.revision);
  out.set_cell_count(standing->cell_count);
  *out.mutable_apply_time() = rpc::ToTimestamp(standing->apply_time);
  if (standing->complete_until > absl::UnixEpoch()) {
    *out.mutable_complete_until() = rpc::ToTimestamp(standing->complete_until);
  }
}

grpc::ServerUnaryReactor* PortalService::ListProvinces(grpc::CallbackServerContext* context,
                                                       const v1::ListProvincesRequest* request,
                                                       v1::ListProvincesResponse* response) {
  return rpc::Answer(context, "ListProvinces", [&] {
    for (const auto& province : provinces_) Fill(*province, *response->add_provinces());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PortalService::GetNationalTable(
    grpc::CallbackServerContext* context, const v1::GetNationalTableRequest* request,
    v1::NationalTable* response) {
  return rpc::Answer(context, "GetNationalTable", [&] {
    const auto days = ParseTable(*request);
    if (!days.ok()) return days.status();
    *response = NationalTableOf(provinces_, problems_, days->first, days->second, request->basis());
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* PortalService::RankProvinces(grpc::CallbackServerContext* context,
                                                       const v1::RankProvincesRequest* request,
                                                       v1::ProvinceRanking* response) {
  return rpc::Answer(context, "RankProvinces", [&] {
    const auto days = ParseRanking(*request);
    if (!days.ok()) return days.status();
    *response = RankingOf(
        NationalTableOf(provinces_, problems_, days->first, days->second, request->basis()),
        request->measure());
    return absl::OkStatus();
  });
}

absl::StatusOr<service::Work> PortalService::Accept(const v1::AcceptHistoryRequest& request,
                                                    v1::Province* response) {
  const auto id = ParseAcceptHistory(request);
  if (!id.ok()) return id.status();
  const auto province = Find(*id);
  if (!province.ok()) return province.status();
  auto event = EventOf(*id, request, &v1::PortalEvent::mutable_history_accepted, clock_());
  service::Work work;
  work.command =
      CommandOf(std::move(event), [id = *id, epoch = request.epoch()](sql::Connection& connection) {
        SaveAcceptedEpoch(connection, id, epoch);
      });
  work.answer = [this, province = *province, epoch = request.epoch(),
                 response](const journal::Receipt&) {
    province->AcceptEpoch(epoch);
    Fill(*province, *response);
  };
  // It may have been used by now.
  work.reread = [this, province = *province, response](sql::Connection&, const journal::Receipt&) {
    Fill(*province, *response);
    return absl::OkStatus();
  };
  return work;
}

absl::StatusOr<service::Work> PortalService::Set(const v1::SetFaultsRequest& request,
                                                 v1::Faults* response) {
  const auto faults = ParseFaults(request);
  if (!faults.ok()) return faults.status();
  const auto province = Find(faults->province);
  if (!province.ok()) return province.status();
  auto event = EventOf(faults->province, request, &v1::PortalEvent::mutable_faults_set, clock_());
  service::Work work;
  work.command = CommandOf(std::move(event), [faults = *faults](sql::Connection& connection) {
    SaveFaults(connection, faults.province, faults.plan);
  });
  work.answer = [province = *province, plan = faults->plan, response](const journal::Receipt&) {
    province->faults().Set(plan);
    portal::Fill(province->id(), province->faults(), *response);
  };
  work.reread = [province = *province, response](sql::Connection&, const journal::Receipt&) {
    portal::Fill(province->id(), province->faults(), *response);
    return absl::OkStatus();
  };
  return work;
}

grpc::ServerUnaryReactor* PortalService::AcceptHistory(grpc::CallbackServerContext* context,
                                                       const v1::AcceptHistoryRequest* request,
                                                       v1::Province* response) {
  return service::Mutate(backend_, context, "AcceptHistory", *request,
                         [=, this] { return Accept(*request, response); });
}

grpc::ServerUnaryReactor* PortalService::SetFaults(grpc::CallbackServerContext* context,
                                                   const v1::SetFaultsRequest* request,
                                                   v1::Faults* response) {
  return service::Mutate(backend_, context, "SetFaults", *request,
                         [=, this] { return Set(*request, response); });
}

}  // namespace motcua::portal
