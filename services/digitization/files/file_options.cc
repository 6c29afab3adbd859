#include "services/digitization/files/file_options.h"

#include "absl/flags/flag.h"

ABSL_FLAG(std::string, store, "", "folder of the files; default: var/store/DATABASE");
ABSL_FLAG(std::string, signer_cas, "", "authorities of officers' signatures, one PEM file");
ABSL_FLAG(std::string, signer_crls, "", "folder of their revocation lists, PEM or DER");
ABSL_FLAG(std::string, tesseract, "", "program that reads scans; empty: none does");

namespace motcua::digitization {

FileOptions FileOptionsFromFlags(const std::string& database) {
  FileOptions options;
  options.store = absl::GetFlag(FLAGS_store);
  if (options.store.empty()) options.store = "var/store/" + database;
  options.signer_cas = absl::GetFlag(FLAGS_signer_cas);
  options.signer_crls = absl::GetFlag(FLAGS_signer_crls);
  options.tesseract = absl::GetFlag(FLAGS_tesseract);
  return options;
}

}  // namespace motcua::digitization
