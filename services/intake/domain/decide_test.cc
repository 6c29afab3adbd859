#include "services/intake/domain/decide.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/intake/domain/sample_catalog.h"

namespace motcua::intake {
namespace {

using testing::IsOk;
using testing::RefusedAt;
using testing::RefusedWith;

class DecideTest : public ::testing::Test {
 protected:
  Context At(const char* date, bool imported = false) const {
    Context context;
    context.event_time = MorningOf(date);
    context.imported = imported;
    context.catalog = catalog_.get();
    return context;
  }

  static Filing FilingAt(const char* date) {
    Filing filing;
    filing.agency = "so-tu-phap";
    filing.procedure = "khai-sinh";
    filing.applicant_hash = std::string(16, 'h');
    filing.file_time = MorningOf(date);
    return filing;
  }

  Dossier FiledAt(const char* date) const {
    return Decide(nullptr, File{FilingAt(date)}, At(date))->after;
  }

  Dossier ReceivedAt(const char* date) const {
    return Decide(nullptr, Receive{FilingAt(date), MorningOf(date), {}, false}, At(date))->after;
  }

  const std::shared_ptr<const catalog::Catalog> catalog_ = SampleCatalog();
};

TEST_F(DecideTest, FilingGivesTheNextCodeOfAgencyAndDay) {
  Context context = At("2022-03-15");
  context.last_serial = 41;
  const auto decision = Decide(nullptr, File{FilingAt("2022-03-15")}, context);
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->after.code, "H50.12-220315-0042");
  EXPECT_EQ(decision->after.status, Status::kFiled);
  EXPECT_EQ(decision->after.procedure_version, 0) << "pinned only at receipt";
  ASSERT_EQ(decision->events.size(), 1u);
  EXPECT_EQ(std::get<Filed>(decision->events[0].change).catalog_revision, 1);
}

TEST_F(DecideTest, FilingNamesWhatTheCatalogueDoesNotHave) {
  Filing filing = FilingAt("2022-03-15");
  filing.agency = "so-la";
  EXPECT_THAT(Decide(nullptr, File{filing}, At("2022-03-15")),
              RefusedAt("AGENCY_UNKNOWN", "dossier.agency"));
  filing.agency = "so-cu";
  EXPECT_THAT(Decide(nullptr, File{filing}, At("2022-03-15")),
              RefusedAt("AGENCY_NOT_VALID", "dossier.agency"));
  filing.agency = "ubnd-tinh";
  EXPECT_THAT(Decide(nullptr, File{filing}, At("2022-03-15")),
              RefusedAt("AGENCY_WITHOUT_CODE", "dossier.agency"));
  filing = FilingAt("2022-03-15");
  filing.procedure = "khai-tu";
  EXPECT_THAT(Decide(nullptr, File{filing}, At("2022-03-15")),
              RefusedAt("PROCEDURE_UNKNOWN", "dossier.procedure"));
  EXPECT_THAT(Decide(nullptr, File{FilingAt("2019-12-31")}, At("2022-03-15")),
              RefusedAt("PROCEDURE_UNKNOWN", "dossier.procedure"))
      << "no version was in force then";
  Context without_catalog = At("2022-03-15");
  without_catalog.catalog = nullptr;
  EXPECT_THAT(Decide(nullptr, File{FilingAt("2022-03-15")}, without_catalog),
              RefusedWith("CATALOG_MISSING"));
}

TEST_F(DecideTest, OutsideCodeIsKept) {
  Filing filing = FilingAt("2022-03-15");
  filing.code = "H50.15-220301-12345";  // the prefix of another known agency
  const auto decision = Decide(nullptr, File{filing}, At("2022-03-15"));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->after.code, "H50.15-220301-12345");
  EXPECT_EQ(SeriesOf(filing, catalog_.get()), "H50.15-220301");
  EXPECT_THAT(Decide(&decision->after, File{filing}, At("2022-03-15")),
              RefusedAt("DOSSIER_EXISTS", "import.code"));
  filing.code = "H51-220301-0001";
  EXPECT_THAT(Decide(nullptr, File{filing}, At("2022-03-15")),
              RefusedAt("CODE_PREFIX_UNKNOWN", "import.code"));
}

TEST_F(DecideTest, ReceiptPinsTheVersionOfItsDay) {
  // Friday 2022-04-29; version 2 with 3 working days begins on Sunday 2022-05-01.
  const auto before =
      Decide(nullptr, Receive{FilingAt("2022-04-29"), MorningOf("2022-04-29"), {}, false},
             At("2022-04-29"));
  ASSERT_THAT(before, IsOk());
  EXPECT_EQ(before->after.procedure_version, 1);
  EXPECT_EQ(before->after.due_day, DayAt("2022-05-06"));
  const auto after =
      Decide(nullptr, Receive{FilingAt("2022-04-29"), MorningOf("2022-05-04"), {}, false},
             At("2022-05-04"));
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->after.procedure_version, 2);
  EXPECT_EQ(after->after.due_day, DayAt("2022-05-09"));
  const auto& received = std::get<Received>(after->events[0].change);
  EXPECT_TRUE(received.with_filing);
  EXPECT_EQ(received.field, "ho-tich");
  EXPECT_EQ(received.fee_dong, 50000);
}

