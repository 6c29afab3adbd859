// kill -9 of digitization while files are uploaded: no stored file is wrong, no acknowledged one
// is missing, and what broke off goes on where it had come to.
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <random>
#include <set>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"
#include "common/sql/connection.h"
#include "common/testing/database.h"
#include "deploy/local/federation.h"
#include "gtest/gtest.h"
#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "services/digitization/files/samples_for_test.h"
#include "tests/federation/figures.h"

namespace motcua::federation {
namespace {

namespace fs = std::filesystem;
using digitization::v1::DigitizationService;

constexpr int kScanners = 3;
constexpr int kScans = 40;     // of each scanner
constexpr int kTogether = 12;  // small files after each scan
constexpr std::size_t kPart = 50'000;
constexpr int kKills = 8;

// A scanner that uploads one file after the other, and does not give up. One thread.
class Scanner {
 public:
  explicit Scanner(const local::Federation& federation)
      : stub_(DigitizationService::NewStub(federation.Dial("digitization", "officer"))) {}

  // SHA-256 of the file as it was acknowledged.
  std::string Upload(const std::string& upload_id, const std::string& file) {
    while (true) {
      const std::int64_t offset = OffsetOf(upload_id);
      digitization::v1::File stored;
      const grpc::Status status = Send(upload_id, file, offset, &stored);
      if (status.ok()) return stored.name().substr(stored.name().find('/') + 1);
      EXPECT_NE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
      EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << status.error_message();
    }
  }
  // SHA-256 of small files sent together, in order, as they were acknowledged.
  std::vector<std::string> UploadTogether(const std::vector<std::string>& files) {
    digitization::v1::BatchUploadFilesRequest request;
    for (const std::string& file : files) request.add_files()->set_data(file);
    while (true) {
      digitization::v1::BatchUploadFilesResponse response;
      const auto context = rpc::ContextFor(absl::Seconds(10));
      const grpc::Status status = stub_->BatchUploadFiles(context.get(), request, &response);
      EXPECT_NE(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
      EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL) << status.error_message();
      if (status.ok()) return NamesIn(response);
    }
  }
  // Uploads that went on behind their first byte.
  int resumed() const { return resumed_; }

 private:
  static std::vector<std::string> NamesIn(
      const digitization::v1::BatchUploadFilesResponse& response) {
    std::vector<std::string> names;
    for (const auto& result : response.results()) {
      EXPECT_TRUE(result.has_file()) << result.refusal().message();
      names.push_back(result.file().name().substr(result.file().name().find('/') + 1));
    }
    return names;
  }

  std::int64_t OffsetOf(const std::string& upload_id) {
    digitization::v1::GetUploadRequest request;
    request.set_upload_id(upload_id);
    digitization::v1::Upload upload;
    const auto context = rpc::ContextFor(absl::Seconds(3));
    return stub_->GetUpload(context.get(), request, &upload).ok() ? upload.offset() : 0;
  }

  grpc::Status Send(const std::string& upload_id, const std::string& file, std::int64_t offset,
                    digitization::v1::File* stored) {
    const auto context = rpc::ContextFor(absl::Seconds(10));
    const auto stream = stub_->UploadFile(context.get(), stored);
    digitization::v1::UploadFileRequest message;
    auto* const head = message.mutable_head();
    head->set_upload_id(upload_id);
    head->set_size(static_cast<std::int64_t>(file.size()));
    head->set_sha256(HexEncode(Sha256(file)));
    head->set_offset(offset);
    bool open = stream->Write(message);
    for (std::size_t i = offset; open && i < file.size(); i += kPart) {
      message.set_data(file.substr(i, kPart));
      open = stream->Write(message);
    }
    stream->WritesDone();
    const grpc::Status status = stream->Finish();
    if (status.ok() && offset > 0) ++resumed_;
    return status;
  }

