#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/digitization/domain/testing.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::RefusedWith;

class ResultTest : public ::testing::Test {
 protected:
  ResultTest() {
    desk_.Receive();
    desk_.Finish(At("2022-04-05", 8));
  }
  const Result& Newest() const { return desk_.folder->results.back(); }

  Desk desk_;
};

TEST_F(ResultTest, IsAttachedOnceTheDossierIsFinished) {
  Desk open;
  open.Receive();
  EXPECT_THAT(open.Try(open.ResultOf('1')), RefusedWith("NOT_FINISHED"));
  open.Note(At("2022-04-05", 8), Ended{false});
  EXPECT_THAT(open.Try(open.ResultOf('1')), RefusedWith("NOT_FINISHED"));

  desk_.Do(desk_.ResultOf('1'));
  EXPECT_EQ(Newest(), (Result{FileOf('1'), At("2022-04-05", 9), SignatureVerdict::kNone, {}, {}}));
  desk_.Do(desk_.ResultOf('2'));
  EXPECT_EQ(std::get<ResultChanged>(desk_.last.events.at(0).change),
            (ResultChanged{2, desk_.folder->results.at(1)}));
}

TEST_F(ResultTest, AnImportedOneIsNotOlderThanTheFinish) {
  desk_.context.imported = true;
  desk_.context.event_time = At("2022-04-05", 7);
  EXPECT_THAT(desk_.Try(desk_.ResultOf('1')), RefusedWith("EVENT_BEFORE_FINISH"));
  desk_.context.event_time = At("2022-04-05", 8);
  desk_.Do(desk_.ResultOf('1'));
}

TEST_F(ResultTest, HasAHundredVersionsAtMost) {
  for (std::size_t i = 0; i < kMostVersions; ++i) desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(desk_.Try(desk_.ResultOf('2')), RefusedWith("TOO_MANY_VERSIONS"));
}

TEST_F(ResultTest, MayEndButNotInThePast) {
  AttachResult permit = desk_.ResultOf('1');
  permit.valid_to = D("2022-04-04");
  EXPECT_THAT(desk_.Try(permit), RefusedWith("VALID_TO_PAST"));
  permit.valid_to = D("2022-04-05");
  desk_.Do(permit);
  EXPECT_EQ(Newest().valid_to, D("2022-04-05"));
  desk_.Do(desk_.ResultOf('2'));  // the newer one has no end that is known
  EXPECT_EQ(Newest().valid_to, std::nullopt);
}

TEST_F(ResultTest, ATinyFileIsDoubtful) {
  desk_.context.file_size = kTiny;
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(Newest().doubts, IsEmpty());
  desk_.context.file_size = kTiny - 1;
  desk_.Do(desk_.ResultOf('2'));
  EXPECT_THAT(Newest().doubts, ElementsAre(Doubt::kTiny));
}

TEST_F(ResultTest, TheResultOfAnotherDossierIsDoubtfulOnBoth) {
  desk_.context.same_results = {"H50.01-220401-0002", "H50.01-220401-0003"};
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(Newest().doubts, ElementsAre(Doubt::kSameAsAnotherResult));
  EXPECT_THAT(desk_.last.doubted,
              ElementsAre(Doubted{"H50.01-220401-0002", FileOf('1'), Doubt::kSameAsAnotherResult},
                          Doubted{"H50.01-220401-0003", FileOf('1'), Doubt::kSameAsAnotherResult}));
}

TEST_F(ResultTest, APaperThatSomebodyFiledIsDoubtful) {
  desk_.context.filed_as_component = true;
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(Newest().doubts, ElementsAre(Doubt::kSameAsComponent));
}

TEST_F(ResultTest, SoIsAPaperThatIsScannedAfterwards) {
  desk_.Do(desk_.ResultOf('1'));
  desk_.Do(desk_.Scan("don", '1'));
  EXPECT_THAT(Newest().doubts, ElementsAre(Doubt::kSameAsComponent));
  EXPECT_TRUE(std::holds_alternative<ResultChanged>(desk_.last.events.at(1).change));
}

TEST_F(ResultTest, AReusedPaperIsNoPaperThatSomebodyFiled) {
  desk_.context.document = Document{"d1",
                                    "owner",
                                    "giay-phep",
                                    FileOf('1'),
                                    "H50.02-210101-0001",
                                    SignatureVerdict::kNone,
                                    {},
                                    At("2021-01-05", 9)};
  desk_.context.document_stands = true;
  desk_.Do(ReuseDocument{"don", "d1", "owner"});
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(Newest().doubts, IsEmpty());
}

TEST_F(ResultTest, ADoubtFallsOnlyOnce) {
  desk_.Do(desk_.ResultOf('1'));
  Folder folder = *desk_.folder;
  const absl::Time now = At("2022-04-06", 9);
  EXPECT_EQ(AddDoubt(folder, FileOf('1'), Doubt::kBurstBeforeDue, now).size(), 1u);
  EXPECT_THAT(AddDoubt(folder, FileOf('1'), Doubt::kBurstBeforeDue, now), IsEmpty());
  EXPECT_THAT(AddDoubt(folder, FileOf('9'), Doubt::kTiny, now), IsEmpty());
}

