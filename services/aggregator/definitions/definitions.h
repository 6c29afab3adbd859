// Definitions of tables, in all their versions.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITIONS_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITIONS_H_

#include <map>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::aggregator {

// Pointers stay good while nothing is added. Only definitions that were checked belong here.
class Definitions {
 public:
  Definitions() = default;
  explicit Definitions(std::vector<v1::TableDefinition> definitions);

  // Replaces what has the same id and version.
  void Add(v1::TableDefinition definition);

  // The version in force on a day: for a table, its period's last. nullptr: there is none.
  const v1::TableDefinition* On(const std::string& id, Day day) const;
  // The highest version; nullptr: there is none.
  const v1::TableDefinition* Newest(const std::string& id) const;
  // As Newest, of a definition that is there. Throws std::out_of_range.
  const v1::TableDefinition& at(const std::string& id) const;

  // Of each id the version in force on a day, by id.
  std::vector<const v1::TableDefinition*> InForce(Day day) const;
  // By id and version.
  std::vector<const v1::TableDefinition*> All() const;

 private:
  std::map<std::string, std::map<int, v1::TableDefinition>> versions_;  // by id
};

// Days, both included.
struct Validity {
  Day first = kFirstDay;
  Day last = kLastDay;

  bool Has(Day day) const { return first <= day && day <= last; }
  bool Overlaps(const Validity& other) const { return first <= other.last && other.first <= last; }
};
// When a version is in force; its days are well-formed.
Validity ValidityOf(const v1::TableDefinition& definition);

// Position of a column; −1 if there is none.
int ColumnIndex(const v1::TableDefinition& definition, const std::string& column);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_DEFINITIONS_H_
