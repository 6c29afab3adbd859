#include "tools/export/value.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace motcua::exports {
namespace {

namespace v1 = aggregator::v1;

// Doubles hold every whole number up to here.
constexpr std::int64_t kLargestExact = std::int64_t{1} << 53;

// A printed rate is digits, with a point or a comma, with a per cent sign or without; whatever else
// is printed (for 0/0, say) stays a text.
void ReadRate(std::string digits, Value& value) {
  const bool percent_sign = absl::EndsWith(digits, "%");
  if (percent_sign) digits.pop_back();
  std::replace(digits.begin(), digits.end(), ',', '.');
  if (digits.find_first_not_of("-0123456789.") != std::string::npos) return;
  double number = 0;
  if (!absl::SimpleAtod(digits, &number)) return;
  value.number = number;
  value.format.percent_sign = percent_sign;
  const std::size_t point = digits.find('.');
  if (point != std::string::npos) {
    value.format.decimals = static_cast<int>(digits.size() - point - 1);
  }
}

}  // namespace

Value ValueOf(const v1::Cell& cell, const v1::Column& column) {
  Value value{.printed = cell.printed(), .number = {}};
  value.reported = cell.reported() != 0 || cell.reported_denominator() != 0;
  if (cell.printed().empty()) return value;
  if (cell.rate()) {
    ReadRate(cell.printed(), value);
  } else if (std::abs(cell.numerator()) <= kLargestExact) {
    value.number = static_cast<double>(cell.numerator());
    value.format.grouping = column.number().grouping();
    value.format.digits = column.number().digits();
  }
  return value;
}

std::string UnitName(v1::Unit unit) {
  switch (unit) {
    case v1::UNIT_DOSSIER:
    case v1::UNIT_LEG:
      return "hồ sơ";
    case v1::UNIT_EVENT:
      return "lần";
    case v1::UNIT_TRANSACTION:
      return "giao dịch";
    case v1::UNIT_DONG:
      return "đồng";
    case v1::UNIT_PROCEDURE:
      return "thủ tục";
    case v1::UNIT_AGENCY:
      return "cơ quan";
    case v1::UNIT_RESULT:
      return "kết quả";
    case v1::UNIT_VISIT:
      return "lượt";
    default:
      return "";
  }
}

}  // namespace motcua::exports
