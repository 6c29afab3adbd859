#include "services/processing/leg_tables.h"

#include <memory>

#include "common/journal/journal.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Day D(const char* date) { return *ParseDay(date); }
absl::Time At(const char* date, int hour) { return StartOfDay(D(date)) + absl::Hours(hour); }

// Received by so-xay-dung; cuc-thue has a linked leg that it has not acknowledged.
Case HandedOver(const std::string& code) {
  Case dossier;
  dossier.code = code;
  dossier.procedure = "cap-phep";
  dossier.procedure_version = 1;
  Leg own;
  own.first_holder = "so-xay-dung";
  own.receive_time = At("2022-04-01", 8);
  own.facts = {{own.receive_time, DueFrom{D("2022-04-15")}}};
  Leg linked;
  linked.number = 1;
  linked.channel = statistics::Channel::kLinked;
  linked.first_holder = "cuc-thue";
  linked.sender = "so-xay-dung";
  linked.receive_time = At("2022-04-04", 9);
  linked.facts = {{linked.receive_time, DueFrom{}}};
  dossier.legs = {own, linked};
  return dossier;
}

class LegTablesTest : public ::testing::Test {
 protected:
  LegTablesTest() {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    connection_ = std::make_unique<sql::Connection>(database_);
  }

  // Stores a case as a batch would.
  void Save(const Case& dossier) {
    LoadedCases cases = LoadCases(*connection_, {dossier.code});
    LoadedCase& loaded = cases[dossier.code];
    loaded.now = std::make_shared<const Case>(dossier);
    loaded.version += 1;
    SaveCases(*connection_, cases);
  }
  std::vector<std::string> Column(const char* query) {
    std::vector<std::string> texts;
    for (sql::Rows rows = connection_->Query(query); rows.Next();) texts.push_back(rows.Text(1));
    return texts;
  }
  std::vector<std::string> Legs() {
    return Column(
        "SELECT CONCAT(code, ' ', number, ' ', agency, ' ', officer, ' ', standing, ' ', due_day)"
        " FROM leg ORDER BY code, number");
  }
  std::vector<std::string> Unmatched() {
    return Column(
        "SELECT CONCAT(code, ' ', number, ' ', sender, ' ', receiver)"
        " FROM unmatched_hand_over ORDER BY code, number");
  }

  const sql::Settings database_ = testing::FreshDatabase();
  std::unique_ptr<sql::Connection> connection_;
};

TEST_F(LegTablesTest, HoldTheOpenLegsAndUnmatchedHandOvers) {
  Save(HandedOver("d"));
  EXPECT_THAT(Legs(), ElementsAre("d 0 so-xay-dung  0 19097", "d 1 cuc-thue  0 2147483647"));
  EXPECT_THAT(Unmatched(), ElementsAre("d 1 so-xay-dung cuc-thue"));
  EXPECT_THAT(Column("SELECT agency FROM holder ORDER BY agency"),
              ElementsAre("cuc-thue", "so-xay-dung"));
}

TEST_F(LegTablesTest, FollowWhatHappens) {
  Case dossier = HandedOver("d");
  Save(dossier);
  dossier.legs[0].officer = "van-a";
  dossier.legs[0].facts.push_back({At("2022-04-05", 8), Apologised{}});
  dossier.legs[1].facts.push_back({At("2022-04-05", 8), MovedTo{"so-tu-phap"}});
  Save(dossier);
  EXPECT_THAT(Legs(), ElementsAre("d 0 so-xay-dung van-a 4 19097", "d 1 so-tu-phap  0 2147483647"));
  EXPECT_THAT(Unmatched(), ElementsAre("d 1 cuc-thue so-tu-phap"));

  dossier.legs[0].facts.push_back({At("2022-04-06", 8), Paused{PauseKind::kOtherBody}});
  dossier.legs[1].facts.push_back({At("2022-04-06", 8), Acknowledged{}});
  Save(dossier);
  EXPECT_THAT(Legs(), ElementsAre("d 0 so-xay-dung van-a 3 19097", "d 1 so-tu-phap  0 2147483647"));
  EXPECT_THAT(Unmatched(), IsEmpty());

  dossier.legs[1].facts.push_back({At("2022-04-07", 8), Ended{LegEnd::kFinished}});
  Save(dossier);
  EXPECT_THAT(Legs(), ElementsAre("d 0 so-xay-dung van-a 3 19097"));
  EXPECT_THAT(Column("SELECT agency FROM holder ORDER BY agency"),
              ElementsAre("cuc-thue", "so-tu-phap", "so-xay-dung"));

  dossier.voided = true;
  Save(dossier);
  EXPECT_THAT(Legs(), IsEmpty());
}

TEST_F(LegTablesTest, AWithdrawnDossierLeavesNothingBehindAndAReopenedOneComesBack) {
  Case dossier = HandedOver("d");
  Save(dossier);
  for (Leg& leg : dossier.legs) {
    leg.facts.push_back({At("2022-04-05", 8), Ended{LegEnd::kWithdrawn}});
  }
  Save(dossier);
  EXPECT_THAT(Legs(), IsEmpty());
  EXPECT_THAT(Unmatched(), IsEmpty());
  dossier.legs[0].facts.push_back({At("2022-04-06", 8), Reopened{}});
  Save(dossier);
  EXPECT_THAT(Legs(), ElementsAre("d 0 so-xay-dung  0 19097"));
}

TEST_F(LegTablesTest, AreDerivedWhenAMigrationEmptiedThem) {
  for (int i = 0; i < 2500; ++i) Save(HandedOver("d" + std::to_string(i)));
  const std::vector<std::string> legs = Legs();
  const std::vector<std::string> unmatched = Unmatched();
  EXPECT_EQ(legs.size(), 5000);
  connection_->Execute("TRUNCATE leg");
  connection_->Execute("TRUNCATE unmatched_hand_over");
  DeriveMissingLegs(*connection_);
  EXPECT_EQ(Legs(), legs);
  EXPECT_EQ(Unmatched(), unmatched);
  connection_->Update("DELETE FROM leg WHERE code <> ?", {"d1"});
  DeriveMissingLegs(*connection_);  // there are some: nothing is amiss
  EXPECT_EQ(Legs().size(), 2);
}

}  // namespace
}  // namespace motcua::processing
