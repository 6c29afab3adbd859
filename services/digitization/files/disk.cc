#include "services/digitization/files/disk.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"

namespace motcua::digitization {

absl::Status DiskError(std::string_view what) {
  const int error = errno;
  if (error == ENOSPC || error == EDQUOT || error == EMFILE || error == ENFILE) {
    return Refuse(absl::StatusCode::kResourceExhausted, "STORE_FULL", "",
                  "the file store takes no more now", "Kho tệp đang đầy, hãy thử lại sau.");
  }
  const std::string text = absl::StrCat(std::string(what), ": ", std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(text) : absl::InternalError(text);
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) close(fd_);
}

Descriptor::Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

absl::StatusOr<Descriptor> OpenFile(const std::string& path, int flags) {
  const int fd = open(path.c_str(), flags | O_CLOEXEC, 0640);
  if (fd < 0) return DiskError("cannot open a file");
  return Descriptor(fd);
}

std::int64_t SizeOf(const Descriptor& file) {
  struct stat about = {};
  return fstat(file.fd(), &about) == 0 ? about.st_size : 0;
}

absl::Status WriteAt(const Descriptor& file, std::uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t size = pwrite(file.fd(), bytes.data(), bytes.size(), offset);
    if (size < 0 && errno == EINTR) continue;
    if (size < 0) return DiskError("cannot write a file");
    bytes.remove_prefix(size);
    offset += size;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadAt(const Descriptor& file, std::uint64_t offset, std::size_t size) {
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const ssize_t got = pread(file.fd(), bytes.data() + have, size - have, offset + have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return DiskError("cannot read a file");
    if (got == 0) break;
    have += got;
  }
  bytes.resize(have);
  return bytes;
}

absl::Status Sync(const Descriptor& file) {
  return fsync(file.fd()) == 0 ? absl::OkStatus() : DiskError("cannot sync");
}

absl::Status Sync(const std::string& path) {
  const absl::StatusOr<Descriptor> file = OpenFile(path, O_RDONLY);
  return file.ok() ? Sync(*file) : file.status();
}

absl::Status SyncAll(const std::string& path) {
  const absl::StatusOr<Descriptor> file = OpenFile(path, O_RDONLY);
  if (!file.ok()) return file.status();
  return syncfs(file->fd()) == 0 ? absl::OkStatus() : DiskError("cannot sync");
}

absl::StatusOr<std::string> ReadWhole(const std::string& path) {
  const absl::StatusOr<Descriptor> file = OpenFile(path, O_RDONLY);
  if (!file.ok()) return file.status();
  return ReadAt(*file, 0, SizeOf(*file));
}

}  // namespace motcua::digitization
