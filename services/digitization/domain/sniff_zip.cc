#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

constexpr std::string_view kEndMark = "PK\x05\x06";
constexpr std::string_view kCentralMark = "PK\x01\x02";
constexpr std::string_view kDescriptorMark = "PK\x07\x08";
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kLongestComment = 65'535;
constexpr std::uint32_t kEncrypted = 1;
constexpr std::uint32_t kSizesFollow = 8;
constexpr std::array<std::string_view, 13> kArchives = {".zip", ".docx", ".xlsx", ".pptx", ".jar",
                                                        ".7z",  ".rar",  ".gz",   ".tgz",  ".bz2",
                                                        ".xz",  ".tar",  ".zst"};

std::uint32_t Number(std::string_view file, std::uint64_t offset, int width) {
  return NumberAt(file, offset, width, ByteOrder::kLittle);
}

// An entry as the central directory has it.
struct Entry {
  std::string_view name;
  std::uint32_t flags = 0;
  std::uint32_t method = 0;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::uint64_t offset = 0;
};

// The central directory, as the end record tells.
struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint32_t entries = 0;
};

absl::StatusOr<Directory> FindDirectory(std::string_view file) {
  const std::string_view end = Tail(file, kEndSize);
  if (!end.starts_with(kEndMark) || Number(end, 20, 2) != 0) {
    if (EndsAsZip(file)) return FileAmbiguous("bytes after the end of the archive");
    return FileDamaged("the archive is cut off");
  }
  const Directory found{Number(end, 16, 4), Number(end, 12, 4), Number(end, 10, 2)};
  const std::uint64_t directory_end = file.size() - kEndSize;
  if (Number(end, 4, 4) != 0 || Number(end, 8, 2) != found.entries || found.entries == 0 ||
      found.offset + found.size > directory_end) {
    return FileDamaged("the end of the archive does not fit its directory");
  }
  if (found.offset + found.size < directory_end) return FileAmbiguous("bytes before the archive");
  return found;
}

absl::StatusOr<std::vector<Entry>> ReadDirectory(std::string_view file,
                                                 const Directory& directory) {
  std::vector<Entry> entries;
  std::string_view rest = file.substr(directory.offset, directory.size);
  while (!rest.empty()) {
    const std::size_t name_size = Number(rest, 28, 2);
    const std::size_t size = kCentralSize + name_size + Number(rest, 30, 2) + Number(rest, 32, 2);
    if (!rest.starts_with(kCentralMark) || rest.size() < size ||
        entries.size() == directory.entries) {
      return FileDamaged("the directory of the archive is damaged");
    }
    entries.push_back({rest.substr(kCentralSize, name_size), Number(rest, 8, 2),
                       Number(rest, 10, 2), Number(rest, 20, 4), Number(rest, 24, 4),
                       Number(rest, 42, 4)});
    rest.remove_prefix(size);
  }
  if (entries.size() != directory.entries) return FileDamaged("entries are missing");
  return entries;
}

// Bytes of a descriptor at `gap`, which may follow an entry; nullopt when it is not one.
std::optional<std::size_t> DescriptorSize(const Entry& entry, std::string_view gap) {
  if (gap.empty()) return 0;
  if ((entry.flags & kSizesFollow) == 0) return std::nullopt;
  const bool marked = gap.starts_with(kDescriptorMark);
  if (gap.size() == 12 || (marked && gap.size() == 16)) return gap.size();
  return std::nullopt;
}

