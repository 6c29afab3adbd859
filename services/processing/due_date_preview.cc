#include "services/processing/due_date_preview.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/processing/open_cases.h"

namespace motcua::processing {
namespace {

constexpr int kMostDays = 366;

absl::StatusOr<Day> ParseProposedDate(const std::string& date, const std::string& field) {
  const absl::StatusOr<std::optional<Day>> day = rpc::ParseDate(date, field);
  if (!day.ok()) return day.status();
  if (day->has_value()) return **day;
  return InvalidField(field, "FIELD_REQUIRED", "a date is required", "Thiếu ngày.");
}

}  // namespace

absl::StatusOr<worktime::Calendar> ParseProposedDays(const v1::PreviewDueDatesRequest& request,
                                                     const worktime::Calendar& calendar) {
  if (request.days_size() > kMostDays) {
    return InvalidField("days", "TOO_MANY_DAYS", "at most 366 days", "Tối đa 366 ngày.");
  }
  std::map<Day, worktime::StatedDay> days = calendar.days();
  std::set<Day> seen;
  for (int i = 0; i < request.days_size(); ++i) {
    const std::string field = absl::StrCat("days[", i, "].date");
    const absl::StatusOr<Day> day = ParseProposedDate(request.days(i).date(), field);
    if (!day.ok()) return day.status();
    if (!seen.insert(*day).second) {
      return InvalidField(field, "DAY_REPEATED", "the day is proposed twice",
                          "Ngày được nêu hai lần.");
    }
    const auto kind =
        request.days(i).working() ? worktime::DayKind::kWorking : worktime::DayKind::kOff;
    days[*day] = {kind, "Ngày đề xuất", "preview"};
  }
  return worktime::Calendar::Build(calendar.years(), std::move(days));
}

void DueDateCount::Add(const ReckonedLeg& leg) {
  sum_.set_open_count(sum_.open_count() + 1);
  if (!leg.reckoned) sum_.set_unknown_count(sum_.unknown_count() + 1);
  if (!leg.moves()) return;
  ++moved_by_agency_[leg.holder];
  if (*leg.reckoned > leg.due) {
    sum_.set_later_count(sum_.later_count() + 1);
  } else {
    sum_.set_earlier_count(sum_.earlier_count() + 1);
  }
  if (leg.waiting) return;  // is not overdue, whatever its date
  const bool overdue = leg.due < today_;
  const bool overdue_then = *leg.reckoned < today_;
  if (overdue && !overdue_then) {
    sum_.set_no_longer_overdue_count(sum_.no_longer_overdue_count() + 1);
  } else if (!overdue && overdue_then) {
    sum_.set_newly_overdue_count(sum_.newly_overdue_count() + 1);
  }
}

v1::DueDatePreview DueDateCount::Sum() const {
  v1::DueDatePreview sum = sum_;
  for (const auto& [agency, count] : moved_by_agency_) {
    auto& moved = *sum.add_moved_by_agency();
    moved.set_agency("agencies/" + agency);
    moved.set_count(count);
  }
  return sum;
}

DueDatePreview::DueDatePreview(sql::ReadPool& reads,
                               std::shared_ptr<const catalog::Catalog> catalog,
                               worktime::Calendar proposed, Day today,
                               std::function<absl::Status()> given_up, Done done)
    : reads_(reads),
      catalog_(std::move(catalog)),
      proposed_(std::move(proposed)),
      given_up_(std::move(given_up)),
      done_(std::move(done)),
      count_(today) {}

void DueDatePreview::GoOn() {
  reads_.Submit([self = shared_from_this()](sql::Connection& db) { self->ReadPage(db); },
                [self = shared_from_this()](const absl::Status& status) { self->done_(status); });
}

void DueDatePreview::ReadPage(sql::Connection& connection) {
  if (absl::Status status = given_up_(); !status.ok()) return done_(status);
  const std::vector<Case> page = ReadOpenCases(connection, after_, kPage);
  for (const Case& dossier : page) {
    for (const ReckonedLeg& leg : ReckonOpenLegs(dossier, *catalog_, proposed_)) count_.Add(leg);
  }
  if (page.size() == kPage) {
    after_ = page.back().code;
    return GoOn();
  }
  v1::DueDatePreview sum = count_.Sum();
  sum.set_catalog_revision(catalog_->revision());
  done_(std::move(sum));
}

}  // namespace motcua::processing
