#include "services/digitization/files/file_transfer.h"

#include "gmock/gmock.h"
#include "services/digitization/files/transfer_fixture.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;

using FileTransferTest = TransferTest;

TEST_F(FileTransferTest, StoresSmallFilesEachForItself) {
  v1::BatchUploadFilesRequest request;
  request.add_files()->set_data(SamplePng());
  request.add_files()->set_data("xin chào");
  request.add_files()->set_data(SampleDocx());
  request.add_files()->set_data(SamplePng());
  request.add_files()->set_data("");
  auto* const wrong = request.add_files();
  wrong->set_data(SampleJpeg());
  wrong->set_media_type(kPng);
  const auto response = Do(&Stub::BatchUploadFiles, request);
  std::vector<std::string> outcomes;
  for (const auto& result : response.results()) {
    outcomes.push_back(result.has_file()
                           ? result.file().media_type()
                           : result.refusal().reason() + " " + result.refusal().field());
  }
  EXPECT_THAT(outcomes, ElementsAre(kPng, "TYPE_UNKNOWN data", kDocx, kPng, "FILE_EMPTY data",
                                    "TYPE_MISMATCH media_type"));
  EXPECT_EQ(CountOf("paper_file"), 2);
  EXPECT_TRUE(Downloaded(response.results(2).file().name()) == SampleDocx());
  EXPECT_EQ(Do(&Stub::BatchUploadFiles, request).ShortDebugString(), response.ShortDebugString());
  EXPECT_EQ(CountOf("event"), 2);
}

TEST_F(FileTransferTest, BoundsItsBatches) {
  v1::BatchUploadFilesRequest request;
  EXPECT_EQ(Refusal(&Stub::BatchUploadFiles, request), "BATCH_SIZE_INVALID");
  for (int i = 0; i < 201; ++i) request.add_files()->set_data("a");
  EXPECT_EQ(Refusal(&Stub::BatchUploadFiles, request), "BATCH_SIZE_INVALID");
  request.clear_files();
  request.add_files()->set_data(std::string(4'000'001, 'a'));
  EXPECT_EQ(Refusal(&Stub::BatchUploadFiles, request), "BATCH_SIZE_INVALID");
}

TEST_F(FileTransferTest, RefusesNamesThatAreNone) {
  for (const std::string& name :
       {std::string(), std::string("files/"), "files/" + std::string(63, 'a'),
        "files/" + std::string(64, 'A'), "files/../" + std::string(61, 'a')}) {
    v1::GetFileRequest get;
    get.set_name(name);
    EXPECT_EQ(Refusal(&Stub::GetFile, get), name.empty() ? "FIELD_REQUIRED" : "NAME_INVALID");
    std::string bytes;
    EXPECT_EQ(Download(name, 0, 0, &bytes).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  }
  std::string bytes;
  EXPECT_EQ(Download(FileName(HexHashOf("a")), 0, 0, &bytes).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("")), "FIELD_REQUIRED");
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("\n")), "UPLOAD_ID_INVALID");
}

}  // namespace
}  // namespace motcua::digitization
