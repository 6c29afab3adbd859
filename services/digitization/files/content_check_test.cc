#include "services/digitization/files/content_check.h"

#include <zip.h>

#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/files/samples_for_test.h"

namespace motcua::digitization {
namespace {

using motcua::testing::IsOk;
using motcua::testing::RefusedAt;
using motcua::testing::RefusedWith;

// Packed by libzip.
std::string PackedDocx(const std::string& text) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, data] :
       {std::pair<const char*, const std::string&>("[Content_Types].xml", text),
        {"word/document.xml", text}}) {
    zip_file_add(archive, name, zip_source_buffer(archive, data.data(), data.size(), 0), 0);
  }
  zip_close(archive);
  zip_stat_t about;
  zip_source_stat(target, &about);
  std::string file(about.size, '\0');
  zip_source_open(target);
  zip_source_read(target, file.data(), file.size());
  zip_source_close(target);
  zip_source_free(target);
  return file;
}

TEST(ContentCheckTest, TakesADocumentThatUnpacks) {
  const auto checked = CheckContent(PackedDocx("<document>Đơn đề nghị</document>"), kDocx, "type");
  ASSERT_THAT(checked, IsOk());
  EXPECT_EQ(*checked, kDocx);
  EXPECT_THAT(CheckContent(SampleXlsx(), "", "type"), IsOk());
}

TEST(ContentCheckTest, RefusesAnotherTypeThanDeclared) {
  EXPECT_THAT(CheckContent(SamplePng(), kPdf, "head.media_type"),
              RefusedAt("TYPE_MISMATCH", "head.media_type"));
}

std::string PngOf(std::uint32_t width, std::uint32_t height, const std::string& packed) {
  return std::string(kPngMark) + PngHeader(width, height) + PngChunk("IDAT", packed.substr(0, 5)) +
         PngChunk("IDAT", packed.substr(5)) + PngChunk("IEND", "");
}

TEST(ContentCheckTest, TakesAPictureWithAsManyPixelsAsItSays) {
  EXPECT_THAT(CheckContent(SamplePng(1, 300'000), "", "type"), IsOk());
  const std::string lines(2 * (1 + 3), '\0');
  EXPECT_THAT(CheckContent(PngOf(3, 2, ZlibStored(lines)), "", "type"), IsOk());
  EXPECT_THAT(CheckContent(PngOf(3, 3, ZlibStored(lines)), "", "type"),
              RefusedWith("FILE_DAMAGED"));
  EXPECT_THAT(CheckContent(PngOf(3, 1, ZlibStored(lines)), "", "type"),
              RefusedWith("FILE_DAMAGED"));
  EXPECT_THAT(CheckContent(PngOf(3, 2, "no stream"), "", "type"), RefusedWith("FILE_DAMAGED"));
  EXPECT_THAT(CheckContent(PngOf(3, 2, ZlibStored(lines) + "more"), "", "type"), IsOk());
}

TEST(ContentCheckTest, RefusesADocumentWithAChangedByte) {
  std::string file = SampleDocx();
  file[file.find("<Types/>") + 1] = 'X';
  EXPECT_THAT(CheckContent(file, "", "type"), RefusedWith("FILE_DAMAGED"));
}

TEST(ContentCheckTest, RefusesABombThatLiesAboutItsSize) {
  std::string file = PackedDocx(std::string(10'000'000, ' '));
  ASSERT_THAT(CheckContent(file, "", "type"), RefusedWith("ARCHIVE_BOMB"));
  // Both descriptions of both entries claim a thousand bytes.
  const std::string truth = LittleEndian(10'000'000, 4);
  for (std::size_t i = file.find(truth); i != std::string::npos; i = file.find(truth)) {
    file.replace(i, 4, LittleEndian(1000, 4));
  }
  ASSERT_THAT(Sniff(file), IsOk());
  EXPECT_FALSE(CheckContent(file, "", "type").ok());
}

TEST(ContentCheckTest, RefusesAnArchiveUnderAnInnocentName) {
  EXPECT_THAT(CheckContent(SampleZip({{"[Content_Types].xml", "<Types/>"},
                                      {"word/document.xml", SampleZip({{"a", "a"}})}}),
                           "", "type"),
              RefusedWith("ARCHIVE_BOMB"));
}

}  // namespace
}  // namespace motcua::digitization
