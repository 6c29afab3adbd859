// Removes from the disk what an erasure left without use.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_ERASE_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_ERASE_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "absl/time/time.h"
#include "common/sql/connections.h"
#include "services/digitization/files/file_store.h"

namespace motcua::digitization {

// Erases the files named in file_to_erase that the database no longer knows, and forgets the names.
// The disk and the database cannot change together: a name stays until its file is gone, so that a
// crash leaves nothing behind. Returns how many names are left.
int EraseFiles(sql::Connections& connections, FileStore& files);

// Owns a thread that does so now and then, and sweeps the store and its staging folder more rarely.
// What it is given must outlive it.
class Eraser {
 public:
  struct Pace {
    absl::Duration erase = absl::Seconds(1);
    absl::Duration sweep = absl::Hours(1);
    absl::Duration keep = absl::Hours(24);  // what nobody has attached or finished yet
  };

  Eraser(sql::Connections& connections, FileStore& files, Pace pace);
  ~Eraser();
  Eraser(const Eraser&) = delete;
  Eraser& operator=(const Eraser&) = delete;

 private:
  void Run();
  void Sweep();

  sql::Connections& connections_;
  FileStore& files_;
  const Pace pace_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_ERASE_H_
