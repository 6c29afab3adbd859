#include "services/digitization/files/file_store.h"

#include <fcntl.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/digitization/files/disk.h"
#include "services/digitization/files/running_hash.h"

namespace motcua::digitization {
namespace {

using motcua::testing::IsOk;
using motcua::testing::TempDir;

class FileStoreTest : public ::testing::Test {
 protected:
  StagedFile Stage(const std::string& bytes) {
    const StagedFile staged{store_.staging() + "/" + std::to_string(++files_), HexHashOf(bytes)};
    std::ofstream(staged.path) << bytes;
    return staged;
  }
  std::string Read(const std::string& sha256) {
    return ReadWhole(store_.PathOf(sha256)).value_or("");
  }

  TempDir dir_;
  FileStore store_{dir_.path() + "/store"};
  int files_ = 0;
};

TEST_F(FileStoreTest, KeepsFilesUnderTheirHash) {
  const StagedFile a = Stage("tờ khai");
  const StagedFile b = Stage("giấy phép");
  ASSERT_THAT(store_.Place({a, b}), IsOk());
  EXPECT_EQ(store_.PathOf(a.sha256),
            dir_.path() + "/store/" + a.sha256.substr(0, 2) + "/" + a.sha256);
  EXPECT_EQ(Read(a.sha256), "tờ khai");
  EXPECT_EQ(store_.SizeOf(b.sha256), std::string("giấy phép").size());
  EXPECT_TRUE(std::filesystem::is_empty(store_.staging()));
}

TEST_F(FileStoreTest, KeepsManyFilesAtOnce) {
  std::vector<StagedFile> many;
  for (int i = 0; i < 100; ++i) many.push_back(Stage(std::to_string(i)));
  ASSERT_THAT(store_.Place(many), IsOk());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Read(many[i].sha256), std::to_string(i));
  EXPECT_TRUE(std::filesystem::is_empty(store_.staging()));
}

TEST_F(FileStoreTest, KeepsTheSameFileOnce) {
  ASSERT_THAT(store_.Place({Stage("a"), Stage("a")}), IsOk());
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  EXPECT_EQ(Read(HexHashOf("a")), "a");
  EXPECT_TRUE(std::filesystem::is_empty(store_.staging()));
}

TEST_F(FileStoreTest, MakesASpoiltFileWholeAgain) {
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  std::ofstream(store_.PathOf(HexHashOf("a"))) << "spoilt";
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  EXPECT_EQ(Read(HexHashOf("a")), "a");
}

TEST_F(FileStoreTest, FindsItsFilesAgain) {
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  EXPECT_EQ(FileStore(dir_.path() + "/store").SizeOf(HexHashOf("a")), 1);
  EXPECT_EQ(store_.SizeOf(HexHashOf("b")), std::nullopt);
}

TEST_F(FileStoreTest, TellsThatAFileIsMissing) {
  EXPECT_FALSE(store_.Place({{store_.staging() + "/none", HexHashOf("a")}}).ok());
}

TEST_F(FileStoreTest, ErasesOnlyWhatNobodyWantsOrHolds) {
  const std::string sha256 = HexHashOf("a");
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  EXPECT_FALSE(store_.Erase(sha256, [] { return false; }));
  auto first = store_.Hold(sha256);
  auto second = store_.Hold(sha256);
  first.reset();
  EXPECT_FALSE(store_.Erase(sha256, [] { return true; }));
  second.reset();
  EXPECT_TRUE(store_.Erase(sha256, [] { return true; }));
  EXPECT_EQ(store_.SizeOf(sha256), std::nullopt);
  EXPECT_TRUE(store_.Erase(sha256, [] { return true; }));  // after a crash, once more
}

TEST_F(FileStoreTest, ErasesNothingThatAnotherProcessHolds) {
  FileStore other(dir_.path() + "/store");
  const std::string sha256 = HexHashOf("a");
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  auto held = store_.Hold(sha256);
  EXPECT_FALSE(other.Erase(sha256, [] { return true; }));
  EXPECT_TRUE(other.Erase(HexHashOf("b"), [] { return true; }));  // is not held
  held.reset();
  EXPECT_TRUE(other.Erase(sha256, [] { return true; }));
}

TEST_F(FileStoreTest, LetsNobodyHoldAFileThatIsBeingErased) {
  FileStore other(dir_.path() + "/store");
  const std::string sha256 = HexHashOf("a");
  ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
  std::atomic<bool> held = false;
  std::thread holder;
  EXPECT_TRUE(store_.Erase(sha256, [&] {
    holder = std::thread([&] {
      const auto hold = other.Hold(sha256);
      EXPECT_EQ(other.SizeOf(sha256), std::nullopt);
      held = true;
    });
    // Another file is not waited for.
    other.Hold(HexHashOf("b"));
    EXPECT_FALSE(held);
    return true;
  }));
  holder.join();
  EXPECT_TRUE(held);
}

// What is found or placed under a hold is still there when the hold ends, whoever erases meanwhile.
TEST_F(FileStoreTest, NeverErasesUnderAHold) {
  FileStore other(dir_.path() + "/store");
  const std::string sha256 = HexHashOf("a");
  std::atomic<bool> stop = false;
  std::thread eraser([&] {
    while (!stop) other.Erase(sha256, [] { return true; });
  });
  for (int i = 0; i < 200; ++i) {
    const auto hold = store_.Hold(sha256);
    if (!store_.SizeOf(sha256)) {
      ASSERT_THAT(store_.Place({Stage("a")}), IsOk());
    }
    std::this_thread::yield();
    EXPECT_EQ(store_.SizeOf(sha256), 1);
  }
  stop = true;
  eraser.join();
}

TEST(FileStoreFolderTest, MustBeUsable) {
  const TempDir dir;
  std::ofstream(dir.path() + "/file") << "a";
  EXPECT_ANY_THROW(FileStore(dir.path() + "/file"));
}

}  // namespace
}  // namespace motcua::digitization
