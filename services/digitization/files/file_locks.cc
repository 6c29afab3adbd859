#include "services/digitization/files/file_locks.h"

#include <fcntl.h>

#include <cerrno>
#include <map>
#include <mutex>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "services/digitization/files/disk.h"

namespace motcua::digitization {
namespace {

// Two files whose hashes begin alike share a byte, which makes one wait for the other.
constexpr std::size_t kDigitsOfPlace = 15;

off_t PlaceOf(const std::string& sha256) {
  return static_cast<off_t>(std::stoull(sha256.substr(0, kDigitsOfPlace), nullptr, 16));
}

// These locks belong to the open file, not to the process: two opened by one process exclude each
// other as those of two processes do.
int SetLock(const Descriptor& file, int command, short type, off_t place) {
  struct flock lock = {};
  lock.l_type = type;
  lock.l_whence = SEEK_SET;
  lock.l_start = place;
  lock.l_len = 1;
  int done = fcntl(file.fd(), command, &lock);
  while (done != 0 && errno == EINTR) done = fcntl(file.fd(), command, &lock);
  return done;
}

Descriptor OpenLocks(const std::string& path) {
  absl::StatusOr<Descriptor> file = OpenFile(path, O_RDWR | O_CREAT);
  if (!file.ok()) throw std::runtime_error("cannot use the store: " + file.status().ToString());
  return *std::move(file);
}

}  // namespace

// The locks this process shares, on one open file.
struct FileLocks::Shared {
  explicit Shared(const std::string& path) : file(OpenLocks(path)) {}

  void Drop(off_t place) {
    const std::lock_guard lock(mutex);
    const auto found = users.find(place);
    if (--found->second > 0) return;
    users.erase(found);
    SetLock(file, F_OFD_SETLK, F_UNLCK, place);
  }

  const Descriptor file;
  std::mutex mutex;
  std::map<off_t, int> users;
};

FileLocks::FileLocks(std::string path)
    : path_(std::move(path)), shared_(std::make_shared<Shared>(path_)) {}

std::shared_ptr<void> FileLocks::Share(const std::string& sha256) {
  const off_t place = PlaceOf(sha256);
  {
    const std::lock_guard lock(shared_->mutex);
    ++shared_->users[place];
  }
  std::shared_ptr<void> handle(nullptr, [shared = shared_, place](void*) { shared->Drop(place); });
  // Without the mutex, because it may wait. Who is counted cannot be unlocked by another's Drop.
  if (SetLock(shared_->file, F_OFD_SETLKW, F_RDLCK, place) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot lock a file");
  }
  return handle;
}

std::shared_ptr<void> FileLocks::TryAlone(const std::string& sha256) const {
  absl::StatusOr<Descriptor> file = OpenFile(path_, O_RDWR);
  if (!file.ok() || SetLock(*file, F_OFD_SETLK, F_WRLCK, PlaceOf(sha256)) != 0) return nullptr;
  return std::make_shared<Descriptor>(*std::move(file));
}

}  // namespace motcua::digitization
