#include <future>

#include "motcua/processing/v1/processing.pb.h"
#include "services/intake/convert.h"
#include "services/intake/intake_fixture.h"

namespace motcua::intake {
namespace {

using processing::v1::CaseEvent;

class FollowTest : public IntakeTest {
 protected:
  FollowTest() {
    Update(SampleUpdate());
    code_ = Receive().name().substr(std::string("dossiers/").size());
  }

  feed::v1::Event Told(const std::string& code, const CaseEvent& change, const char* date) {
    feed::v1::Event event;
    event.set_sequence(++sequence_);
    event.set_subject(code);
    *event.mutable_event_time() = rpc::ToTimestamp(MorningOf(date));
    event.mutable_payload()->PackFrom(change);
    return event;
  }
  feed::v1::Event Told(type::v1::DossierStatus status, const char* date) {
    CaseEvent change;
    change.set_status(status);
    return Told(code_, change, date);
  }

  // As the feed's follower does: the events of one command of processing.
  journal::Receipt Follow(const std::vector<feed::v1::Event>& events) {
    journal::Submission submission;
    submission.command = FromProcessing(events);
    submission.followed = {"processing", {events.back().sequence(), std::string(32, 'c')}};
    submission.organisation = "processing";
    std::promise<absl::StatusOr<journal::Receipt>> promise;
    intake_->journal.Submit(std::move(submission),
                            [&promise](auto receipt) { promise.set_value(std::move(receipt)); });
    const auto receipt = promise.get_future().get();
    EXPECT_TRUE(receipt.ok()) << receipt.status();
    return receipt.ok() ? *receipt : journal::Receipt();
  }

