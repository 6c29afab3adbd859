#include "services/digitization/domain/pinning.h"

namespace motcua::digitization {

Procedure Pinned(const std::string& id, int version, const catalog::Catalog& catalog) {
  Procedure procedure{id, version, {}};
  const catalog::Procedure* known = catalog.FindProcedure(id, version);
  if (known == nullptr) return procedure;
  procedure.components.emplace();
  for (const catalog::Component& component : known->components) {
    procedure.components->push_back({component.id, component.optional});
  }
  if (known->components.empty()) procedure.components->push_back({"application", false});
  return procedure;
}

Procedure PinnedOn(const std::string& id, Day day, const catalog::Catalog& catalog) {
  const catalog::Procedure* version = catalog.ProcedureOn(id, day);
  return version == nullptr ? Procedure{id, 0, {}} : Pinned(id, version->version, catalog);
}

void PinLate(Folder& folder, const catalog::Catalog& catalog) {
  for (std::optional<Receipt>* receipt : {&folder.received, &folder.corrected}) {
    if (!*receipt) continue;
    Procedure& procedure = (*receipt)->procedure;
    if (procedure.id.empty() || procedure.components) continue;
    procedure = procedure.version == 0 ? PinnedOn(procedure.id, LocalDay((*receipt)->time), catalog)
                                       : Pinned(procedure.id, procedure.version, catalog);
  }
}

}  // namespace motcua::digitization
