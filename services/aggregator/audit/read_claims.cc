// Whether claims can be looked at.
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/aggregator/audit/claims.h"
#include "services/aggregator/domain/printed.h"

namespace motcua::aggregator {
namespace {

constexpr std::size_t kLongestId = 63;

absl::Status CheckNumber(const v1::Claim& claim, const std::string& path) {
  if (ParseCount(claim.printed()) || ParseRate(claim.printed())) return absl::OkStatus();
  return InvalidField(path + ".printed", "NOT_A_NUMBER", "is no number as reports print it",
                      "Đây không phải là số.");
}

absl::Status CheckCell(const v1::CellReference& cell, const std::vector<Printed>& report,
                       const std::string& path) {
  if (const Printed* const table = FindTable(report, cell.definition())) {
    const int column = ColumnIndex(*table->definition, cell.column());
    if (!table->CellOf(cell.row(), column).empty()) return absl::OkStatus();
  }
  return InvalidField(path + ".cell", "CELL_UNKNOWN", "no table of the report prints this cell",
                      "Không có bảng nào trong báo cáo chứa ô này.");
}

// An empty one is none.
absl::Status CheckCount(const Claims& claims, const std::string& id, const std::string& field) {
  for (const v1::Claim& claim : claims) {
    if (claim.id() == id && ParseCount(claim.printed())) return absl::OkStatus();
  }
  return InvalidField(field, "CLAIM_UNKNOWN", "is no count that the prose claims",
                      "Phần lời của báo cáo không nêu số này.");
}

absl::Status CheckRate(const v1::Claim& claim, const Claims& claims, const std::string& path) {
  if (claim.numerator().empty() && claim.denominator().empty()) return absl::OkStatus();
  if (!ParseRate(claim.printed())) {
    return InvalidField(path + ".printed", "NOT_A_RATE", "is no rate", "Đây không phải là tỷ lệ.");
  }
  absl::Status known = CheckCount(claims, claim.numerator(), path + ".numerator");
  if (known.ok()) known = CheckCount(claims, claim.denominator(), path + ".denominator");
  return known;
}

}  // namespace

absl::Status ReadClaims(const Claims& claims, const std::vector<Printed>& report) {
  std::set<std::string> ids;
  for (int i = 0; i < claims.size(); ++i) {
    const std::string path = absl::StrCat("claims[", i, "]");
    absl::Status read = rpc::ParseText(claims[i].id(), kLongestId, path + ".id").status();
    if (read.ok() && !ids.insert(claims[i].id()).second) {
      read = InvalidField(path + ".id", "CLAIM_TWICE", "is there twice", "Số liệu bị lặp lại.");
    }
    if (read.ok()) read = CheckNumber(claims[i], path);
    if (read.ok() && claims[i].has_cell()) read = CheckCell(claims[i].cell(), report, path);
    if (read.ok()) read = CheckRate(claims[i], claims, path);
    if (!read.ok()) return read;
  }
  return absl::OkStatus();
}

}  // namespace motcua::aggregator
