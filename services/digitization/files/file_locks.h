// Who uses which file, across all processes on one store.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_LOCKS_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_LOCKS_H_

#include <memory>
#include <string>

namespace motcua::digitization {

// A lock for each SHA-256, shared by many or held alone: one byte each of a file that stays empty,
// so that nothing accumulates and a process that dies leaves nothing locked. Handles may outlive
// it. Thread-safe.
class FileLocks {
 public:
  // `path` is made if it is missing. Throws std::runtime_error.
  explicit FileLocks(std::string path);

  // Waits until nobody is alone with it; letting go of the handle never waits. Throws
  // std::system_error when the system has no lock left.
  std::shared_ptr<void> Share(const std::string& sha256);
  // Null while anybody, here or elsewhere, has it, or when the system has no lock left.
  std::shared_ptr<void> TryAlone(const std::string& sha256) const;

 private:
  struct Shared;

  const std::string path_;
  const std::shared_ptr<Shared> shared_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_FILE_LOCKS_H_
