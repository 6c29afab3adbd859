#include "services/aggregator/reported/requests.h"

#include <functional>

#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::RefusedAt;
using statistics::CellKey;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'000);

v1::ImportCountsRequest Sound() {
  v1::ImportCountsRequest request;
  request.set_name("imports/bieu-14");
  request.set_document_vi("Báo cáo quý I/2022, biểu 14");
  request.set_agency("agencies/so-tu-phap");
  request.set_document_sha256(std::string(64, 'a'));
  for (int i = 0; i < 2; ++i) {
    v1::ReportedCount& count = *request.add_counts();
    count.set_agency(i == 0 ? "agencies/so-tu-phap" : "agencies/cuc-thue");
    count.set_counter(statistics::v1::COUNTER_MOVED_IN);
    count.set_day("2022-03-31");
    count.set_value(-7);
    count.set_channel(type::v1::CHANNEL_POST);
    count.set_procedure("procedures/khai-sinh");
  }
  return request;
}

absl::StatusOr<ImportChange> Parse(const v1::ImportCountsRequest& request) {
  return ParseChange(request, {"quang-tri", type::v1::ROLE_IMPORTER}, kNow, *SampleProvince());
}

absl::StatusOr<ImportChange> With(
    const std::function<void(v1::ImportCountsRequest&, v1::ReportedCount&)>& fault) {
  v1::ImportCountsRequest request = Sound();
  fault(request, *request.mutable_counts(1));
  return Parse(request);
}

TEST(ImportRequestsTest, WhatIsStatedBecomesCells) {
  const auto change = Parse(Sound());
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(change->id, "bieu-14");
  EXPECT_EQ(change->organisation, "quang-tri");
  const Document& document = std::get<TakeIn>(change->what);
  EXPECT_EQ(document.agency, "so-tu-phap");
  const CellKey key{"cuc-thue", "khai-sinh", Channel::kPost, 19082, Counter::kMovedIn, ""};
  EXPECT_EQ(document.counts.values().at(key), -7);
}

TEST(ImportRequestsTest, WhatIsLeftOutHasItsDefault) {
  const auto change = With([](auto&, auto& count) {
    count.set_counter(statistics::v1::COUNTER_SITE_VISITS);
    count.clear_channel();
    count.clear_procedure();
  });
  ASSERT_TRUE(change.ok());
  const CellKey key{"cuc-thue", "", Channel::kOnline, 19082, Counter::kSiteVisits, ""};
  EXPECT_TRUE(std::get<TakeIn>(change->what).counts.values().contains(key));
}

TEST(ImportRequestsTest, DossiersNeedAChannelAndNothingElseDoes) {
  using statistics::v1::Counter;
  const auto without_channel = [](Counter counter) {
    return With([counter](auto&, auto& count) {
      count.set_counter(counter);
      count.clear_channel();
    });
  };
  for (const Counter counter :
       {statistics::v1::COUNTER_RECEIVED, statistics::v1::COUNTER_MOVED_IN,
        statistics::v1::COUNTER_FINISHED_ON_TIME, statistics::v1::COUNTER_FILED}) {
    EXPECT_THAT(without_channel(counter), RefusedAt("FIELD_REQUIRED", "counts[1].channel"));
  }
  for (const Counter counter :
       {statistics::v1::COUNTER_SITE_VISITS, statistics::v1::COUNTER_AMOUNT_OWED,
        statistics::v1::COUNTER_SUPPLEMENT_FIRST, statistics::v1::COUNTER_RESULTS_IN_FORCE}) {
    EXPECT_TRUE(without_channel(counter).ok()) << counter;
  }
}

TEST(ImportRequestsTest, HostileTitlesStayText) {
  const auto change = With([](auto& request, auto&) {
    request.set_document_vi("=HYPERLINK(\"http://x\") \u202Eevil e\u0301");
  });
  ASSERT_TRUE(change.ok());
  EXPECT_EQ(std::get<TakeIn>(change->what).title_vi,
            "=HYPERLINK(\"http://x\") \u202Eevil \u00e9");  // NFC
}

TEST(ImportRequestsTest, TheFieldAtFaultIsNamed) {
  EXPECT_THAT(With([](auto& request, auto&) { request.set_name("imports/Biểu"); }),
              RefusedAt("NAME_INVALID", "name"));
  EXPECT_THAT(With([](auto& request, auto&) { request.clear_document_vi(); }),
              RefusedAt("FIELD_REQUIRED", "document_vi"));
  EXPECT_THAT(With([](auto& request, auto&) { request.set_document_vi("a\nb"); }),
              RefusedAt("TEXT_INVALID", "document_vi"));
  EXPECT_THAT(With([](auto& request, auto&) { request.set_agency("agencies/nobody"); }),
              RefusedAt("AGENCY_UNKNOWN", "agency"));
  EXPECT_THAT(With([](auto& request, auto&) { request.set_document_sha256("AB"); }),
              RefusedAt("SHA256_INVALID", "document_sha256"));
  EXPECT_THAT(With([](auto& request, auto&) { request.clear_counts(); }),
              RefusedAt("COUNTS_SIZE_INVALID", "counts"));
}

TEST(ImportRequestsTest, TheCountAtFaultIsNamed) {
  using statistics::v1::Counter;
  EXPECT_THAT(With([](auto&, auto& count) { count.set_agency("agencies/nobody"); }),
              RefusedAt("AGENCY_UNKNOWN", "counts[1].agency"));
  EXPECT_THAT(With([](auto&, auto& count) { count.clear_agency(); }),
              RefusedAt("FIELD_REQUIRED", "counts[1].agency"));
  EXPECT_THAT(With([](auto&, auto& count) { count.set_counter(static_cast<Counter>(99)); }),
              RefusedAt("COUNTER_UNKNOWN", "counts[1].counter"));
  EXPECT_THAT(
      With([](auto&, auto& count) { count.set_counter(statistics::v1::COUNTER_LATE_STEP); }),
      RefusedAt("COUNTER_NOT_REPORTABLE", "counts[1].counter"));
  EXPECT_THAT(With([](auto&, auto& count) { count.set_day("1989-12-31"); }),
              RefusedAt("DATE_INVALID", "counts[1].day"));
  EXPECT_THAT(With([](auto&, auto& count) { count.clear_day(); }),
              RefusedAt("FIELD_REQUIRED", "counts[1].day"));
  EXPECT_THAT(With([](auto&, auto& count) { count.clear_value(); }),
              RefusedAt("VALUE_INVALID", "counts[1].value"));
  EXPECT_THAT(With([](auto&, auto& count) { count.set_value(100'000'000'000'001); }),
              RefusedAt("VALUE_INVALID", "counts[1].value"));
  EXPECT_THAT(
      With([](auto&, auto& count) { count.set_channel(static_cast<type::v1::Channel>(9)); }),
      RefusedAt("ENUM_INVALID", "counts[1].channel"));
  EXPECT_THAT(With([](auto&, auto& count) { count.set_procedure("procedures/nothing"); }),
              RefusedAt("PROCEDURE_UNKNOWN", "counts[1].procedure"));
  EXPECT_THAT(With([](auto&, auto& count) { count.set_agency("agencies/so-tu-phap"); }),
              RefusedAt("COUNT_TWICE", "counts[1]"));
}

}  // namespace
}  // namespace motcua::aggregator
