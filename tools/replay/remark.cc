#include "tools/replay/remark.h"

#include <map>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {
namespace {

// A refusal that lists more is not read.
constexpr std::size_t kMaxListed = 20;

std::string Rows(int count) { return absl::StrCat(count, count == 1 ? " row" : " rows"); }

}  // namespace

std::string ToString(const Remark& remark) {
  std::string text = absl::StrCat("counts.tsv line ", remark.line, " (", SlugOfId(remark.agency));
  if (!remark.field.empty()) absl::StrAppend(&text, ", ", SlugOfId(remark.field));
  absl::StrAppend(&text, "), column ", std::string(NameOf(remark.column)), ": ");
  if (!remark.identity.empty()) absl::StrAppend(&text, remark.identity, ": ");
  absl::StrAppend(&text, remark.why);
  if (remark.kind == Remark::Kind::kDeparture) {
    absl::StrAppend(&text, "; stated ", remark.stated.value_or(0), ", replayed ", remark.used);
  }
  return text;
}

std::vector<std::string> Report(const std::vector<Remark>& remarks) {
  struct Sum {
    int rows = 0;
    std::int64_t used = 0;
  };
  std::vector<std::string> lines;
  std::map<Column, Sum> zeros;
  std::map<std::tuple<Remark::Kind, Column, std::string>, Sum> sums;
  for (const Remark& remark : remarks) {
    if (remark.kind == Remark::Kind::kDeparture) {
      lines.push_back(absl::StrCat("departs: ", ToString(remark)));
      continue;
    }
    const bool zero = remark.kind == Remark::Kind::kChosen && remark.used == 0;
    Sum& sum = zero ? zeros[remark.column] : sums[{remark.kind, remark.column, remark.why}];
    ++sum.rows;
    sum.used += remark.used;
  }
  for (const auto& [key, sum] : sums) {
    const auto& [kind, column, why] = key;
    lines.push_back(absl::StrCat(kind == Remark::Kind::kChosen ? "chosen: " : "not replayed yet: ",
                                 std::string(NameOf(column)), ", ", Rows(sum.rows), ", ", sum.used,
                                 " in all", why.empty() ? "" : ": ", why));
  }
  if (zeros.empty()) return lines;
  std::vector<std::string> columns;
  for (const auto& [column, sum] : zeros) {
    columns.push_back(absl::StrCat(std::string(NameOf(column)), " (", Rows(sum.rows), ")"));
  }
  lines.push_back("chosen: 0, as not stated: " + absl::StrJoin(columns, ", "));
  return lines;
}

absl::Status RefusalOf(const std::vector<Remark>& remarks) {
  std::vector<std::string> lines;
  for (const Remark& remark : remarks) {
    if (remark.kind == Remark::Kind::kDeparture) lines.push_back(ToString(remark));
  }
  if (lines.empty()) return absl::OkStatus();
  if (lines.size() > kMaxListed) {
    const std::size_t more = lines.size() - kMaxListed;
    lines.resize(kMaxListed);
    lines.push_back(absl::StrCat("and ", more, " more"));
  }
  return absl::InvalidArgumentError(absl::StrJoin(lines, "\n"));
}

}  // namespace motcua::replay
