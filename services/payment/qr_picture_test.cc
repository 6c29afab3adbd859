#include "services/payment/qr_picture.h"

#include <cstdio>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "common/process/child.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/payment/domain/qr_text.h"

namespace motcua::payment {
namespace {

constexpr char kBarcode[] = "/usr/bin/zbarimg";

std::string Contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(file)), {});
}

// What another program reads in a picture.
std::string Decoded(const std::string& png) {
  const testing::TempDir dir;
  const std::string picture = dir.path() + "/code.png";
  const std::string output = dir.path() + "/text";
  std::ofstream(picture, std::ios::binary) << png;
  process::Child reader(
      {kBarcode, "--nodbus", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture}, output);
  EXPECT_EQ(reader.Wait(absl::Seconds(30)), 0);
  std::string text = Contents(output);
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

// The modules an SVG draws.
QrModules Drawn(const std::string& svg) {
  QrModules modules;
  const std::size_t box = svg.find("viewBox");
  EXPECT_EQ(std::sscanf(svg.c_str() + box, "viewBox=\"0 0 %d", &modules.side), 1);
  modules.dark.resize(static_cast<std::size_t>(modules.side) * modules.side);
  for (std::size_t at = svg.find('M'); at != std::string::npos; at = svg.find('M', at + 1)) {
    int x = 0;
    int y = 0;
    int end = 0;  // set only when the whole square is there
    std::sscanf(svg.c_str() + at, "M%d %dh1v1h-1z%n", &x, &y, &end);
    if (end > 0) modules.dark.at(y * modules.side + x) = true;
  }
  return modules;
}

TEST(QrPictureTest, AnotherProgramReadsTheTextOfThePng) {
  const QrTransfer transfer{{"970436", "0011001234567"}, 150'000, "H49.18-220315-0001", 2};
  const std::string text = MakeQrText(transfer).value();
  const std::string read = Decoded(QrPng(EncodeQr(text)));
  EXPECT_EQ(read, text);
  EXPECT_EQ(ParseQrText(read).value(), transfer);
}

TEST(QrPictureTest, LongestTextIsReadable) {
  const QrTransfer transfer{
      {"970436", "ABCDEFGHIJ123456789"}, 9'999'999'999'999, "H49.18.11-220315-12345", 99};
  const std::string text = MakeQrText(transfer).value();
  EXPECT_EQ(Decoded(QrPng(EncodeQr(text))), text);
}

TEST(QrPictureTest, SvgDrawsTheSameModules) {
  const QrModules modules = EncodeQr("000201");
  const QrModules drawn = Drawn(QrSvg(modules));
  EXPECT_EQ(drawn.side, modules.side);
  EXPECT_EQ(drawn.dark, modules.dark);
}

TEST(QrPictureTest, FourModulesAroundAreLight) {
  const QrModules modules = EncodeQr("000201");
  for (int y = 0; y < modules.side; ++y) {
    for (int x = 0; x < modules.side; ++x) {
      const bool around = x < 4 || y < 4 || x >= modules.side - 4 || y >= modules.side - 4;
      EXPECT_FALSE(around && modules.dark[y * modules.side + x]) << x << " " << y;
    }
  }
  EXPECT_TRUE(modules.dark[4 * modules.side + 4]);  // the finder pattern begins right there
}

TEST(QrPictureTest, NoCodeHoldsNothingOrEverything) {
  EXPECT_THROW(EncodeQr(""), std::runtime_error);
  EXPECT_THROW(EncodeQr(std::string(10'000, 'a')), std::runtime_error);
}

}  // namespace
}  // namespace motcua::payment
