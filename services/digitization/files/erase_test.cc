#include "services/digitization/files/erase.h"

#include <atomic>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

constexpr char kCode[] = "H50.01-220401-0001";
constexpr char kOther[] = "H50.01-220401-0002";

class EraseTest : public DigitizationTest {
 protected:
  void Erase(const std::string& code) {
    ASSERT_TRUE(Submit(code, Forget{}, At("2022-04-06", 9)).ok());
  }
  int Sweep() { return EraseFiles(instance_->connections, instance_->files); }
  bool OnDisk(const std::string& name) {
    return instance_->files.SizeOf(name.substr(std::string("files/").size())).has_value();
  }
};

TEST_F(EraseTest, FilesOfAnErasedFolderAreGoneFromDiskAndDatabase) {
  ReceiveAndFinish(kCode);
  const std::string old_scan = Upload(1);
  const std::string scan = Upload(2);
  const std::string result = Upload(3);
  Digitize(kCode, "don", old_scan);
  Digitize(kCode, "don", scan);
  AttachResult(kCode, result);
  Erase(kCode);
  EXPECT_EQ(CountOf("paper_file"), 0);
  EXPECT_EQ(CountOf("component_use"), 0);
  EXPECT_EQ(CountOf("result_use"), 0);
  EXPECT_TRUE(OnDisk(scan));  // until it is swept
  EXPECT_EQ(Sweep(), 0);
  for (const std::string& file : {old_scan, scan, result}) EXPECT_FALSE(OnDisk(file));
  EXPECT_EQ(CountOf("file_to_erase"), 0);
}

TEST_F(EraseTest, WhatAnotherFolderUsesStays) {
  ReceiveAndFinish(kCode);
  Receive(kOther);
  const std::string shared = Upload(1);
  const std::string own = Upload(2);
  Digitize(kCode, "don", shared);
  Digitize(kCode, "ban-ve", own);
  Digitize(kOther, "don", shared);
  Erase(kCode);
  Sweep();
  EXPECT_TRUE(OnDisk(shared));
  EXPECT_FALSE(OnDisk(own));
  EXPECT_EQ(Get(kOther).components(0).file(), shared);
}

TEST_F(EraseTest, APaperThatWasReusedStaysWithWhoReusedIt) {
  ReceiveAndFinish(kCode);
  Receive(kOther);
  const std::string result = Upload(1);
  AttachResult(kCode, result);
  auto store = For<v1::StoreDocumentRequest>(kCode);
  store.set_owner_identity("045123456789");
  store.set_kind("giay-phep");
  auto reuse = For<v1::ReuseDocumentRequest>(kOther);
  reuse.set_component("don");
  reuse.set_document(Do(&Stub::StoreDocument, store).name());
  reuse.set_owner_identity("045123456789");
  Do(&Stub::ReuseDocument, reuse);
  Erase(kCode);
  Sweep();
  EXPECT_EQ(CountOf("personal_document"), 0);
  EXPECT_TRUE(OnDisk(result));
  EXPECT_EQ(Refusal(&Stub::ReuseDocument, reuse), "DOCUMENT_UNKNOWN");
}

TEST_F(EraseTest, SignaturesAndReadingsGoAtOnce) {
  Receive(kCode);
  const Officer officer = disk_.authority.Issue("Cán bộ", At("2022-01-01", 0), At("2023-01-01", 0));
  auto scan = For<v1::AttachComponentRequest>(kCode);
  scan.set_component("don");
  scan.set_file(UploadBytes(SamplePng(1, 300)));
  scan.set_signature(Sign(officer, SamplePng(1, 300), At("2022-04-05", 8)));
  Do(&Stub::AttachComponent, scan);
  ASSERT_TRUE(
      Submit(kCode, KeepReading{"don", 1, {{"ho_ten", "Nguyễn Văn A", 90}}}, At("2022-04-05", 9))
          .ok());
  EXPECT_EQ(CountOf("signature"), 1);
  EXPECT_EQ(CountOf("reading"), 1);
  Erase(kCode);
  EXPECT_EQ(CountOf("signature"), 0);
  EXPECT_EQ(CountOf("reading"), 0);
  EXPECT_EQ(Do(&Stub::VerifySignatures, For<v1::VerifySignaturesRequest>(kCode)).verdicts_size(),
            0);
}

