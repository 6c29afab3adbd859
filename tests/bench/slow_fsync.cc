// Preloaded into mariadbd: makes its disk as slow as a real one. Where fsync is answered by a
// host's cache, a benchmark flatters designs that commit once per request, and a crash
// hardly ever meets a transaction that is visible but not yet on disk.
//   SLOW_FSYNC_MICROSECONDS      added to fsync and fdatasync, 1000 if not set
//   SLOW_LOG_WRITE_MICROSECONDS  added before each write to the redo log, 0 if not set
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

useconds_t Setting(const char* name, useconds_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : static_cast<useconds_t>(std::atol(text));
}

template <typename Function>
Function Real(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

void DelaySync() {
  static const useconds_t delay = Setting("SLOW_FSYNC_MICROSECONDS", 1000);
  usleep(delay);
}

void DelayLogWrite(int fd) {
  static const useconds_t delay = Setting("SLOW_LOG_WRITE_MICROSECONDS", 0);
  if (delay == 0) return;
  char link[32];
  char path[4096] = {};
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  if (readlink(link, path, sizeof path - 1) > 0 && std::strstr(path, "ib_logfile") != nullptr) {
    usleep(delay);
  }
}

}  // namespace

extern "C" {

int fsync(int fd) {
  static const auto real = Real<int (*)(int)>("fsync");
  DelaySync();
  return real(fd);
}

int fdatasync(int fd) {
  static const auto real = Real<int (*)(int)>("fdatasync");
  DelaySync();
  return real(fd);
}

ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t offset) {
  static const auto real = Real<ssize_t (*)(int, const void*, std::size_t, off64_t)>("pwrite64");
  DelayLogWrite(fd);
  return real(fd, bytes, size, offset);
}

ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t offset) {
  static const auto real = Real<ssize_t (*)(int, const void*, std::size_t, off_t)>("pwrite");
  DelayLogWrite(fd);
  return real(fd, bytes, size, offset);
}

}  // extern "C"
