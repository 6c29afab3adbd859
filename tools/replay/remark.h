// What the replay tells about its own decisions.
#ifndef MOTCUA_TOOLS_REPLAY_REMARK_H_
#define MOTCUA_TOOLS_REPLAY_REMARK_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tools/replay/counts.h"

namespace motcua::replay {

// One number that is not replayed as the scenario states it.
struct Remark {
  enum class Kind {
    kChosen,       // not stated; the tool chose
    kDeparture,    // stated, but it cannot hold: replayed differently
    kNotReplayed,  // stated, for a service whose work is still to come
  };

  Kind kind = Kind::kChosen;
  int line = 0;  // of counts.tsv
  std::string agency;
  std::string field;
  Column column{};
  std::string identity;  // I1 to I12 of a departure; may be empty
  std::optional<std::int64_t> stated;
  std::int64_t used = 0;
  std::string why;
};

// One line: row, column, identity, numbers.
std::string ToString(const Remark& remark);

// Readable lines: departures one by one, the rest summed by column.
std::vector<std::string> Report(const std::vector<Remark>& remarks);

// INVALID_ARGUMENT that lists the departures; OK if there are none.
absl::Status RefusalOf(const std::vector<Remark>& remarks);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_REMARK_H_
