#include "common/rpc/request.h"

#include <limits>

#include "absl/time/clock.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"

namespace motcua::rpc {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;
using std::literals::string_literals::operator""s;

TEST(NameTest, GivesTheIdOfItsCollection) {
  EXPECT_EQ(ParseName("agencies", "agencies/so-tu-phap", "agency").value(), "so-tu-phap");
  EXPECT_EQ(ParseName("dossiers", "dossiers/H49.18-220315-0001", "name").value(),
            "H49.18-220315-0001");
  EXPECT_EQ(ParseOptionalName("agencies", "", "agency").value(), "");
}

TEST(NameTest, RefusesOtherForms) {
  EXPECT_THAT(ParseName("agencies", "", "agency"), RefusedAt("FIELD_REQUIRED", "agency"));
  for (const std::string& name :
       {"agencies/"s, "agencies"s, "so-tu-phap"s, "dossiers/a"s, "agencies/A"s, "agencies/a/b"s,
        "agencies/a\0"s, "agencies/sở"s, "agencies/" + std::string(64, 'a')}) {
    EXPECT_THAT(ParseName("agencies", name, "agency"), RefusedAt("NAME_INVALID", "agency")) << name;
  }
  EXPECT_THAT(ParseName("agencies", "agencies/" + std::string(63, 'a'), "agency"), IsOk());
}

TEST(RequestIdTest, IsMadeWhenAbsent) {
  EXPECT_NE(ParseRequestId("", "request_id").value(), ParseRequestId("", "request_id").value());
  EXPECT_EQ(ParseRequestId("a~!", "request_id").value(), "a~!");
  for (const std::string& id : {"a b"s, "é"s, "a\0"s, std::string(65, 'a')}) {
    EXPECT_THAT(ParseRequestId(id, "request_id"), RefusedAt("REQUEST_ID_INVALID", "request_id"));
  }
}

TEST(TextTest, ComesBackComposedAndTrimmed) {
  // "Nguyễn" typed as base letters and combining marks.
  EXPECT_EQ(ParseText("  Nguye\u0302\u0303n ", 255, "name").value(), "Nguyễn");
}

TEST(TextTest, CountsCharactersNotBytes) {
  EXPECT_THAT(ParseText("ễễễ", 3, "name"), IsOk());
  EXPECT_THAT(ParseText("e\u0302\u0303e\u0302\u0303e\u0302\u0303", 3, "name"), IsOk());
  EXPECT_THAT(ParseText("ễễễễ", 3, "name"), RefusedAt("TEXT_TOO_LONG", "name"));
  EXPECT_THAT(ParseText(std::string(1 << 20, 'a'), 3, "name"), RefusedAt("TEXT_TOO_LONG", "name"));
}

TEST(TextTest, RefusesWhatIsNoText) {
  EXPECT_THAT(ParseText("", 9, "name"), RefusedAt("FIELD_REQUIRED", "name"));
  EXPECT_THAT(ParseText("   ", 9, "name"), RefusedAt("FIELD_REQUIRED", "name"));
  for (const std::string& text :
       {"a\0b"s, "a\nb"s, "\xff"s, "\xe1\xbb"s, "\xed\xa0\x80"s, "\u0085"s, "\uffff"s}) {
    EXPECT_THAT(ParseText(text, 9, "name"), RefusedAt("TEXT_INVALID", "name"));
  }
}

TEST(ReasonCodeTest, IsAWord) {
  EXPECT_EQ(ParseReasonCode("missing_paper_2", true, "reason_code").value(), "missing_paper_2");
  EXPECT_EQ(ParseReasonCode("", false, "reason_code").value(), "");
  EXPECT_THAT(ParseReasonCode("", true, "reason_code"), RefusedAt("FIELD_REQUIRED", "reason_code"));
  EXPECT_THAT(ParseReasonCode("Thiếu", true, "reason_code"),
              RefusedAt("REASON_CODE_INVALID", "reason_code"));
}

TEST(DateTest, IsReadWhole) {
  EXPECT_EQ(ParseDate("1970-01-02", "due_date").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ParseDate("2022-04-14", "due_date").value().value(), *ParseDay("2022-04-14"));
  EXPECT_FALSE(ParseDate("", "due_date").value().has_value());
  EXPECT_THAT(ParseDate("2022-02-30", "due_date"), RefusedAt("DATE_INVALID", "due_date"));
}

TEST(PeriodTest, NeedsBothDaysInOrder) {
  type::v1::Period period;
  EXPECT_THAT(ParsePeriod(period, "period"), RefusedAt("FIELD_REQUIRED", "period.first_day"));
  period.set_first_day("2022-03-15");
  EXPECT_THAT(ParsePeriod(period, "period"), RefusedAt("FIELD_REQUIRED", "period.last_day"));
  period.set_last_day("2022-03-14");
  EXPECT_THAT(ParsePeriod(period, "period"), RefusedAt("PERIOD_INVALID", "period.last_day"));
  period.set_last_day("2022-03-15");
  EXPECT_THAT(ParsePeriod(period, "period"), IsOk());
}

TEST(TimeTest, RoundsDownToMicroseconds) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(1'649'900'000);
  timestamp.set_nanos(1'999);
  const auto time = ParseTime(timestamp, absl::Now(), "event_time");
  ASSERT_THAT(time, IsOk());
  EXPECT_EQ(ToTimestamp(*time).seconds(), 1'649'900'000);
  EXPECT_EQ(ToTimestamp(*time).nanos(), 1'000);
}

TEST(TimeTest, RefusesTheImpossibleAndTheFuture) {
  const absl::Time now = absl::FromUnixSeconds(1'650'000'000);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(1'650'000'001);
  EXPECT_THAT(ParseTime(timestamp, now, "event_time"), RefusedAt("TIME_IN_FUTURE", "event_time"));
  for (const std::int64_t seconds : {std::int64_t{0}, std::numeric_limits<std::int64_t>::min(),
                                     std::numeric_limits<std::int64_t>::max()}) {
    timestamp.set_seconds(seconds);
    EXPECT_THAT(ParseTime(timestamp, now, "event_time"), RefusedAt("TIME_INVALID", "event_time"));
  }
  timestamp.set_seconds(1'600'000'000);
  for (const int nanos : {-1, 1'000'000'000}) {
    timestamp.set_nanos(nanos);
    EXPECT_THAT(ParseTime(timestamp, now, "event_time"), RefusedAt("TIME_INVALID", "event_time"));
  }
}

TEST(PageSizeTest, HasADefaultAndALimit) {
  EXPECT_EQ(ParsePageSize(0, "page_size").value(), 100);
  EXPECT_EQ(ParsePageSize(7, "page_size").value(), 7);
  EXPECT_EQ(ParsePageSize(std::numeric_limits<std::int32_t>::max(), "page_size").value(), 1000);
  EXPECT_THAT(ParsePageSize(-1, "page_size"), RefusedAt("PAGE_SIZE_NEGATIVE", "page_size"));
}

TEST(PageTokenTest, BelongsToOneRequest) {
  const std::string token = MakePageToken("agency=a", "place\0 2"s);
  EXPECT_EQ(ParsePageToken(token, "agency=a", "page_token").value(), "place\0 2"s);
  EXPECT_EQ(ParsePageToken("", "agency=a", "page_token").value(), "");
  EXPECT_THAT(ParsePageToken(token, "agency=b", "page_token"),
              RefusedAt("PAGE_TOKEN_INVALID", "page_token"));
}

TEST(PageTokenTest, AnyChangeOfACharacterIsSeen) {
  const std::string token = MakePageToken("agency=a", "place 2");
  for (std::size_t i = 0; i < token.size(); ++i) {
    for (const char other : {'A', 'B', 'x', '9', '=', ' '}) {
      std::string changed = token;
      changed[i] = other;
      if (changed == token) continue;
      EXPECT_THAT(ParsePageToken(changed, "agency=a", "page_token"),
                  RefusedAt("PAGE_TOKEN_INVALID", "page_token"));
    }
  }
  EXPECT_THAT(ParsePageToken(token + " ", "agency=a", "page_token"),
              RefusedAt("PAGE_TOKEN_INVALID", "page_token"));
}

}  // namespace
}  // namespace motcua::rpc
