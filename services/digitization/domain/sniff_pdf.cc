#include "absl/strings/ascii.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

constexpr std::size_t kEnding = 1024;
constexpr std::string_view kWhite("\0\t\n\f\r ", 6);
constexpr std::string_view kStart = "startxref";
constexpr std::string_view kEnd = "%%EOF";

std::size_t SkipWhite(std::string_view text, std::size_t offset) {
  const std::size_t next = text.find_first_not_of(kWhite, offset);
  return next == std::string_view::npos ? text.size() : next;
}

// Past a number at `offset`; the same offset when there is none.
std::size_t SkipNumber(std::string_view text, std::size_t offset, std::uint64_t* number) {
  *number = 0;
  const std::size_t most = std::min(text.size(), offset + 10);
  while (offset < most && absl::ascii_isdigit(text[offset])) {
    *number = *number * 10 + (text[offset++] - '0');
  }
  return offset;
}

// `xref`, or the object of a cross-reference stream: `12 0 obj`.
bool IsCrossReference(std::string_view text) {
  if (text.starts_with("xref")) return true;
  std::uint64_t number;
  const std::size_t object = SkipNumber(text, 0, &number);
  const std::size_t generation = SkipWhite(text, object);
  const std::size_t end = SkipNumber(text, generation, &number);
  return object > 0 && end > generation && text.substr(SkipWhite(text, end)).starts_with("obj");
}

bool HasVersion(std::string_view file) {
  const std::string_view version = Slice(file, kPdfMark.size(), 3);
  return version.size() == 3 && absl::ascii_isdigit(version[0]) && version[1] == '.' &&
         absl::ascii_isdigit(version[2]);
}

// A header anywhere behind an end: two files, of which readers choose one or the other. Updates
// of a PDF have no header of their own.
bool HoldsAnotherPdf(std::string_view file) {
  for (std::size_t i = file.find(kPdfMark, file.find(kEnd)); i != std::string_view::npos;
       i = file.find(kPdfMark, i + 1)) {
    if (HasVersion(file.substr(i))) return true;
  }
  return false;
}

}  // namespace

absl::Status WalkPdf(std::string_view file) {
  if (!HasVersion(file)) return FileDamaged("the PDF has no version");
  const std::string_view ending = Tail(file, kEnding);
  const std::size_t end = ending.rfind(kEnd);
  if (end == std::string_view::npos) return FileDamaged("the PDF has no end");
  if (SkipWhite(ending, end + kEnd.size()) != ending.size() || HoldsAnotherPdf(file)) {
    return FileAmbiguous("bytes after the end of the PDF");
  }
  const std::size_t start = ending.rfind(kStart, end);
  if (start == std::string_view::npos) return FileDamaged("the PDF does not say where it begins");
  std::uint64_t target;
  const std::size_t digits = SkipWhite(ending, start + kStart.size());
  const std::size_t after = SkipNumber(ending, digits, &target);
  if (after == digits || SkipWhite(ending, after) != end) {
    return FileDamaged("the PDF does not say where it begins");
  }
  if (target >= file.size() - (ending.size() - start)) {
    return FileDamaged("the PDF points outside itself");
  }
  const std::string_view place = Slice(file, target, 64);
  if (!IsCrossReference(place.substr(SkipWhite(place, 0)))) {
    return FileDamaged("the PDF has no cross-reference where it says");
  }
  return absl::OkStatus();
}

}  // namespace motcua::digitization
