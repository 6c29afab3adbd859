// Preloaded behind libfaketime, which leaves futexes alone: Abseil, and gRPC with it, waits by them
// until a time of the clock it reads, a faked one. Here the kernel gets the true one.
#include <dlfcn.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cstdarg>
#include <cstdint>

namespace {

using Syscall = long (*)(long, ...);

constexpr std::int64_t kSecond = 1'000'000'000;

std::int64_t Nanoseconds(const timespec& time) { return time.tv_sec * kSecond + time.tv_nsec; }

timespec TrueTime(const timespec& faked, Syscall real) {
  timespec faked_now;
  timespec true_now;
  clock_gettime(CLOCK_REALTIME, &faked_now);
  real(SYS_clock_gettime, CLOCK_REALTIME, &true_now);
  const std::int64_t time = Nanoseconds(true_now) + Nanoseconds(faked) - Nanoseconds(faked_now);
  if (time <= 0) return {0, 0};
  return {time / kSecond, time % kSecond};
}

bool WaitsForATime(long number, long operation, const void* time) {
  return number == SYS_futex && time != nullptr && (operation & FUTEX_CLOCK_REALTIME) != 0;
}

}  // namespace

extern "C" long syscall(long number, ...) {
  static const auto real = reinterpret_cast<Syscall>(dlsym(RTLD_NEXT, "syscall"));
  long arguments[6];
  va_list list;
  va_start(list, number);
  for (long& argument : arguments) argument = va_arg(list, long);
  va_end(list);
  timespec time;
  const auto* faked = reinterpret_cast<const timespec*>(arguments[3]);
  if (WaitsForATime(number, arguments[1], faked)) {
    time = TrueTime(*faked, real);
    arguments[3] = reinterpret_cast<long>(&time);
  }
  return real(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
              arguments[5]);
}
