// Files with reported numbers, as provinces send them.
#ifndef MOTCUA_TOOLS_MOTCUACTL_IMPORT_FILE_H_
#define MOTCUA_TOOLS_MOTCUACTL_IMPORT_FILE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/date.h"

namespace motcua::ctl {

// A line of such a file; ids are bare.
struct FileCount {
  int line = 0;
  std::string agency;
  std::string counter;  // name in statistics.proto, with or without COUNTER_
  Day day = 0;
  std::int64_t value = 0;
  // Name in type/v1/dossier.proto, with or without CHANNEL_; may be empty, but not for a counter of
  // dossiers: what each counts is not known here.
  std::string channel;
  std::string procedure;  // may be empty

  bool operator==(const FileCount&) const = default;
};

// Reads a tab-separated file: UTF-8, a header row with the columns agency_id, counter, day
// (YYYY-MM-DD), value and, if it has them, channel and procedure_id, in any order. INVALID_ARGUMENT
// naming file, line and column: an unknown column, a missing cell, an id that is none, a day that
// does not exist, a value that is no whole number other than 0, or a number stated twice.
absl::StatusOr<std::vector<FileCount>> ParseImportFile(const std::string& file,
                                                       std::string_view text);

// The id of the import of a file: its name without folder and ending, of a–z, 0–9 and -. What does
// not fit that is replaced, and a hash of the name tells it from others.
std::string ImportIdOf(const std::string& path);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_IMPORT_FILE_H_
