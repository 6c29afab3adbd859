#include "services/processing/store.h"

#include "gmock/gmock.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StoreTest : public ProcessingTest {
 protected:
  // One case that stays, one that moved from so-xay-dung to so-tu-phap, one with a linked leg.
  void SetUp() override {
    for (const char* code : {"a-stays", "b-moves", "c-linked"}) {
      ASSERT_TRUE(OpenCase(code).ok());
    }
    auto transfer = For<v1::TransferLegRequest>("b-moves");
    transfer.set_agency("agencies/so-tu-phap");
    Do(&Stub::TransferLeg, transfer);
    auto hand_over = For<v1::HandOverCaseRequest>("c-linked");
    hand_over.set_agency("agencies/cuc-thue");
    hand_over.set_due_date("2022-04-06");
    Do(&Stub::HandOverCase, hand_over);
  }

  std::vector<std::string> CodesFor(const std::vector<std::string>& agencies) {
    sql::Connection connection(database_);
    statistics::v1::Leaf leaf;
    leaf.mutable_agencies()->Add(agencies.begin(), agencies.end());
    std::vector<std::string> codes;
    for (const auto& dossier : CountAfter(connection, "", 100, leaf)) {
      codes.push_back(dossier.dossier);
    }
    return codes;
  }
};

TEST_F(StoreTest, FindsTheDossiersAnAgencyHoldsOrHeld) {
  EXPECT_THAT(CodesFor({"so-xay-dung"}), ElementsAre("a-stays", "b-moves", "c-linked"));
  EXPECT_THAT(CodesFor({"so-tu-phap"}), ElementsAre("b-moves"));
  EXPECT_THAT(CodesFor({"cuc-thue"}), ElementsAre("c-linked"));
  EXPECT_THAT(CodesFor({"cuc-thue", "so-tu-phap", "huyen-cu"}), ElementsAre("b-moves", "c-linked"));
  EXPECT_THAT(CodesFor({"huyen-gio-linh"}), IsEmpty());
}

TEST_F(StoreTest, NoContributionToAnAgencyIsMissed) {
  clock_.Set(At("2022-04-20", 9));
  auto finish_leg = For<v1::FinishLegRequest>("c-linked");
  finish_leg.set_leg(1);
  Do(&Stub::FinishLeg, finish_leg);
  for (const char* code : {"a-stays", "b-moves", "c-linked"}) {
    Do(&Stub::FinishCase, For<v1::FinishCaseRequest>(code));
  }
  sql::Connection connection(database_);
  const statistics::Deltas all = CountAll(connection);
  for (const char* agency : {"so-xay-dung", "so-tu-phap", "cuc-thue"}) {
    statistics::v1::Leaf leaf;
    leaf.add_agencies(agency);
    statistics::Deltas expected;
    for (const auto& [key, value] : all.values()) {
      if (key.agency == agency) expected.Add(key, value);
    }
    statistics::Deltas found;
    for (const auto& dossier : CountAfter(connection, "", 100, leaf)) {
      for (const auto& [key, value] : dossier.cells.values()) {
        if (key.agency == agency) found.Add(key, value);
      }
    }
    EXPECT_EQ(found, expected) << agency;
    EXPECT_FALSE(found.values().empty());
  }
}

TEST_F(StoreTest, PagesAndFiltersByProcedure) {
  sql::Connection connection(database_);
  statistics::v1::Leaf leaf;
  leaf.add_procedures("cap-phep");
  const auto first = CountAfter(connection, "", 2, leaf);
  ASSERT_EQ(first.size(), 2);
  const auto second = CountAfter(connection, first.back().dossier, 2, leaf);
  ASSERT_EQ(second.size(), 1);
  EXPECT_EQ(second.front().dossier, "c-linked");
  leaf.set_procedures(0, "khai-sinh");
  EXPECT_THAT(CountAfter(connection, "", 2, leaf), IsEmpty());
}

TEST_F(StoreTest, ARecountFindsTheCountEqual) {
  sql::Connection connection(database_);
  EXPECT_TRUE(statistics::Recount(connection, kCounterVersion, CountAll));
  connection.Update("UPDATE cell SET value = value + 1 WHERE agency = ? LIMIT 1",
                    {std::string("cuc-thue")});
  EXPECT_FALSE(statistics::Recount(connection, kCounterVersion, CountAll));  // and repaired
}

}  // namespace
}  // namespace motcua::processing
