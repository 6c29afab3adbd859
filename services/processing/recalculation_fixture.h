// A decree that adds a holiday, and processes that move due dates under it.
#ifndef MOTCUA_SERVICES_PROCESSING_RECALCULATION_FIXTURE_H_
#define MOTCUA_SERVICES_PROCESSING_RECALCULATION_FIXTURE_H_

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/processing/processing_fixture.h"
#include "services/processing/recalculation_table.h"
#include "services/processing/recalculation_walk.h"

namespace motcua::processing {

// Ten working days after 1 April, but for the 11th.
inline constexpr char kLegal[] = "2022-04-18";
// The same when the 13th is a holiday too.
inline constexpr char kLater[] = "2022-04-19";

class RecalculationTest : public ProcessingTest {
 protected:
  using State = v1::Recalculation;

  RecalculationTest() { Restart(); }

  // Another process over the same database; without a walk.
  void Restart() {
    instance_.reset();
    instance_ = std::make_unique<Instance>(database_, clock_.clock(), [this] { return Catalog(); });
  }
  std::unique_ptr<RecalculationWalk> Walk(int page = 2) {
    return std::make_unique<RecalculationWalk>(
        instance_->journal, instance_->reads, instance_->pending, [this] { return Catalog(); },
        page);
  }

  std::shared_ptr<const catalog::Catalog> Catalog() {
    const std::lock_guard lock(mutex_);
    return catalog_;
  }
  // Revision 2: 13 April is a holiday.
  void Decree(std::int64_t revision = 2) {
    const std::shared_ptr<const catalog::Catalog> old = SmallCatalog();
    auto next = catalog::Catalog::Build(revision, old->agencies(), old->procedures(),
                                        worktime::PlainCalendar({"2022-04-11", "2022-04-13"}));
    const std::lock_guard lock(mutex_);
    catalog_ = next.value();
  }

  static v1::PreviewDueDatesRequest Proposal(const std::string& date, bool working = false) {
    v1::PreviewDueDatesRequest request;
    request.add_days()->set_date(date);
    request.mutable_days(0)->set_working(working);
    return request;
  }
  static v1::RecalculateDueDatesRequest Order(std::int64_t revision = 2) {
    v1::RecalculateDueDatesRequest request;
    request.set_catalog_revision(revision);
    request.set_reason_code("nghi_dinh");
    return request;
  }
  State Newest() {
    sql::Connection connection(database_);
    return ToProto(ReadNewestRecalculation(connection).value());
  }
  template <typename Condition>
  State Await(Condition condition) {
    State now = Newest();
    for (int i = 0; i < 6000 && !condition(now); ++i) {
      absl::SleepFor(absl::Milliseconds(10));
      now = Newest();
    }
    EXPECT_TRUE(condition(now)) << now.ShortDebugString();
    return now;
  }
  State AwaitEnd() {
    return Await([](const State& now) { return now.state() != State::STATE_RUNNING; });
  }

  void OpenLegal(const std::string& code) { ASSERT_TRUE(OpenCase(code, {.due = D(kLegal)}).ok()); }
  void OpenLegal(int count) {
    std::vector<Answer> answers;
    for (int i = 0; i < count; ++i) {
      answers.push_back(SendReceipt(absl::StrCat("d", 100 + i), {.due = D(kLegal)}));
    }
    for (Answer& answer : answers) ASSERT_TRUE(answer.get().ok());
  }
  std::string DueDate(const std::string& code) { return Get(code).legs(0).due_date(); }
  int MovesOf(const std::string& code) {
    const v1::Case found = Get(code);
    int moves = 0;
    for (const v1::LegFact& fact : found.legs(0).facts()) moves += fact.has_recalculated();
    return moves;
  }
  absl::Status Do(const std::string& code, Command command) {
    return Submit(instance_->journal, code, std::move(command), clock_.clock()()).status();
  }
  using ProcessingTest::Do;

  std::mutex mutex_;
  std::shared_ptr<const catalog::Catalog> catalog_ = SmallCatalog();  // guarded by mutex_
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_RECALCULATION_FIXTURE_H_
