// The applicant: personal data that live apart from the dossier and can be erased.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_PERSON_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_PERSON_H_

#include <string>

namespace motcua::intake {

// Never in events, counters, logs or error texts.
struct Person {
  std::string full_name;
  std::string identity_number;
  std::string phone;
  std::string salt;  // 16 random bytes; erased with the rest

  bool operator==(const Person&) const = default;
};

// 16 bytes that tell sameness only to who knows the salt.
std::string ApplicantHash(const Person& person);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_PERSON_H_
