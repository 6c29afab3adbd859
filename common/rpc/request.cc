#include "common/rpc/request.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/base/text.h"

namespace motcua::rpc {
namespace {

constexpr std::size_t kLongestId = 63;
constexpr std::size_t kLongestRequestId = 64;
constexpr std::size_t kLongestToken = 64 << 10;
constexpr std::size_t kMacSize = 8;
constexpr std::int32_t kDefaultPage = 100;
constexpr std::int32_t kLargestPage = 1000;

bool IsLower(char c) { return 'a' <= c && c <= 'z'; }
bool IsUpper(char c) { return 'A' <= c && c <= 'Z'; }
bool IsDigit(char c) { return '0' <= c && c <= '9'; }

absl::Status Required(std::string_view field) {
  return InvalidField(field, "FIELD_REQUIRED", std::string(field) + " is required",
                      "Thiếu thông tin bắt buộc: " + std::string(field) + ".");
}

absl::Status InvalidName(std::string_view collection, std::string_view field) {
  const std::string form = std::string(collection) + "/{id}";
  return InvalidField(field, "NAME_INVALID", "must have the form " + form,
                      "Tên phải có dạng " + form + ".");
}

bool IsId(std::string_view id, bool upper_case) {
  return !id.empty() && id.size() <= kLongestId && std::all_of(id.begin(), id.end(), [&](char c) {
    return IsLower(c) || IsDigit(c) || c == '-' || c == '.' || (upper_case && IsUpper(c));
  });
}

// Binds a token to its request. It keeps tokens opaque and mistakes visible; it guards no secret.
std::string MacOf(std::string_view bound, std::string_view place) {
  std::string input = "motcua page token 1";
  AppendSized(input, bound);
  AppendSized(input, place);
  return Sha256(input).substr(0, kMacSize);
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::StatusOr<std::string> ParseName(std::string_view collection, std::string_view name,
                                      std::string_view field) {
  if (name.empty()) return Required(field);
  const std::size_t begin = collection.size() + 1;
  if (name.size() <= begin || name.substr(0, collection.size()) != collection ||
      name[collection.size()] != '/' || !IsId(name.substr(begin), collection == "dossiers")) {
    return InvalidName(collection, field);
  }
  return std::string(name.substr(begin));
}

absl::StatusOr<std::string> ParseOptionalName(std::string_view collection, std::string_view name,
                                              std::string_view field) {
  if (name.empty()) return std::string();
  return ParseName(collection, name, field);
}

absl::StatusOr<std::string> ParseRequestId(std::string_view id, std::string_view field) {
  if (id.empty()) return RandomId();
  const bool printable =
      std::all_of(id.begin(), id.end(), [](char c) { return '!' <= c && c <= '~'; });
  if (id.size() > kLongestRequestId || !printable) {
    return InvalidField(field, "REQUEST_ID_INVALID", "must be 1 to 64 printable ASCII characters",
                        "Mã yêu cầu phải có từ 1 đến 64 ký tự ASCII in được.");
  }
  return std::string(id);
}

absl::StatusOr<std::string> ParseText(std::string_view text, std::size_t max,
                                      std::string_view field) {
  // No character takes more than 32 bytes before composition in any script we know of.
  if (text.size() > max * 32) {
    return InvalidField(field, "TEXT_TOO_LONG",
                        absl::StrCat("must not exceed ", max, " characters"),
                        absl::StrCat("Không được dài quá ", max, " ký tự."));
  }
  const std::optional<std::string> clean = CleanText(text);
  if (!clean.has_value()) {
    return InvalidField(field, "TEXT_INVALID", "must be UTF-8 without control characters",
                        "Văn bản phải là UTF-8 và không có ký tự điều khiển.");
  }
  if (clean->empty()) return Required(field);
  if (CountCharacters(*clean) > max) {
    return InvalidField(field, "TEXT_TOO_LONG",
                        absl::StrCat("must not exceed ", max, " characters"),
                        absl::StrCat("Không được dài quá ", max, " ký tự."));
  }
  return *clean;
}

absl::StatusOr<std::string> ParseReasonCode(std::string_view code, bool required,
                                            std::string_view field) {
  if (code.empty()) {
    if (required) return Required(field);
    return std::string();
  }
  const bool valid = code.size() <= kLongestId && std::all_of(code.begin(), code.end(), [](char c) {
                       return IsLower(c) || IsDigit(c) || c == '_';
                     });
  if (!valid) {
    return InvalidField(field, "REASON_CODE_INVALID", "must be 1 to 63 of a-z, 0-9 and _",
                        "Mã lý do phải có từ 1 đến 63 ký tự a-z, 0-9 hoặc _.");
  }
  return std::string(code);
}

absl::StatusOr<std::optional<Day>> ParseDate(std::string_view date, std::string_view field) {
  if (date.empty()) return std::optional<Day>();
  const std::optional<Day> day = ParseDay(date);
  if (!day.has_value()) {
    return InvalidField(field, "DATE_INVALID",
                        "must be a date YYYY-MM-DD from 1990-01-01 to 2199-12-31",
                        "Ngày phải có dạng YYYY-MM-DD, từ 1990-01-01 đến 2199-12-31.");
  }
  return day;
}

absl::StatusOr<std::pair<Day, Day>> ParsePeriod(const type::v1::Period& period,
                                                std::string_view field) {
  const std::string first_field = absl::StrCat(View(field), ".first_day");
  const std::string last_field = absl::StrCat(View(field), ".last_day");
  const auto first = ParseDate(period.first_day(), first_field);
  if (!first.ok()) return first.status();
  if (!first->has_value()) return Required(first_field);
  const auto last = ParseDate(period.last_day(), last_field);
  if (!last.ok()) return last.status();
  if (!last->has_value()) return Required(last_field);
  if (**last < **first) {
    return InvalidField(last_field, "PERIOD_INVALID", "must not be before first_day",
                        "Ngày cuối kỳ không được trước ngày đầu kỳ.");
  }
  return std::pair(**first, **last);
}

absl::StatusOr<absl::Time> ParseTime(const google::protobuf::Timestamp& time, absl::Time latest,
                                     std::string_view field) {
  // Seconds first: a sum of two wild numbers could overflow into a plausible one.
  const bool in_range = time.seconds() >= absl::ToUnixSeconds(StartOfDay(kFirstDay)) &&
                        time.seconds() < absl::ToUnixSeconds(StartOfDay(kLastDay + 1));
  if (!in_range || time.nanos() < 0 || time.nanos() > 999'999'999) {
    return InvalidField(field, "TIME_INVALID", "must be a valid instant from 1990 on",
                        "Thời điểm không hợp lệ hoặc trước năm 1990.");
  }
  const absl::Time instant =
      absl::FromUnixSeconds(time.seconds()) + absl::Microseconds(time.nanos() / 1000);
  if (instant > latest) {
    return InvalidField(field, "TIME_IN_FUTURE", "must not be in the future",
                        "Thời điểm không được ở tương lai.");
  }
  return instant;
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const std::int64_t seconds = absl::ToUnixSeconds(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(
      static_cast<std::int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

absl::Time FromTimestamp(const google::protobuf::Timestamp& time) {
  return absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos());
}

absl::StatusOr<int> ParsePageSize(std::int32_t size, std::string_view field) {
  if (size < 0) {
    return InvalidField(field, "PAGE_SIZE_NEGATIVE", "must not be negative",
                        "Kích thước trang không được âm.");
  }
  return size == 0 ? kDefaultPage : std::min(size, kLargestPage);
}

std::string MakePageToken(std::string_view bound, std::string_view place) {
  std::string token;
  absl::WebSafeBase64Escape(MacOf(bound, place) + std::string(place), &token);
  return token;
}

absl::StatusOr<std::string> ParsePageToken(std::string_view token, std::string_view bound,
                                           std::string_view field) {
  if (token.empty()) return std::string();
  std::string bytes;
  if (token.size() <= kLongestToken && absl::WebSafeBase64Unescape(View(token), &bytes) &&
      bytes.size() >= kMacSize) {
    std::string place = bytes.substr(kMacSize);
    // Made anew and compared: base64 has several spellings of the same bytes.
    if (MakePageToken(bound, place) == token) return place;
  }
  return InvalidField(field, "PAGE_TOKEN_INVALID", "was not given for this request",
                      "Mã trang không thuộc về yêu cầu này.");
}

}  // namespace motcua::rpc
