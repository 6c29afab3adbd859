#include "services/digitization/domain/sniff.h"

#include <array>

#include "absl/strings/ascii.h"
#include "services/digitization/domain/file_refusals.h"
#include "services/digitization/domain/sniff_bytes.h"
#include "services/digitization/domain/sniff_kinds.h"

namespace motcua::digitization {
namespace {

// What readers of other kinds look for, wherever it stands in the beginning.
constexpr std::size_t kBeginning = 1024;
constexpr std::array<std::string_view, 6> kMarkup = {"<html", "<!doctype html", "<script",
                                                     "<svg",  "<iframe",        "<?php"};

bool BeginsAsMarkup(std::string_view file) {
  const std::string beginning =
      absl::AsciiStrToLower(absl::string_view(file.data(), std::min(file.size(), kBeginning)));
  for (const std::string_view tag : kMarkup) {
    if (beginning.find(tag) != std::string::npos) return true;
  }
  return false;
}

// Kinds whose mark stands far from the first byte.
bool HasDistantMark(std::string_view file) {
  return Slice(file, 257, 5) == "ustar" || Slice(file, 0x8001, 5) == "CD001";
}

absl::Status CheckUnambiguous(std::string_view file, std::string_view media_type) {
  const std::string_view beginning = Slice(file, 0, kBeginning);
  if (media_type != kPdf && beginning.find(kPdfMark) != std::string_view::npos) {
    return FileAmbiguous("a PDF header inside another kind of file");
  }
  if (BeginsAsMarkup(file)) return FileAmbiguous("begins like a web page or a script");
  if (HasDistantMark(file)) return FileAmbiguous("also a disk image or an archive");
  if (!beginning.starts_with(kZipMark) && EndsAsZip(file))
    return FileAmbiguous("also a ZIP archive");
  return absl::OkStatus();
}

absl::StatusOr<std::string> Walked(const absl::Status& walked, const char* media_type) {
  if (!walked.ok()) return walked;
  return media_type;
}

absl::StatusOr<std::string> Walk(std::string_view file) {
  if (file.starts_with(kPngMark)) return Walked(WalkPng(file), kPng);
  if (file.starts_with(kJpegMark)) return Walked(WalkJpeg(file), kJpeg);
  if (file.starts_with(kPdfMark)) return Walked(WalkPdf(file), kPdf);
  if (file.starts_with(kTiffLittleMark) || file.starts_with(kTiffBigMark)) {
    return Walked(WalkTiff(file), kTiff);
  }
  if (file.starts_with(kZipMark)) return WalkZip(file);
  return TypeUnknown();
}

}  // namespace

absl::StatusOr<std::string> Sniff(std::string_view file) {
  if (file.empty()) return FileEmpty();
  if (file.size() > kLargestFile) return FileTooLarge();
  absl::StatusOr<std::string> media_type = Walk(file);
  if (!media_type.ok()) return media_type;
  const absl::Status unambiguous = CheckUnambiguous(file, *media_type);
  if (!unambiguous.ok()) return unambiguous;
  return media_type;
}

absl::Status CheckDeclared(std::string_view declared, std::string_view media_type,
                           std::string_view field) {
  return declared.empty() || declared == media_type ? absl::OkStatus() : TypeMismatch(field);
}

bool IsMediaType(std::string_view text) {
  return IsPicture(text) || text == kPdf || text == kDocx || text == kXlsx;
}

bool IsPicture(std::string_view media_type) {
  return media_type == kPng || media_type == kJpeg || media_type == kTiff;
}

}  // namespace motcua::digitization
