#include "services/digitization/files/download_stream.h"

#include <filesystem>
#include <fstream>
#include <limits>

#include "services/digitization/files/transfer_fixture.h"

namespace motcua::digitization {
namespace {

using DownloadStreamTest = TransferTest;

TEST_F(DownloadStreamTest, GivesBackWhatItWasGiven) {
  const std::string file = SamplePng(1, 2'500'000);
  const v1::File stored = Store(file, "scan-1");
  EXPECT_EQ(stored.name(), "files/" + HexHashOf(file));
  EXPECT_EQ(stored.size(), static_cast<std::int64_t>(file.size()));
  EXPECT_EQ(stored.media_type(), kPng);
  EXPECT_EQ(stored.store_time().seconds(), absl::ToUnixSeconds(At("2022-04-05", 9)));
  EXPECT_TRUE(Downloaded(stored.name()) == file);
  EXPECT_TRUE(Downloaded(stored.name(), 999'999, 1'000'002) == file.substr(999'999, 1'000'002));
  EXPECT_TRUE(Downloaded(stored.name(), 2'500'000) == file.substr(2'500'000));
  v1::GetFileRequest get;
  get.set_name(stored.name());
  EXPECT_EQ(Do(&Stub::GetFile, get).ShortDebugString(), stored.ShortDebugString());
}

TEST_F(DownloadStreamTest, RefusesRangesOutsideTheFile) {
  const std::string file = SamplePng();
  const std::string name = Store(file, "scan-1").name();
  const auto size = static_cast<std::int64_t>(file.size());
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  for (const auto& [offset, length] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {-1, 0}, {0, -1}, {size, 0}, {0, size + 1}, {1, kMost}, {kMost, kMost}, {kMost, 1}}) {
    std::string bytes;
    const grpc::Status status = Download(name, offset, length, &bytes);
    const auto details = motcua::testing::DetailsOf(status);
    EXPECT_EQ(details.reason, "RANGE_INVALID") << offset << " " << length;
    const bool begins = 0 <= offset && offset < size;
    EXPECT_EQ(details.fields, std::vector<std::string>{begins ? "length" : "offset"});
    EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
    EXPECT_EQ(bytes, "");
  }
  EXPECT_EQ(Downloaded(name, size - 1, 1), file.substr(size - 1));
}

TEST_F(DownloadStreamTest, NeverGivesASpoiltFileForWhole) {
  const std::string file = SamplePng(1, 1'500'000);
  const std::string name = Store(file, "scan-1").name();
  const std::string path = instance_->files.PathOf(HexHashOf(file));
  const auto expect_corrupt = [&] {
    std::string bytes;
    const grpc::Status status = Download(name, 0, 0, &bytes);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
    EXPECT_EQ(motcua::testing::DetailsOf(status).reason, "FILE_CORRUPT");
    EXPECT_LT(bytes.size(), file.size());
  };
  std::string spoilt = file;
  spoilt[700'000] ^= 1;
  std::ofstream(path) << spoilt;
  expect_corrupt();
  std::filesystem::resize_file(path, 1000);
  expect_corrupt();
  std::filesystem::remove(path);
  expect_corrupt();
  Store(file, "scan-2");  // whoever still has it mends it
  EXPECT_TRUE(Downloaded(name) == file);
}

}  // namespace
}  // namespace motcua::digitization
