#include <array>
#include <set>

#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

constexpr std::uint64_t kEntrySize = 12;
constexpr std::size_t kMostDirectories = 10'000;

// Bytes of a value by field type; types are 1 to 13.
constexpr std::array<std::uint64_t, 14> kTypeSizes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

// Tags whose values tell how many pixels there are, and place them.
enum Tag {
  kWidth = 256,
  kHeight = 257,
  kStripOffsets = 273,
  kStripSizes = 279,
  kTileOffsets = 324,
  kTileSizes = 325
};

// A field of a directory; `place` is where its values stand.
struct Field {
  std::uint32_t tag = 0;
  int width = 0;
  std::uint64_t count = 0;
  std::uint64_t place = 0;
};

absl::Status Damaged() { return FileDamaged("the TIFF points outside itself"); }

// One file, read in its byte order.
class Tiff {
 public:
  explicit Tiff(std::string_view file)
      : file_(file),
        order_(file.starts_with(kTiffBigMark) ? ByteOrder::kBig : ByteOrder::kLittle) {}

  absl::Status Walk() {
    std::set<std::uint64_t> seen;
    std::uint64_t directory = Number(4, 4);
    while (directory != 0) {
      if (!seen.insert(directory).second || seen.size() > kMostDirectories) {
        return FileDamaged("the directories of the TIFF run in a circle");
      }
      const absl::StatusOr<std::uint64_t> next = WalkDirectory(directory);
      if (!next.ok()) return next.status();
      directory = *next;
    }
    return pixels_ ? absl::OkStatus() : FileDamaged("the TIFF has no pixels");
  }

 private:
  std::uint64_t Number(std::uint64_t offset, int width) const {
    return NumberAt(file_, offset, width, order_);
  }

  // Where the next directory stands, 0: nowhere.
  absl::StatusOr<std::uint64_t> WalkDirectory(std::uint64_t offset) {
    const std::uint64_t entries = Number(offset, 2);
    const std::uint64_t size = 2 + entries * kEntrySize + 4;
    if (entries == 0 || !Holds(file_, offset, size) || !Spend(size)) return Damaged();
    Field offsets;
    Field sizes;
    std::uint64_t width = 0;
    std::uint64_t height = 0;
    for (std::uint64_t i = 0; i < entries; ++i) {
      const absl::StatusOr<Field> field = FieldAt(offset + 2 + i * kEntrySize);
      if (!field.ok()) return field.status();
      if (field->tag == kWidth) width = Number(field->place, field->width);
      if (field->tag == kHeight) height = Number(field->place, field->width);
      if (field->tag == kStripOffsets || field->tag == kTileOffsets) offsets = *field;
      if (field->tag == kStripSizes || field->tag == kTileSizes) sizes = *field;
    }
    if (width > 0 && height > kMostPixels / width) return PictureTooLarge();
    if (!PixelsInside(offsets, sizes)) return Damaged();
    pixels_ = pixels_ || offsets.count > 0;
    return Number(offset + size - 4, 4);
  }

  absl::StatusOr<Field> FieldAt(std::uint64_t offset) const {
    const std::uint64_t type = Number(offset + 2, 2);
    Field field{static_cast<std::uint32_t>(Number(offset, 2)), 0, Number(offset + 4, 4),
                offset + 8};
    if (type >= kTypeSizes.size()) return field;  // readers skip types they do not know
    field.width = static_cast<int>(kTypeSizes[type]);
    const std::uint64_t size = kTypeSizes[type] * field.count;
    if (size > 4) field.place = Number(offset + 8, 4);
    if (!Holds(file_, field.place, size)) return Damaged();
    return field;
  }

  bool PixelsInside(const Field& offsets, const Field& sizes) {
    if (offsets.count != sizes.count) return false;
    if (offsets.count == 0) return true;
    if (!IsPlace(offsets) || !IsPlace(sizes) || !Spend(offsets.count * 4)) return false;
    for (std::uint64_t i = 0; i < offsets.count; ++i) {
      if (!Holds(file_, Number(offsets.place + i * offsets.width, offsets.width),
                 Number(sizes.place + i * sizes.width, sizes.width))) {
        return false;
      }
    }
    return true;
  }

  // Directories and tables that overlap could otherwise be long to walk.
  bool Spend(std::uint64_t bytes) {
    spent_ += bytes;
    return spent_ <= 2 * file_.size();
  }

  static bool IsPlace(const Field& field) { return field.width == 2 || field.width == 4; }

  const std::string_view file_;
  const ByteOrder order_;
  std::uint64_t spent_ = 0;  // bytes walked
  bool pixels_ = false;
};

}  // namespace

absl::Status WalkTiff(std::string_view file) { return Tiff(file).Walk(); }

}  // namespace motcua::digitization
