// What is wrong with a definition, by field.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_FAULTS_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_FAULTS_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace motcua::aggregator {

struct Fault {
  std::string field;  // path, for instance `columns[2].rounding.decimals`
  std::string text;   // what must be
};

// Collects faults in the order they are found. Not thread-safe.
class Faults {
 public:
  void Require(bool condition, const std::string& field, const std::string& text) {
    if (!condition) faults_.push_back({field, text});
  }
  std::vector<Fault> Take() { return std::move(faults_); }

 private:
  std::vector<Fault> faults_;
};

// Path of an element of a repeated field.
inline std::string At(const std::string& field, int index) {
  return absl::StrCat(field, "[", index, "]");
}

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_FAULTS_H_
