#include <tuple>

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/digitization/domain/testing.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using testing::RefusedAt;
using testing::RefusedWith;
using ::testing::SizeIs;

class ComponentTest : public ::testing::Test {
 protected:
  ComponentTest() { desk_.Receive(); }

  const Version& Newest(const std::string& component) const {
    return *NewestOf(*desk_.folder, component);
  }
  std::vector<Step> StepsOf(const std::string& component) const {
    std::vector<Step> steps;
    for (const SignedStep& step : Newest(component).steps) steps.push_back(step.step);
    return steps;
  }

  Desk desk_;
};

TEST_F(ComponentTest, AttachingSignsOffTheScan) {
  desk_.Do(desk_.Scan("don", '1'));
  const SignedStep scan{Step::kScan, "quang-tri", At("2022-04-05", 9)};
  EXPECT_THAT(Newest("don").steps, ElementsAre(scan));
  EXPECT_FALSE(Newest("don").digitized);
  const auto& event = std::get<ComponentChanged>(desk_.last.events.at(0).change);
  EXPECT_EQ(event, (ComponentChanged{{"don", false}, 1, Newest("don")}));
}

TEST_F(ComponentTest, IsDigitizedWithTheLastConfiguredStep) {
  desk_.configuration.steps = {Step::kScan, Step::kStore};
  desk_.Do(desk_.Scan("don", '1'));
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kExtract}), RefusedWith("STEP_OUT_OF_ORDER"));
  desk_.Do(SignOffStep{"don", Step::kStore});
  EXPECT_TRUE(Newest("don").digitized);
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kStore}), RefusedWith("STEP_OUT_OF_ORDER"));
}

TEST_F(ComponentTest, AScanMayBeAllThereIsToDo) {
  desk_.configuration.steps = {Step::kScan};
  desk_.Do(desk_.Scan("don", '1'));
  EXPECT_TRUE(Newest("don").digitized);
}

TEST_F(ComponentTest, StepsAreSignedOffInTheirOrder) {
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kScan}), RefusedWith("STEP_OUT_OF_ORDER"));
  desk_.Do(desk_.Scan("don", '1'));
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kAssignCode}), RefusedWith("STEP_OUT_OF_ORDER"));
  for (const Step step : {Step::kExtract, Step::kAssignCode, Step::kStore}) {
    desk_.Do(SignOffStep{"don", step});
  }
  EXPECT_THAT(StepsOf("don"),
              ElementsAre(Step::kScan, Step::kExtract, Step::kAssignCode, Step::kStore));
  EXPECT_TRUE(Newest("don").digitized);
}

TEST_F(ComponentTest, ImportersMaySignOffFurtherStepsAtOnceButNoneOutOfOrder) {
  AttachComponent command = desk_.Scan("don", '1');
  for (const std::vector<Step>& wrong :
       {std::vector{Step::kStore},
        {Step::kScan},
        {Step::kExtract, Step::kStore},
        {Step::kExtract, Step::kAssignCode, Step::kStore, Step::kStore}}) {
    command.steps = wrong;
    EXPECT_THAT(desk_.Try(command), RefusedAt("STEPS_INVALID", "steps"));
  }
  command.steps = {Step::kExtract};
  desk_.Do(command);
  EXPECT_THAT(StepsOf("don"), ElementsAre(Step::kScan, Step::kExtract));
}

TEST_F(ComponentTest, ANewVersionHasToBeDigitizedAnew) {
  desk_.Digitize("don", '1');
  desk_.Do(desk_.Scan("don", '2'));
  EXPECT_THAT(desk_.folder->papers.at("don"), SizeIs(2));
  EXPECT_FALSE(Newest("don").digitized);
}

TEST_F(ComponentTest, AnotherConfigurationChangesNothingThatWasDone) {
  desk_.configuration.steps = {Step::kScan};
  desk_.Do(desk_.Scan("don", '1'));
  desk_.configuration.steps = {Step::kScan, Step::kExtract, Step::kAssignCode, Step::kStore};
  EXPECT_TRUE(Newest("don").digitized);
}

TEST_F(ComponentTest, TheProcedureSaysWhichComponentsThereAre) {
  EXPECT_THAT(desk_.Try(desk_.Scan("ho-khau", '1')), RefusedAt("COMPONENT_UNKNOWN", "component"));
  Desk birth;
  birth.Receive("khai-sinh");
  birth.Do(birth.Scan("application", '1'));
}

TEST_F(ComponentTest, TheFileMustBeStored) {
  desk_.context.file_size.reset();
  EXPECT_THAT(desk_.Try(desk_.Scan("don", '1')), RefusedAt("FILE_UNKNOWN", "file"));
}

TEST_F(ComponentTest, ASignatureMustBeOneOfTheFileAndWhereRequiredValid) {
  using V = SignatureVerdict;
  const std::tuple<V, const char*, const char*> cases[] = {
      {V::kNone, "", "SIGNATURE_REQUIRED"},
      {V::kValid, "", ""},
      {V::kTampered, "SIGNATURE_INVALID", "SIGNATURE_INVALID"},
      {V::kUnreadable, "SIGNATURE_INVALID", "SIGNATURE_INVALID"},
      {V::kUnknownSigner, "", "SIGNATURE_INVALID"},
      {V::kExpired, "", "SIGNATURE_INVALID"},
      {V::kRevoked, "", "SIGNATURE_INVALID"},
  };
  for (const auto& [verdict, free, required] : cases) {
    AttachComponent command = desk_.Scan("don", '1');
    command.verdict = verdict;
    desk_.configuration.require_signature = false;
    EXPECT_EQ(RefusalOf(desk_.Try(command)).reason, free) << static_cast<int>(verdict);
    desk_.configuration.require_signature = true;
    EXPECT_EQ(RefusalOf(desk_.Try(command)).reason, required) << static_cast<int>(verdict);
  }
}

