// What a decision made happen, as the feed tells it.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_EVENTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_EVENTS_H_

#include <string>
#include <variant>

#include "absl/time/time.h"
#include "services/digitization/domain/commands.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

struct FolderOpened {
  std::string agency;
  std::string procedure;
  bool operator==(const FolderOpened&) const = default;
};
// As it stands now.
struct ComponentChanged {
  Component component;
  int number = 1;  // of the newest version
  Version newest;
  bool operator==(const ComponentChanged&) const = default;
};
// As it stands now.
struct ResultChanged {
  int number = 1;
  Result result;
  bool operator==(const ResultChanged&) const = default;
};
struct FactsChanged {
  bool finished = false;
  bool voided = false;
  bool operator==(const FactsChanged&) const = default;
};
struct DocumentStored {
  std::string kind;
  bool operator==(const DocumentStored&) const = default;
};
struct PapersErased {
  bool operator==(const PapersErased&) const = default;
};

using ChangeOfFolder = std::variant<FolderOpened, ComponentChanged, ResultChanged, FactsChanged,
                                    DocumentStored, PapersErased>;

// One change of one folder.
struct Event {
  std::string code;
  absl::Time time;  // when it happened
  ChangeOfFolder change;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_EVENTS_H_
