#include "common/statistics/source.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>

#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "common/sql/connections.h"
#include "common/statistics/summary.h"

namespace motcua::statistics {
namespace {

constexpr auto kDurableWait = std::chrono::seconds(2);
constexpr int kDossiersPerQuery = 500;
constexpr int kMostDossiersPerPage = 20'000;

struct Source {
  std::string id;
  sql::Connections connections;
  journal::Journal& journal;
  std::function<absl::Time()> complete_until;
  Dossiers dossiers;
  std::string collection;
};

absl::StatusOr<std::optional<Batch>> NextBatch(Source& source,
                                               const std::optional<CellCursor>& after,
                                               const v1::Projection& projection) {
  if (projection.procedure_axis() != 0 || projection.tree_depth() != 0 || projection.province()) {
    return InvalidField("projection", "PROJECTION_NOT_OFFERED",
                        "a source gives its cells as they are counted",
                        "Nguồn này chỉ cung cấp số liệu gốc, không tổng hợp");
  }
  return source.connections.With(
      [&](sql::Connection& connection) -> absl::StatusOr<std::optional<Batch>> {
        Batch batch = ReadBatch(connection, after);
        batch.source = source.id;
        if (!WaitUntilDurable(source.journal, batch.through)) return std::nullopt;
        return batch;
      });
}

absl::StatusOr<v1::GetSummaryResponse> Summary(Source& source, Day first, Day last,
                                               const std::vector<std::string>& agencies) {
  const absl::Time complete_until = source.complete_until();
  return source.connections.With(
      [&](sql::Connection& connection) -> absl::StatusOr<v1::GetSummaryResponse> {
        v1::GetSummaryResponse summary = ReadSummary(connection, first, last, agencies);
        if (!WaitUntilDurable(source.journal, summary.cursor().revision())) {
          return absl::UnavailableError("not on disk yet");
        }
        if (complete_until > absl::UnixEpoch()) {
          *summary.mutable_complete_until() = rpc::ToTimestamp(complete_until);
        }
        return summary;
      });
}

// Looks at no more than kMostDossiersPerPage: a page may be short, its token goes on.
v1::ListContributorsResponse ContributorsAfter(sql::Connection& connection, const Source& source,
                                               const v1::Leaf& leaf, int page_size,
                                               std::string place) {
  v1::ListContributorsResponse page;
  const sql::Transaction snapshot(connection);
  for (int seen = 0; seen < kMostDossiersPerPage; seen += kDossiersPerQuery) {
    const std::vector<DossierCells> some =
        source.dossiers(connection, place, kDossiersPerQuery, leaf);
    if (some.empty()) return page;
    for (const auto& [dossier, cells] : some) {
      const std::int64_t value = ValueIn(leaf, cells);
      if (value != 0) {
        v1::Contributor& contributor = *page.add_contributors();
        contributor.set_dossier(source.collection + "/" + dossier);
        contributor.set_value(value);
      }
      place = dossier;
      if (page.contributors_size() < page_size) continue;
      page.set_next_page_token(place);
      return page;
    }
  }
  page.set_next_page_token(place);
  return page;
}

}  // namespace

bool WaitUntilDurable(journal::Journal& journal, std::int64_t sequence) {
  if (journal.durable().sequence >= sequence) return true;
  std::mutex mutex;
  std::condition_variable moved;
  const auto subscription = journal.OnDurable([&] {
    const std::lock_guard lock(mutex);
    moved.notify_all();
  });
  std::unique_lock lock(mutex);
  return moved.wait_for(lock, kDurableWait, [&] { return journal.durable().sequence >= sequence; });
}

CellSource DatabaseSource(std::string source_id, const sql::Settings& database,
                          journal::Journal& journal, std::function<absl::Time()> complete_until,
                          Dossiers dossiers, std::string collection) {
  const std::shared_ptr<Source> source(new Source{std::move(source_id), sql::Connections(database),
                                                  journal, std::move(complete_until),
                                                  std::move(dossiers), std::move(collection)});
  CellSource cells;
  cells.next = [source](const std::optional<CellCursor>& after, const v1::Projection& projection) {
    return NextBatch(*source, after, projection);
  };
  cells.complete_until = source->complete_until;
  cells.subscribe = [source](std::function<void()> wake) {
    return source->journal.OnDurable(std::move(wake));
  };
  cells.summary = [source](Day first, Day last, const std::vector<std::string>& agencies) {
    return Summary(*source, first, last, agencies);
  };
  cells.contributors = [source](const v1::Leaf& leaf, int page_size, const std::string& after) {
    return source->connections.With(
        [&](sql::Connection& connection) -> absl::StatusOr<v1::ListContributorsResponse> {
          return ContributorsAfter(connection, *source, leaf, page_size, after);
        });
  };
  return cells;
}

}  // namespace motcua::statistics
