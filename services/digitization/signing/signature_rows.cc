#include "services/digitization/signing/signature_rows.h"

namespace motcua::digitization {

std::vector<SignatureRow> ReadSignatures(sql::Connection& connection, const std::string& code) {
  std::vector<SignatureRow> signatures;
  sql::Rows rows = connection.Query(
      "SELECT component, version, sha256, der FROM signature WHERE code = ?"
      " ORDER BY component, version",
      {code});
  while (rows.Next()) {
    signatures.push_back({rows.Text(1), static_cast<int>(rows.Int(2)), rows.Text(3), rows.Text(4)});
  }
  return signatures;
}

}  // namespace motcua::digitization
