// The flags of digitization's files: --store, --signer_cas, --signer_crls, --tesseract.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_OPTIONS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_OPTIONS_H_

#include <string>

namespace motcua::digitization {

struct FileOptions {
  std::string store;        // folder of the files; default: var/store/DATABASE
  std::string signer_cas;   // PEM bundle of authorities; may be empty
  std::string signer_crls;  // folder of revocation lists; may be empty
  std::string tesseract;    // program; empty: no OCR
};

// After ParseOptions; `database` is the name of this process's own.
FileOptions FileOptionsFromFlags(const std::string& database);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_OPTIONS_H_
