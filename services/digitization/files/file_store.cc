#include "services/digitization/files/file_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <set>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/digitization/files/disk.h"

namespace motcua::digitization {
namespace {

namespace fs = std::filesystem;

// From so many on one sync of the whole file system is cheaper than two for each file.
constexpr std::size_t kManyFiles = 8;

std::string FolderOf(const std::string& path) { return fs::path(path).parent_path(); }

absl::Status SyncEach(const std::set<std::string>& paths) {
  for (const std::string& path : paths) {
    const absl::Status synced = Sync(path);
    if (!synced.ok()) return synced;
  }
  return absl::OkStatus();
}

std::string Made(const std::string& folder) {
  fs::create_directories(folder);
  return folder;
}

// Gives a file its name, in a folder that it makes if need be.
absl::Status Name(const std::string& staged, const std::string& path) {
  // Over one of the same name too: should the disk have spoilt that, it is whole again.
  if (std::rename(staged.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const bool made =
      errno == ENOENT && (mkdir(FolderOf(path).c_str(), 0750) == 0 || errno == EEXIST);
  if (made && std::rename(staged.c_str(), path.c_str()) == 0) return absl::OkStatus();
  return DiskError("cannot name a file");
}

}  // namespace

FileStore::FileStore(const std::string& folder)
    : folder_(fs::absolute(folder).lexically_normal()),
      staging_(Made(folder_ + "/staging")),
      locks_(folder_ + "/locks") {
  absl::Status synced = Sync(folder_);
  if (synced.ok()) synced = Sync(FolderOf(folder_));
  if (!synced.ok()) throw std::runtime_error("cannot use the store: " + synced.ToString());
}

std::string FileStore::PathOf(const std::string& sha256) const {
  return absl::StrCat(folder_, "/", sha256.substr(0, 2), "/", sha256);
}

std::optional<std::int64_t> FileStore::SizeOf(const std::string& sha256) const {
  struct stat about = {};
  if (stat(PathOf(sha256).c_str(), &about) != 0) return std::nullopt;
  return about.st_size;
}

std::optional<absl::Time> FileStore::TimeOf(const std::string& sha256) const {
  struct stat about = {};
  if (stat(PathOf(sha256).c_str(), &about) != 0) return std::nullopt;
  return absl::TimeFromTimespec(about.st_mtim);
}

void FileStore::Touch(const std::string& sha256) const {
  utimensat(AT_FDCWD, PathOf(sha256).c_str(), nullptr, 0);
}

std::vector<std::string> FileStore::NamesIn(unsigned char first) const {
  std::vector<std::string> names;
  std::error_code error;
  const std::string folder = absl::StrCat(folder_, "/", absl::Hex(first, absl::kZeroPad2));
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    names.push_back(entry.path().filename());
  }
  return names;
}

absl::Status FileStore::Place(const std::vector<StagedFile>& files) {
  const bool together = files.size() >= kManyFiles;
  std::set<std::string> paths;
  for (const StagedFile& file : files) paths.insert(file.path);
  const absl::Status written = together ? SyncAll(folder_) : SyncEach(paths);
  if (!written.ok()) return written;
  std::set<std::string> folders;
  for (const StagedFile& file : files) {
    const std::string path = PathOf(file.sha256);
    const absl::Status named = Name(file.path, path);
    if (!named.ok()) return named;
    folders.insert(FolderOf(path));
  }
  return together ? SyncAll(folder_) : SyncNames(folders);
}

absl::Status FileStore::SyncNames(const std::set<std::string>& folders) {
  const absl::Status names = SyncEach(folders);
  if (!names.ok()) return names;
  const std::lock_guard lock(folders_mutex_);
  if (std::includes(folders_.begin(), folders_.end(), folders.begin(), folders.end())) {
    return absl::OkStatus();
  }
  const absl::Status synced = Sync(folder_);
  if (synced.ok()) folders_.insert(folders.begin(), folders.end());
  return synced;
}

bool FileStore::Erase(const std::string& sha256, const std::function<bool()>& unwanted) {
  const std::shared_ptr<void> alone = locks_.TryAlone(sha256);
  if (alone == nullptr || !unwanted()) return false;
  const std::string path = PathOf(sha256);
  if (unlink(path.c_str()) != 0) return errno == ENOENT;
  return Sync(FolderOf(path)).ok();
}

}  // namespace motcua::digitization
