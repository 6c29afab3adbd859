#include "services/digitization/store.h"

#include <random>

#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"
#include "services/digitization/folder_bytes.h"
#include "services/digitization/folder_list.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Folder FullFolder() {
  Folder folder;
  folder.code = "H50.01-220401-0001";
  folder.received = ReceiptAt("so-xay-dung", "cap-phep", At("2022-04-01", 8));
  folder.received->procedure.components = {{"don", false}, {"anh", true}};
  folder.corrected = ReceiptAt("so-tu-phap", "", At("2022-04-01", 9));
  folder.corrected->procedure = {};
  folder.facts = {{At("2022-04-01", 9), DueFrom{D("2022-04-15")}},
                  {At("2022-04-02", 9), DueFrom{}},
                  {At("2022-04-03", 9), MovedTo{"so-tu-phap"}},
                  {At("2022-04-04", 9), Ended{false}},
                  {At("2022-04-05", 9), Reopened{}},
                  {At("2022-04-06", 9), Ended{true}}};
  const SignedStep scan{Step::kScan, "quang-tri", At("2022-04-02", 10)};
  folder.papers["don"] = {{FileOf('1'), {scan}, SignatureVerdict::kExpired, false, false},
                          {FileOf('2'), {}, SignatureVerdict::kValid, true, true}};
  folder.results = {{FileOf('3'),
                     At("2022-04-07", 9),
                     SignatureVerdict::kNone,
                     {Doubt::kTiny, Doubt::kBurstBeforeDue},
                     D("2027-04-07")},
                    {"", At("2022-04-08", 9), SignatureVerdict::kRevoked, {}, {}}};
  folder.voided = true;
  folder.erased = true;
  return folder;
}

TEST(FolderBytesTest, ComeBackAsTheyWent) {
  const Folder folder = FullFolder();
  EXPECT_EQ(FolderFrom(folder.code, FolderBytes(folder)), folder);
  Folder empty;
  empty.code = "x";
  EXPECT_EQ(FolderFrom("x", FolderBytes(empty)), empty);
  Folder unresolved = folder;
  unresolved.received->procedure = {"cap-phep", 0, {}};
  EXPECT_EQ(FolderFrom(folder.code, FolderBytes(unresolved)), unresolved);
}

TEST(FolderBytesTest, ThatCannotBeReadAreNoFolder) {
  EXPECT_THROW(FolderFrom("x", "\xff\xff"), std::runtime_error);
}

class StoreTest : public DigitizationTest {
 protected:
  std::vector<std::string> List(v1::ListFoldersRequest::View view, const std::string& agency = "",
                                int page_size = 1) {
    v1::ListFoldersRequest request;
    request.set_view(view);
    request.set_page_size(page_size);
    if (!agency.empty()) request.set_agency("agencies/" + agency);
    std::vector<std::string> codes;
    do {
      const auto page = Do(&Stub::ListFolders, request);
      for (const v1::Folder& folder : page.folders()) {
        codes.push_back(folder.name().substr(std::string("dossiers/").size()));
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return codes;
  }
};

TEST_F(StoreTest, ViewsShowWhatIsLeftToDo) {
  using R = v1::ListFoldersRequest;
  Receive("a");
  ReceiveAndFinish("b");
  ReceiveAndFinish("c");
  ReceiveAndFinish("d");
  Note("e", At("2022-04-01", 8), DueFrom{});  // not received yet
  Receive("v");
  Note("v", At("2022-04-01", 9), Voided{});
  Digitize("a", "don", Upload(1));
  Digitize("a", "ban-ve", Upload(2));
  Digitize("b", "don", Upload(3));
  AttachResult("b", Upload(4));
  AttachResult("c", UploadBytes(SamplePng(5, 8)));
  EXPECT_THAT(List(R::VIEW_UNSPECIFIED), ElementsAre("a", "b", "c", "d", "v"));
  EXPECT_THAT(List(R::VIEW_UNSPECIFIED, "so-xay-dung"), ElementsAre("a", "b", "c", "d", "v"));
  EXPECT_THAT(List(R::VIEW_UNSPECIFIED, "so-tu-phap"), IsEmpty());
  EXPECT_THAT(List(R::VIEW_INCOMPLETE), ElementsAre("b", "c", "d"));
  EXPECT_THAT(List(R::VIEW_RESULT_MISSING, "so-xay-dung"), ElementsAre("d"));
  EXPECT_THAT(List(R::VIEW_DOUBTFUL), ElementsAre("c"));
}

TEST_F(StoreTest, APageIsBoundToItsFilter) {
  Receive("a");
  Receive("b");
  v1::ListFoldersRequest request;
  request.set_page_size(1);
  request.set_page_token(Do(&Stub::ListFolders, request).next_page_token());
  request.set_view(v1::ListFoldersRequest::VIEW_INCOMPLETE);
  EXPECT_EQ(Refusal(&Stub::ListFolders, request), "PAGE_TOKEN_INVALID");
}

TEST_F(StoreTest, ContributorsAreThoseWhoReceivedOrFinished) {
  Receive("a");
  ReceiveAndFinish("b");
  Receive("c");
  Note("c", At("2022-04-02", 9), MovedTo{"so-tu-phap"});
  Note("c", At("2022-04-03", 9), Ended{true});
  sql::Connection connection(database_);
  const auto codes = [&](const statistics::v1::Leaf& leaf, const std::string& after = "") {
    std::vector<std::string> found;
    for (const auto& dossier : CountAfter(connection, after, 10, leaf)) {
      found.push_back(dossier.dossier);
    }
    return found;
  };
  statistics::v1::Leaf leaf;
  EXPECT_THAT(codes(leaf, "a"), ElementsAre("b", "c"));
  leaf.add_agencies("so-tu-phap");
  EXPECT_THAT(codes(leaf), ElementsAre("c"));
  leaf.add_agencies("so-xay-dung");
  EXPECT_THAT(codes(leaf), ElementsAre("a", "b", "c"));
  leaf.add_procedures("khai-sinh");
  EXPECT_THAT(codes(leaf), IsEmpty());
}

}  // namespace
}  // namespace motcua::digitization
