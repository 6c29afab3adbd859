// HTML, PDF and TSV.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/process/child.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tools/export/html.h"
#include "tools/export/pdf.h"
#include "tools/export/sample_for_test.h"
#include "tools/export/tsv.h"

namespace motcua::exports {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

TEST(HtmlTest, NamesAreNeverMarkup) {
  const std::string html = HtmlOf(SampleDocument());
  EXPECT_THAT(html,
              AllOf(Not(HasSubstr("<script")), HasSubstr("&lt;script&gt;alert(&#39;x&#39;)")));
  EXPECT_THAT(html, HasSubstr("<td>=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;)</td>"));
  EXPECT_THAT(html, AllOf(Not(HasSubstr("\xE2\x80\xAE")), HasSubstr("[U+202E]")));
  EXPECT_THAT(html, HasSubstr("<td>Xã Hòa</td>"));
}

TEST(HtmlTest, EveryTextOfTheReportIsEscaped) {
  Document document = SampleDocument();
  v1::Table& table = *document.report.mutable_tables(0);
  const std::string evil = "<i onload='x'>\"&";
  table.set_title_vi(evil);
  table.set_column_titles_vi(0, evil);
  table.mutable_rows(0)->set_group_vi(evil);
  table.mutable_total()->set_label_vi(evil);
  table.mutable_rows(0)->mutable_cells(0)->set_printed(evil);
  table.mutable_findings(0)->set_cause_vi(evil);
  table.mutable_watermarks(0)->set_source(evil);
  table.mutable_imports(0)->set_name(evil);
  document.definitions["online"].set_source_vi(evil);
  document.letterhead = {evil, evil, evil, evil};
  *table.add_lists()->mutable_title_vi() = evil;
  const std::string html = HtmlOf(document);
  EXPECT_THAT(html, AllOf(Not(HasSubstr("<i onload")), Not(HasSubstr("<I ONLOAD"))));
  table.clear_lists();
  EXPECT_THAT(HtmlOf(document), AllOf(Not(HasSubstr("<i onload")), HasSubstr("&lt;i onload")));
}

TEST(HtmlTest, APageCanBePrintedAndSigned) {
  const std::string html = HtmlOf(SampleDocument());
  for (const char* part :
       {"@page { size: A4", "counter(page)", "display: table-header-group", "<thead>",
        "UBND TỈNH QUẢNG TRỊ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "GIÁM ĐỐC",
        "từ ngày 15/3/2022 đến hết ngày 14/4/2022", "<sup>[1]</sup>", "<sup>†</sup>",
        "Ghi chú về số liệu", "Công thức không chính thức", "epoch-1"}) {
    EXPECT_THAT(html, HasSubstr(part));
  }
}

TEST(HtmlTest, TheCoverCountsRemarksApart) {
  Document document = SampleDocument();
  EXPECT_THAT(HtmlOf(document), HasSubstr("có 2 phát hiện, nêu trong ghi chú"));
  v1::Finding* const remark = document.report.mutable_tables(0)->add_findings();
  remark->set_severity(v1::Finding::SEVERITY_NOTE);
  EXPECT_THAT(HtmlOf(document), HasSubstr("có 2 phát hiện và 1 ghi nhận, nêu trong ghi chú"));
  document.report.clear_findings();
  document.report.mutable_tables(0)->mutable_findings()->DeleteSubrange(0, 1);
  EXPECT_THAT(HtmlOf(document), HasSubstr("không phát hiện sai lệch; có 1 ghi nhận, nêu trong"));
  document.report.mutable_tables(0)->clear_findings();
  EXPECT_THAT(HtmlOf(document), HasSubstr("không phát hiện sai lệch.</p>"));
}

TEST(PdfTest, VietnameseCanBeReadOutAgain) {
  const testing::TempDir dir;
  const std::string pdf = dir.path() + "/report.pdf";
  WritePdf(SampleDocument(), pdf);
  const std::string text = dir.path() + "/report.txt";
  process::Child read({"pdftotext", "-layout", pdf, text}, "");
  ASSERT_EQ(read.Wait(absl::Minutes(1)), 0);
  for (const char* said : {"Phụ lục 1. Hồ sơ trực tuyến", "Tỷ lệ trực tuyến", "CỘNG HÒA XÃ HỘI",
                           "Xã Hòa", "=HYPERLINK", "Nguồn gốc số liệu", "67918"}) {
    EXPECT_THAT(Read(text), HasSubstr(said));
  }
  EXPECT_FALSE(std::filesystem::exists(pdf + ".html"));
}

TEST(TsvTest, ATableIsAsAScenarioExpectsIt) {
  EXPECT_EQ(TableAsTsv(SampleTable(), SampleDefinition()).at("online"),
            "agency_id\ttotal\tonline\trate\n"
            "co_quan_0\t219\t57\t26,02\n"
            "co_quan_1\t219\t57\t26,02\n"
            "co_quan_2\t219\t57\t26,02\n"
            "co_quan_3\t219\t57\t26,02\n"
            "co_quan_4\t219\t57\t26,02\n"
            "total\t67918\t300\t\n");
  v1::TableDefinition definition = SampleDefinition();
  const auto text = [&] { return TableAsTsv(SampleTable(), definition).at("online"); };
  definition.mutable_rows()->set_by_field(true);
  EXPECT_THAT(text(), ::testing::StartsWith("field_id\t"));
  definition.mutable_rows()->set_by_field(false);
  definition.mutable_rows()->add_parts();
  EXPECT_THAT(text(), ::testing::StartsWith("row_id\t"));
}

TEST(TsvTest, ABlockHasALinePerColumnAndAListAFileOfItsOwn) {
  v1::TableDefinition definition = SampleDefinition();
  definition.set_layout(v1::TableDefinition::LAYOUT_BLOCK);
  EXPECT_THAT(TableAsTsv(SampleTable(), definition).at("online"),
              AllOf(::testing::StartsWith("column_id\tco_quan_0\t"),
                    HasSubstr("\nonline\t57\t57\t57\t57\t57\t300\n")));
  v1::Table table = SampleTable();
  v1::RankedList* const list = table.add_lists();
  list->set_id("top");
  list->add_columns("rate");
  list->add_rows("co-quan-2");
  EXPECT_EQ(TableAsTsv(table, SampleDefinition()).at("online.top"),
            "agency_id\trate\nco_quan_2\t26,02\n");
}

TEST(TsvTest, AFolderHasAFilePerTable) {
  const testing::TempDir dir;
  WriteTsv(SampleDocument(), dir.path() + "/out/new");
  EXPECT_THAT(Read(dir.path() + "/out/new/online.tsv"), HasSubstr("co_quan_0\t219"));
}

}  // namespace
}  // namespace motcua::exports