TEST_F(ComponentTest, NothingHappensBeforeTheReceiptOrToAVoidOrErasedFolder) {
  Desk unknown;
  EXPECT_THAT(unknown.Try(unknown.Scan("don", '1')), RefusedWith("FOLDER_NOT_FOUND"));
  unknown.Note(At("2022-04-01", 8), DueFrom{D("2022-04-15")});
  EXPECT_THAT(unknown.Try(unknown.Scan("don", '1')), RefusedWith("FOLDER_NOT_FOUND"));

  desk_.context.event_time = At("2022-03-31", 9);
  desk_.context.imported = true;
  EXPECT_THAT(desk_.Try(desk_.Scan("don", '1')), RefusedAt("EVENT_BEFORE_RECEIPT", "event_time"));
  desk_.context.imported = false;  // the clock of this machine is late
  desk_.Do(desk_.Scan("don", '1'));
  EXPECT_EQ(Newest("don").steps[0].time, At("2022-04-01", 8));

  desk_.context.event_time = At("2022-04-05", 9);
  desk_.Do(Forget{});
  EXPECT_THAT(desk_.Try(desk_.Scan("don", '1')), RefusedWith("FOLDER_ERASED"));
  desk_.Note(At("2022-04-05", 9), Voided{});
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kExtract}), RefusedWith("FOLDER_VOID"));
}

TEST_F(ComponentTest, AnImportedStepIsNotEarlierThanTheOneBeforeIt) {
  desk_.Do(desk_.Scan("don", '1'));
  desk_.context.imported = true;
  desk_.context.event_time = At("2022-04-05", 8);
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kExtract}),
              RefusedAt("EVENT_OUT_OF_ORDER", "event_time"));
}

TEST_F(ComponentTest, HasAHundredVersionsAtMost) {
  for (std::size_t i = 0; i < kMostVersions; ++i) desk_.Do(desk_.Scan("don", '1'));
  EXPECT_THAT(desk_.Try(desk_.Scan("don", '2')), RefusedWith("TOO_MANY_VERSIONS"));
  desk_.Do(desk_.Scan("ban-ve", '2'));
}

TEST_F(ComponentTest, AVerifiedPaperOfTheOwnerIsReusedWhileItIsInForce) {
  Document document{"d1",
                    "owner",
                    "giay-khai-sinh",
                    FileOf('7'),
                    "H50.02-210101-0001",
                    SignatureVerdict::kValid,
                    D("2022-04-05"),
                    At("2021-01-05", 9)};
  const ReuseDocument reuse{"don", "d1", "owner"};
  EXPECT_THAT(desk_.Try(reuse), RefusedWith("DOCUMENT_UNKNOWN"));
  desk_.context.document = document;
  desk_.context.document_stands = true;
  EXPECT_THAT(desk_.Try(ReuseDocument{"don", "d1", "else"}),
              RefusedWith("DOCUMENT_OF_ANOTHER_OWNER"));
  desk_.Do(reuse);
  EXPECT_TRUE(Newest("don").reused && Newest("don").digitized);
  EXPECT_EQ(Newest("don").file, FileOf('7'));
  EXPECT_THAT(desk_.Try(SignOffStep{"don", Step::kExtract}), RefusedWith("STEP_OUT_OF_ORDER"));

  desk_.context.document_stands = false;
  EXPECT_THAT(desk_.Try(reuse), RefusedWith("DOCUMENT_UNVERIFIED"));
  desk_.context.document_stands = true;
  desk_.context.event_time = At("2022-04-06", 9);
  EXPECT_THAT(desk_.Try(reuse), RefusedWith("DOCUMENT_EXPIRED"));
  desk_.context.document->valid_to.reset();
  desk_.context.document->verdict = SignatureVerdict::kNone;
  desk_.configuration.require_signature = true;
  EXPECT_THAT(desk_.Try(reuse), RefusedWith("DOCUMENT_UNVERIFIED"));
}

TEST_F(ComponentTest, AReadingBelongsToAVersionThatIsThere) {
  EXPECT_THAT(desk_.Try(KeepReading{"don", 1, {}}), RefusedWith("COMPONENT_MISSING"));
  desk_.Do(desk_.Scan("don", '1'));
  desk_.Do(KeepReading{"don", 1, {{"ho_ten", "Nguyễn Văn A", 91.0}}});
  EXPECT_THAT(desk_.Try(KeepReading{"don", 2, {}}), RefusedWith("COMPONENT_MISSING"));
}

// The catalogue travels by a stream of its own and may be late.
TEST_F(ComponentTest, PapersWaitUntilTheCatalogueTellsTheComponents) {
  const auto empty = catalog::Catalog::Build(0, {}, {}, {}).value();
  Desk desk;
  const auto* newest = std::exchange(desk.context.catalog, empty.get());
  desk.Receive();
  EXPECT_THAT(desk.Try(desk.Scan("don", '1')), RefusedWith("CATALOG_BEHIND"));
  desk.context.catalog = newest;
  desk.Digitize("don", '1');
  EXPECT_TRUE(CompletenessOf(*desk.folder).any);
}

}  // namespace
}  // namespace motcua::digitization
