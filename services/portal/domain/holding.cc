#include "services/portal/domain/holding.h"

#include <algorithm>
#include <set>

namespace motcua::portal {
namespace {

using statistics::CellKey;
using statistics::CellValue;
using statistics::Digest;

template <typename Days>
auto PlaceOf(Days& days, Day day) {
  return std::lower_bound(days.begin(), days.end(), day,
                          [](const auto& entry, Day wanted) { return entry.first < wanted; });
}

// The first entry that the two have not in common, if it is of a day up to `through`.
template <typename Days>
std::optional<Day> FirstOf(const Days& one, const Days& other, Day through) {
  const auto [a, b] = std::mismatch(one.begin(), one.end(), other.begin(), other.end());
  Day day = kLastDay + 1;
  if (a != one.end()) day = std::min(day, a->first);
  if (b != other.end()) day = std::min(day, b->first);
  return day <= through ? std::optional(day) : std::nullopt;
}

}  // namespace

Holding::Holding(const std::vector<CellValue>& cells) {
  for (const CellValue& cell : cells) Set(cell.key, cell.value);
}

std::int64_t Holding::ValueOf(const CellKey& key) const {
  const auto series = series_.find({key.counter, key.channel});
  if (series == series_.end()) return 0;
  const auto place = PlaceOf(series->second, key.day);
  return place != series->second.end() && place->first == key.day ? place->second : 0;
}

void Holding::Set(const CellKey& key, std::int64_t value) {
  Days& days = series_[{key.counter, key.channel}];
  const auto place = PlaceOf(days, key.day);
  const bool there = place != days.end() && place->first == key.day;
  digest_.Remove(key, there ? place->second : 0);
  digest_.Add(key, value);
  if (there && value == 0) {
    days.erase(place);
  } else if (there) {
    place->second = value;
  } else if (value != 0) {
    days.insert(place, {key.day, value});
  }
}

Digest Holding::DigestAfter(const std::vector<CellValue>& cells) const {
  Digest digest = digest_;
  for (const CellValue& cell : cells) {
    digest.Remove(cell.key, ValueOf(cell.key));
    digest.Add(cell.key, cell.value);
  }
  return digest;
}

PeriodSums Holding::SumsOf(Day first, Day last) const {
  PeriodSums sums;
  for (const auto& [series, days] : series_) {
    PeriodSum& sum = sums[series];
    for (const auto& [day, value] : days) {
      if (day > last) break;
      (day < first ? sum.before : sum.flow) += value;
    }
  }
  return sums;
}

std::optional<Day> Holding::FirstDifference(const Holding& other, Day through) const {
  static const Days kNone;
  std::set<Series> all;
  for (const auto& [series, days] : series_) all.insert(series);
  for (const auto& [series, days] : other.series_) all.insert(series);
  std::optional<Day> first;
  for (const Series& series : all) {
    const auto mine = series_.find(series);
    const auto theirs = other.series_.find(series);
    const auto day = FirstOf(mine == series_.end() ? kNone : mine->second,
                             theirs == other.series_.end() ? kNone : theirs->second, through);
    if (day && (!first || *day < *first)) first = day;
  }
  return first;
}

}  // namespace motcua::portal
