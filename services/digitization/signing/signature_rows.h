// The table of detached signatures.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURE_ROWS_H_
#define MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURE_ROWS_H_

#include <string>
#include <vector>

#include "common/sql/connection.h"

namespace motcua::digitization {

struct SignatureRow {
  std::string component;  // empty: the result
  int version = 1;
  std::string file;  // what was signed
  std::string der;
};

// Of a dossier, by component and version; the results' first.
std::vector<SignatureRow> ReadSignatures(sql::Connection& connection, const std::string& code);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SIGNING_SIGNATURE_ROWS_H_
