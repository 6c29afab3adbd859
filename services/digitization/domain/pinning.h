// The components of a pinned procedure version, from a catalogue that may be late: it travels by
// a stream of its own.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_PINNING_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_PINNING_H_

#include <string>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// A version with its components, as far as the catalogue tells them; a version that names none asks
// for one, the `application`.
Procedure Pinned(const std::string& id, int version, const catalog::Catalog& catalog);
// The version in force on a day; 0 as long as the catalogue does not tell.
Procedure PinnedOn(const std::string& id, Day day, const catalog::Catalog& catalog);

// Asks again for what the catalogue did not tell before.
void PinLate(Folder& folder, const catalog::Catalog& catalog);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_PINNING_H_
