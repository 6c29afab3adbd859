#include "services/digitization/files/uploads.h"

#include <filesystem>
#include <fstream>

#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/files/samples_for_test.h"

namespace motcua::digitization {
namespace {

namespace fs = std::filesystem;
using motcua::testing::IsOk;
using motcua::testing::RefusedAt;
using motcua::testing::RefusedWith;
using motcua::testing::TempDir;

class UploadsTest : public ::testing::Test {
 protected:
  UploadHead Head(const std::string& upload_id = "a") const {
    return {"so-tu-phap", upload_id, static_cast<std::int64_t>(file_.size()), HexHashOf(file_), ""};
  }
  std::unique_ptr<Upload> Open(const UploadHead& head, std::int64_t offset = 0) {
    auto upload = uploads_.Open(head, offset);
    EXPECT_THAT(upload, IsOk());
    return upload.ok() ? *std::move(upload) : nullptr;
  }
  // Its first `size` bytes; then the stream breaks.
  void Begin(std::size_t size) { ASSERT_THAT(Open(Head())->Append(file_.substr(0, size)), IsOk()); }
  bool NothingStaged() const { return fs::is_empty(store_.staging()); }

  TempDir dir_;
  FileStore store_{dir_.path()};
  const std::string file_ = SamplePng(1, 1000);
  Uploads uploads_{store_, {.concurrent = 2, .of_organisation = 1, .kept_bytes = 1500}};
};

TEST_F(UploadsTest, StoreAWholeFile) {
  const auto upload = Open(Head());
  ASSERT_THAT(upload->Append(file_.substr(0, 100)), IsOk());
  ASSERT_THAT(upload->Append(file_.substr(100)), IsOk());
  const auto stored = upload->Finish();
  ASSERT_THAT(stored, IsOk());
  const CheckedFile expected{HexHashOf(file_), static_cast<std::int64_t>(file_.size()), kPng};
  EXPECT_EQ(*stored, expected);
  EXPECT_EQ(store_.SizeOf(expected.sha256), expected.size);
  EXPECT_TRUE(NothingStaged());
}

TEST_F(UploadsTest, GoOnWhereTheyStoppedEvenAfterARestart) {
  Begin(300);
  Uploads restarted(store_, {});
  const auto progress = restarted.Find("so-tu-phap", "a");
  ASSERT_THAT(progress, IsOk());
  EXPECT_EQ(progress->offset, 300);
  EXPECT_EQ(progress->size, static_cast<std::int64_t>(file_.size()));
  auto upload = restarted.Open(Head(), 300);
  ASSERT_THAT(upload, IsOk());
  ASSERT_THAT((*upload)->Append(file_.substr(300)), IsOk());
  EXPECT_THAT((*upload)->Finish(), IsOk());
}

TEST_F(UploadsTest, CheckTheWholeFileWhenTheyGoOn) {
  Begin(300);
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(store_.staging())) {
    if (entry.is_regular_file()) std::ofstream(entry.path()) << std::string(300, 'x');
  }
  const auto upload = Open(Head(), 300);
  ASSERT_THAT(upload->Append(file_.substr(300)), IsOk());
  EXPECT_THAT(upload->Finish(), RefusedAt("HASH_MISMATCH", "head.sha256"));
  EXPECT_TRUE(NothingStaged());
}

TEST_F(UploadsTest, TellAnotherOffset) {
  EXPECT_THAT(uploads_.Open(Head(), 10), RefusedWith("OFFSET_MISMATCH"));
  EXPECT_THAT(uploads_.Find("so-tu-phap", "a"), RefusedWith("UPLOAD_UNKNOWN"));
  Begin(300);
  EXPECT_THAT(uploads_.Open(Head(), 0), RefusedWith("OFFSET_MISMATCH"));
  EXPECT_THAT(uploads_.Open(Head(), 301), RefusedWith("OFFSET_MISMATCH"));
}

TEST_F(UploadsTest, BelongToTheirOrganisation) {
  Begin(300);
  EXPECT_THAT(uploads_.Find("so-y-te", "a"), RefusedWith("UPLOAD_UNKNOWN"));
  UploadHead other = Head();
  other.organisation = "so-y-te";
  EXPECT_THAT(uploads_.Open(other, 0), IsOk());
}

TEST_F(UploadsTest, KeepTheirIdForOneFile) {
  Begin(300);
  UploadHead other = Head();
  other.size += 1;
  EXPECT_THAT(uploads_.Open(other, 300), RefusedWith("UPLOAD_ID_REUSED"));
}

TEST_F(UploadsTest, HaveOneWriterEach) {
  auto upload = Open(Head());
  EXPECT_THAT(uploads_.Open(Head(), 0), RefusedWith("UPLOAD_BUSY"));
  EXPECT_THAT(Uploads(store_, {}).Open(Head(), 0), RefusedWith("UPLOAD_BUSY"));
  upload.reset();
  EXPECT_THAT(uploads_.Open(Head(), 0), IsOk());
}

TEST_F(UploadsTest, AreBounded) {
  const auto first = uploads_.Enter("so-tu-phap");
  EXPECT_THAT(uploads_.Enter("so-tu-phap"), RefusedWith("OVERLOADED"));  // one each
  auto second = uploads_.Enter("so-y-te");
  EXPECT_THAT(uploads_.Enter("so-xay-dung"), RefusedWith("OVERLOADED"));  // two for all
  second = absl::CancelledError("");
  EXPECT_THAT(uploads_.Enter("so-xay-dung"), IsOk());
}

TEST_F(UploadsTest, KeepOnlySoMuchOfEachOrganisation) {
  Begin(300);
  UploadHead other = Head("b");
  EXPECT_THAT(uploads_.Open(other, 0), RefusedWith("UPLOADS_FULL"));
  EXPECT_TRUE(uploads_.Open(Head(), 300).ok());  // what is kept may go on
  other.organisation = "so-y-te";
  EXPECT_THAT(uploads_.Open(other, 0), IsOk());
}

TEST_F(UploadsTest, OfOneIdAtOnceAreOne) {
  UploadHead other = Head();
  other.sha256 = HexHashOf("another");
  auto upload = Open(Head());
  EXPECT_THAT(uploads_.Open(other, 0), RefusedWith("UPLOAD_BUSY"));
  upload.reset();
  EXPECT_THAT(uploads_.Open(other, 0), RefusedWith("UPLOAD_ID_REUSED"));
}

TEST_F(UploadsTest, DoNotKeepWhatIsRefused) {
  UploadHead head = Head("hash");
  head.sha256 = HexHashOf("another");
  auto upload = Open(head);
  ASSERT_THAT(upload->Append(file_), IsOk());
  EXPECT_THAT(upload->Finish(), RefusedWith("HASH_MISMATCH"));

  upload = Open(Head("size"));
  EXPECT_THAT(upload->Append(file_ + "x"), RefusedAt("SIZE_MISMATCH", "head.size"));

  head = Head("type");
  head.media_type = kPdf;
  upload = Open(head);
  ASSERT_THAT(upload->Append(file_), IsOk());
  EXPECT_THAT(upload->Finish(), RefusedAt("TYPE_MISMATCH", "head.media_type"));
  EXPECT_TRUE(NothingStaged());
}

TEST_F(UploadsTest, KeepWhatIsIncomplete) {
  const auto upload = Open(Head());
  ASSERT_THAT(upload->Append(file_.substr(0, 300)), IsOk());
  EXPECT_THAT(upload->Finish(), RefusedWith("UPLOAD_INCOMPLETE"));
  EXPECT_EQ(uploads_.Find("so-tu-phap", "a")->offset, 300);
}

TEST_F(UploadsTest, SweepOnlyWhatIsOld) {
  Begin(300);
  Uploads(store_, {.keep = absl::Hours(24)});
  EXPECT_THAT(uploads_.Find("so-tu-phap", "a"), IsOk());
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(store_.staging())) {
    fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - std::chrono::hours(25));
  }
  Uploads(store_, {.keep = absl::Hours(24)});
  EXPECT_THAT(uploads_.Find("so-tu-phap", "a"), RefusedWith("UPLOAD_UNKNOWN"));
  EXPECT_TRUE(NothingStaged());
}

TEST_F(UploadsTest, SweepNothingThatIsOpen) {
  const auto upload = Open(Head());
  SweepStaging(store_, -absl::Hours(1));
  EXPECT_THAT(uploads_.Find("so-tu-phap", "a"), IsOk());
}

TEST_F(UploadsTest, KnowAFileThatIsStoredAlready) {
  ASSERT_THAT(FindStored(store_, Head()), IsOk());
  EXPECT_FALSE(FindStored(store_, Head())->has_value());
  const auto upload = Open(Head());
  ASSERT_THAT(upload->Append(file_), IsOk());
  ASSERT_THAT(upload->Finish(), IsOk());
  EXPECT_TRUE(FindStored(store_, Head())->has_value());
  UploadHead head = Head();
  head.media_type = kPdf;
  EXPECT_THAT(FindStored(store_, head), RefusedWith("TYPE_MISMATCH"));
  std::ofstream(store_.PathOf(head.sha256)) << std::string(file_.size(), 'x');
  EXPECT_FALSE(FindStored(store_, Head())->has_value());
}

}  // namespace
}  // namespace motcua::digitization
