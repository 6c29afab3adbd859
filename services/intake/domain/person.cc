#include "services/intake/domain/person.h"

#include "common/base/hash.h"

namespace motcua::intake {

std::string ApplicantHash(const Person& person) {
  std::string canonical;
  AppendSized(canonical, person.salt);
  AppendSized(canonical, person.full_name);
  AppendSized(canonical, person.identity_number);
  AppendSized(canonical, person.phone);
  return Sha256(canonical).substr(0, 16);
}

}  // namespace motcua::intake
