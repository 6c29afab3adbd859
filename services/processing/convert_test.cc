#include "services/processing/convert.h"

#include <stdexcept>
#include <utility>
#include <vector>

#include "gtest/gtest.h"

namespace motcua::processing {
namespace {

Day D(const char* date) { return *ParseDay(date); }

TEST(ConvertTest, TimelinesComeBackAsTheyWere) {
  const absl::Time time = StartOfDay(D("2022-04-01")) + absl::Microseconds(123'456);
  Leg own;
  own.channel = statistics::Channel::kPost;
  own.first_holder = "so-xay-dung";
  own.receive_time = time;
  own.facts = {{time, DueFrom{}},
               {time, Paused{PauseKind::kObligation}},
               {time, Resumed{}},
               {time, DueFrom{D("2022-04-15")}},
               {time, MovedTo{"so-tu-phap"}},
               {time, Apologised{}},
               {time, Extended{}},
               {time, Ended{LegEnd::kStopped}},
               {time, Reopened{}},
               {time, Recalculated{17}},
               {time, Assigned{}}};
  own.officer = "nga";
  own.extension_document = "13/PHL";
  Leg linked = own;
  linked.number = 1;
  linked.channel = statistics::Channel::kLinked;
  linked.step = 2;
  linked.sender = "so-xay-dung";
  linked.apology_document = "12/PXL";
  linked.promise_day = D("2022-04-20");
  linked.facts.push_back({time, MovedTo{"so-xay-dung", true}});
  linked.facts.push_back({time, Acknowledged{}});
  EXPECT_EQ(LegsFrom(TimelineBytes({own, linked})), (std::vector<Leg>{own, linked}));
  EXPECT_THROW(LegsFrom("no timeline"), std::runtime_error);
}

TEST(ConvertTest, AnOldLinkedLegWasSentByTheFirstReceiver) {
  const absl::Time time = StartOfDay(D("2022-04-01"));
  Leg own;
  own.first_holder = "so-xay-dung";
  own.receive_time = time;
  own.facts = {{time, DueFrom{}}};
  Leg linked = own;
  linked.number = 1;
  EXPECT_EQ(LegsFrom(TimelineBytes({own, linked}))[0].sender, "");
  EXPECT_EQ(LegsFrom(TimelineBytes({own, linked}))[1].sender, "so-xay-dung");
}

// A case of an own leg to which things happened.
Case CaseWith(std::vector<Happening> happenings) {
  const absl::Time time = StartOfDay(D("2022-04-01"));
  Case dossier;
  dossier.code = "H50.01-220401-0001";
  Leg& own = dossier.legs.emplace_back();
  own.receive_time = time;
  own.facts.push_back({time, DueFrom{}});
  for (Happening& happening : happenings) own.facts.push_back({time, std::move(happening)});
  return dossier;
}

TEST(ConvertTest, NationalCodesDoNotCollapse) {
  Case handed_over = CaseWith({Ended{LegEnd::kFinished}});
  handed_over.hand_over_time = StartOfDay(D("2022-04-02"));
  const std::vector<std::pair<Case, type::v1::DossierStatus>> expected = {
      {CaseWith({}), type::v1::DOSSIER_STATUS_RECEIVED},
      {CaseWith({Ended{LegEnd::kRefused}}), type::v1::DOSSIER_STATUS_REFUSED},
      {CaseWith({Apologised{}}), type::v1::DOSSIER_STATUS_IN_PROCESSING},
      {CaseWith({Paused{PauseKind::kSupplement}}), type::v1::DOSSIER_STATUS_SUPPLEMENT_REQUESTED},
      {CaseWith({Paused{PauseKind::kObligation}}), type::v1::DOSSIER_STATUS_OBLIGATION_REQUESTED},
      {CaseWith({Ended{LegEnd::kWithdrawn}}), type::v1::DOSSIER_STATUS_WITHDRAWN},
      {CaseWith({Ended{LegEnd::kStopped}}), type::v1::DOSSIER_STATUS_STOPPED},
      {CaseWith({Ended{LegEnd::kFinished}}), type::v1::DOSSIER_STATUS_FINISHED},
      {handed_over, type::v1::DOSSIER_STATUS_RESULT_HANDED_OVER}};
  for (const auto& [dossier, status] : expected) {
    EXPECT_EQ(ToProto(VersionedCase{dossier, 1}).status(), status);
    const Event event{handed_over.legs[0].receive_time, StatusOf(dossier), 0, "", Voided{}};
    v1::CaseEvent told;
    ASSERT_TRUE(told.ParseFromString(ToJournalEvent(dossier.code, event).payload));
    EXPECT_EQ(told.status(), status);
  }
}

}  // namespace
}  // namespace motcua::processing
