// Reads printed fields from a scan, with Tesseract in a process of its own.
#ifndef MOTCUA_SERVICES_DIGITIZATION_READING_OCR_H_
#define MOTCUA_SERVICES_DIGITIZATION_READING_OCR_H_

#include <mutex>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/digitization/reading/ocr_fields.h"

namespace motcua::digitization {

// One scan at a time. Thread-safe. Call from a thread that outlives the call: the process ends with
// it.
class Ocr {
 public:
  struct Options {
    std::string tesseract;  // its program; empty: not configured
    std::string scratch;    // an existing folder; nothing stays there
    absl::Duration timeout = absl::Seconds(60);
  };

  explicit Ocr(Options options);

  // Fields of the picture at `path`, in the order asked; those not found are left out. Blocks until
  // it is read. FAILED_PRECONDITION `OCR_NOT_CONFIGURED`, `NOT_A_PICTURE` (by `media_type`, or
  // because Tesseract cannot read it); RESOURCE_EXHAUSTED while another scan is being read or when
  // it takes too long.
  absl::StatusOr<std::vector<FieldReading>> Read(const std::string& path,
                                                 const std::string& media_type,
                                                 const std::vector<FieldLabel>& labels);

 private:
  const Options options_;
  std::mutex reading_;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_READING_OCR_H_
