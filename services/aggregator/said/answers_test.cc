#include "services/aggregator/said/answers.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/closing/closing_fixture.h"

namespace motcua::aggregator {
namespace {

constexpr char kMarchName[] = "snapshots/2026-03-01_2026-03-31.1";
constexpr char kRestatedName[] = "snapshots/2022-03-15_2022-04-14.2";
constexpr char kNextName[] = "snapshots/2026-04-01_2026-04-30.2";

v1::CompareSnapshotRequest Comparison(const std::string& name, const std::string& against) {
  v1::CompareSnapshotRequest request;
  request.set_name(name);
  request.set_against(against);
  return request;
}

v1::GetCarryOverRequest CarryOverOfApril(const std::string& previous, const std::string& against) {
  v1::GetCarryOverRequest request;
  request.mutable_period()->set_first_day("2026-04-01");
  request.mutable_period()->set_last_day("2026-04-30");
  request.set_previous(previous);
  request.set_against(against);
  return request;
}

template <typename Request>
Refusal RefusedFor(const Request& request) {
  return RefusalOf(Parse(request).status());
}

TEST(SaidAnswersTest, ComparesSnapshotsOfOnePeriod) {
  EXPECT_TRUE(Parse(Comparison(kMarchName, "")).ok());
  EXPECT_TRUE(Parse(Comparison(kMarchName, "snapshots/2026-03-01_2026-03-31.2")).ok());
  EXPECT_EQ(RefusedFor(Comparison("", "")).reason, "FIELD_REQUIRED");
  EXPECT_EQ(RefusedFor(Comparison("snapshots/march", "")).reason, "NAME_INVALID");
  const Refusal refusal = RefusedFor(Comparison(kMarchName, kNextName));
  EXPECT_EQ(refusal.reason, "PERIODS_DIFFER");
  EXPECT_EQ(refusal.field, "against");
}

TEST(SaidAnswersTest, APeriodCarriesOverFromTheOneBefore) {
  EXPECT_TRUE(Parse(CarryOverOfApril("", "")).ok());
  EXPECT_TRUE(Parse(CarryOverOfApril(kMarchName, kNextName)).ok());
  // A quarter, too, ends on the day before.
  EXPECT_TRUE(Parse(CarryOverOfApril("snapshots/2026-01-01_2026-03-31.1", "")).ok());
  EXPECT_EQ(RefusedFor(CarryOverOfApril(kNextName, "")).field, "previous");
  EXPECT_EQ(RefusedFor(CarryOverOfApril(kMarchName, kMarchName)).field, "against");
  EXPECT_EQ(RefusedFor(v1::GetCarryOverRequest()).field, "period.first_day");
}

// Answers about what ClosingTest closes.
class SaidTest : public ClosingTest {
 protected:
  absl::StatusOr<v1::SnapshotComparison> ThenAndNow(const std::string& name,
                                                    const std::string& against = "",
                                                    const std::string& definition = "open_stock") {
    v1::CompareSnapshotRequest request = Comparison(name, against);
    request.set_definition(definition);
    request.set_differing_only(true);
    const auto asked = Parse(request);
    if (!asked.ok()) return asked.status();
    sql::Connection connection(database_);
    v1::SnapshotComparison answer;
    const absl::Status status =
        AnswerThenAndNow(process_->basis(), key_.public_key(), *asked, connection, answer);
    if (!status.ok()) return status;
    return answer;
  }
  static type::v1::Period NextMonth() {
    type::v1::Period period;
    period.set_first_day(FormatDay(kApril.last + 1));
    period.set_last_day(FormatDay(kApril.last + 30));
    return period;
  }
  // Into the month after the one that is closed.
  absl::StatusOr<v1::CarryOver> CarriedOn(const std::string& previous = "",
                                          const std::string& against = "") {
    v1::GetCarryOverRequest request;
    *request.mutable_period() = NextMonth();
    request.set_previous(previous);
    request.set_against(against);
    sql::Connection connection(database_);
    v1::CarryOver answer;
    const absl::Status status =
        AnswerCarryOver(process_->basis(), key_.public_key(), *Parse(request), connection, answer);
    if (!status.ok()) return status;
    return answer;
  }
};

TEST_F(SaidTest, LateFactsStandBesideWhatWasSaid) {
  Closed(April());
  const auto same = ThenAndNow(kAprilName);
  ASSERT_THAT(same, testing::IsOk());
  EXPECT_EQ(same->tables(0).rows_size(), 0);
  Receive("so-tu-phap", 7, kApril.first);
  Tell("processing");
  const auto now = ThenAndNow(kAprilName);
  ASSERT_THAT(now, testing::IsOk());
  EXPECT_EQ(now->name(), kAprilName);
  EXPECT_EQ(now->period().last_day(), "2022-04-14");
  EXPECT_EQ(now->difference().restated_size(), 1);
  EXPECT_EQ(now->difference().restated(0).flow(), 2);
  EXPECT_EQ(now->difference().unexplained_count(), 0);
  EXPECT_EQ(now->tables(0).rows_size(), 2);  // the department, and the total
  // A restatement says so, too, and nothing differs from it.
  const v1::Snapshot second = Closed(Restatement());
  EXPECT_EQ(second.difference().restated(0).flow(), 2);
  const auto then = ThenAndNow(kAprilName, second.name());
  ASSERT_THAT(then, testing::IsOk());
  EXPECT_EQ(then->tables(0).SerializeAsString(), now->tables(0).SerializeAsString());
  EXPECT_EQ(ThenAndNow(second.name())->difference().ByteSizeLong(), 0u);
}

TEST_F(SaidTest, AllTablesAreExplained) {
  Closed(April());
  Receive("so-xay-dung", 9, kApril.first - 40);
  Receive("xa-cam-an", 4, kApril.last);
  Tell("processing");
  const auto now = ThenAndNow(kAprilName, "", "");
  ASSERT_THAT(now, testing::IsOk());
  EXPECT_EQ(now->tables_size(), std::ssize(Shipped().InForce(kApril.last)));
  EXPECT_GT(now->difference().tables_size(), 5);
  EXPECT_EQ(now->difference().unexplained_count(), 0);
}

TEST_F(SaidTest, WhatIsNotThereIsNotFound) {
  EXPECT_EQ(RefusalOf(ThenAndNow(kAprilName).status()).reason, "SNAPSHOT_UNKNOWN");
  EXPECT_EQ(RefusalOf(CarriedOn().status()).reason, "SNAPSHOT_UNKNOWN");
  Closed(April());
  EXPECT_EQ(RefusalOf(ThenAndNow(kAprilName, "", "nothing").status()).reason, "DEFINITION_UNKNOWN");
  EXPECT_EQ(RefusalOf(ThenAndNow(kAprilName, kRestatedName).status()).reason, "SNAPSHOT_UNKNOWN");
}

TEST_F(SaidTest, TheNextPeriodCarriesOverFromTheNewestCompleteSnapshot) {
  Closed(April());
  Receive("so-tu-phap", 4, kApril.first);
  Tell("processing");
  auto carried = CarriedOn();
  ASSERT_THAT(carried, testing::IsOk());
  EXPECT_EQ(carried->previous(), kAprilName);
  EXPECT_EQ(carried->published_in(), "open_stock");
  EXPECT_EQ(carried->total().published(), 7);
  EXPECT_EQ(carried->total().carried_over(), 6);
  EXPECT_EQ(carried->total().difference().restatement(), -1);
  EXPECT_EQ(carried->total().difference().unexplained(), 0);
  EXPECT_EQ(carried->findings_size(), 0);
  Closed(Restatement());
  carried = CarriedOn();
  ASSERT_THAT(carried, testing::IsOk());
  EXPECT_EQ(carried->previous(), kRestatedName);
  EXPECT_EQ(carried->total().published(), 6);
  EXPECT_EQ(carried->total().difference().ByteSizeLong(), 0u);
  EXPECT_EQ(CarriedOn(kAprilName)->total().published(), 7);
}

TEST_F(SaidTest, WhatAPeriodCarriedOverWhenItWasClosedStays) {
  Closed(April());
  clock_.Advance(absl::Hours(24 * 31));
  const absl::Time complete_until = StartOfDay(kApril.last + 31);
  for (const char* source : {"intake", "payment", "digitization", "processing"}) {
    Tell(source, complete_until);
  }
  v1::ClosePeriodRequest request;
  *request.mutable_period() = NextMonth();
  const std::string next = Closed(request).name();
  Receive("so-tu-phap", 4, kApril.first);
  Tell("processing", complete_until);
  const auto closed = CarriedOn("", next);
  ASSERT_THAT(closed, testing::IsOk());
  EXPECT_EQ(closed->against(), next);
  EXPECT_EQ(closed->total().carried_over(), 7);
  EXPECT_EQ(closed->total().difference().ByteSizeLong(), 0u);
  EXPECT_EQ(CarriedOn()->total().carried_over(), 6);
}

TEST_F(SaidTest, WhatSupersedesIsNewerThoughTheClockWasSetBack) {
  Closed(April());
  clock_.Advance(-absl::Hours(1));
  EXPECT_EQ(Closed(Restatement()).name(), kRestatedName);
  EXPECT_EQ(CarriedOn()->previous(), kRestatedName);
}

TEST_F(SaidTest, NothingIsCarriedOverFromWhatIsProvisional) {
  Tell("intake", StartOfDay(kApril.last));
  v1::ClosePeriodRequest request = April();
  request.set_provisional(true);
  EXPECT_TRUE(Closed(request).provisional());
  EXPECT_EQ(RefusalOf(CarriedOn().status()).field, "previous");
}

}  // namespace
}  // namespace motcua::aggregator