TEST_F(DecideTest, ImportMayStateTheDueDate) {
  Receive receive{FilingAt("2022-03-10"), MorningOf("2022-03-15"), DayAt("2022-03-17"), true};
  const auto decision = Decide(nullptr, receive, At("2022-03-15"));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->after.due_day, DayAt("2022-03-17"));
  EXPECT_EQ(decision->after.code, "H50.12-220310-0001") << "the code tells the day of filing";
  receive.due_day = DayAt("2022-03-14");
  EXPECT_THAT(Decide(nullptr, receive, At("2022-03-15")),
              RefusedAt("DUE_BEFORE_RECEIPT", "import.due_date"));
  receive.due_day.reset();
  receive.receive_time = MorningOf("2022-03-09");
  EXPECT_THAT(Decide(nullptr, receive, At("2022-03-15")),
              RefusedAt("FILED_AFTER_RECEIPT", "import.file_time"));
}

TEST_F(DecideTest, OnlyAFiledDossierIsAcceptedOrRefused) {
  const Dossier filed = FiledAt("2022-03-15");
  const auto accepted = Decide(&filed, Accept{}, At("2022-03-16"));
  ASSERT_THAT(accepted, IsOk());
  EXPECT_EQ(accepted->after.status, Status::kReceived);
  EXPECT_EQ(accepted->after.due_day, DayAt("2022-03-23"));
  EXPECT_EQ(accepted->after.version, filed.version + 1);
  EXPECT_FALSE(std::get<Received>(accepted->events[0].change).with_filing);
  EXPECT_THAT(Decide(&accepted->after, Accept{}, At("2022-03-17")),
              RefusedWith("STATUS_NOT_FILED"));
  EXPECT_THAT(Decide(&accepted->after, Refuse{"", "thieu_giay_to"}, At("2022-03-17")),
              RefusedWith("STATUS_NOT_FILED"));

  const auto refused = Decide(&filed, Refuse{"", "thieu_giay_to"}, At("2022-03-16"));
  ASSERT_THAT(refused, IsOk());
  EXPECT_EQ(refused->after.status, Status::kRefused);
  EXPECT_EQ(refused->after.refused_day, DayAt("2022-03-16"));
  EXPECT_EQ(std::get<Refused>(refused->events[0].change).reason_code, "thieu_giay_to");
  EXPECT_THAT(Decide(&refused->after, Accept{}, At("2022-03-17")), RefusedWith("STATUS_NOT_FILED"));
}

TEST_F(DecideTest, ChangedDossierIsNotTouchedUnderAnOldEtag) {
  Dossier filed = FiledAt("2022-03-15");
  const std::string etag = Etag(filed);
  EXPECT_THAT(Decide(&filed, Accept{etag}, At("2022-03-16")), IsOk());
  ++filed.version;
  EXPECT_THAT(Decide(&filed, Accept{etag}, At("2022-03-16")), RefusedAt("ETAG_MISMATCH", "etag"));
  EXPECT_THAT(Decide(&filed, Refuse{etag, "x"}, At("2022-03-16")), RefusedWith("ETAG_MISMATCH"));
  EXPECT_THAT(Decide(&filed, RequestWithdrawal{etag, ""}, At("2022-03-16")),
              RefusedWith("ETAG_MISMATCH"));
}

TEST_F(DecideTest, NothingHappensBeforeTheFiling) {
  const Dossier filed = FiledAt("2022-03-15");
  EXPECT_THAT(Decide(&filed, Accept{}, At("2022-03-14", true)),
              RefusedAt("EVENT_BEFORE_FILING", "event_time"));
  const auto behind = Decide(&filed, Accept{}, At("2022-03-14"));
  ASSERT_THAT(behind, IsOk()) << "a clock that is behind refuses nobody";
  EXPECT_EQ(behind->after.receive_time, filed.file_time);
}

