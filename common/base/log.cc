#include "common/base/log.h"

#include <unistd.h>

#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace motcua {
namespace {

void AppendQuoted(std::string& line, std::string_view text) {
  line += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      line += '\\';
      line += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      absl::StrAppendFormat(&line, "\\u%04x", static_cast<unsigned>(c));
    } else {
      line += c;
    }
  }
  line += '"';
}

}  // namespace

void Log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  static constexpr std::string_view kNames[] = {"info", "warning", "error"};
  std::string line = "{\"time\":";
  AppendQuoted(line, absl::FormatTime(absl::RFC3339_full, absl::Now(), absl::UTCTimeZone()));
  line += ",\"level\":";
  AppendQuoted(line, kNames[static_cast<int>(level)]);
  line += ",\"event\":";
  AppendQuoted(line, event);
  for (const auto& [key, value] : fields) {
    line += ',';
    AppendQuoted(line, key);
    line += ':';
    AppendQuoted(line, value);
  }
  line += "}\n";
  // One write per line keeps lines of threads apart; a full disk loses the line, not the process.
  if (write(STDERR_FILENO, line.data(), line.size()) < 0) return;
}

}  // namespace motcua
