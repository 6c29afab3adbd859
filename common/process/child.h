// A child process that cannot outlive its parent.
#ifndef MOTCUA_COMMON_PROCESS_CHILD_H_
#define MOTCUA_COMMON_PROCESS_CHILD_H_

#include <sys/types.h>

#include <string>
#include <vector>

#include "absl/time/time.h"

namespace motcua::process {

// Owns the process: killed with SIGKILL (and reaped) in the destructor, and by the kernel
// when the thread that started it ends, so start it on a thread that lasts. Not thread-safe.
class Child {
 public:
  // Output goes to `log_file` (appended); empty: inherited. Throws std::runtime_error.
  Child(std::vector<std::string> command, const std::string& log_file,
        const std::vector<std::string>& environment = {});
  ~Child();
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;

  pid_t pid() const { return pid_; }
  bool Running();
  void Signal(int signal);
  // Waits for its end: exit code, or -signal; SIGKILL when it does not end in time.
  int Wait(absl::Duration timeout);
  // SIGTERM, then Wait.
  int Terminate(absl::Duration timeout = absl::Seconds(10));
  void Kill();

 private:
  bool Reap(absl::Duration timeout);

  pid_t pid_ = -1;
  int status_ = 0;
};

}  // namespace motcua::process

#endif  // MOTCUA_COMMON_PROCESS_CHILD_H_