TEST_F(EraseTest, AMissingFileIsNoTamperedOne) {
  Receive(kCode);
  const Officer officer = disk_.authority.Issue("Cán bộ", At("2022-01-01", 0), At("2023-01-01", 0));
  auto scan = For<v1::AttachComponentRequest>(kCode);
  scan.set_component("don");
  scan.set_file(Upload(1));
  scan.set_signature(Sign(officer, SamplePng(1, 300), At("2022-04-05", 8)));
  Do(&Stub::AttachComponent, scan);
  std::filesystem::remove(
      instance_->files.PathOf(scan.file().substr(std::string("files/").size())));
  EXPECT_EQ(Refusal(&Stub::VerifySignatures, For<v1::VerifySignaturesRequest>(kCode)),
            "FILE_CORRUPT");
}

TEST_F(EraseTest, AFileThatIsHeldWaits) {
  Receive(kCode);
  const std::string scan = Upload(1);
  Digitize(kCode, "don", scan);
  Erase(kCode);
  auto held = instance_->files.Hold(scan.substr(std::string("files/").size()));
  EXPECT_EQ(Sweep(), 1);
  EXPECT_TRUE(OnDisk(scan));
  held.reset();
  EXPECT_EQ(Sweep(), 0);
  EXPECT_FALSE(OnDisk(scan));
}

TEST_F(EraseTest, AFileThatCameAgainStays) {
  Receive(kCode);
  const std::string scan = Upload(1);
  Digitize(kCode, "don", scan);
  Erase(kCode);
  Upload(1);
  EXPECT_EQ(Sweep(), 0);
  EXPECT_TRUE(OnDisk(scan));
  EXPECT_EQ(CountOf("paper_file"), 1);
  EXPECT_EQ(CountOf("file_to_erase"), 0);
}

TEST_F(EraseTest, AFileThatIsErasedTwiceIsNotForgottenByWhoErasedItOnce) {
  const auto erase = [&](const std::string& code) {
    Receive(code);
    Digitize(code, "don", Upload(1));
    Erase(code);
  };
  erase(kCode);
  erase(kOther);
  EXPECT_EQ(CountOf("file_to_erase"), 2);
  EXPECT_EQ(CountOf("(SELECT DISTINCT sha256 FROM file_to_erase) names"), 1);
  EXPECT_EQ(Sweep(), 0);
  EXPECT_EQ(CountOf("file_to_erase"), 0);
}

// Two instances: one receives the file again and again, the other erases it.
TEST_F(EraseTest, AFileThatAnotherInstanceAcknowledgedIsThere) {
  Instance second(database_, disk_, clock_.clock());
  std::atomic<bool> stop = false;
  std::thread eraser([&] {
    while (!stop) EraseFiles(second.connections, second.files);
  });
  for (int i = 0; i < 30; ++i) {
    const std::string code = absl::StrCat("H50.01-220401-", 1000 + i);
    Receive(code);
    const std::string scan = Upload(1);
    EXPECT_TRUE(OnDisk(scan));
    Digitize(code, "don", scan);
    EXPECT_TRUE(OnDisk(scan));
    Erase(code);
  }
  stop = true;
  eraser.join();
}

TEST_F(EraseTest, TheThreadSweepsByItself) {
  Receive(kCode);
  const std::string scan = Upload(1);
  Digitize(kCode, "don", scan);
  Erase(kCode);
  const Eraser eraser(instance_->connections, instance_->files, {.erase = absl::Milliseconds(1)});
  const absl::Time end = absl::Now() + absl::Minutes(2);
  while (OnDisk(scan) && absl::Now() < end) std::this_thread::yield();
  EXPECT_FALSE(OnDisk(scan));
}

}  // namespace
}  // namespace motcua::digitization
