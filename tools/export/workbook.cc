#include "tools/export/workbook.h"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "tools/export/text.h"

namespace motcua::exports {
namespace {

constexpr std::size_t kLongestName = 31;      // bytes; names are ids, or short
constexpr std::int32_t kLongestText = 32767;  // UTF-16 units of a cell, as Excel counts
constexpr int kA4 = 9;
constexpr char kFont[] = "Times New Roman";
constexpr lxw_color_t kNoted = 0xFFF4CC;
constexpr lxw_color_t kHead = 0xE8EEF4;

// A decimal separator is the reader's: a number stays a number.
std::string CodeOf(const NumberFormat& format) {
  std::string code = "0";
  if (format.grouping == aggregator::v1::Number::GROUPING_POINT) {
    code = "#,##0";
  } else if (format.grouping == aggregator::v1::Number::GROUPING_SPACE) {
    code = R"([>=1000000]0" "000" "000;[>=1000]0" "000;0)";
  } else if (format.digits > 1) {
    code = std::string(format.digits, '0');
  }
  if (format.decimals > 0) code += "." + std::string(format.decimals, '0');
  return format.percent_sign ? code + "\"%\"" : code;
}

// `_xHHHH_` stands at `at`.
bool IsEscape(const std::string& text, std::size_t at) {
  return text.size() > at + 6 && text.compare(at, 2, "_x") == 0 && text[at + 6] == '_' &&
         std::all_of(text.begin() + at + 2, text.begin() + at + 6, absl::ascii_isxdigit);
}

// What fits into a cell, `…` at its end where something is left out.
std::string Fitting(std::string text) {
  const auto size = static_cast<std::int32_t>(text.size());
  std::int32_t units = 0, kept = 0;
  for (std::int32_t i = 0; i < size;) {
    UChar32 character = 0;
    U8_NEXT_OR_FFFD(text.data(), i, size, character);
    units += U16_LENGTH(character);
    if (units < kLongestText) kept = i;
    if (units > kLongestText) return text.substr(0, kept) + "…";
  }
  return text;
}

// Excel reads `_x000A_` as a line break, unless its first mark is escaped so itself. The last mark
// of one may be the first of the next.
std::string Plain(const std::string& text) {
  constexpr std::string_view kEscapedMark = "_x005F_";
  std::string visible = Visible(text);
  for (std::size_t at = visible.find("_x"); at != std::string::npos; at = visible.find("_x", at)) {
    if (IsEscape(visible, at)) {
      visible.replace(at, 1, kEscapedMark);
      at += kEscapedMark.size();
    } else {
      ++at;
    }
  }
  return Fitting(std::move(visible));
}

void Check(lxw_error error, const std::string& path) {
  if (error != LXW_NO_ERROR)
    throw std::runtime_error(absl::StrCat(path, ": ", lxw_strerror(error)));
}

}  // namespace

Workbook::Workbook(const std::string& path, absl::Time created)
    : path_(path), book_(workbook_new(path.c_str())) {
  if (book_ == nullptr) throw std::runtime_error("cannot make " + path);
  lxw_doc_properties properties = {};
  properties.created = absl::ToTimeT(created);
  Check(workbook_set_properties(book_, &properties), path_);
}

Workbook::~Workbook() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

lxw_worksheet* Workbook::AddSheet(const std::string& name, bool wide) {
  std::string unique = name.substr(0, kLongestName);
  for (int number = 2; names_.count(unique) > 0; ++number) {
    const std::string suffix = absl::StrCat("_", number);
    unique = name.substr(0, kLongestName - suffix.size()) + suffix;
  }
  names_.insert(unique);
  lxw_worksheet* const sheet = workbook_add_worksheet(book_, unique.c_str());
  if (sheet == nullptr) throw std::runtime_error(path_ + ": cannot add the sheet " + unique);
  worksheet_set_paper(sheet, kA4);
  if (wide) worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  Check(worksheet_set_footer(sheet, "&CTrang &P/&N"), path_);
  return sheet;
}

void Workbook::Write(lxw_worksheet* sheet, int row, int column, const std::string& text,
                     const Style& style) {
  lxw_format* const format = FormatOf(style);
  const auto at = static_cast<lxw_col_t>(column);
  Check(text.empty() ? worksheet_write_blank(sheet, row, at, format)
                     : worksheet_write_string(sheet, row, at, Plain(text).c_str(), format),
        path_);
}

void Workbook::Write(lxw_worksheet* sheet, int row, int column, const Value& value, Style style) {
  style.reported = value.reported;
  style.noted = !value.notes.empty();
  if (!value.number) return Write(sheet, row, column, value.printed, style);
  style.look = Style::Look::kNumber;
  style.format = value.format;
  Check(worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column), *value.number,
                               FormatOf(style)),
        path_);
}

void Workbook::Close() {
  lxw_workbook* const book = book_;
  book_ = nullptr;
  Check(workbook_close(book), path_);
}

lxw_format* Workbook::FormatOf(const Style& style) {
  const auto [entry, fresh] = formats_.emplace(style, nullptr);
  if (!fresh) return entry->second;
  lxw_format* const format = entry->second = workbook_add_format(book_);
  const bool head = style.look == Style::Look::kHead;
  const bool titled = style.look == Style::Look::kTitle || style.look == Style::Look::kHeading;
  format_set_font_name(format, kFont);
  format_set_font_size(format, style.look == Style::Look::kTitle ? 13 : 11);
  if (head || titled || style.total) format_set_bold(format);
  if (style.reported) format_set_italic(format);
  if (style.look == Style::Look::kTitle || style.look == Style::Look::kPlain) return format;
  format_set_border(format, LXW_BORDER_THIN);
  format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
  if (head) {
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_CENTER);
    format_set_bg_color(format, kHead);
  }
  if (style.look == Style::Look::kText) format_set_text_wrap(format);
  if (style.look == Style::Look::kNumber)
    format_set_num_format(format, CodeOf(style.format).c_str());
  if (style.noted) format_set_bg_color(format, kNoted);
  return format;
}

}  // namespace motcua::exports
