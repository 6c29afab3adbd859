#include "services/digitization/domain/sniff.h"

#include <chrono>
#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/digitization/files/samples_for_test.h"

namespace motcua::digitization {
namespace {

using motcua::testing::IsOk;
using motcua::testing::RefusedAt;
using motcua::testing::RefusedWith;

std::map<std::string, std::string> Samples() {
  return {{kPng, SamplePng()},   {kJpeg, SampleJpeg()}, {kPdf, SamplePdf()},
          {kTiff, SampleTiff()}, {kDocx, SampleDocx()}, {kXlsx, SampleXlsx()}};
}

// One white pixel, with the checksums of zlib.
std::string ForeignPng() {
  return absl::HexStringToBytes(
      "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
      "0000000b4944415478da63f80f040009fb03fd68fa1ccc0000000049454e44ae426082");
}

TEST(SniffTest, KnowsEachKindByItsContent) {
  for (const auto& [media_type, file] : Samples()) {
    const auto sniffed = Sniff(file);
    ASSERT_THAT(sniffed, IsOk()) << media_type;
    EXPECT_EQ(*sniffed, media_type);
  }
}

TEST(SniffTest, TakesFilesOfOtherPrograms) {
  const auto sniffed = Sniff(ForeignPng());
  ASSERT_THAT(sniffed, IsOk());
  EXPECT_EQ(*sniffed, kPng);
}

TEST(SniffTest, RefusesWhatIsNoPaper) {
  EXPECT_THAT(Sniff(""), RefusedAt("FILE_EMPTY", "data"));
  EXPECT_THAT(Sniff("xin chào"), RefusedAt("TYPE_UNKNOWN", "data"));
  EXPECT_THAT(Sniff("GIF89a\1\0\1\0"), RefusedWith("TYPE_UNKNOWN"));
  EXPECT_THAT(Sniff("<html><script>"), RefusedWith("TYPE_UNKNOWN"));
  EXPECT_THAT(Sniff(" " + SamplePdf()), RefusedWith("TYPE_UNKNOWN"));
  EXPECT_THAT(Sniff(SampleZip({{"a.txt", "a"}})), RefusedWith("TYPE_UNKNOWN"));
  EXPECT_THAT(Sniff(SampleZip({{"word/document.xml", "a"}})), RefusedWith("TYPE_UNKNOWN"));
  EXPECT_THAT(Sniff(std::string(kLargestFile + 1, '\0')), RefusedWith("FILE_TOO_LARGE"));
}

TEST(SniffTest, RefusesEachKindCutOffAnywhere) {
  for (const auto& [media_type, file] : Samples()) {
    for (std::size_t size = 1; size < file.size(); ++size) {
      // A PDF may end with or without a line end.
      if (media_type == kPdf && size == file.size() - 1) continue;
      EXPECT_FALSE(Sniff(file.substr(0, size)).ok()) << media_type << " cut to " << size;
    }
  }
}

TEST(SniffTest, RefusesAPictureWithAChangedByteInItsPixels) {
  std::string file = SamplePng();
  file[file.size() / 2] ^= 1;
  EXPECT_THAT(Sniff(file), RefusedWith("FILE_DAMAGED"));
}

TEST(SniffTest, RefusesWhatFollowsTheEnd) {
  for (const auto& [media_type, file] : Samples()) {
    if (media_type == kTiff) continue;  // has no end
    EXPECT_FALSE(Sniff(file + "more").ok()) << media_type;
  }
  EXPECT_THAT(Sniff(SamplePng() + "more"), RefusedWith("FILE_AMBIGUOUS"));
  EXPECT_THAT(Sniff(SampleJpeg() + SampleJpeg()), RefusedWith("FILE_AMBIGUOUS"));
  EXPECT_THAT(Sniff(SamplePdf() + "more"), RefusedWith("FILE_AMBIGUOUS"));
  EXPECT_THAT(Sniff(SamplePdf() + "\r\n" + SamplePdf()), RefusedWith("FILE_AMBIGUOUS"));
}

TEST(SniffTest, RefusesTwoPdfsWhateverStandsBetween) {
  for (const char* between : {"", "\r\n", "%\n", "x\n", "x", "%", "1 0 obj\n<< >>\nstream\n"}) {
    EXPECT_THAT(Sniff(SamplePdf() + between + SamplePdf()), RefusedWith("FILE_AMBIGUOUS"))
        << between;
  }
}

TEST(SniffTest, TakesAPdfWithUpdates) {
  const std::string update = "1 0 obj\n<< /Type /Catalog >>\nendobj\n";
  const std::string text = SamplePdf() + update;
  EXPECT_THAT(Sniff(absl::StrCat(text, "xref\n0 0\ntrailer\n<< /Prev 45 >>\nstartxref\n",
                                 text.size(), "\n%%EOF\n")),
              IsOk());
}

TEST(SniffTest, RefusesEachKindWithAnArchiveBehind) {
  for (const auto& [media_type, file] : Samples()) {
    EXPECT_THAT(Sniff(file + SampleDocx()), RefusedWith("FILE_AMBIGUOUS")) << media_type;
  }
}

TEST(SniffTest, RefusesAnArchiveHiddenInsideAPdf) {
  const std::string hidden = SamplePdf("1 0 obj\n<< >>\nstream\n" + SampleDocx() + "\nendstream\n");
  EXPECT_THAT(Sniff(hidden), RefusedWith("FILE_AMBIGUOUS"));
}

TEST(SniffTest, RefusesAPdfHiddenInsideAPicture) {
  const std::string png = SamplePng();
  const std::size_t after_header = kPngMark.size() + 25;
  EXPECT_THAT(
      Sniff(png.substr(0, after_header) + PngChunk("tEXt", SamplePdf()) + png.substr(after_header)),
      RefusedWith("FILE_AMBIGUOUS"));
}

TEST(SniffTest, RefusesPagesAndScriptsInsideAPicture) {
  const std::string jpeg = SampleJpeg();
  for (const char* text : {"<HTML>", "<script>alert(1)</script>", "<?php system('ls') ?>"}) {
    EXPECT_THAT(Sniff(jpeg.substr(0, 2) + JpegSegment('\xfe', text) + jpeg.substr(2)),
                RefusedWith("FILE_AMBIGUOUS"))
        << text;
  }
  const std::string script = "\xff\xd8" + JpegSegment('\xe0', std::string(0x2f2a - 2, ' '));
  EXPECT_THAT(Sniff(script + jpeg.substr(2)), RefusedWith("FILE_AMBIGUOUS"));
}

TEST(SniffTest, RefusesDiskImagesAndTapes) {
  std::string tape = SamplePdf("%" + std::string(400, ' ') + "\n");
  EXPECT_THAT(Sniff(tape), IsOk());
  tape.replace(257, 5, "ustar");
  EXPECT_THAT(Sniff(tape), RefusedWith("FILE_AMBIGUOUS"));
}

TEST(SniffTest, RefusesAPdfThatPointsNowhere) {
  std::string file = SamplePdf();
  const std::size_t number = file.rfind("startxref\n") + 10;
  EXPECT_THAT(Sniff(std::string(file).replace(number, 1, "9")), RefusedWith("FILE_DAMAGED"));
  EXPECT_THAT(Sniff(std::string(file).insert(number, "9999")), RefusedWith("FILE_DAMAGED"));
}

TEST(SniffTest, TakesAPdfWithACrossReferenceStream) {
  const std::string text = "%PDF-1.5\n7 0 obj\n<< /Type /XRef >>\nstream\n\nendstream\nendobj\n";
  EXPECT_THAT(Sniff(text + "startxref\r\n9\r\n%%EOF"), IsOk());
}

TEST(SniffTest, RefusesATiffThatRunsInACircle) {
  EXPECT_THAT(Sniff(SampleTiff(12)), RefusedWith("FILE_DAMAGED"));
  EXPECT_THAT(Sniff(SampleTiff(100'000)), RefusedWith("FILE_DAMAGED"));
}

TEST(SniffTest, RefusesPicturesOfTooManyPixels) {
  const auto png = [](std::uint32_t width, std::uint32_t height) {
    return std::string(kPngMark) + PngHeader(width, height) + PngChunk("IDAT", "") +
           PngChunk("IEND", "");
  };
  EXPECT_THAT(Sniff(png(20'000, 20'000)), IsOk());
  EXPECT_THAT(Sniff(png(20'001, 20'000)), RefusedWith("PICTURE_TOO_LARGE"));
  EXPECT_THAT(Sniff(png(0xFFFFFFFF, 0xFFFFFFFF)), RefusedWith("PICTURE_TOO_LARGE"));
  EXPECT_THAT(Sniff(png(0, 1)), RefusedWith("FILE_DAMAGED"));
  std::string jpeg = SampleJpeg();
  jpeg.replace(jpeg.find(std::string("\x08\0\x08\0\x08", 5)) + 1, 4, "\x80\x01\x80\x01");
  EXPECT_THAT(Sniff(jpeg), RefusedWith("PICTURE_TOO_LARGE"));
  std::string tiff = SampleTiff();
  // A height in the place of the width, and the other way round.
  tiff = tiff.substr(0, 12) + LittleEndian(4, 2) + TiffField(257, 4, 1, 20'001) +
         TiffField(256, 4, 1, 20'000) + tiff.substr(26);
  EXPECT_THAT(Sniff(tiff), RefusedWith("PICTURE_TOO_LARGE"));
}

TEST(SniffTest, RefusesArchivesThatUnpackToTooMuch) {
  std::vector<ZipEntry> entries = {{"[Content_Types].xml", "<Types/>"},
                                   {"word/a.xml", "a", 50'000}};
  EXPECT_THAT(Sniff(SampleZip(entries)), RefusedWith("ARCHIVE_BOMB"));
  entries[1].claimed = 0xF0000000;
  EXPECT_THAT(Sniff(SampleZip(entries)), RefusedWith("ARCHIVE_BOMB"));
}

TEST(SniffTest, RefusesArchivesInsideArchives) {
  EXPECT_THAT(Sniff(SampleZip({{"[Content_Types].xml", "<Types/>"},
                               {"word/document.xml", "a"},
                               {"word/embeddings/More.ZIP", "a"}})),
              RefusedWith("ARCHIVE_BOMB"));
}

TEST(SniffTest, RefusesEntriesThatOverlap) {
  std::string file = SampleDocx();
  // The second entry begins where the first one does.
  const std::size_t second = file.rfind("PK\1\2");
  file.replace(second + 42, 4, LittleEndian(0, 4));
  EXPECT_THAT(Sniff(file), RefusedWith("ARCHIVE_BOMB"));
}

TEST(SniffTest, RefusesTwoDescriptionsOfOneEntry) {
  std::string file = SampleDocx();
  EXPECT_THAT(Sniff(std::string(file).replace(30, 1, "(")), RefusedWith("FILE_AMBIGUOUS"));
  EXPECT_THAT(Sniff(SampleZip({{"[Content_Types].xml", "a"}, {"word/a", "a"}, {"word/a", "b"}})),
              RefusedWith("FILE_AMBIGUOUS"));
  EXPECT_THAT(Sniff(SampleZip({{"[Content_Types].xml", "a"}, {"word/a", "a"}, {"xl/a", "b"}})),
              RefusedWith("FILE_AMBIGUOUS"));
}

TEST(SniffTest, ReadsAHostileDirectoryInLinearTime) {
  // Marks of an end record as far as one may stand from the end, each with a directory to look at.
  std::string file = SamplePng(1, 100'000);
  for (std::size_t i = file.size() - 66'000; i + 40 < file.size(); i += 4) {
    file.replace(i, 4, "PK\5\6");
  }
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(Sniff(file).ok());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST(CheckDeclaredTest, RefusesAnotherType) {
  EXPECT_THAT(CheckDeclared(kPng, kPng, "media_type"), IsOk());
  EXPECT_THAT(CheckDeclared("", kPng, "media_type"), IsOk());
  EXPECT_THAT(CheckDeclared("image/jpg", kJpeg, "media_type"),
              RefusedAt("TYPE_MISMATCH", "media_type"));
}

}  // namespace
}  // namespace motcua::digitization
