// What a changed calendar would do to the open due dates.
#ifndef MOTCUA_SERVICES_PROCESSING_DUE_DATE_PREVIEW_H_
#define MOTCUA_SERVICES_PROCESSING_DUE_DATE_PREVIEW_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "common/sql/read_pool.h"
#include "common/worktime/calendar.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/processing/domain/due_moves.h"

namespace motcua::processing {

// The calendar with the proposed days. INVALID_ARGUMENT naming the day; FAILED_PRECONDITION
// `CALENDAR_YEAR_MISSING`.
absl::StatusOr<worktime::Calendar> ParseProposedDays(const v1::PreviewDueDatesRequest& request,
                                                     const worktime::Calendar& calendar);

// Counts leg by leg.
class DueDateCount {
 public:
  explicit DueDateCount(Day today) : today_(today) {}

  void Add(const ReckonedLeg& leg);
  v1::DueDatePreview Sum() const;

 private:
  const Day today_;
  v1::DueDatePreview sum_;
  std::map<std::string, std::int64_t> moved_by_agency_;
};

// A preview under way. Looks at every open dossier: what is recorded may differ from what the
// calendar says however far a proposed day lies. Page by page, each a task of its own, so that
// other reads are not kept waiting. Keeps itself alive until it has called `done`, once.
class DueDatePreview : public std::enable_shared_from_this<DueDatePreview> {
 public:
  using Done = std::function<void(absl::StatusOr<v1::DueDatePreview>)>;

  // `reads` must outlive it. `given_up`: nobody waits for it any more.
  DueDatePreview(sql::ReadPool& reads, std::shared_ptr<const catalog::Catalog> catalog,
                 worktime::Calendar proposed, Day today, std::function<absl::Status()> given_up,
                 Done done);

  void GoOn();

 private:
  static constexpr int kPage = 2000;

  void ReadPage(sql::Connection& connection);

  sql::ReadPool& reads_;
  const std::shared_ptr<const catalog::Catalog> catalog_;
  const worktime::Calendar proposed_;
  const std::function<absl::Status()> given_up_;
  const Done done_;
  // Of one page after the other.
  std::string after_;
  DueDateCount count_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DUE_DATE_PREVIEW_H_
