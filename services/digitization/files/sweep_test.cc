#include "services/digitization/files/sweep.h"

#include <filesystem>

#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "services/digitization/files/erase.h"
#include "services/digitization/files/transfer_fixture.h"

namespace motcua::digitization {
namespace {

constexpr char kCode[] = "H50.01-220401-0001";

class SweepTest : public TransferTest {
 protected:
  std::string PathOf(const std::string& name) {
    return instance_->files.PathOf(name.substr(std::string("files/").size()));
  }
  bool OnDisk(const std::string& name) { return std::filesystem::exists(PathOf(name)); }
  void Age(const std::string& path) {
    std::filesystem::last_write_time(
        path, std::filesystem::file_time_type::clock::now() - std::chrono::hours(25));
  }
  int Sweep() {
    return SweepUnused(instance_->connections, instance_->files, absl::Now() - absl::Hours(24));
  }
};

TEST_F(SweepTest, TakesWhatNobodyAttachedForADay) {
  const std::string old = Upload(1);
  const std::string fresh = Upload(2);
  Age(PathOf(old));
  EXPECT_EQ(Sweep(), 1);
  EXPECT_FALSE(OnDisk(old));
  EXPECT_TRUE(OnDisk(fresh));
  EXPECT_EQ(CountOf("paper_file"), 1);
}

TEST_F(SweepTest, LeavesWhatAFolderOrADocumentUses) {
  ReceiveAndFinish(kCode);
  const std::string component = Upload(1);
  const std::string replaced = Upload(2);
  const std::string result = Upload(3);
  Digitize(kCode, "don", replaced);
  Digitize(kCode, "don", component);
  AttachResult(kCode, result);
  for (const std::string& file : {component, replaced, result}) Age(PathOf(file));
  EXPECT_EQ(Sweep(), 0);
  for (const std::string& file : {component, replaced, result}) EXPECT_TRUE(OnDisk(file));
  EXPECT_EQ(CountOf("paper_file"), 3);
}

TEST_F(SweepTest, LeavesWhatCameAgainOrIsHeld) {
  const std::string batched = Upload(1);
  const std::string streamed = Upload(2);
  const std::string held = Upload(3);
  for (const std::string& file : {batched, streamed, held}) Age(PathOf(file));
  Upload(1);
  Store(SamplePng(2, 300), "again");
  const auto hold = instance_->files.Hold(held.substr(std::string("files/").size()));
  EXPECT_EQ(Sweep(), 0);
  EXPECT_EQ(CountOf("paper_file"), 3);
}

TEST_F(SweepTest, TakesWhatACrashLeftWithoutARow) {
  const std::string name = Upload(1);
  Age(PathOf(name));
  sql::Connection(database_).Update("DELETE FROM paper_file");
  EXPECT_EQ(Sweep(), 1);
  EXPECT_FALSE(OnDisk(name));
}

TEST_F(SweepTest, TheThreadSweepsTheStoreAndTheStagingFolder) {
  const std::string name = Upload(1);
  const std::string scratch = instance_->files.staging() + "/scratch.tsv";
  std::ofstream(scratch) << "left by a crash";
  Age(PathOf(name));
  Age(scratch);
  const Eraser eraser(instance_->connections, instance_->files,
                      {.erase = absl::Milliseconds(1), .sweep = absl::Milliseconds(1)});
  const absl::Time end = absl::Now() + absl::Minutes(2);
  while ((OnDisk(name) || std::filesystem::exists(scratch)) && absl::Now() < end) {
    std::this_thread::yield();
  }
  EXPECT_FALSE(OnDisk(name));
  EXPECT_FALSE(std::filesystem::exists(scratch));
}

}  // namespace
}  // namespace motcua::digitization
