#include "services/digitization/reading/ocr.h"

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "absl/time/clock.h"
#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/files/samples_for_test.h"

namespace motcua::digitization {
namespace {

using motcua::testing::IsOk;
using motcua::testing::RefusedWith;
using motcua::testing::TempDir;

constexpr char kForm[] = "services/digitization/reading/testdata/to_khai.tif";

class OcrTest : public ::testing::Test {
 protected:
  // A program that runs in the place of Tesseract.
  std::string Script(const std::string& text) const {
    const std::string path = dir_.path() + "/script";
    std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
    chmod(path.c_str(), 0700);
    return path;
  }
  auto Read(const std::string& tesseract, const std::string& path,
            absl::Duration timeout = absl::Seconds(60)) const {
    return Ocr({tesseract, dir_.path(), timeout})
        .Read(path, kTiff, {{"ho_ten", "Họ và tên"}, {"so", "Số định danh"}, {"tuoi", "Tuổi"}});
  }

  TempDir dir_;
};

TEST_F(OcrTest, ReadsTheFieldsOfAForm) {
  std::ifstream file(kForm, std::ios::binary);
  const std::string scan(std::istreambuf_iterator<char>(file), {});
  ASSERT_EQ(Sniff(scan).value_or("none"), kTiff);
  const auto readings = Read("tesseract", kForm);
  ASSERT_THAT(readings, IsOk());
  ASSERT_EQ(readings->size(), 2u);
  EXPECT_EQ((*readings)[0].field, "ho_ten");
  EXPECT_EQ((*readings)[0].text, "Nguyễn Thị Hồng Ánh");
  EXPECT_GT((*readings)[0].confidence, 80);
  EXPECT_EQ((*readings)[1].text, "045122003456");
  EXPECT_TRUE(std::filesystem::is_empty(dir_.path()));  // nothing personal stays behind
}

TEST_F(OcrTest, IsOptional) {
  EXPECT_THAT(Read("", kForm), RefusedWith("OCR_NOT_CONFIGURED"));
  EXPECT_THAT(Read("/no/such/program", kForm), RefusedWith("OCR_NOT_CONFIGURED"));
}

TEST_F(OcrTest, RefusesWhatIsNotAPicture) {
  Ocr ocr({"tesseract", dir_.path()});
  EXPECT_THAT(ocr.Read(kForm, kPdf, {}), RefusedWith("NOT_A_PICTURE"));
  const std::string path = dir_.path() + "/noise";
  std::ofstream(path) << kPngMark << "and no picture behind it";
  EXPECT_THAT(ocr.Read(path, kPng, {}), RefusedWith("NOT_A_PICTURE"));
}

TEST_F(OcrTest, EndsAProgramThatTakesTooLong) {
  EXPECT_THAT(Read(Script("exec sleep 60"), kForm, absl::Milliseconds(200)),
              RefusedWith("OCR_TOO_SLOW"));
}

TEST_F(OcrTest, ReadsOneScanAtATime) {
  Ocr ocr(
      {Script("touch " + dir_.path() + "/begun; exec sleep 60"), dir_.path(), absl::Seconds(2)});
  std::thread first([&] { EXPECT_THAT(ocr.Read(kForm, kTiff, {}), RefusedWith("OCR_TOO_SLOW")); });
  const absl::Time end = absl::Now() + absl::Minutes(2);
  while (!std::filesystem::exists(dir_.path() + "/begun") && absl::Now() < end) {
    absl::SleepFor(absl::Milliseconds(5));
  }
  EXPECT_THAT(ocr.Read(kForm, kTiff, {}), RefusedWith("OCR_BUSY"));
  first.join();
}

}  // namespace
}  // namespace motcua::digitization
