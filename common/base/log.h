// One JSON object a line on standard error. Never give it personal data.
#ifndef MOTCUA_COMMON_BASE_LOG_H_
#define MOTCUA_COMMON_BASE_LOG_H_

#include <initializer_list>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua {

enum class LogLevel { kInfo, kWarning, kError };

using LogField = std::pair<std::string_view, std::string>;

// {"time":…,"level":…,"event":…, fields…}. Thread-safe; a line is written whole.
void Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

}  // namespace motcua

#endif  // MOTCUA_COMMON_BASE_LOG_H_
