#include "common/process/child.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace motcua::process {
namespace {

[[noreturn]] void Throw(const std::string& what, int error) {
  throw std::runtime_error(what + ": " + std::strerror(error));
}

std::vector<char*> Pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// The parent's environment, `changes` (NAME=value) instead of entries of the same name.
std::vector<std::string> Environment(const std::vector<std::string>& changes) {
  std::vector<std::string> all = changes;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::string name = text.substr(0, text.find('=') + 1);
    bool changed = false;
    for (const std::string& change : changes) changed |= change.rfind(name, 0) == 0;
    if (!changed) all.push_back(text);
  }
  return all;
}

// What the child does between fork and exec: only async-signal-safe calls. Returns errno.
int Become(char* const* arguments, char* const* environment, int log, pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
  if (getppid() != parent) return ECHILD;
  // Ctrl-C in a terminal is for the parent: it knows in which order to stop.
  if (setpgid(0, 0) != 0) return errno;
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  if (log >= 0 && (dup2(log, STDOUT_FILENO) < 0 || dup2(log, STDERR_FILENO) < 0)) return errno;
  execvpe(arguments[0], arguments, environment);
  return errno;
}

// The errno the child wrote before it ended; 0 when exec closed the pipe.
int ReadFailure(int fd) {
  int failure = 0;
  ssize_t size;
  do {
    size = read(fd, &failure, sizeof failure);
  } while (size < 0 && errno == EINTR);
  return size == sizeof failure ? failure : 0;
}

}  // namespace

Child::Child(std::vector<std::string> command, const std::string& log_file,
             const std::vector<std::string>& environment) {
  const std::vector<std::string> variables = Environment(environment);
  const std::vector<char*> arguments = Pointers(command);
  const std::vector<char*> variable_pointers = Pointers(variables);
  int log = -1;
  if (!log_file.empty()) {
    log = open(log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (log < 0) Throw("cannot write " + log_file, errno);
  }
  int failure_pipe[2];
  if (pipe2(failure_pipe, O_CLOEXEC) != 0) Throw("pipe", errno);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ == 0) {
    const int failure = Become(arguments.data(), variable_pointers.data(), log, parent);
    if (write(failure_pipe[1], &failure, sizeof failure) < 0) _exit(126);
    _exit(127);
  }
  const int fork_failure = pid_ < 0 ? errno : 0;
  close(failure_pipe[1]);
  if (log >= 0) close(log);
  const int failure = fork_failure != 0 ? fork_failure : ReadFailure(failure_pipe[0]);
  close(failure_pipe[0]);
  if (failure == 0) return;
  if (pid_ > 0) waitpid(pid_, &status_, 0);
  Throw("cannot start " + command[0], failure);
}

Child::~Child() {
  if (pid_ > 0) Kill();
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), status_(std::exchange(other.status_, 0)) {}

Child& Child::operator=(Child&& other) noexcept {
  if (this == &other) return *this;
  if (pid_ > 0) Kill();
  pid_ = std::exchange(other.pid_, -1);
  status_ = std::exchange(other.status_, 0);
  return *this;
}

bool Child::Running() { return !Reap(absl::ZeroDuration()); }

void Child::Signal(int signal) {
  if (pid_ > 0) kill(pid_, signal);
}

int Child::Wait(absl::Duration timeout) {
  if (!Reap(timeout)) Kill();
  return status_;
}

int Child::Terminate(absl::Duration timeout) {
  Signal(SIGTERM);
  return Wait(timeout);
}

void Child::Kill() {
  Signal(SIGKILL);
  Reap(absl::InfiniteDuration());
}

bool Child::Reap(absl::Duration timeout) {
  if (pid_ <= 0) return true;
  // By number: glibc 2.36 declares pidfd_open without C linkage.
  const int fd = static_cast<int>(syscall(SYS_pidfd_open, pid_, 0));
  if (fd < 0) Throw("pidfd_open", errno);
  pollfd ended = {fd, POLLIN, 0};
  const int milliseconds =
      timeout == absl::InfiniteDuration() ? -1 : static_cast<int>(timeout / absl::Milliseconds(1));
  int ready;
  do {
    ready = poll(&ended, 1, milliseconds);
  } while (ready < 0 && errno == EINTR);
  close(fd);
  if (ready != 1) return false;
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  pid_ = -1;
  return true;
}

}  // namespace motcua::process
