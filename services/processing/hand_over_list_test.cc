#include "services/processing/hand_over_list.h"

#include "gmock/gmock.h"
#include "services/processing/processing_fixture.h"

namespace motcua::processing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class HandOverListTest : public ProcessingTest {
 protected:
  using List = v1::ListUnmatchedHandOversRequest;

  // so-xay-dung gives b, a and c to cuc-thue, an hour after each other.
  void SetUp() override {
    for (const char* code : {"b", "a", "c"}) {
      clock_.Advance(absl::Hours(1));
      ASSERT_TRUE(OpenCase(code).ok());
      auto hand_over = For<v1::HandOverCaseRequest>(code);
      hand_over.set_agency("agencies/cuc-thue");
      hand_over.set_due_date("2022-04-12");
      Do(&Stub::HandOverCase, hand_over);
    }
  }

  static List Ask(const std::string& agency, List::Side side) {
    List request;
    request.set_agency("agencies/" + agency);
    request.set_side(side);
    return request;
  }
  std::vector<std::string> Codes(const List& request) {
    const v1::ListUnmatchedHandOversResponse response = Do(&Stub::ListUnmatchedHandOvers, request);
    std::vector<std::string> codes;
    for (const v1::HandOver& item : response.hand_overs()) {
      codes.push_back(item.dossier().substr(std::string("dossiers/").size()));
    }
    return codes;
  }
  template <typename Request>
  void DoOnLeg(const std::string& code, Method<Request, v1::Case> method) {
    auto request = For<Request>(code);
    request.set_leg(1);
    Do(method, request);
  }
};

TEST_F(HandOverListTest, BothSidesSeeWhatIsOnItsWayOldestFirst) {
  EXPECT_THAT(Codes(Ask("so-xay-dung", List::SIDE_SENT)), ElementsAre("b", "a", "c"));
  EXPECT_THAT(Codes(Ask("cuc-thue", List::SIDE_RECEIVED)), ElementsAre("b", "a", "c"));
  EXPECT_THAT(Codes(Ask("so-xay-dung", List::SIDE_RECEIVED)), IsEmpty());
  EXPECT_THAT(Codes(Ask("cuc-thue", List::SIDE_SENT)), IsEmpty());
  const auto response = Do(&Stub::ListUnmatchedHandOvers, Ask("cuc-thue", List::SIDE_RECEIVED));
  const v1::HandOver& first = response.hand_overs(0);
  EXPECT_EQ(first.leg(), 1);
  EXPECT_EQ(first.sender(), "agencies/so-xay-dung");
  EXPECT_EQ(first.receiver(), "agencies/cuc-thue");
  EXPECT_EQ(first.due_date(), "2022-04-12");
  EXPECT_EQ(first.time().seconds(), absl::ToUnixSeconds(At("2022-04-05", 10)));
}

TEST_F(HandOverListTest, AcknowledgedAndEndedOnesAreMatched) {
  DoOnLeg("a", &Stub::AcknowledgeLeg);
  DoOnLeg("b", &Stub::FinishLeg);
  EXPECT_THAT(Codes(Ask("so-xay-dung", List::SIDE_SENT)), ElementsAre("c"));
}

TEST_F(HandOverListTest, AReturnIsAHandOverBack) {
  auto back = For<v1::ReturnLegRequest>("a");
  back.set_leg(1);
  back.set_reason_code("thieu_giay_to");
  clock_.Advance(absl::Hours(1));
  Do(&Stub::ReturnLeg, back);
  EXPECT_THAT(Codes(Ask("cuc-thue", List::SIDE_SENT)), ElementsAre("a"));
  EXPECT_THAT(Codes(Ask("so-xay-dung", List::SIDE_RECEIVED)), ElementsAre("a"));
  EXPECT_THAT(Codes(Ask("so-xay-dung", List::SIDE_SENT)), ElementsAre("b", "c"));
}

TEST_F(HandOverListTest, PagesGoOnWhereTheLastEnded) {
  List request = Ask("cuc-thue", List::SIDE_RECEIVED);
  request.set_page_size(1);
  std::vector<std::string> all;
  do {
    const auto page = Do(&Stub::ListUnmatchedHandOvers, request);
    ASSERT_EQ(page.hand_overs_size(), 1);
    all.push_back(page.hand_overs(0).dossier());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(all, ElementsAre("dossiers/b", "dossiers/a", "dossiers/c"));
}

TEST_F(HandOverListTest, RefusesWhatItCannotList) {
  EXPECT_EQ(Refusal(&Stub::ListUnmatchedHandOvers, Ask("cuc-thue", List::SIDE_UNSPECIFIED)),
            "SIDE_INVALID");
  List request = Ask("cuc-thue", List::SIDE_SENT);
  request.clear_agency();
  EXPECT_EQ(Refusal(&Stub::ListUnmatchedHandOvers, request), "FIELD_REQUIRED");
  request = Ask("cuc-thue", List::SIDE_SENT);
  request.set_page_token("x");
  EXPECT_EQ(Refusal(&Stub::ListUnmatchedHandOvers, request), "PAGE_TOKEN_INVALID");
}

}  // namespace
}  // namespace motcua::processing
