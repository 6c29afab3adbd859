// Files and folders at digitization, in the states that the examples want.
#ifndef MOTCUA_TESTS_CONFORMANCE_ARCHIVIST_H_
#define MOTCUA_TESTS_CONFORMANCE_ARCHIVIST_H_

#include <memory>
#include <string>

#include "deploy/local/federation.h"
#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"

namespace motcua::conformance {

// Works on folders of received dossiers, by their names. Not thread-safe. Throws
// std::runtime_error when digitization refuses it.
class Archivist {
 public:
  explicit Archivist(const local::Federation& federation);

  // The bytes of a document nobody has stored.
  std::string NewPdf();
  // Name of a stored file that nobody has used.
  std::string Store();
  // Id of an upload that broke off.
  std::string BreakUpload();

  // Waits until digitization knows a dossier; gives its name.
  std::string Open(const std::string& dossier);
  // With its form scanned.
  std::string Scan(const std::string& dossier);
  // Finished on 16 March 2022 at nine.
  std::string Finish(const std::string& dossier);
  // Finished, with its result.
  std::string AddResult(const std::string& dossier);
  // Name of a document of the citizen 045123456789.
  std::string Document(const std::string& dossier);

 private:
  const std::unique_ptr<digitization::v1::DigitizationService::Stub> digitization_;
  const std::unique_ptr<processing::v1::ProcessingService::Stub> processing_;
  int documents_ = 0;
};

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_ARCHIVIST_H_