  std::string code_;
  std::int64_t sequence_ = 0;
};

TEST_F(FollowTest, StatusOfProcessingIsShownAndToldOnce) {
  const std::size_t before = Events().size();
  Follow({Told(type::v1::DOSSIER_STATUS_RECEIVED, "2022-03-15")});
  EXPECT_EQ(Events().size(), before) << "nothing changed, nothing is told";
  Follow({Told(type::v1::DOSSIER_STATUS_IN_PROCESSING, "2022-03-16"),
          Told(type::v1::DOSSIER_STATUS_FINISHED, "2022-03-17")});
  EXPECT_EQ(Get("dossiers/" + code_).status(), type::v1::DOSSIER_STATUS_FINISHED);
  const auto events = Events();
  ASSERT_EQ(events.size(), before + 2);
  EXPECT_EQ(PayloadOf(events.back()).status_changed().cause_sequence(), 3);
  EXPECT_EQ(PayloadOf(events.back()).status(), type::v1::DOSSIER_STATUS_FINISHED);
  EXPECT_EQ(events.back().event.time, MorningOf("2022-03-17"));
}

TEST_F(FollowTest, EventsOfADossierAreNumberedWithoutGapsAndSayWhereItStands) {
  Follow({Told(type::v1::DOSSIER_STATUS_IN_PROCESSING, "2022-03-16"),
          Told(type::v1::DOSSIER_STATUS_RECEIVED, "2022-03-16"),
          Told(type::v1::DOSSIER_STATUS_FINISHED, "2022-03-17")});
  std::int64_t number = 0;
  for (const auto& stored : Events()) {
    if (stored.event.subject != code_) continue;
    const v1::DossierEvent event = PayloadOf(stored);
    EXPECT_EQ(event.number(), ++number);
    if (event.has_status_changed()) {
      EXPECT_EQ("agencies/" + event.status_changed().agency(), Get("dossiers/" + code_).agency());
      EXPECT_NE(event.status_changed().procedure(), "");
      EXPECT_NE(event.status_changed().channel(), type::v1::CHANNEL_UNSPECIFIED);
    }
  }
  EXPECT_EQ(number, 4);
  EXPECT_EQ(PayloadOf(Events().front()).number(), 0) << "the catalogue is no dossier";
}

TEST_F(FollowTest, SameCommandHasOneEffect) {
  const auto event = Told(type::v1::DOSSIER_STATUS_SUPPLEMENT_REQUESTED, "2022-03-16");
  Follow({event});
  const std::size_t after = Events().size();
  Follow({event});
  EXPECT_EQ(Events().size(), after);
}

TEST_F(FollowTest, SupplementsAndPostalResultsAreCounted) {
  CaseEvent asked;
  asked.set_status(type::v1::DOSSIER_STATUS_SUPPLEMENT_REQUESTED);
  asked.mutable_fact()->set_paused(processing::v1::PAUSE_KIND_SUPPLEMENT);
  Follow({Told(code_, asked, "2022-03-16")});
  Follow({Told(type::v1::DOSSIER_STATUS_IN_PROCESSING, "2022-03-17")});
  Follow({Told(code_, asked, "2022-03-18")});
  Follow({Told(type::v1::DOSSIER_STATUS_IN_PROCESSING, "2022-03-21")});
  Follow({Told(type::v1::DOSSIER_STATUS_FINISHED, "2022-03-22")});
  CaseEvent handed_over;
  handed_over.set_status(type::v1::DOSSIER_STATUS_RESULT_HANDED_OVER);
  handed_over.mutable_handed_over()->set_by_post(true);
  Follow({Told(code_, handed_over, "2022-03-23")});
  sql::Connection connection(database_);
  std::vector<std::pair<statistics::Counter, std::string>> cells;
  const statistics::Deltas sum = CountAll(connection);
  for (const auto& [key, value] : sum.values()) {
    cells.emplace_back(key.counter, FormatDay(key.day));
  }
  using statistics::Counter;
  EXPECT_THAT(cells,
              ::testing::UnorderedElementsAre(std::pair(Counter::kFiled, "2022-03-15"),
                                              std::pair(Counter::kSupplementFirst, "2022-03-16"),
                                              std::pair(Counter::kSupplementRepeated, "2022-03-18"),
                                              std::pair(Counter::kPostalOut, "2022-03-23")));
}

TEST_F(FollowTest, CorrectionMovesTheDossierAndItsCounters) {
  CaseEvent corrected;
  corrected.set_status(type::v1::DOSSIER_STATUS_RECEIVED);
  corrected.mutable_corrected()->set_agency("so-y-te");
  corrected.mutable_corrected()->set_procedure("khai-sinh");
  corrected.mutable_corrected()->set_channel(type::v1::CHANNEL_POST);
  *corrected.mutable_corrected()->mutable_receive_time() =
      rpc::ToTimestamp(MorningOf("2022-03-15"));
  corrected.mutable_corrected()->set_due_day(DayAt("2022-03-30"));
  Follow({Told(code_, corrected, "2022-03-16")});
  const v1::Dossier dossier = Get("dossiers/" + code_);
  EXPECT_EQ(dossier.agency(), "agencies/so-y-te");
  EXPECT_EQ(dossier.channel(), type::v1::CHANNEL_POST);
  EXPECT_EQ(dossier.due_date(), "2022-03-30");
}

TEST_F(FollowTest, VoidDossierCountsNowhere) {
  CaseEvent voided;
  voided.mutable_voided();
  Follow({Told(code_, voided, "2022-03-16")});
  sql::Connection connection(database_);
  EXPECT_TRUE(CountAll(connection).values().empty());
}

TEST_F(FollowTest, UnknownDossierBecomesAConflict) {
  CaseEvent change;
  change.set_status(type::v1::DOSSIER_STATUS_FINISHED);
  const std::size_t before = Events().size();
  Follow({Told("H50.12-220315-0777", change, "2022-03-16")});
  EXPECT_EQ(Events().size(), before);
  EXPECT_EQ(intake_->journal.FollowedCursor("processing").sequence, sequence_);
  sql::Connection connection(database_);
  sql::Rows rows = connection.Query("SELECT reason FROM conflict");
  ASSERT_TRUE(rows.Next());
  EXPECT_EQ(rows.Text(1), "CONFLICT_DOSSIER_UNKNOWN");
}

TEST_F(FollowTest, EventsOfOthersAreNoCommand) {
  feed::v1::Event event;
  event.set_subject(code_);
  event.mutable_payload()->PackFrom(v1::DossierEvent());
  EXPECT_EQ(FromProcessing({event}), nullptr);
  event.set_subject("recalculations/1");
  event.mutable_payload()->PackFrom(processing::v1::Recalculation());
  EXPECT_EQ(FromProcessing({event}), nullptr);
}

}  // namespace
}  // namespace motcua::intake
