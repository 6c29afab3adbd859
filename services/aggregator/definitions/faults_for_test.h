// Faulty definitions for tests.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_FAULTS_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_FAULTS_FOR_TEST_H_

#include <string>
#include <vector>

#include "services/aggregator/definitions/definition_file.h"

namespace motcua::aggregator {

inline constexpr char kSoundRows[] = "levels: LEVEL_DISTRICT scope: SCOPE_OWN";

// A sound definition, a line per field: a count `a`, a rate `r`.
inline std::string Sound(const std::string& rows = kSoundRows, const std::string& more = "") {
  return R"(id: "t"
version: 1
title_vi: "T"
rows { )" +
         rows + R"( }
columns {
  id: "a"
  title_vi: "A"
  value { terms { flow { counters: COUNTER_RECEIVED } } }
}
columns {
  id: "r"
  title_vi: "R"
  value { terms { flow { counters: COUNTER_RECEIVED channels: CHANNEL_ONLINE } } }
  denominator { terms { flow { counters: COUNTER_RECEIVED } } }
}
)" + more;
}

// A further column `b`, beginning in line 17.
inline std::string Column(const std::string& value, const std::string& more = "") {
  return "columns { id: \"b\" title_vi: \"B\" value { " + value + " } " + more + " }\n";
}

// `field: text` of each fault, by place.
inline std::vector<std::string> FaultsOf(const std::string& text) {
  std::vector<std::string> faults;
  const DefinitionFile file("t.textproto", text);
  for (const FileFault& fault : file.faults()) {
    faults.push_back(fault.field + (fault.field.empty() ? "" : ": ") + fault.text);
  }
  return faults;
}

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_FAULTS_FOR_TEST_H_