  const std::unique_ptr<DigitizationService::Stub> stub_;
  int resumed_ = 0;
};

std::vector<std::string> SmallFiles(std::mt19937& random) {
  std::vector<std::string> files;
  for (int i = 0; i < kTogether; ++i) {
    files.push_back(digitization::SamplePng(random(), 1 + random() % 20'000));
  }
  return files;
}

// Scanners at work, and what they were promised.
class ScanRoom {
 public:
  ScanRoom(const local::Federation& federation, unsigned seed) {
    for (int i = 0; i < kScanners; ++i) {
      threads_.emplace_back([this, &federation, seed, i] { Work(federation, seed + i); });
    }
  }
  ~ScanRoom() { Close(); }

  void Close() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int acknowledged() const { return acknowledged_; }
  int resumed() const { return resumed_; }
  const std::set<std::string>& files() const { return files_; }

 private:
  void Work(const local::Federation& federation, unsigned seed) {
    Scanner scanner(federation);
    std::mt19937 random(seed);
    for (int i = 0; i < kScans; ++i) {
      const std::string file = digitization::SamplePng(random(), 1 + random() % 4'000'000);
      const std::string stored = scanner.Upload(absl::StrCat(seed, "-", i), file);
      EXPECT_EQ(stored, HexEncode(Sha256(file)));
      const std::vector<std::string> small = SmallFiles(random);
      const std::vector<std::string> names = scanner.UploadTogether(small);
      ASSERT_EQ(names.size(), small.size());
      for (std::size_t k = 0; k < small.size(); ++k) {
        EXPECT_EQ(names[k], HexEncode(Sha256(small[k])));
      }
      const std::lock_guard lock(mutex_);
      files_.insert(stored);
      files_.insert(names.begin(), names.end());
      ++acknowledged_;
    }
    resumed_ += scanner.resumed();
  }

  std::atomic<int> acknowledged_ = 0;
  std::atomic<int> resumed_ = 0;
  std::mutex mutex_;
  std::set<std::string> files_;
  std::vector<std::thread> threads_;
};

std::string ContentOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Names in the store, each of which must be the hash of what it names.
std::set<std::string> FilesIn(const std::string& store) {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(store)) {
    const std::string path = entry.path();
    const std::string name = entry.path().filename();
    if (!entry.is_regular_file() || path.find("/staging/") != std::string::npos) continue;
    if (name == "locks") continue;
    EXPECT_EQ(HexEncode(Sha256(ContentOf(path))), name);
    names.insert(name);
  }
  return names;
}

std::set<std::string> FilesKnown(local::Federation& federation) {
  sql::Connection connection(SettingsOf(federation, "digitization"));
  std::set<std::string> names;
  for (sql::Rows rows = connection.Query("SELECT sha256 FROM paper_file"); rows.Next();) {
    names.insert(rows.Text(1));
  }
  return names;
}

void ExpectDownloads(const local::Federation& federation, const std::set<std::string>& files) {
  const auto stub = DigitizationService::NewStub(federation.Dial("digitization", "officer"));
  for (const std::string& file : files) {
    digitization::v1::DownloadFileRequest request;
    request.set_name("files/" + file);
    const auto context = rpc::ContextFor(absl::Seconds(10));
    const auto stream = stub->DownloadFile(context.get(), request);
    std::string bytes;
    digitization::v1::DownloadFileResponse part;
    while (stream->Read(&part)) bytes += part.data();
    EXPECT_TRUE(stream->Finish().ok()) << file;
    EXPECT_EQ(HexEncode(Sha256(bytes)), file);
  }
}

TEST(UploadKillTest, NoStoredFileIsWrongAndNoAcknowledgedOneMissing) {
  const motcua::testing::TempDir dir;
  local::Federation federation({.var = dir.path(),
                                .bin = fs::canonical("/proc/self/exe").parent_path(),
                                .source = fs::current_path()});
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  ScanRoom room(federation, seed);
  for (int kill = 1; kill <= kKills; ++kill) {
    const int mark = kill * kScanners * kScans / (kKills + 1);
    while (room.acknowledged() < mark) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 20));
    federation.Kill("digitization");
    federation.Start("digitization");
  }
  room.Close();

  EXPECT_EQ(room.acknowledged(), kScanners * kScans);
  std::cout << room.resumed() << " uploads were resumed" << std::endl;
  EXPECT_GT(room.resumed(), 0);
  EXPECT_EQ(FilesIn(dir.path() + "/store/digitization"), room.files());
  EXPECT_EQ(FilesKnown(federation), room.files());
  ExpectDownloads(federation, room.files());
}

}  // namespace
}  // namespace motcua::federation
