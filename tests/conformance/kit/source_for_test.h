// A source that keeps its contract but for one fault.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_SOURCE_FOR_TEST_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_SOURCE_FOR_TEST_H_

#include <algorithm>
#include <atomic>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/base/date.h"
#include "common/base/hash.h"
#include "common/rpc/request.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"
#include "tests/conformance/kit/held_cells.h"

namespace motcua::conform {

enum class SourceFault {
  kNone,
  kFirstSyncIsNotFull,
  kNoDigest,
  kTwiceInABatch,
  kUnknownCounter,
  kNobodyElseIsResponsible,
  kWrongDigest,
  kGapOnResumption,
  kSendsAllOnResumption,
  kForgetsOnResumption,
  kChangesOnResumption,
  kContinuesAnyEpoch,
  kTakesMalformedCursors,
  kNoBookmarks,
  kEndsAfterOneBatch,
  kPromiseGoesBack,
  kPromisesTheFuture,
  kProjectionLoses,
  kProjectionKeepsProcedures,
  kProjectionKeepsAgencies,
  kProjectionMovesAgencies,
  kTakesMalformedProjections,
  kDiesOfCancelledCalls,
  kSumsAreOff,
  kCarriesNothingOver,
  kSumsOfEverybody,
  kSumsOfAnything,
  kContributorIsMissing,
  kContributorTwice,
  kContributorsOfAnything,
  kPagesNeverEnd,
  kTakesAnyPageToken,
};

// Thread-safe; its cells never change. A cell of value n is made of n dossiers.
class SourceForTest final : public statistics::v1::StatisticsService::Service {
 public:
  explicit SourceForTest(SourceFault fault) : fault_(fault) {
    namespace sv1 = statistics::v1;
    const auto set = [&](const char* agency, const char* procedure, int day, sv1::Counter counter,
                         std::int64_t value, const char* responsible = "") {
      cells_[{agency, procedure, type::v1::CHANNEL_ONLINE, 19000 + day, counter, responsible}] = {
          value, static_cast<std::int64_t>(cells_.size()) + 1};
    };
    set("so-tu-phap", "khai-sinh", 1, sv1::COUNTER_RECEIVED, 5);
    set("so-tu-phap", "khai-tu", 1, sv1::COUNTER_RECEIVED, 2);
    set("so-y-te", "khai-sinh", 2, sv1::COUNTER_RECEIVED, 4);
    set("so-tu-phap", "khai-sinh", 3, sv1::COUNTER_FINISHED_LATE, 3);
    set("so-tu-phap", "khai-sinh", 3, sv1::COUNTER_LATE_STEP, 3, "so-y-te");
    set("so-y-te", "khai-sinh", 4, sv1::COUNTER_FINISHED_EARLY, 1);
    set("so-y-te", "khai-sinh", 4, sv1::COUNTER_OVERDUE, 0);
  }