TEST_F(ResultTest, ABurstJustBeforeTheDueDayIsDoubtfulAsAWhole) {
  desk_.context.event_time = At("2022-04-14", 16);
  for (int i = 1; i < kBurst; ++i) {
    desk_.context.near_due.push_back({"so-xay-dung", At("2022-04-14", 16) - absl::Seconds(i),
                                      absl::StrCat("H50.01-220401-1", i), FileOf('5')});
  }
  const NearDueResult last = desk_.context.near_due.back();
  desk_.context.near_due.pop_back();
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(Newest().doubts, IsEmpty());
  EXPECT_EQ(desk_.last.near_due,
            (NearDueResult{"so-xay-dung", At("2022-04-14", 16), desk_.code, FileOf('1')}));

  desk_.context.near_due.push_back(last);
  desk_.Do(desk_.ResultOf('2'));
  EXPECT_THAT(Newest().doubts, ElementsAre(Doubt::kBurstBeforeDue));
  EXPECT_EQ(desk_.last.doubted.size(), kBurst - 1u);
}

TEST_F(ResultTest, LongBeforeItIsDueAResultIsNoPartOfABurst) {
  desk_.context.event_time = At("2022-04-12", 16);
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_FALSE(desk_.last.near_due);
}

TEST_F(ResultTest, GoesToTheDocumentStoreWhenItIsBeyondDoubt) {
  const StoreDocument store{"d1", "owner", "giay-phep", D("2030-12-31")};
  EXPECT_THAT(desk_.Try(store), RefusedWith("RESULT_MISSING"));
  desk_.context.file_size = 1;
  desk_.Do(desk_.ResultOf('1'));
  EXPECT_THAT(desk_.Try(store), RefusedWith("RESULT_DOUBTFUL"));
  desk_.context.file_size = 1000;
  AttachResult expired = desk_.ResultOf('2');
  expired.verdict = SignatureVerdict::kExpired;
  desk_.Do(expired);
  EXPECT_THAT(desk_.Try(store), RefusedWith("RESULT_UNVERIFIED"));
  desk_.Do(desk_.ResultOf('3'));
  desk_.Do(store);
  const Document stored{"d1",
                        "owner",
                        "giay-phep",
                        FileOf('3'),
                        desk_.code,
                        SignatureVerdict::kNone,
                        D("2030-12-31"),
                        At("2022-04-05", 9)};
  EXPECT_EQ(desk_.last.document, stored);
}

TEST_F(ResultTest, StoredAgainItIsTheSameDocument) {
  desk_.Do(desk_.ResultOf('3'));
  desk_.Do(StoreDocument{"d1", "owner", "giay-phep", {}});
  desk_.context.documents_of_the_dossier = {*desk_.last.document};
  desk_.Do(StoreDocument{"d2", "owner", "giay-phep", D("2030-12-31")});
  EXPECT_EQ(desk_.last.document->id, "d1");
  EXPECT_EQ(desk_.last.document->valid_to, D("2030-12-31"));
  desk_.Do(StoreDocument{"d3", "somebody-else", "giay-phep", {}});
  EXPECT_EQ(desk_.last.document->id, "d3");
}

TEST_F(ResultTest, IsNotStoredAsAPaperThatIsOutOfForceAlready) {
  desk_.Do(desk_.ResultOf('3'));
  EXPECT_THAT(desk_.Try(StoreDocument{"d1", "owner", "giay-phep", D("2022-04-04")}),
              RefusedWith("VALID_TO_PAST"));
  desk_.Do(StoreDocument{"d1", "owner", "giay-phep", D("2022-04-05")});
}

TEST_F(ResultTest, StandsWhileTheDossierEndsInItBeyondDoubt) {
  EXPECT_EQ(StandingResult(*desk_.folder), "");
  desk_.Do(desk_.ResultOf('3'));
  EXPECT_EQ(StandingResult(*desk_.folder), FileOf('3'));
  desk_.Do(desk_.ResultOf('4'));
  EXPECT_EQ(StandingResult(*desk_.folder), FileOf('4'));
  Folder doubtful = *desk_.folder;
  AddDoubt(doubtful, FileOf('4'), Doubt::kTiny, At("2022-04-06", 9));
  EXPECT_EQ(StandingResult(doubtful), "");
  Folder voided = *desk_.folder;
  voided.voided = true;
  EXPECT_EQ(StandingResult(voided), "");
  desk_.Note(At("2022-04-06", 8), Reopened{});
  EXPECT_EQ(StandingResult(*desk_.folder), "");
}

TEST_F(ResultTest, OfAReopenedDossierThereIsNoneToStore) {
  desk_.Do(desk_.ResultOf('3'));
  desk_.Note(At("2022-04-06", 8), Reopened{});
  EXPECT_THAT(desk_.Try(StoreDocument{"d1", "owner", "giay-phep", {}}),
              RefusedWith("RESULT_MISSING"));
}

}  // namespace
}  // namespace motcua::digitization
