// Names of snapshots: `snapshots/2026-01-01_2026-01-31.1`.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_NAME_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_NAME_H_

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

struct SnapshotName {
  Days days;
  std::int32_t number = 0;  // from 1
};

// Sorts before every row that a table can hold, also a damaged one.
inline constexpr std::int32_t kLowest = std::numeric_limits<std::int32_t>::min();
inline constexpr SnapshotName kBeforeAll{{kLowest, kLowest}, kLowest};

std::string FormatSnapshotName(const SnapshotName& name);
// nullopt: not written as FormatSnapshotName writes it.
std::optional<SnapshotName> ParseSnapshotName(std::string_view name);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_NAME_H_
