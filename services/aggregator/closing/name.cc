#include "services/aggregator/closing/name.h"

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace motcua::aggregator {
namespace {

constexpr char kPrefix[] = "snapshots/";
constexpr std::size_t kDaySize = 10;

}  // namespace

std::string FormatSnapshotName(const SnapshotName& name) {
  return absl::StrCat(kPrefix, FormatDay(name.days.first), "_", FormatDay(name.days.last), ".",
                      name.number);
}

std::optional<SnapshotName> ParseSnapshotName(std::string_view text) {
  constexpr std::size_t kFirst = sizeof(kPrefix) - 1;
  constexpr std::size_t kLast = kFirst + kDaySize + 1;
  constexpr std::size_t kNumber = kLast + kDaySize + 1;
  if (text.size() <= kNumber) return std::nullopt;
  const auto first = ParseDay(text.substr(kFirst, kDaySize));
  const auto last = ParseDay(text.substr(kLast, kDaySize));
  std::int32_t number = 0;
  const bool counts = absl::SimpleAtoi(std::string(text.substr(kNumber)), &number) && number > 0;
  if (!first || !last || *last < *first || !counts) return std::nullopt;
  const SnapshotName name{{*first, *last}, number};
  if (FormatSnapshotName(name) != text) return std::nullopt;
  return name;
}

}  // namespace motcua::aggregator
