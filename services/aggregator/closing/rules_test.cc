#include "services/aggregator/closing/rules.h"

#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/aggregator/closing/name.h"

namespace motcua::aggregator {
namespace {

// What becomes of a closing, by what there is and what is asked; empty: it may close.
struct Case {
  NewestSnapshot newest;
  Closing closing;
  const char* refused;
};

TEST(ClosingRulesTest, SayWhenAPeriodMayBeClosed) {
  const NewestSnapshot none{0, false};
  const NewestSnapshot provisional{1, true};
  const NewestSnapshot complete{2, false};
  const Case cases[] = {
      {none, {false, "", {}}, ""},
      {none, {true, "", {}}, ""},
      {none, {false, "sai", {}}, "NOTHING_TO_RESTATE"},
      {none, {false, "", {"intake"}}, "SOURCES_INCOMPLETE"},
      {none, {true, "", {"intake"}}, ""},
      {provisional, {false, "", {}}, ""},
      {provisional, {false, "sai", {}}, ""},
      {provisional, {false, "", {"intake"}}, "SOURCES_INCOMPLETE"},
      {provisional, {true, "", {"intake"}}, ""},
      {complete, {false, "", {}}, "REASON_REQUIRED"},
      {complete, {true, "", {"intake"}}, "REASON_REQUIRED"},
      {complete, {false, "sai", {}}, ""},
      {complete, {false, "sai", {"intake"}}, "SOURCES_INCOMPLETE"},
      {complete, {true, "sai", {"intake"}}, "COMPLETE_SNAPSHOT_EXISTS"},
  };
  for (const auto& [newest, closing, refused] : cases) {
    const absl::Status status = MayClose(newest, closing);
    EXPECT_EQ(RefusalOf(status).reason, refused)
        << newest.number << closing.provisional_allowed << closing.reason_vi;
    EXPECT_EQ(status.ok(), std::string(refused).empty());
  }
}

TEST(ClosingRulesTest, TheSourcesAreNamed) {
  const absl::Status status = MayClose({}, {false, "", {"intake", "payment"}});
  EXPECT_NE(status.message().find("intake, payment"), std::string::npos);
}

TEST(SnapshotNameTest, IsReadAsItIsWritten) {
  const SnapshotName name{{19066, 19096}, 12};
  EXPECT_EQ(FormatSnapshotName(name), "snapshots/2022-03-15_2022-04-14.12");
  const auto parsed = ParseSnapshotName("snapshots/2022-03-15_2022-04-14.12");
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->days.first, 19066);
  EXPECT_EQ(parsed->days.last, 19096);
  EXPECT_EQ(parsed->number, 12);
}

TEST(SnapshotNameTest, EveryOtherSpellingIsNone) {
  for (const char* text :
       {"", "snapshots/", "snapshots/2022-03-15_2022-04-14", "snapshots/2022-03-15_2022-04-14.",
        "snapshots/2022-03-15_2022-04-14.0", "snapshots/2022-03-15_2022-04-14.-1",
        "snapshots/2022-03-15_2022-04-14.01", "snapshots/2022-03-15_2022-04-14.+1",
        "snapshots/2022-04-14_2022-03-15.1", "snapshots/2022-03-15_2022-02-30.1",
        "snapshots/2022-03-15_2022-04-14.99999999999", "Snapshots/2022-03-15_2022-04-14.1",
        "snapshots/2022-03-15_2022-04-14.1 ", "snapshots/2022-03-15-2022-04-14.1"}) {
    EXPECT_FALSE(ParseSnapshotName(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace motcua::aggregator
