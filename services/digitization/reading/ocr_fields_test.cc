#include "services/digitization/reading/ocr_fields.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::digitization {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

OcrLine Line(const std::vector<std::string>& words) {
  OcrLine line;
  for (const std::string& word : words) line.push_back({word, 90.0});
  return line;
}

std::string TextAfter(const std::string& label, const std::vector<OcrLine>& lines) {
  const auto found = FindFields(lines, {{"field", label}});
  return found.empty() ? "" : found.front().text;
}

TEST(ParseTsvTest, GivesWordsByLine) {
  const auto lines = ParseTsv(
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_"
      "num\tleft\ttop\twidth\theight\tconf\ttext\n"
      "4\t1\t1\t1\t1\t0\t5\t5\t9\t9\t-1\t\n"
      "5\t1\t1\t1\t1\t1\t5\t5\t9\t9\t96.5\tHọ\n"
      "5\t1\t1\t1\t1\t2\t5\t5\t9\t9\t-1\tmờ\n"
      "5\t1\t1\t1\t1\t3\t5\t5\t9\t9\t91\tte\u0302n:\n"
      "5\t1\t1\t1\t2\t1\t5\t5\t9\t9\t80\tÁnh\n"
      "5\t1\t1\t2\t2\t1\t5\t5\t9\t9\t80\t \n"
      "5\t1\tbroken\n");
  ASSERT_THAT(lines, SizeIs(2));
  ASSERT_THAT(lines[0], SizeIs(2));
  EXPECT_EQ(lines[0][0].text, "Họ");
  EXPECT_EQ(lines[0][0].confidence, 96.5);
  EXPECT_EQ(lines[0][1].text, "tên:");  // composed
  EXPECT_EQ(lines[1][0].text, "Ánh");
}

TEST(ParseTsvTest, TakesAnything) {
  EXPECT_THAT(ParseTsv(""), IsEmpty());
  EXPECT_THAT(ParseTsv("5\t5\t5\n\t\t\t\t\t\t\t\t\t\t\t\n\xff\xfe"), IsEmpty());
}

TEST(FindFieldsTest, GivesTheRestOfTheLine) {
  const std::vector<OcrLine> lines = {Line({"TỜ", "KHAI"}),
                                      Line({"Họ", "và", "tên:", "Nguyễn", "Thị", "Ánh"})};
  EXPECT_EQ(TextAfter("Họ và tên", lines), "Nguyễn Thị Ánh");
  EXPECT_EQ(TextAfter("HỌ VÀ TÊN", lines), "Nguyễn Thị Ánh");
  EXPECT_EQ(TextAfter("Ho\u0323 va\u0300 te\u0302n", lines), "Nguyễn Thị Ánh");
  EXPECT_EQ(TextAfter("Ngày sinh", lines), "");
}

TEST(FindFieldsTest, SkipsDotsAndColons) {
  EXPECT_EQ(TextAfter("Họ tên", {Line({"Họ", "tên", ":", "……..", "Ánh"})}), "Ánh");
  EXPECT_EQ(TextAfter("Họ tên", {Line({"1.", "Họ", "tên:Ánh", "Hồng"})}), "Ánh Hồng");
}

TEST(FindFieldsTest, ForgivesOneWrongMark) {
  EXPECT_EQ(TextAfter("Họ và tên", {Line({"Ho", "và", "tên:", "Ánh"})}), "Ánh");
  EXPECT_EQ(TextAfter("Số định danh", {Line({"Số", "dịnh", "danh", "045"})}), "045");
  EXPECT_EQ(TextAfter("Họ và tên", {Line({"Ho", "va", "tên:", "Ánh"})}), "");
  EXPECT_EQ(TextAfter("Họ và tên", {Line({"Hạ", "và", "tên:", "Ánh"})}), "");
}

TEST(FindFieldsTest, WantsWholeWords) {
  EXPECT_EQ(TextAfter("Tên", {Line({"Tênh", "Ánh"}), Line({"bộtên", "x"}), Line({"Tên", "Hồng"})}),
            "Hồng");
  EXPECT_EQ(TextAfter("Tên", {Line({"Tên:"}), Line({"Tên:", "Hồng"})}), "Hồng");
}

TEST(FindFieldsTest, IsAsSureAsOfItsWorstWord) {
  const OcrLine line = {{"Tên:", 10.0}, {"Hồng", 95.0}, {"Ánh", 60.5}};
  const auto found = FindFields({line}, {{"ten", "Tên"}, {"tuoi", "Tuổi"}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].field, "ten");
  EXPECT_EQ(found[0].confidence, 60.5);
}

TEST(FindFieldsTest, TakesAnyLabel) {
  EXPECT_THAT(
      FindFields({Line({"a", "b"})}, {{"a", ""}, {"b", "\xff"}, {"c", std::string(9999, 'a')}}),
      IsEmpty());
}

}  // namespace
}  // namespace motcua::digitization
