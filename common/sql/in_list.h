// Lists in conditions of a query that has other parameters too. Without any: Connection::QueryIn.
#ifndef MOTCUA_COMMON_SQL_IN_LIST_H_
#define MOTCUA_COMMON_SQL_IN_LIST_H_

#include <algorithm>
#include <bit>
#include <string>
#include <vector>

#include "common/sql/connection.h"

namespace motcua::sql {

// `(?,?,…)` for a list that is not empty; its values go to `parameters`. Padded with the last one
// to a power of two, so that few shapes are prepared.
template <typename List>
std::string InList(const List& list, std::vector<Value>& parameters) {
  const auto size = static_cast<std::size_t>(list.size());
  std::string places;
  for (std::size_t i = 0; i < std::bit_ceil(size); ++i) {
    places += i == 0 ? "?" : ",?";
    parameters.emplace_back(list[static_cast<int>(std::min(i, size - 1))]);
  }
  return "(" + places + ")";
}

}  // namespace motcua::sql

#endif  // MOTCUA_COMMON_SQL_IN_LIST_H_
