#include "services/aggregator/definitions/definitions.h"

#include <utility>

namespace motcua::aggregator {

Definitions::Definitions(std::vector<v1::TableDefinition> definitions) {
  for (v1::TableDefinition& definition : definitions) Add(std::move(definition));
}

void Definitions::Add(v1::TableDefinition definition) {
  auto& versions = versions_[definition.id()];
  versions.insert_or_assign(definition.version(), std::move(definition));
}

const v1::TableDefinition* Definitions::On(const std::string& id, Day day) const {
  const auto found = versions_.find(id);
  if (found == versions_.end()) return nullptr;
  for (const auto& [version, definition] : found->second) {
    if (ValidityOf(definition).Has(day)) return &definition;
  }
  return nullptr;
}

const v1::TableDefinition* Definitions::Newest(const std::string& id) const {
  const auto found = versions_.find(id);
  return found == versions_.end() ? nullptr : &found->second.rbegin()->second;
}

const v1::TableDefinition& Definitions::at(const std::string& id) const {
  return versions_.at(id).rbegin()->second;
}

std::vector<const v1::TableDefinition*> Definitions::InForce(Day day) const {
  std::vector<const v1::TableDefinition*> definitions;
  for (const auto& [id, versions] : versions_) {
    if (const v1::TableDefinition* definition = On(id, day)) definitions.push_back(definition);
  }
  return definitions;
}

std::vector<const v1::TableDefinition*> Definitions::All() const {
  std::vector<const v1::TableDefinition*> definitions;
  for (const auto& [id, versions] : versions_) {
    for (const auto& [version, definition] : versions) definitions.push_back(&definition);
  }
  return definitions;
}

Validity ValidityOf(const v1::TableDefinition& definition) {
  return {.first = ParseDay(definition.valid_from()).value_or(kFirstDay),
          .last = ParseDay(definition.valid_to()).value_or(kLastDay)};
}

int ColumnIndex(const v1::TableDefinition& definition, const std::string& column) {
  for (int i = 0; i < definition.columns_size(); ++i) {
    if (definition.columns(i).id() == column) return i;
  }
  return -1;
}

}  // namespace motcua::aggregator
