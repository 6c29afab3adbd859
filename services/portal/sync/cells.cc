#include "services/portal/sync/cells.h"

#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "common/sql/connections.h"
#include "common/statistics/source.h"
#include "services/portal/sync/store.h"

namespace motcua::portal::sync {
namespace {

using statistics::Batch;
using statistics::CellCursor;
using statistics::CellKey;
using statistics::Counter;

constexpr int kMostLookedAt = 20'000;

struct Source {
  std::string province;
  sql::Connections connections;
  journal::Journal& journal;
  std::function<absl::Time()> complete_until;
};

CellKey KeyFrom(const sql::Rows& row) {
  return {row.Text(1),
          row.Text(2),
          static_cast<statistics::Channel>(row.Int(3)),
          static_cast<Day>(row.Int(4)),
          Counter::kSyncedResults,
          ""};
}

// Empty before the first dossier.
std::optional<ProvinceRow> RowOf(sql::Connection& connection, const std::string& province) {
  ProvinceRows rows = ReadProvinces(connection);
  const auto row = rows.find(province);
  if (row == rows.end()) return std::nullopt;
  return row->second;
}

Batch ReadBatch(sql::Connection& connection, const std::string& province,
                const std::optional<CellCursor>& after) {
  const sql::Transaction snapshot(connection);
  Batch batch;
  batch.source = "portal";
  const auto row = RowOf(connection, province);
  batch.epoch = row ? row->cell_epoch : "none";
  batch.through = row ? row->cell_revision : 0;
  batch.digest = (row ? row->cell_digest : statistics::Digest()).ToBytes();
  batch.full = !after || after->epoch != batch.epoch || after->revision > batch.through;
  batch.from = batch.full ? 0 : after->revision;
  if (!row || (!batch.full && batch.from == batch.through)) return batch;
  sql::Rows rows = connection.Query(
      "SELECT agency, procedure_id, channel, day, value FROM synced_cell WHERE province = ?"
      " AND generation = ? AND revision > ? ORDER BY revision, agency, procedure_id, channel, day",
      {province, row->generation, batch.full ? -1 : batch.from});
  while (rows.Next()) {
    const std::int64_t value = rows.Int(5);
    if (!batch.full || value != 0) batch.cells.push_back({KeyFrom(rows), value});
  }
  return batch;
}

absl::StatusOr<std::optional<Batch>> Next(Source& source, const std::optional<CellCursor>& after,
                                          const statistics::v1::Projection& projection) {
  if (projection.procedure_axis() != 0 || projection.tree_depth() != 0 || projection.province()) {
    return InvalidField("projection", "PROJECTION_NOT_OFFERED",
                        "a source gives its cells as they are counted",
                        "Nguồn này chỉ cung cấp số liệu gốc, không tổng hợp");
  }
  const absl::Time complete_until = source.complete_until();  // before the cells are read
  return source.connections.With(
      [&](sql::Connection& connection) -> absl::StatusOr<std::optional<Batch>> {
        Batch batch = ReadBatch(connection, source.province, after);
        batch.complete_until = complete_until;
        if (!statistics::WaitUntilDurable(source.journal, batch.through)) return std::nullopt;
        return batch;
      });
}

absl::StatusOr<statistics::v1::GetSummaryResponse> Summary(
    Source& source, Day first, Day last, const std::vector<std::string>& agencies) {
  const absl::Time complete_until = source.complete_until();
  return source.connections.With(
      [&](sql::Connection& connection) -> absl::StatusOr<statistics::v1::GetSummaryResponse> {
        const Batch batch = ReadBatch(connection, source.province, std::nullopt);
        if (!statistics::WaitUntilDurable(source.journal, batch.through)) {
          return absl::UnavailableError("not on disk yet");
        }
        std::map<std::string, std::map<statistics::Channel, std::int64_t>> sums;
        const std::set<std::string> wanted(agencies.begin(), agencies.end());
        for (const auto& [key, value] : batch.cells) {
          if (key.day < first || key.day > last) continue;
          if (wanted.empty() || wanted.contains(key.agency)) sums[key.agency][key.channel] += value;
        }
        statistics::v1::GetSummaryResponse summary;
        for (const auto& [agency, channels] : sums) {
          auto& line = *summary.add_agencies();
          line.set_agency("agencies/" + agency);
          for (const auto& [channel, value] : channels) {
            auto& sum = *line.add_sums();
            sum.set_counter(statistics::v1::COUNTER_SYNCED_RESULTS);
            sum.set_channel(static_cast<type::v1::Channel>(channel));
            sum.set_value(value);
          }
        }
        summary.mutable_cursor()->set_epoch(batch.epoch);
        summary.mutable_cursor()->set_revision(batch.through);
        if (complete_until > absl::UnixEpoch()) {
          *summary.mutable_complete_until() = rpc::ToTimestamp(complete_until);
        }
        return summary;
      });
}

// Looks at no more than kMostLookedAt: a page may be short, its token goes on.
statistics::v1::ListContributorsResponse ReadContributors(sql::Connection& connection,
                                                          const std::string& province,
                                                          const statistics::v1::Leaf& leaf,
                                                          int page_size, const std::string& after) {
  statistics::v1::ListContributorsResponse page;
  const sql::Transaction snapshot(connection);
  const auto row = RowOf(connection, province);
  if (!row) return page;
  sql::Rows rows = connection.Query(
      "SELECT agency, procedure_id, channel, finish_day, code FROM synced_dossier"
      " WHERE province = ? AND generation = ? AND fully_synced = 1 AND code > ? ORDER BY code"
      " LIMIT ?",
      {province, row->generation, after, std::int64_t{kMostLookedAt}});
  std::string place;
  int looked_at = 0;
  while (rows.Next()) {
    place = rows.Text(5);
    ++looked_at;
    const int sign = statistics::SignIn(leaf, KeyFrom(rows));
    if (sign == 0) continue;
    auto& contributor = *page.add_contributors();
    contributor.set_dossier("dossiers/" + place);
    contributor.set_value(sign);
    if (page.contributors_size() == page_size) break;
  }
  if (looked_at == kMostLookedAt || page.contributors_size() == page_size) {
    page.set_next_page_token(place);
  }
  return page;
}

// Forwards each call to the service of the caller's province.
class SyncedResultsService final : public statistics::v1::StatisticsService::CallbackService {
 public:
  using Service = statistics::v1::StatisticsService::CallbackService;