// Both places name and pack the entry alike; `next` is where something else begins.
absl::Status CheckLocal(std::string_view file, const Entry& entry, std::uint64_t next) {
  const std::string_view local = Slice(file, entry.offset, kLocalSize);
  if (!local.starts_with(kZipMark)) return FileDamaged("an entry of the archive is missing");
  const std::uint64_t name_size = Number(local, 26, 2);
  const std::uint64_t data = entry.offset + kLocalSize + name_size + Number(local, 28, 2);
  const std::uint64_t end = data + entry.packed;
  if (end > next) return ArchiveBomb("entries of the archive overlap");
  if (Slice(file, entry.offset + kLocalSize, name_size) != entry.name ||
      Number(local, 8, 2) != entry.method) {
    return FileAmbiguous("an entry of the archive has two descriptions");
  }
  const bool sized = (entry.flags & kSizesFollow) == 0;
  if (sized && (Number(local, 18, 4) != entry.packed || Number(local, 22, 4) != entry.unpacked)) {
    return FileAmbiguous("an entry of the archive has two sizes");
  }
  if (!DescriptorSize(entry, file.substr(end, next - end))) {
    return FileAmbiguous("bytes between the entries of the archive");
  }
  return absl::OkStatus();
}

absl::Status CheckLayout(std::string_view file, std::vector<Entry> entries, std::uint64_t end) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.offset < b.offset; });
  if (entries.front().offset != 0) return FileAmbiguous("bytes before the archive");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::uint64_t next = i + 1 < entries.size() ? entries[i + 1].offset : end;
    if (next > end) return FileDamaged("an entry lies outside the archive");
    const absl::Status checked = CheckLocal(file, entries[i], next);
    if (!checked.ok()) return checked;
  }
  return absl::OkStatus();
}

bool IsArchive(std::string_view name) {
  const std::string lower = absl::AsciiStrToLower(absl::string_view(name.data(), name.size()));
  return std::any_of(kArchives.begin(), kArchives.end(),
                     [&](std::string_view ending) { return lower.ends_with(ending); });
}

absl::Status CheckEntries(const std::vector<Entry>& entries, std::size_t archive_size) {
  std::uint64_t unpacked = 0;
  std::set<std::string_view> names;
  for (const Entry& entry : entries) {
    unpacked += entry.unpacked;
    if (IsArchive(entry.name)) return ArchiveBomb("an archive inside the archive");
    if (!names.insert(entry.name).second) return FileAmbiguous("two entries have one name");
    const bool known = entry.method == 0 || entry.method == 8;
    if (!known || (entry.flags & kEncrypted) != 0) {
      return FileDamaged("an entry is packed in a way no office document uses");
    }
  }
  if (unpacked > kMostUnpacked) return ArchiveBomb("unpacks to more than 500 MB");
  if (unpacked > kMostUnpackedRatio * archive_size) {
    return ArchiveBomb("unpacks to more than 100 times its size");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> OfficeType(const std::vector<Entry>& entries) {
  bool types = false, word = false, sheets = false;
  for (const Entry& entry : entries) {
    types = types || entry.name == "[Content_Types].xml";
    word = word || entry.name.starts_with("word/");
    sheets = sheets || entry.name.starts_with("xl/");
  }
  if (!types || (!word && !sheets)) return TypeUnknown();
  if (word && sheets) return FileAmbiguous("a text and a table at once");
  return word ? kDocx : kXlsx;
}

}  // namespace

absl::StatusOr<std::string> WalkZip(std::string_view file) {
  const absl::StatusOr<Directory> directory = FindDirectory(file);
  if (!directory.ok()) return directory.status();
  const absl::StatusOr<std::vector<Entry>> entries = ReadDirectory(file, *directory);
  if (!entries.ok()) return entries.status();
  const absl::Status layout = CheckLayout(file, *entries, directory->offset);
  if (!layout.ok()) return layout;
  const absl::Status fair = CheckEntries(*entries, file.size());
  if (!fair.ok()) return fair;
  return OfficeType(*entries);
}

bool EndsAsZip(std::string_view file) {
  std::string_view rest = Tail(file, kEndSize + kLongestComment);
  const std::size_t before = file.size() - rest.size();
  for (std::size_t end = rest.rfind(kEndMark); end != std::string_view::npos;
       end = rest.rfind(kEndMark)) {
    // Readers find the directory in front of the end record, wherever the archive begins.
    const std::uint64_t size = Number(rest, end + 12, 4);
    const std::uint64_t place = before + end;
    if (size <= place && Slice(file, place - size, 4) == kCentralMark) return true;
    rest = rest.substr(0, end);
  }
  return false;
}

}  // namespace motcua::digitization
