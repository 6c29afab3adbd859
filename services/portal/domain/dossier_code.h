// Codes of dossiers as every province spells them.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_DOSSIER_CODE_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_DOSSIER_CODE_H_

#include <string_view>

namespace motcua::portal::sync {

// `<agency code>-YYMMDD-NNNN`, of a day that exists; four to nine digits of serial.
bool IsDossierCode(std::string_view code);

}  // namespace motcua::portal::sync

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_DOSSIER_CODE_H_