  explicit SyncedResultsService(std::map<std::string, std::unique_ptr<grpc::Service>> services)
      : services_(std::move(services)) {}

  grpc::ServerWriteReactor<statistics::v1::WatchCellsResponse>* WatchCells(
      grpc::CallbackServerContext* context,
      const statistics::v1::WatchCellsRequest* request) override {
    Service* const service = ServiceOf(*context);
    if (service != nullptr) return service->WatchCells(context, request);
    return new Refused();
  }

  grpc::ServerUnaryReactor* GetSummary(grpc::CallbackServerContext* context,
                                       const statistics::v1::GetSummaryRequest* request,
                                       statistics::v1::GetSummaryResponse* response) override {
    Service* const service = ServiceOf(*context);
    if (service != nullptr) return service->GetSummary(context, request, response);
    return rpc::Answer(context, "GetSummary", NotYours);
  }

  grpc::ServerUnaryReactor* ListContributors(
      grpc::CallbackServerContext* context, const statistics::v1::ListContributorsRequest* request,
      statistics::v1::ListContributorsResponse* response) override {
    Service* const service = ServiceOf(*context);
    if (service != nullptr) return service->ListContributors(context, request, response);
    return rpc::Answer(context, "ListContributors", NotYours);
  }

 private:
  // A stream that ends at once.
  class Refused final : public grpc::ServerWriteReactor<statistics::v1::WatchCellsResponse> {
   public:
    Refused() { Finish(rpc::ToGrpc(NotYours())); }
    void OnDone() override { delete this; }
  };

  static absl::Status NotYours() {
    return Refuse(absl::StatusCode::kPermissionDenied, "PROVINCE_NOT_YOURS", "",
                  "the caller's certificate names no province followed here",
                  "Chứng thư của bên gọi không thuộc tỉnh nào được theo dõi tại đây");
  }

  Service* ServiceOf(const grpc::CallbackServerContext& context) const {
    const std::string organisation = rpc::CallerOf(context).organisation;
    auto service = services_.find(organisation);
    if (service == services_.end() && organisation == "test") service = services_.begin();
    if (service == services_.end()) return nullptr;
    return static_cast<Service*>(service->second.get());
  }

  const std::map<std::string, std::unique_ptr<grpc::Service>> services_;
};

}  // namespace

statistics::CellSource SyncedCells(const std::string& province, const sql::Settings& database,
                                   journal::Journal& journal,
                                   std::function<absl::Time()> complete_until) {
  const std::shared_ptr<Source> source(
      new Source{province, sql::Connections(database), journal, std::move(complete_until)});
  statistics::CellSource cells;
  cells.next = [source](const std::optional<CellCursor>& after,
                        const statistics::v1::Projection& projection) {
    return Next(*source, after, projection);
  };
  cells.complete_until = source->complete_until;
  cells.subscribe = [source](std::function<void()> wake) {
    return source->journal.OnDurable(std::move(wake));
  };
  cells.summary = [source](Day first, Day last, const std::vector<std::string>& agencies) {
    return Summary(*source, first, last, agencies);
  };
  cells.contributors = [source](const statistics::v1::Leaf& leaf, int page_size,
                                const std::string& after) {
    return source->connections.With(
        [&](sql::Connection& connection)
            -> absl::StatusOr<statistics::v1::ListContributorsResponse> {
          return ReadContributors(connection, source->province, leaf, page_size, after);
        });
  };
  return cells;
}

std::unique_ptr<grpc::Service> MakeSyncedResultsService(
    const std::set<std::string>& provinces,
    const std::function<statistics::CellSource(const std::string& province)>& source_of) {
  std::map<std::string, std::unique_ptr<grpc::Service>> services;
  for (const std::string& province : provinces) {
    services[province] = statistics::MakeStatisticsService(source_of(province));
  }
  return std::make_unique<SyncedResultsService>(std::move(services));
}

}  // namespace motcua::portal::sync
