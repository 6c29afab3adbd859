#include "services/aggregator/domain/import.h"

#include "common/testing/status.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedWith;
using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;
using statistics::Deltas;

const absl::Time kMonday = absl::FromUnixSeconds(1'650'000'000);
const CellKey kVisits{"so-tu-phap", "", Channel::kOnline, 19096, Counter::kSiteVisits, ""};

Document Saying(std::int64_t visits) {
  Document document{.title_vi = "Báo cáo quý I/2022, biểu 14", .agency = "", .sha256 = ""};
  document.counts.Add(kVisits, visits);
  return document;
}

ImportChange Bringing(const Document& document, const std::string& etag = "") {
  return {"bieu-14", etag, "quang-tri", kMonday, document};
}

ImportChange TakingOut(const std::string& etag = "") {
  return {"bieu-14", etag, "quang-tri", kMonday + absl::Hours(1), TakeOut()};
}

TEST(ImportTest, TheSameDocumentAgainReplacesWhatItSaid) {
  const Import first = *Decide(nullptr, Bringing(Saying(1200)));
  EXPECT_EQ(Contributions(first).values().at(kVisits), 1200);
  EXPECT_EQ(first.organisation, "quang-tri");
  EXPECT_EQ(first.import_time, kMonday);
  const Import second = *Decide(&first, Bringing(Saying(1300), EtagOf(first)));
  EXPECT_EQ(Contributions(second).values().at(kVisits), 1300);
  EXPECT_NE(EtagOf(second), EtagOf(first));
}

TEST(ImportTest, WhatIsTakenOutCountsNoLongerButIsKept) {
  const Import first = *Decide(nullptr, Bringing(Saying(1200)));
  const Import out = *Decide(&first, TakingOut());
  EXPECT_TRUE(out.withdrawn);
  EXPECT_EQ(Contributions(out), Deltas());
  EXPECT_EQ(out.document, first.document);
  EXPECT_EQ(out.import_time, kMonday);  // of the import, not of its end
  EXPECT_EQ(*Decide(&out, TakingOut()), out);
  const Import again = *Decide(&out, Bringing(Saying(7)));
  EXPECT_FALSE(again.withdrawn);
  EXPECT_EQ(Contributions(again).values().at(kVisits), 7);
}

TEST(ImportTest, ADocumentKnowsHowFarItReaches) {
  Document document = Saying(1200);
  CellKey received = kVisits;
  received.counter = Counter::kReceived;
  received.day = 19066;
  document.counts.Add(received, 1);
  const Import first = *Decide(nullptr, Bringing(document));
  EXPECT_EQ(first.count_size, 2);
  EXPECT_EQ(first.extent.first_day, 19066);
  EXPECT_EQ(first.extent.last_day, 19096);
  EXPECT_EQ(first.extent.counters.count(), 2u);
  EXPECT_TRUE(first.extent.counters.test(static_cast<std::size_t>(Counter::kReceived)));
  const Import second = *Decide(&first, Bringing(Saying(7)));
  EXPECT_EQ(second.extent.first_day, 19096);
  EXPECT_EQ(second.count_size, 1);
  EXPECT_EQ(Decide(&second, TakingOut())->count_size, 1);
  EXPECT_EQ(ExtentOf({}), Extent());
}

TEST(ImportTest, ChangesOfSomethingElseAreRefused) {
  EXPECT_THAT(Decide(nullptr, TakingOut()), RefusedWith("IMPORT_NOT_FOUND"));
  EXPECT_THAT(Decide(nullptr, Bringing(Saying(1), "1")), RefusedWith("ETAG_MISMATCH"));
  const Import first = *Decide(nullptr, Bringing(Saying(1)));
  EXPECT_THAT(Decide(&first, TakingOut("2")), RefusedWith("ETAG_MISMATCH"));
  EXPECT_THAT(Decide(&first, TakingOut("1")), IsOk());
}

}  // namespace
}  // namespace motcua::aggregator
