// A spreadsheet file being written.
#ifndef MOTCUA_TOOLS_EXPORT_WORKBOOK_H_
#define MOTCUA_TOOLS_EXPORT_WORKBOOK_H_

#include <compare>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/time/time.h"
#include "tools/export/sheet.h"
#include "xlsxwriter.h"

namespace motcua::exports {

// How a cell looks.
struct Style {
  enum class Look { kTitle, kPlain, kHead, kHeading, kText, kNumber };

  Look look = Look::kPlain;
  bool total = false;
  bool reported = false;  // in italics
  bool noted = false;     // on yellow
  NumberFormat format = {};

  auto operator<=>(const Style&) const = default;
};

// Owns the file until Close. Every text is written as a text, whatever it begins with: there is no
// way to write a formula or a link. Throws std::runtime_error. Not thread-safe.
class Workbook {
 public:
  // `created` stands in the file, so that the same report gives the same bytes.
  Workbook(const std::string& path, absl::Time created);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  // A4; wide ones lie across. `name` is cut and changed until no other sheet has it.
  lxw_worksheet* AddSheet(const std::string& name, bool wide);

  void Write(lxw_worksheet* sheet, int row, int column, const std::string& text,
             const Style& style);
  // As a number where it is one.
  void Write(lxw_worksheet* sheet, int row, int column, const Value& value, Style style);

  void Close();

 private:
  lxw_format* FormatOf(const Style& style);

  const std::string path_;
  lxw_workbook* book_;
  std::set<std::string> names_;
  std::map<Style, lxw_format*> formats_;
};

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_WORKBOOK_H_
