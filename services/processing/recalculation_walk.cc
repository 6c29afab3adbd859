#include "services/processing/recalculation_walk.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/base/log.h"
#include "services/processing/domain/due_moves.h"
#include "services/processing/open_cases.h"
#include "services/processing/plugin.h"
#include "services/processing/recalculation_table.h"

namespace motcua::processing {
namespace {

constexpr absl::Duration kPause = absl::Seconds(1);

std::vector<std::string> CodesToMove(const std::vector<Case>& page,
                                     const catalog::Catalog& catalog) {
  std::vector<std::string> codes;
  for (const Case& dossier : page) {
    for (const ReckonedLeg& leg : ReckonOpenLegs(dossier, catalog, *catalog.calendar())) {
      if (!leg.moves()) continue;
      codes.push_back(dossier.code);
      break;
    }
  }
  return codes;
}

}  // namespace

// Shared by the looks and what they set off, which may be answered late. One step is under way at a
// time: a reading, the dossiers it submitted, or the note of how far it is. Thread-safe.
class RecalculationWalk::Walk : public std::enable_shared_from_this<Walk> {
 public:
  Walk(journal::Journal& journal, sql::ReadPool& reads, service::PendingTimes& pending,
       NewestCatalog catalog, int page)
      : journal_(journal),
        reads_(reads),
        pending_(pending),
        catalog_(std::move(catalog)),
        page_(page) {}

  // Of the ticker's thread.
  void Look(absl::Time now) {
    if (now < next_ || under_way_.exchange(true)) return;
    next_ = now + kPause;
    Read();
  }

  // Nothing is asked or submitted any more when it returns.
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }

 private:
  // The dossiers of a page that are being decided.
  struct Page {
    WalkOn on;
    std::shared_ptr<const catalog::Catalog> catalog;
    std::atomic<std::size_t> left;
    std::atomic<bool> failed = false;
  };

  void Read() {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    reads_.Submit(
        [self = shared_from_this()](sql::Connection& connection) { self->Step(connection); },
        [self = shared_from_this()](const absl::Status&) { self->under_way_ = false; });
  }

  std::shared_ptr<const catalog::Catalog> Catalog() {
    const std::lock_guard lock(mutex_);
    return stopped_ ? nullptr : catalog_();
  }

  void Step(sql::Connection& connection) {
    const std::optional<Recalculation> newest = ReadNewestRecalculation(connection);
    const std::shared_ptr<const catalog::Catalog> catalog = Catalog();
    if (!newest || !newest->running() || catalog == nullptr || catalog->calendar() == nullptr ||
        catalog->revision() < newest->catalog_revision) {
      under_way_ = false;
      return;
    }
    if (catalog->revision() > newest->catalog_revision) {
      return SubmitNote(Overtake{newest->number}, catalog);
    }
    const std::vector<Case> page = ReadOpenCases(connection, newest->walked_through, page_);
    const bool last = static_cast<int>(page.size()) < page_;
    WalkOn on{newest->number, newest->walked_through, static_cast<std::int64_t>(page.size()),
              last ? "" : page.back().code};
    SubmitPage(CodesToMove(page, *catalog), std::move(on), catalog);
  }

  void SubmitPage(const std::vector<std::string>& codes, WalkOn on,
                  const std::shared_ptr<const catalog::Catalog>& catalog) {
    if (codes.empty()) return SubmitNote(std::move(on), catalog);
    const auto page = std::make_shared<Page>();
    page->on = std::move(on);
    page->catalog = catalog;
    page->left = codes.size();
    for (const std::string& code : codes) {
      auto change = std::make_shared<CaseChange>();
      change->code = code;
      change->command = Recalculate{page->on.number, {}};
      Submit(std::move(change), catalog, [self = shared_from_this(), page](const auto& outcome) {
        if (!outcome.ok()) page->failed = true;
        if (page->left.fetch_sub(1) == 1) self->EndPage(*page);
      });
    }
  }

  // A page of which something failed is walked again.
  void EndPage(const Page& page) {
    if (!page.failed) return SubmitNote(page.on, page.catalog);
    Log(LogLevel::kWarning, "recalculation_page_failed");
    under_way_ = false;
  }

  void SubmitNote(RecalculationCommand command,
                  const std::shared_ptr<const catalog::Catalog>& catalog) {
    auto change = std::make_shared<CaseChange>();
    change->recalculation = std::move(command);
    Submit(std::move(change), catalog, [self = shared_from_this()](const auto& outcome) {
      if (outcome.ok()) return self->Read();
      self->under_way_ = false;
    });
  }

  void Submit(std::shared_ptr<CaseChange> change,
              const std::shared_ptr<const catalog::Catalog>& catalog, journal::Done done) {
    const service::PendingTimes::Stamp arrival = pending_.Now();
    change->event_time = *arrival;
    change->arrival = arrival;
    change->catalog = catalog;
    journal::Submission submission;
    submission.command = std::move(change);
    const std::lock_guard lock(mutex_);
    if (!stopped_) journal_.Submit(std::move(submission), std::move(done));
  }

  journal::Journal& journal_;
  sql::ReadPool& reads_;
  service::PendingTimes& pending_;
  const NewestCatalog catalog_;
  const int page_;
  absl::Time next_ = absl::InfinitePast();
  std::atomic<bool> under_way_ = false;
  std::mutex mutex_;
  bool stopped_ = false;  // guarded by mutex_
};

RecalculationWalk::RecalculationWalk(journal::Journal& journal, sql::ReadPool& reads,
                                     service::PendingTimes& pending, NewestCatalog catalog,
                                     int page)
    : walk_(std::make_shared<Walk>(journal, reads, pending, std::move(catalog), page)),
      look_(ticker_.Add([walk = walk_](absl::Time now) {
        walk->Look(now);
        return now + kPause;
      })) {}

RecalculationWalk::~RecalculationWalk() { walk_->Stop(); }

}  // namespace motcua::processing
