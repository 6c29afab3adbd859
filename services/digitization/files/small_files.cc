#include "services/digitization/files/small_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <set>
#include <string>
#include <utility>

#include "common/base/hash.h"
#include "services/digitization/files/content_check.h"
#include "services/digitization/files/disk.h"
#include "services/digitization/files/running_hash.h"

namespace motcua::digitization {
namespace {

absl::StatusOr<CheckedFile> Check(const SmallFile& file) {
  absl::StatusOr<std::string> media_type = CheckContent(file.data, file.media_type, "media_type");
  if (!media_type.ok()) return media_type.status();
  return CheckedFile{HexHashOf(file.data), static_cast<std::int64_t>(file.data.size()),
                     *std::move(media_type)};
}

absl::Status Write(const std::string& path, std::string_view bytes) {
  const absl::StatusOr<Descriptor> file = OpenFile(path, O_WRONLY | O_CREAT | O_EXCL);
  return file.ok() ? WriteAt(*file, 0, bytes) : file.status();
}

absl::Status WriteAndPlace(FileStore& store, const std::vector<SmallFile>& files,
                           const std::vector<absl::StatusOr<CheckedFile>>& checked) {
  std::vector<StagedFile> staged;
  std::set<std::string> names;
  absl::Status done;
  for (std::size_t i = 0; i < files.size() && done.ok(); ++i) {
    if (!checked[i].ok() || !names.insert(checked[i]->sha256).second) continue;
    staged.push_back({store.staging() + "/" + RandomId(), checked[i]->sha256});
    done = Write(staged.back().path, files[i].data);
  }
  if (done.ok()) done = store.Place(staged);
  if (!done.ok()) {
    for (const StagedFile& file : staged) unlink(file.path.c_str());
  }
  return done;
}

}  // namespace

StoredFiles StoreSmallFiles(FileStore& store, const std::vector<SmallFile>& files) {
  StoredFiles stored;
  for (const SmallFile& file : files) {
    stored.outcomes.push_back(Check(file));
    const auto& checked = stored.outcomes.back();
    if (checked.ok()) stored.holds.push_back(store.Hold(checked->sha256));
  }
  const absl::Status placed = WriteAndPlace(store, files, stored.outcomes);
  if (placed.ok()) return stored;
  for (absl::StatusOr<CheckedFile>& outcome : stored.outcomes) {
    if (outcome.ok()) outcome = placed;
  }
  return stored;
}

}  // namespace motcua::digitization
