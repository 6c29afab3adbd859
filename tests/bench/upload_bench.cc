// How fast files come in, streamed and in batches, against copying the same files with a sync of
// each, by one thread and by as many as there are clients: over TLS, hashed, checked by content,
// stored, recorded in the journal.
//
//   upload_bench [--rounds 3] [--scans 100] [--small 2000] [--clients 4]
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"
#include "common/testing/database.h"
#include "deploy/local/federation.h"
#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "services/digitization/files/samples_for_test.h"
#include "tests/bench/load.h"

ABSL_FLAG(int, rounds, 3, "times each is measured; medians are printed");
ABSL_FLAG(int, scans, 100, "files of 1 MB a round");
ABSL_FLAG(int, small, 2000, "files of 10 kB a round");
ABSL_FLAG(int, clients, 4, "streams at once");

namespace motcua::bench {
namespace {

using digitization::v1::DigitizationService;
using Files = std::vector<std::string>;

constexpr std::size_t kPart = 1'000'000;
constexpr int kBatch = 200;

Files MakeFiles(int count, std::size_t size, unsigned seed) {
  Files files;
  for (int i = 0; i < count; ++i) files.push_back(digitization::SamplePng(seed + i, size));
  return files;
}

double Megabytes(const Files& files) {
  double bytes = 0;
  for (const std::string& file : files) bytes += static_cast<double>(file.size());
  return bytes / 1e6;
}

// MB/s of what `move` does with all files.
double Speed(const Files& files, const std::function<void()>& move) {
  const absl::Time begin = absl::Now();
  move();
  return Megabytes(files) / absl::ToDoubleSeconds(absl::Now() - begin);
}

void Require(bool good, const std::string& what) {
  if (!good) throw std::runtime_error(what);
}

// What cp does, and then fsync.
void Copy(const std::string& from, const std::string& to) {
  std::filesystem::copy_file(from, to);
  const int file = open(to.c_str(), O_RDONLY | O_CLOEXEC);
  Require(file >= 0 && fsync(file) == 0, "cannot sync a copy");
  close(file);
}

// Runs `work` for each number below `count`, on so many threads.
void Share(int threads, std::size_t count, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      for (std::size_t number = next++; number < count; number = next++) work(number);
    });
  }
  for (std::thread& worker : workers) worker.join();
}

double CopyAll(const Files& files, int threads) {
  const testing::TempDir from, to;
  for (std::size_t i = 0; i < files.size(); ++i) {
    std::ofstream(absl::StrCat(from.path(), "/", i)) << files[i];
  }
  return Speed(files, [&] {
    Share(threads, files.size(), [&](std::size_t i) {
      Copy(absl::StrCat(from.path(), "/", i), absl::StrCat(to.path(), "/", i));
    });
  });
}

void Stream(DigitizationService::Stub& stub, const std::string& file) {
  digitization::v1::File stored;
  const auto context = rpc::ContextFor(absl::Seconds(30));
  const auto stream = stub.UploadFile(context.get(), &stored);
  digitization::v1::UploadFileRequest message;
  message.mutable_head()->set_upload_id(RandomId());
  message.mutable_head()->set_size(static_cast<std::int64_t>(file.size()));
  message.mutable_head()->set_sha256(HexEncode(Sha256(file)));
  stream->Write(message);
  for (std::size_t i = 0; i < file.size(); i += kPart) {
    message.set_data(file.substr(i, kPart));
    stream->Write(message);
  }
  stream->WritesDone();
  const grpc::Status status = stream->Finish();
  Require(status.ok(), status.error_message());
}

double StreamAll(const local::Federation& federation, const Files& files) {
  const auto stub = DigitizationService::NewStub(federation.Dial("digitization", "officer"));
  return Speed(files, [&] {
    Share(absl::GetFlag(FLAGS_clients), files.size(),
          [&](std::size_t i) { Stream(*stub, files[i]); });
  });
}

double BatchAll(const local::Federation& federation, const Files& files) {
  const auto stub = DigitizationService::NewStub(federation.Dial("digitization", "officer"));
  return Speed(files, [&] {
    for (std::size_t begin = 0; begin < files.size(); begin += kBatch) {
      digitization::v1::BatchUploadFilesRequest request;
      for (std::size_t i = begin; i < std::min(begin + kBatch, files.size()); ++i) {
        request.add_files()->set_data(files[i]);
      }
      digitization::v1::BatchUploadFilesResponse response;
      const auto context = rpc::ContextFor(absl::Seconds(30));
      const grpc::Status status = stub->BatchUploadFiles(context.get(), request, &response);
      Require(status.ok(), status.error_message());
      for (const auto& result : response.results()) {
        Require(result.has_file(), result.refusal().message());
      }
    }
  });
}

// Rounds of moving the same files in each way.
struct Speeds {
  std::vector<double> moved, copied, copied_together;
};

void Print(const char* name, int threads, const Speeds& speeds) {
  const double moved = Median(speeds.moved);
  const double copied = Median(speeds.copied);
  const double together = Median(speeds.copied_together);
  std::printf("%8.1f MB/s  %s, clients: %d\n", moved, name, threads);
  std::printf("%8.1f MB/s  cp + fsync, threads: 1; the service has %.2f of it\n", copied,
              moved / copied);
  std::printf("%8.1f MB/s  cp + fsync, threads: %d; the service has %.2f of it\n", together,
              absl::GetFlag(FLAGS_clients), moved / together);
}

void Run() {
  const testing::TempDir dir;
  const local::Federation federation(
      {.var = dir.path(),
       .bin = std::filesystem::canonical("/proc/self/exe").parent_path(),
       .source = std::filesystem::current_path()});
  const int clients = absl::GetFlag(FLAGS_clients);
  Speeds scanned, batched;
  for (int round = 0; round < absl::GetFlag(FLAGS_rounds); ++round) {
    const Files scans = MakeFiles(absl::GetFlag(FLAGS_scans), 1'000'000, 1'000'000 * round);
    const Files small = MakeFiles(absl::GetFlag(FLAGS_small), 10'000, 1'000'000 * round + 500'000);
    scanned.copied.push_back(CopyAll(scans, 1));
    scanned.copied_together.push_back(CopyAll(scans, clients));
    scanned.moved.push_back(StreamAll(federation, scans));
    batched.copied.push_back(CopyAll(small, 1));
    batched.copied_together.push_back(CopyAll(small, clients));
    batched.moved.push_back(BatchAll(federation, small));
  }
  Print("UploadFile, 1 MB each", clients, scanned);
  Print("BatchUploadFiles, 10 kB each, 200 a call", 1, batched);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
