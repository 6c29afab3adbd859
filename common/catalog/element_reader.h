// What the conversions of the catalogue's elements share.
#ifndef MOTCUA_COMMON_CATALOG_ELEMENT_READER_H_
#define MOTCUA_COMMON_CATALOG_ELEMENT_READER_H_

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::catalog {

// Fills one element field by field; the first fault is kept and later ones do nothing.
class ElementReader {
 public:
  explicit ElementReader(std::string path) : path_(std::move(path)) {}

  const absl::Status& status() const { return status_; }

  template <typename T>
  void Take(absl::StatusOr<T> parsed, T& into) {
    if (!status_.ok()) return;
    status_ = parsed.status();
    if (parsed.ok()) into = *std::move(parsed);
  }
  void Require(bool holds, const char* field, const char* reason, const char* message,
               const char* message_vi) {
    if (status_.ok() && !holds) status_ = InvalidField(Path(field), reason, message, message_vi);
  }
  void Day(const std::string& date, const char* field, motcua::Day& into) {
    std::optional<motcua::Day> day;
    Take(rpc::ParseDate(date, Path(field)), day);
    if (day.has_value()) into = *day;
  }
  void OptionalText(const std::string& text, std::size_t max, const char* field,
                    std::string& into) {
    if (!text.empty()) Take(rpc::ParseText(text, max, Path(field)), into);
  }
  void Range(std::int64_t value, std::int64_t least, std::int64_t most, const char* field,
             const char* message_vi) {
    if (!status_.ok() || (value >= least && value <= most)) return;
    status_ = InvalidField(Path(field), "OUT_OF_RANGE", absl::StrCat("is ", least, " to ", most),
                           message_vi);
  }
  std::string Path(const char* field) const { return absl::StrCat(path_, ".", field); }

 private:
  std::string path_;
  absl::Status status_;
};

// Digits, the letters of a range and some punctuation.
inline bool OnlyOf(const std::string& text, const char* punctuation, char first_letter,
                   char last_letter) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= first_letter && c <= last_letter) ||
           std::string_view(punctuation).find(c) != std::string_view::npos;
  });
}

inline bool IsId(const std::string& id) {
  return !id.empty() && id.size() <= 63 && OnlyOf(id, "-", 'a', 'z');
}

inline std::string OptionalName(const char* collection, const std::string& id) {
  return id.empty() ? "" : absl::StrCat(collection, "/", id);
}

inline std::string DateOr(Day day, Day open_end) { return day == open_end ? "" : FormatDay(day); }

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_ELEMENT_READER_H_
