#include "tools/export/xlsx.h"

#include <zip.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/export/sample_for_test.h"

namespace motcua::exports {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class XlsxTest : public ::testing::Test {
 protected:
  std::string Write(const Document& document, const std::string& name = "report.xlsx") {
    const std::string path = absl::StrCat(dir_.path(), "/", name);
    WriteXlsx(document, path);
    return path;
  }

  // A part of the file; empty: there is none.
  static std::string Part(const std::string& path, const std::string& part) {
    zip_t* const archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
    zip_file_t* const file = zip_fopen(archive, part.c_str(), 0);
    std::string text;
    char buffer[4096];
    for (zip_int64_t size;
         file != nullptr && (size = zip_fread(file, buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(size));
    }
    if (file != nullptr) zip_fclose(file);
    zip_discard(archive);
    return text;
  }

  // `<c …>…</c>` of a cell.
  static std::string Cell(const std::string& sheet, const std::string& name) {
    const std::size_t begin = sheet.find("<c r=\"" + name + "\"");
    return begin == std::string::npos ? "" : sheet.substr(begin, sheet.find("</c>", begin) - begin);
  }

  testing::TempDir dir_;
};

TEST_F(XlsxTest, NumbersAreNumbersAndNamesAreTexts) {
  const std::string path = Write(SampleDocument());
  const std::string sheet = Part(path, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(Cell(sheet, "B8"), HasSubstr("t=\"s\""));  // the name that looks like a formula
  EXPECT_THAT(Cell(sheet, "A8"), HasSubstr("<v>1</v>"));
  EXPECT_THAT(Cell(sheet, "A7"), HasSubstr("t=\"s\""));  // Roman
  EXPECT_THAT(Cell(sheet, "C8"), Not(HasSubstr("t=\"")));
  EXPECT_THAT(Cell(sheet, "C8"), HasSubstr("<v>219</v>"));
  EXPECT_THAT(Cell(sheet, "E8"), HasSubstr("<v>26.02</v>"));
  EXPECT_THAT(Cell(sheet, "C14"), HasSubstr("<v>67918</v>"));  // the total, as printed
  const std::string styles = Part(path, "xl/styles.xml");
  EXPECT_THAT(styles, HasSubstr("formatCode=\"0.00\""));
  const std::string texts = Part(path, "xl/sharedStrings.xml");
  EXPECT_THAT(texts, HasSubstr("<t>=HYPERLINK(\"http://x\",\"y\")</t>"));
  EXPECT_THAT(texts, HasSubstr("<t>+1</t>"));
  EXPECT_THAT(texts, HasSubstr("Sở[U+202E]gnợưht[U+000A]gnôC"));
  EXPECT_THAT(texts, HasSubstr("Xã Hòa"));
}

TEST_F(XlsxTest, NothingIsAFormulaOrALink) {
  const std::string path = Write(SampleDocument());
  for (const char* sheet : {"sheet1", "sheet2", "sheet3"}) {
    const std::string xml = Part(path, absl::StrCat("xl/worksheets/", sheet, ".xml"));
    EXPECT_THAT(xml, HasSubstr("<sheetData>")) << sheet;
    EXPECT_THAT(xml, Not(HasSubstr("<f>")));
    EXPECT_THAT(xml, Not(HasSubstr("hyperlink")));
    EXPECT_EQ(Part(path, absl::StrCat("xl/worksheets/_rels/", sheet, ".xml.rels")), "");
  }
}

TEST_F(XlsxTest, TheHeadIsFrozenAndPrintedOnEveryPage) {
  const std::string path = Write(SampleDocument());
  EXPECT_THAT(Part(path, "xl/worksheets/sheet1.xml"),
              HasSubstr("<pane xSplit=\"2\" ySplit=\"6\" topLeftCell=\"C7\""));
  EXPECT_THAT(Part(path, "xl/workbook.xml"), HasSubstr("online!$5:$6"));
}

TEST_F(XlsxTest, FindingsAndProvenanceHaveSheets) {
  const std::string path = Write(SampleDocument());
  const std::string book = Part(path, "xl/workbook.xml");
  EXPECT_THAT(book, HasSubstr("name=\"phat_hien\""));
  EXPECT_THAT(book, HasSubstr("name=\"nguon_so_lieu\""));
  EXPECT_THAT(Cell(Part(path, "xl/worksheets/sheet2.xml"), "F3"), HasSubstr("<v>218</v>"));
  const std::string texts = Part(path, "xl/sharedStrings.xml");
  for (const char* said : {"không chính thức", "epoch-1", "imports/bieu-14", "15/3/2022",
                           "không trả lời, dùng số liệu đã nhận"}) {
    EXPECT_THAT(texts, HasSubstr(said));
  }
}

TEST_F(XlsxTest, AnEscapeOfTheFormatItselfStaysText) {
  Document document = SampleDocument();
  document.report.mutable_tables(0)->mutable_rows(0)->set_label_vi("a_x000A_b");
  EXPECT_THAT(Part(Write(document), "xl/sharedStrings.xml"), HasSubstr("a_x005F_x000A_b"));
}

TEST_F(XlsxTest, OnlyAWholeEscapeIsEscaped) {
  Document document = SampleDocument();
  document.report.mutable_tables(0)->mutable_rows(0)->set_label_vi("nb_xa _x00_ _x000G_ _x000A");
  document.report.mutable_tables(0)->mutable_rows(1)->set_label_vi("_x0041_x0042_");
  const std::string texts = Part(Write(document), "xl/sharedStrings.xml");
  EXPECT_THAT(texts, HasSubstr("<t>nb_xa _x00_ _x000G_ _x000A</t>"));
  EXPECT_THAT(texts, HasSubstr("<t>_x005F_x0041_x005F_x0042_</t>"));
}

TEST_F(XlsxTest, ATextTooLongForACellIsCut) {
  constexpr std::size_t kLongest = 32767;
  std::string fits, longer;
  for (std::size_t i = 0; i < kLongest; ++i) fits += "ở";
  longer = "😀" + fits;  // two of UTF-16
  Document document = SampleDocument();
  document.report.mutable_tables(0)->mutable_rows(0)->set_label_vi(fits);
  document.report.mutable_tables(0)->mutable_rows(1)->set_label_vi(longer);
  const std::string texts = Part(Write(document), "xl/sharedStrings.xml");
  EXPECT_NE(texts.find("<t>" + fits + "</t>"), std::string::npos);
  const std::string cut = "😀" + fits.substr(3 * 3) + "…";
  EXPECT_NE(texts.find("<t>" + cut + "</t>"), std::string::npos);
}

TEST_F(XlsxTest, ARemarkHasNoNumbersAmongTheFindings) {
  Document document = SampleDocument();
  document.report.mutable_tables(0)->mutable_findings(0)->set_severity(v1::Finding::SEVERITY_NOTE);
  const std::string sheet = Part(Write(document), "xl/worksheets/sheet2.xml");
  for (const char* blank : {"F3", "G3", "H3", "I3"}) {
    EXPECT_THAT(sheet, ContainsRegex(absl::StrCat("<c r=\"", blank, "\"[^>]*/>")));
  }
}

TEST_F(XlsxTest, TablesOfOneNameHaveSheetsOfTheirOwn) {
  Document document = SampleDocument();
  *document.report.add_tables() = SampleTable();
  EXPECT_THAT(Part(Write(document), "xl/workbook.xml"), HasSubstr("name=\"online_2\""));
}

TEST_F(XlsxTest, TheSameReportIsTheSameFile) {
  const auto read = [](const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
  };
  const std::string first = read(Write(SampleDocument(), "a.xlsx"));
  EXPECT_EQ(first, read(Write(SampleDocument(), "b.xlsx")));
  EXPECT_GT(first.size(), 1000u);
}

TEST_F(XlsxTest, AFileThatCannotBeWrittenIsAnError) {
  EXPECT_THROW(WriteXlsx(SampleDocument(), dir_.path() + "/none/report.xlsx"), std::runtime_error);
}

}  // namespace
}  // namespace motcua::exports
