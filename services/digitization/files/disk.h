// Files as the operating system gives them, with its errors as statuses.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_DISK_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_DISK_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace motcua::digitization {

// What just failed, from errno. A full disk is RESOURCE_EXHAUSTED `STORE_FULL`.
absl::Status DiskError(std::string_view what);

// Owns a file descriptor.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept;
  Descriptor& operator=(Descriptor&&) = delete;

  int fd() const { return fd_; }

 private:
  int fd_;
};

// A file of that path, open with the flags of open(2).
absl::StatusOr<Descriptor> OpenFile(const std::string& path, int flags);

std::int64_t SizeOf(const Descriptor& file);
absl::Status WriteAt(const Descriptor& file, std::uint64_t offset, std::string_view bytes);
// `size` bytes, fewer at the end of the file.
absl::StatusOr<std::string> ReadAt(const Descriptor& file, std::uint64_t offset, std::size_t size);

// A file or folder is on disk as it is now. Of a folder: its names.
absl::Status Sync(const Descriptor& file);
absl::Status Sync(const std::string& path);

// Everything on the file system of `path` is on disk as it is now.
absl::Status SyncAll(const std::string& path);

// All bytes of a file. In parts, not mapped: a disk that fails must be an error, not a signal.
absl::StatusOr<std::string> ReadWhole(const std::string& path);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_DISK_H_
