#include "services/digitization/findings.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string CodeOf(int number) { return absl::StrCat("H50.01-220401-", 1000 + number); }

class FindingsTest : public DigitizationTest {
 protected:
  std::vector<int> DoubtsOf(int number) {
    const v1::Folder folder = Get(CodeOf(number));
    const auto& doubts = folder.results(folder.results_size() - 1).doubts();
    return {doubts.begin(), doubts.end()};
  }
  static v1::ListResultFindingsRequest April() {
    v1::ListResultFindingsRequest request;
    request.set_first_day("2022-04-01");
    request.set_last_day("2022-04-30");
    return request;
  }
};

TEST_F(FindingsTest, TheSameFileOnTwoDossiersIsDoubtfulOnBoth) {
  for (int i = 1; i <= 3; ++i) ReceiveAndFinish(CodeOf(i));
  const std::string file = Upload(1);
  AttachResult(CodeOf(1), file);
  AttachResult(CodeOf(3), Upload(2));
  EXPECT_THAT(DoubtsOf(1), IsEmpty());
  AttachResult(CodeOf(2), file);
  EXPECT_THAT(DoubtsOf(1), ElementsAre(v1::DOUBT_SAME_AS_ANOTHER_RESULT));
  EXPECT_THAT(DoubtsOf(2), ElementsAre(v1::DOUBT_SAME_AS_ANOTHER_RESULT));
  EXPECT_EQ(EventsOf(CodeOf(1)).back().result().doubts_size(), 1);

  const auto found = Do(&Stub::ListResultFindings, April());
  ASSERT_EQ(found.findings_size(), 2);
  EXPECT_EQ(found.findings(0).dossier(), "dossiers/" + CodeOf(1));
  EXPECT_EQ(found.findings(0).agency(), "agencies/so-xay-dung");
  EXPECT_EQ(found.findings(0).finish_day(), "2022-04-04");
  EXPECT_THAT(found.findings(0).same_as(), ElementsAre("dossiers/" + CodeOf(2)));
  EXPECT_THAT(found.findings(1).same_as(), ElementsAre("dossiers/" + CodeOf(1)));
}

TEST_F(FindingsTest, APaperThatBecameDoubtfulIsNotReused) {
  for (int i = 1; i <= 3; ++i) ReceiveAndFinish(CodeOf(i));
  const std::string file = Upload(1);
  AttachResult(CodeOf(1), file);
  auto store = For<v1::StoreDocumentRequest>(CodeOf(1));
  store.set_owner_identity("045123456789");
  store.set_kind("giay-phep");
  auto reuse = For<v1::ReuseDocumentRequest>(CodeOf(3));
  reuse.set_component("don");
  reuse.set_document(Do(&Stub::StoreDocument, store).name());
  reuse.set_owner_identity("045123456789");
  Do(&Stub::ReuseDocument, reuse);
  AttachResult(CodeOf(2), file);
  EXPECT_EQ(Refusal(&Stub::ReuseDocument, reuse), "DOCUMENT_UNVERIFIED");
}

TEST_F(FindingsTest, SoItIsWithinOneBatch) {
  for (int i = 1; i <= 2; ++i) ReceiveAndFinish(CodeOf(i));
  v1::BatchUpdateFoldersRequest batch;
  for (int i = 1; i <= 2; ++i) {
    auto& result = *batch.add_commands()->mutable_attach_result();
    result.set_name("dossiers/" + CodeOf(i));
    result.set_file(Upload(1));
  }
  Do(&Stub::BatchUpdateFolders, batch);
  EXPECT_THAT(DoubtsOf(1), ElementsAre(v1::DOUBT_SAME_AS_ANOTHER_RESULT));
  EXPECT_THAT(DoubtsOf(2), ElementsAre(v1::DOUBT_SAME_AS_ANOTHER_RESULT));
}

TEST_F(FindingsTest, AComponentOfAnyDossierAndATinyFileAreDoubtful) {
  Receive(CodeOf(1));
  ReceiveAndFinish(CodeOf(2));
  ReceiveAndFinish(CodeOf(3));
  const std::string file = Upload(1);
  Digitize(CodeOf(1), "don", file);
  AttachResult(CodeOf(2), file);
  EXPECT_THAT(DoubtsOf(2), ElementsAre(v1::DOUBT_SAME_AS_COMPONENT));
  AttachResult(CodeOf(3), UploadBytes(SamplePng(9, 8)));
  EXPECT_THAT(DoubtsOf(3), ElementsAre(v1::DOUBT_TINY));
  const auto found = Do(&Stub::ListResultFindings, April());
  EXPECT_THAT(found.findings(0).same_as(), ElementsAre("dossiers/" + CodeOf(1)));
}

TEST_F(FindingsTest, ABurstIsDoubtfulFromTheTwentiethOnAndBackToTheFirst) {
  clock_.Set(At("2022-04-14", 16));
  for (int i = 1; i <= kBurst + 1; ++i) ReceiveAndFinish(CodeOf(i));
  for (int i = 1; i < kBurst; ++i) {
    clock_.Advance(absl::Seconds(20));
    AttachResult(CodeOf(i), Upload(i));
  }
  EXPECT_THAT(DoubtsOf(kBurst - 1), IsEmpty());
  AttachResult(CodeOf(kBurst), Upload(kBurst));
  for (int i = 1; i <= kBurst; ++i) {
    EXPECT_THAT(DoubtsOf(i), ElementsAre(v1::DOUBT_BURST_BEFORE_DUE)) << i;
  }
  clock_.Advance(absl::Hours(1));
  AttachResult(CodeOf(kBurst + 1), Upload(kBurst + 1));
  EXPECT_THAT(DoubtsOf(kBurst + 1), IsEmpty());
}

TEST_F(FindingsTest, AReplacedResultIsNoFindingAnyMore) {
  ReceiveAndFinish(CodeOf(1));
  AttachResult(CodeOf(1), UploadBytes(SamplePng(9, 8)));
  EXPECT_EQ(Do(&Stub::ListResultFindings, April()).findings_size(), 1);
  AttachResult(CodeOf(1), Upload(1));
  EXPECT_EQ(Do(&Stub::ListResultFindings, April()).findings_size(), 0);
}

TEST_F(FindingsTest, ArePagedByFinishDayAndCode) {
  for (const int i : {3, 1, 2}) {
    Receive(CodeOf(i));
    Note(CodeOf(i), At("2022-04-04", 9) + absl::Hours(i == 1 ? 24 : 0), Ended{true});
    clock_.Set(At("2022-04-06", 9));
    AttachResult(CodeOf(i), UploadBytes(SamplePng(i, 8)));
  }
  auto request = April();
  request.set_page_size(1);
  request.set_doubt(v1::DOUBT_TINY);
  std::vector<std::string> seen;
  do {
    const auto page = Do(&Stub::ListResultFindings, request);
    for (const auto& finding : page.findings()) seen.push_back(finding.dossier());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(
      seen, ElementsAre("dossiers/" + CodeOf(2), "dossiers/" + CodeOf(3), "dossiers/" + CodeOf(1)));
  request.set_doubt(v1::DOUBT_BURST_BEFORE_DUE);
  EXPECT_EQ(Do(&Stub::ListResultFindings, request).findings_size(), 0);
  request = April();
  request.set_last_day("2022-04-04");
  EXPECT_EQ(Do(&Stub::ListResultFindings, request).findings_size(), 2);
}

}  // namespace
}  // namespace motcua::digitization