TEST_F(DecideTest, WithdrawalEndsAFiledDossierAndAsksForAReceivedOne) {
  const Dossier filed = FiledAt("2022-03-15");
  const auto withdrawn = Decide(&filed, RequestWithdrawal{"", "nop_nham"}, At("2022-03-16"));
  ASSERT_THAT(withdrawn, IsOk());
  EXPECT_EQ(withdrawn->after.status, Status::kWithdrawn);
  EXPECT_EQ(std::get<Withdrawn>(withdrawn->events[0].change).reason_code, "nop_nham");
  EXPECT_THAT(Decide(&withdrawn->after, RequestWithdrawal{}, At("2022-03-17")),
              RefusedWith("DOSSIER_ENDED"));

  const Dossier received = ReceivedAt("2022-03-15");
  const auto asked = Decide(&received, RequestWithdrawal{"", ""}, At("2022-03-16"));
  ASSERT_THAT(asked, IsOk());
  EXPECT_EQ(asked->after.status, Status::kReceived) << "processing decides";
  EXPECT_TRUE(std::holds_alternative<WithdrawalRequested>(asked->events[0].change));
}

TEST_F(DecideTest, WithdrawalIsRefusedForEveryEndedStatus) {
  Dossier dossier = ReceivedAt("2022-03-15");
  for (const Status status : {Status::kVoid, Status::kRefused, Status::kWithdrawn, Status::kStopped,
                              Status::kFinished, Status::kResultHandedOver}) {
    dossier.status = status;
    EXPECT_THAT(Decide(&dossier, RequestWithdrawal{}, At("2022-03-16")),
                RefusedWith("DOSSIER_ENDED"));
  }
  for (const Status status : {Status::kReceived, Status::kInProcessing,
                              Status::kSupplementRequested, Status::kObligationRequested}) {
    dossier.status = status;
    EXPECT_THAT(Decide(&dossier, RequestWithdrawal{}, At("2022-03-16")), IsOk());
  }
}

TEST_F(DecideTest, UnknownDossierIsNotFoundAndAConflictWhenFollowed) {
  EXPECT_THAT(Decide(nullptr, Accept{}, At("2022-03-15")), RefusedWith("DOSSIER_NOT_FOUND"));
  EXPECT_THAT(Decide(nullptr, ErasePerson{}, At("2022-03-15")), RefusedWith("DOSSIER_NOT_FOUND"));
  EXPECT_THAT(Decide(nullptr, ApplyCase{}, At("2022-03-15")),
              RefusedWith("CONFLICT_DOSSIER_UNKNOWN"));
}

TEST_F(DecideTest, FollowedStatusIsToldOnlyWhenItChanges) {
  const Dossier received = ReceivedAt("2022-03-15");
  ApplyCase apply;
  apply.steps = {{7, MorningOf("2022-03-15"), Status::kReceived, {}, false},
                 {8, MorningOf("2022-03-16"), Status::kInProcessing, {}, false},
                 {9, MorningOf("2022-03-16"), Status::kInProcessing, {}, false},
                 {10, MorningOf("2022-03-17"), Status::kFinished, {}, false}};
  const auto decision = Decide(&received, apply, At("2022-03-20"));
  ASSERT_THAT(decision, IsOk());
  ASSERT_EQ(decision->events.size(), 2u);
  EXPECT_EQ(std::get<StatusChanged>(decision->events[0].change).cause_sequence, 8);
  EXPECT_EQ(decision->events[0].status, Status::kInProcessing);
  EXPECT_EQ(std::get<StatusChanged>(decision->events[1].change).cause_sequence, 10);
  EXPECT_EQ(decision->events[1].time, MorningOf("2022-03-17")) << "the event's time, not ours";
  EXPECT_EQ(decision->after.status_day, DayAt("2022-03-17"));
  const auto again = Decide(&decision->after, ApplyCase{{apply.steps.back()}}, At("2022-03-20"));
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(again->events.empty());
  EXPECT_EQ(again->after, decision->after);
}

TEST_F(DecideTest, FollowedCorrectionMovesTheDossier) {
  const Dossier received = ReceivedAt("2022-03-15");
  CaseStep step{7, MorningOf("2022-03-16"), Status::kReceived, Correction{}, false};
  step.correction->agency = "so-y-te";
  step.correction->procedure = "khai-sinh";
  step.correction->channel = Channel::kPost;
  step.correction->receive_time = MorningOf("2022-03-15");
  const auto decision = Decide(&received, ApplyCase{{step}}, At("2022-03-20"));
  ASSERT_THAT(decision, IsOk());
  EXPECT_EQ(decision->after.agency, "so-y-te");
  EXPECT_EQ(decision->after.channel, Channel::kPost);
  EXPECT_EQ(decision->after.due_day, std::nullopt);
  EXPECT_EQ(decision->events.size(), 1u) << "counters moved, so the feed tells";
}

TEST_F(DecideTest, ProcessingHasNoSayBeforeReceipt) {
  const Dossier filed = FiledAt("2022-03-15");
  EXPECT_THAT(
      Decide(&filed, ApplyCase{{{7, MorningOf("2022-03-16"), Status::kFinished, {}, false}}},
             At("2022-03-16")),
      RefusedWith("CONFLICT_NOT_RECEIVED"));
}

}  // namespace
}  // namespace motcua::intake
