#include "services/digitization/reading/ocr.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/base/log.h"
#include "common/process/child.h"
#include "services/digitization/domain/sniff.h"

namespace motcua::digitization {
namespace {

constexpr int kNotFound = 127;  // as nice(1) ends when it finds no program

absl::Status NotConfigured() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "OCR_NOT_CONFIGURED", "",
                "no program that reads scans is configured", "Chưa cài đặt nhận dạng chữ viết.");
}

absl::Status NotAPicture() {
  return Refuse(absl::StatusCode::kFailedPrecondition, "NOT_A_PICTURE", "component",
                "the file is not a picture that can be read",
                "Tệp không phải là ảnh quét đọc được.");
}

absl::Status Busy() {
  return Refuse(absl::StatusCode::kResourceExhausted, "OCR_BUSY", "", "another scan is being read",
                "Đang nhận dạng một bản quét khác, hãy thử lại sau.");
}

absl::Status TooSlow() {
  return Refuse(absl::StatusCode::kResourceExhausted, "OCR_TOO_SLOW", "",
                "the scan takes too long to read", "Nhận dạng bản quét mất quá nhiều thời gian.");
}

// A damaged picture may make a reader ask for any amount of memory.
std::vector<std::string> CommandOf(const std::string& tesseract, const std::string& picture,
                                   const std::string& base) {
  return {"prlimit", "--as=2000000000", "--core=0", "nice", "-n",
          "10",      tesseract,         picture,    base,   "-l",
          "vie",     "--psm",           "4",        "-c",   "tessedit_create_tsv=1"};
}

// A file that is gone when its reader is.
class ScratchFile {
 public:
  explicit ScratchFile(std::string path) : path_(std::move(path)) {}
  ~ScratchFile() { unlink(path_.c_str()); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  std::string Read() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  const std::string path_;
};

}  // namespace

Ocr::Ocr(Options options) : options_(std::move(options)) {}

absl::StatusOr<std::vector<FieldReading>> Ocr::Read(const std::string& path,
                                                    const std::string& media_type,
                                                    const std::vector<FieldLabel>& labels) {
  if (options_.tesseract.empty()) return NotConfigured();
  if (!IsPicture(media_type)) return NotAPicture();
  const std::unique_lock only(reading_, std::try_to_lock);
  if (!only) return Busy();
  const std::string base = absl::StrCat(options_.scratch, "/", RandomId());
  const ScratchFile table(base + ".tsv");
  process::Child child(CommandOf(options_.tesseract, path, base), "/dev/null",
                       {"OMP_THREAD_LIMIT=1"});
  const absl::Time end = SteadyNow() + options_.timeout;
  const int code = child.Wait(options_.timeout);
  if (code == 0) return FindFields(ParseTsv(table.Read()), labels);
  Log(LogLevel::kWarning, "scan_not_read", {{"exit_code", absl::StrCat(code)}});
  if (code == kNotFound) return NotConfigured();
  return SteadyNow() >= end ? TooSlow() : NotAPicture();
}

}  // namespace motcua::digitization
