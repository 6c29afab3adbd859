// Whatever a sender calls a file: it is refused, or it is one kind of paper to its last byte.
#include "services/digitization/domain/sniff.h"

#include <string>
#include <string_view>

#include "services/digitization/domain/crc32.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"
#include "services/digitization/files/content_check.h"
#include "tests/fuzz/targets/expect.h"

namespace motcua::fuzz {
namespace {

using namespace motcua::digitization;

void Try(const std::string& file) {
  const absl::StatusOr<std::string> media_type = CheckContent(file, "", "media_type");
  if (!media_type.ok()) {
    Expect(absl::IsInvalidArgument(media_type.status()), "a bad file is refused");
    return;
  }
  Expect(IsMediaType(*media_type), "a paper has a known type");
  Expect(Sniff(file) == media_type, "the structure alone tells the type");
  Expect(!CheckDeclared("text/html", *media_type, "media_type").ok(), "it is no other");
  Expect(!Sniff("x" + file).ok(), "nothing stands before it");
  if (*media_type == kTiff) return;  // has no end
  Expect(!Sniff(file + "x").ok(), "nothing stands behind it");
  Expect(!Sniff(file + file).ok(), "it is not two");
  Expect(!Sniff(file + "%\n" + file).ok(), "nor two with something between");
}

// Gives each chunk of a PNG its checksum: no mutation finds one by chance.
void MendChecksums(std::string& file) {
  std::uint64_t offset = kPngMark.size();
  while (Holds(file, offset, 12)) {
    const std::uint64_t size = NumberAt(file, offset, 4, ByteOrder::kBig);
    if (!Holds(file, offset, size + 12)) return;
    const std::uint32_t crc = Crc32(std::string_view(file).substr(offset + 4, size + 4));
    for (int i = 0; i < 4; ++i) {
      file[offset + 8 + size + i] = static_cast<char>(crc >> (24 - 8 * i));
    }
    offset += size + 12;
  }
}

}  // namespace
}  // namespace motcua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  std::string file(reinterpret_cast<const char*>(data), size);
  motcua::fuzz::Try(file);
  if (!file.starts_with(motcua::digitization::kPngMark)) return 0;
  motcua::fuzz::MendChecksums(file);
  motcua::fuzz::Try(file);
  return 0;
}