  grpc::Status WatchCells(grpc::ServerContext* context,
                          const statistics::v1::WatchCellsRequest* request,
                          grpc::ServerWriter<statistics::v1::WatchCellsResponse>* stream) override {
    if (Is(SourceFault::kDiesOfCancelledCalls) && cancelled_ > 10) return {kUnavailable, "dead"};
    if (const grpc::Status status = Refused(*request); !status.ok()) return status;
    statistics::v1::WatchCellsResponse batch = First(*request);
    for (int i = 0; !context->IsCancelled(); ++i) {
      if (i > 0 && Is(SourceFault::kEndsAfterOneBatch)) return grpc::Status::OK;
      const int back = Is(SourceFault::kPromiseGoesBack) ? -i : i;
      const int ahead = Is(SourceFault::kPromisesTheFuture) ? 100'000 : 0;
      *batch.mutable_complete_until() =
          rpc::ToTimestamp(absl::FromUnixSeconds(1'700'000'000 + back) +
                           (ahead != 0 ? absl::Hours(ahead * 10) : absl::ZeroDuration()));
      if (i == 0 || !Is(SourceFault::kNoBookmarks)) stream->Write(batch);
      batch.clear_cells();
      batch.set_full(false);
      batch.set_from_revision(batch.through_revision());
      absl::SleepFor(absl::Milliseconds(50));
    }
    ++cancelled_;
    return grpc::Status::CANCELLED;
  }

  grpc::Status GetSummary(grpc::ServerContext*, const statistics::v1::GetSummaryRequest* request,
                          statistics::v1::GetSummaryResponse* response) override {
    const auto period = rpc::ParsePeriod(request->period(), "period");
    if (!period.ok() && !Is(SourceFault::kSumsOfAnything)) return {kInvalid, "period"};
    response->mutable_cursor()->set_epoch(kEpoch);
    response->mutable_cursor()->set_revision(Revision());
    if (!period.ok()) return grpc::Status::OK;
    for (const char* agency : {"so-tu-phap", "so-y-te"}) {
      const std::string name = std::string("agencies/") + agency;
      const auto& asked = request->agencies();
      const bool wanted =
          asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end();
      if (!wanted && !Is(SourceFault::kSumsOfEverybody)) continue;
      Sum(agency, period->first, period->second, *response->add_agencies());
    }
    return grpc::Status::OK;
  }

  grpc::Status ListContributors(grpc::ServerContext*,
                                const statistics::v1::ListContributorsRequest* request,
                                statistics::v1::ListContributorsResponse* response) override {
    const statistics::v1::Leaf& leaf = request->leaf();
    if (leaf.kind() == 0 && !Is(SourceFault::kContributorsOfAnything)) return {kInvalid, "kind"};
    std::vector<std::pair<std::string, std::int64_t>> all = Dossiers(leaf);
    const std::size_t size = request->page_size() == 0 ? 100 : request->page_size();
    const std::string& token = request->page_token();
    const bool given = token.find_first_not_of("0123456789") == std::string::npos;
    if (!given && !Is(SourceFault::kTakesAnyPageToken)) return {kInvalid, "page_token"};
    const bool anew = token.empty() || !given || Is(SourceFault::kPagesNeverEnd);
    std::size_t at = anew ? 0 : std::stoul(token);
    for (; at < all.size() && response->contributors_size() < static_cast<int>(size); ++at) {
      auto& one = *response->add_contributors();
      one.set_dossier(all[at].first);
      one.set_value(all[at].second);
    }
    const bool more = at < all.size() || Is(SourceFault::kPagesNeverEnd);
    if (more) response->set_next_page_token(std::to_string(at));
    return grpc::Status::OK;
  }

 private:
  struct Count {
    std::int64_t value;
    std::int64_t revision;
  };
  static constexpr char kEpoch[] = "first";
  static constexpr auto kInvalid = grpc::StatusCode::INVALID_ARGUMENT;
  static constexpr auto kUnavailable = grpc::StatusCode::UNAVAILABLE;

  bool Is(SourceFault fault) const { return fault_ == fault; }
  std::int64_t Revision() const { return static_cast<std::int64_t>(cells_.size()); }

  grpc::Status Refused(const statistics::v1::WatchCellsRequest& request) const {
    const bool malformed =
        request.has_after() && (request.after().epoch().empty() || request.after().revision() < 0);
    if (malformed && !Is(SourceFault::kTakesMalformedCursors)) return {kInvalid, "after"};
    const auto& projection = request.projection();
    const bool impossible = projection.tree_depth() < 0 || projection.tree_depth() > 16 ||
                            (projection.province() && projection.tree_depth() > 0);
    if (impossible && !Is(SourceFault::kTakesMalformedProjections)) return {kInvalid, "projection"};
    return grpc::Status::OK;
  }

  CellKey Projected(CellKey key, const statistics::v1::Projection& projection) const {
    const bool none =
        projection.procedure_axis() == statistics::v1::Projection::PROCEDURE_AXIS_NONE;
    const bool field =
        projection.procedure_axis() == statistics::v1::Projection::PROCEDURE_AXIS_FIELD;
    if (none && !Is(SourceFault::kProjectionKeepsProcedures)) std::get<1>(key).clear();
    if (field) std::get<1>(key) = "ho-tich";
    if (none && Is(SourceFault::kProjectionMovesAgencies)) std::get<0>(key) = "so-y-te";
    if (!projection.province() || Is(SourceFault::kProjectionKeepsAgencies)) return key;
    std::get<0>(key) = "quang-tri";
    std::get<5>(key).clear();
    return key;
  }

  // The cells of a projection as a consumer must hold them, each with its last revision.
  std::map<CellKey, Count> Cells(const statistics::v1::Projection& projection) const {
    std::map<CellKey, Count> projected;
    const bool plain = projection.ByteSizeLong() == 0;
    for (const auto& [key, count] : cells_) {
      if (!plain && Is(SourceFault::kProjectionLoses) && std::get<3>(key) == 19002) continue;
      Count& sum = projected[Projected(key, projection)];
      sum = {sum.value + count.value, std::max(sum.revision, count.revision)};
    }
    return projected;
  }

  statistics::v1::WatchCellsResponse First(const statistics::v1::WatchCellsRequest& request) const {
    statistics::v1::WatchCellsResponse batch;
    const bool known = request.has_after() &&
                       (request.after().epoch() == kEpoch || Is(SourceFault::kContinuesAnyEpoch));
    const bool goes_on = known && !Is(SourceFault::kSendsAllOnResumption);
    batch.set_epoch(kEpoch);
    batch.set_source("quang-tri");
    batch.set_full(!goes_on && !Is(SourceFault::kFirstSyncIsNotFull));
    batch.set_through_revision(Revision());
    batch.set_from_revision(goes_on ? request.after().revision() : 0);
    batch.set_end_of_batch(true);
    const auto cells = Cells(request.projection());
    for (const auto& [key, count] : cells) {
      if (count.revision > batch.from_revision()) AddCell(key, count.value, batch);
    }
    batch.set_digest(DigestOf(cells));
    Spoil(goes_on, batch);
    return batch;
  }

  static void AddCell(const CellKey& key, std::int64_t value,
                      statistics::v1::WatchCellsResponse& batch) {
    auto& cell = *batch.add_cells();
    cell.set_agency(std::get<0>(key));
    cell.set_procedure(std::get<1>(key));
    cell.set_channel(static_cast<type::v1::Channel>(std::get<2>(key)));
    cell.set_day(std::get<3>(key));
    cell.set_counter(static_cast<statistics::v1::Counter>(std::get<4>(key)));
    cell.set_responsible_agency(std::get<5>(key));
    cell.set_value(value);
  }

  static std::string DigestOf(const std::map<CellKey, Count>& cells) {
    unsigned __int128 sum = 0;
    for (const auto& [key, count] : cells) {
      if (count.value == 0) continue;
      const std::string hash = Sha256(CanonicalCell(key, count.value));
      for (int i = 0; i < 16; ++i) {
        sum += static_cast<unsigned __int128>(static_cast<unsigned char>(hash[i])) << (120 - 8 * i);
      }
    }
    std::string digest;
    AppendInt64(digest, static_cast<std::int64_t>(sum >> 64));
    AppendInt64(digest, static_cast<std::int64_t>(sum));
    return digest;
  }

  void Spoil(bool goes_on, statistics::v1::WatchCellsResponse& batch) const {
    const bool has_cells = !batch.cells().empty();
    if (Is(SourceFault::kNoDigest)) batch.clear_digest();
    if (Is(SourceFault::kWrongDigest)) batch.mutable_digest()->back() ^= 1;
    if (Is(SourceFault::kTwiceInABatch) && has_cells) *batch.add_cells() = batch.cells(0);
    if (Is(SourceFault::kUnknownCounter) && has_cells) {
      batch.mutable_cells(0)->set_counter(static_cast<statistics::v1::Counter>(999));
    }
    if (Is(SourceFault::kNobodyElseIsResponsible) && has_cells) {
      batch.mutable_cells(0)->set_responsible_agency("so-y-te");
    }
    if (!goes_on) return;
    if (Is(SourceFault::kGapOnResumption)) batch.set_from_revision(batch.from_revision() + 1);
    if (Is(SourceFault::kGapOnResumption)) batch.set_through_revision(batch.from_revision() + 9);
    if (Is(SourceFault::kForgetsOnResumption) && has_cells) {
      batch.mutable_cells()->DeleteSubrange(0, 1);
    }
    if (Is(SourceFault::kChangesOnResumption) && has_cells) batch.mutable_cells(0)->set_value(77);
  }

  static int OpenSign(int counter) {
    return counter == statistics::v1::COUNTER_RECEIVED ? 1 : counter < 30 && counter > 20 ? -1 : 0;
  }
  void Sum(const std::string& agency, Day first, Day last,
           statistics::v1::AgencySummary& summary) const {
    summary.set_agency("agencies/" + agency);
    std::map<int, std::int64_t> sums;
    std::int64_t carried_over = 0;
    std::int64_t open = 0;
    for (const auto& [key, count] : cells_) {
      const auto& [of, procedure, channel, day, counter, responsible] = key;
      if (of != agency) continue;
      if (day < first) carried_over += OpenSign(counter) * count.value;
      if (day <= last) open += OpenSign(counter) * count.value;
      if (day >= first && day <= last) sums[counter] += count.value;
    }
    for (const auto& [counter, value] : sums) {
      if (value == 0) continue;
      auto& sum = *summary.add_sums();
      sum.set_counter(static_cast<statistics::v1::Counter>(counter));
      sum.set_channel(type::v1::CHANNEL_ONLINE);
      sum.set_value(value + (Is(SourceFault::kSumsAreOff) ? 1 : 0));
    }
    summary.set_carried_over(Is(SourceFault::kCarriesNothingOver) ? 0 : carried_over);
    summary.set_open(open);
  }

  std::vector<std::pair<std::string, std::int64_t>> Dossiers(
      const statistics::v1::Leaf& leaf) const {
    std::vector<std::pair<std::string, std::int64_t>> dossiers;
    const auto in = [](const auto& list, const std::string& id) {
      return list.empty() || std::find(list.begin(), list.end(), id) != list.end();
    };
    int number = 0;
    for (const auto& [key, count] : cells_) {
      const auto& [agency, procedure, channel, day, counter, responsible] = key;
      ++number;
      if (leaf.add().empty() || counter != leaf.add(0) || day < leaf.first_day() ||
          day > leaf.last_day() || !in(leaf.agencies(), agency) ||
          !in(leaf.procedures(), procedure)) {
        continue;
      }
      for (int i = 0; i < count.value; ++i) {
        dossiers.emplace_back(absl::StrFormat("dossiers/%03d-%03d", number, i), 1);
      }
    }
    if (Is(SourceFault::kContributorIsMissing) && !dossiers.empty()) dossiers.pop_back();
    if (Is(SourceFault::kContributorTwice) && !dossiers.empty()) {
      dossiers.push_back(dossiers.back());
    }
    return dossiers;
  }

  const SourceFault fault_;
  std::map<CellKey, Count> cells_;
  std::atomic<int> cancelled_ = 0;
};

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_SOURCE_FOR_TEST_H_
