#include "tools/export/html.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "tools/export/html_table.h"
#include "tools/export/style.h"
#include "tools/export/text.h"
#include "tools/export/text_grid.h"

namespace motcua::exports {
namespace {

namespace v1 = aggregator::v1;

constexpr std::size_t kColumnsUpright =
    6;  // beside number and label; a table with more lies across
constexpr char kDots[] = "……………………………";

std::string UpperOrDots(const std::string& text) {
  return text.empty() ? kDots : Html(Upper(text));
}

std::string Period(const Document& document) {
  if (document.report.tables().empty()) return "";
  const auto& period = document.report.tables(0).period();
  return absl::StrCat("từ ngày ", Date(period.first_day()), " đến hết ngày ",
                      Date(period.last_day()));
}

std::string LetterheadOf(const Letterhead& letterhead) {
  return absl::StrCat(
      "<div class=\"letterhead\"><div><div class=\"body\">", UpperOrDots(letterhead.authority),
      "</div><div class=\"office\">", UpperOrDots(letterhead.office),
      "</div><div class=\"rule\"></div><div>Số: ………/BC-………</div></div>\n"
      "<div><div class=\"office\">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</div>"
      "<div class=\"motto\">Độc lập - Tự do - Hạnh phúc</div><div class=\"rule\"></div>"
      "<div class=\"date\">",
      letterhead.place.empty() ? "……………" : Html(letterhead.place),
      ", ngày …… tháng …… năm ………</div></div></div>\n");
}

std::string SignatureOf(const Letterhead& letterhead) {
  return absl::StrCat(
      "<div class=\"signature\"><div class=\"receivers\"><b><i>Nơi nhận:</i></b><br>- ", kDots,
      ";<br>- Lưu: VT.</div>\n<div class=\"signer\"><b>",
      letterhead.signer.empty() ? "NGƯỜI LẬP BÁO CÁO" : Html(Upper(letterhead.signer)),
      "</b><i>(Ký, ghi rõ họ tên, đóng dấu)</i><div class=\"space\"></div>", kDots,
      "</div></div>\n");
}

int Count(const Document& document, bool remarks) {
  int count = 0;
  const auto add = [&](const Findings& findings) {
    for (const v1::Finding& finding : findings) count += IsRemark(finding) == remarks;
  };
  add(document.report.findings());
  for (const v1::Table& table : document.report.tables()) add(table.findings());
  return count;
}

// What the checks found, in a sentence.
std::string CheckedOf(const Document& document) {
  const int findings = Count(document, false);
  const int remarks = Count(document, true);
  if (findings + remarks == 0) return "Kiểm tra đối chiếu không phát hiện sai lệch.";
  constexpr char kWhere[] = ", nêu trong ghi chú dưới mỗi biểu và ở cuối báo cáo.";
  if (findings == 0) {
    return absl::StrCat("Kiểm tra đối chiếu không phát hiện sai lệch; có ", remarks, " ghi nhận",
                        kWhere);
  }
  return absl::StrCat("Kiểm tra đối chiếu có ", findings, " phát hiện",
                      remarks == 0 ? "" : absl::StrCat(" và ", remarks, " ghi nhận"), kWhere);
}

std::string Cover(const Document& document) {
  std::string cover = absl::StrCat(
      LetterheadOf(document.letterhead),
      "<div class=\"title\"><h1>BÁO CÁO</h1><h2>Tình hình tiếp nhận, giải quyết thủ tục hành chính"
      "</h2><div>(Số liệu ",
      Period(document), ")</div></div>\n");
  absl::StrAppend(&cover, "<p>Báo cáo gồm ", document.report.tables_size(),
                  " biểu, tính cùng một thời điểm từ số liệu của các hệ thống nguồn. ",
                  CheckedOf(document), "</p>\n<ul class=\"contents\">\n");
  for (int i = 0; i < document.report.tables_size(); ++i) {
    absl::StrAppend(&cover, "<li><a href=\"#table-", i, "\">",
                    Html(document.report.tables(i).title_vi()), "</a></li>\n");
  }
  return absl::StrCat(cover, "<li><a href=\"#provenance\">Nguồn gốc số liệu</a></li>\n</ul>\n",
                      SignatureOf(document.letterhead));
}

bool IsWide(const Sheet& sheet) {
  std::size_t columns = 0;
  for (const Grid& grid : sheet.grids) columns += grid.columns.size() + 2;
  return columns > kColumnsUpright + 2;
}

bool HasReported(const Sheet& sheet) {
  for (const Grid& grid : sheet.grids) {
    for (const Line& line : grid.lines) {
      if (std::any_of(line.cells.begin(), line.cells.end(),
                      [](const Value& value) { return value.reported; })) {
        return true;
      }
    }
  }
  return false;
}

std::string GridsOf(const Sheet& sheet) {
  if (sheet.grids.size() == 1) return HtmlTable(sheet.grids[0]);
  std::string lists = "<div class=\"lists\">\n";
  for (const Grid& grid : sheet.grids) {
    absl::StrAppend(&lists, "<div>", HtmlTable(grid), "</div>\n");
  }
  return lists + "</div>\n";
}

std::string SheetSection(const Sheet& sheet, int index, const std::string& period) {
  return absl::StrCat(
      "<section class=\"sheet", IsWide(sheet) ? " wide" : "", "\" id=\"table-", index,
      "\"><header><h2>", Html(sheet.title), "</h2><p>(Số liệu ", period, ")</p>",
      sheet.unofficial ? "<p>Công thức không chính thức</p>" : "", "</header>\n", GridsOf(sheet),
      HasReported(sheet)
          ? "<p class=\"standing\">† Có phần do đơn vị báo cáo, không đếm từ hồ sơ.</p>"
          : "",
      HtmlNotes(sheet.notes), "<p class=\"standing\">Định nghĩa ", Html(sheet.id), ", phiên bản ",
      sheet.version, sheet.source.empty() ? "" : ", theo " + Html(sheet.source),
      ".</p></section>\n");
}

std::string Closing(const Document& document) {
  std::string closing =
      "<section class=\"sheet provenance\" id=\"provenance\"><header><h2>Nguồn gốc số liệu</h2>"
      "</header>\n";
  if (!document.report.findings().empty()) {
    Names names;
    for (const v1::Table& table : document.report.tables()) names.Add(table);
    closing += "<h3>Phát hiện giữa các biểu và giữa các nguồn</h3>\n";
    closing += HtmlNotes(NotesOf(document.report.findings(), names, {.with_table = true}).notes);
  }
  for (const TextGrid& grid : ProvenanceOf(document)) closing += HtmlTable(grid);
  return closing + "</section>\n";
}

}  // namespace

std::string HtmlOf(const Document& document) {
  std::string html = absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">"
      "<title>Báo cáo thủ tục hành chính ",
      Html(Period(document)), "</title>\n<style>", kStyle, "</style></head>\n<body>\n",
      Cover(document));
  for (int i = 0; i < document.report.tables_size(); ++i) {
    const v1::Table& table = document.report.tables(i);
    html += SheetSection(SheetOf(table, document.definitions.at(table.definition())), i,
                         Html(Period(document)));
  }
  return absl::StrCat(html, Closing(document), "</body></html>\n");
}

}  // namespace motcua::exports
