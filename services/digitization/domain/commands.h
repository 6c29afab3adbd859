// What can happen to folders and files: one value per changing rpc of DigitizationService, and
// what the feeds of intake and processing tell. Names are resolved and texts checked by the caller.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_COMMANDS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// A checked file is on disk: it becomes known. Of one that is known already:
// ALREADY_EXISTS `FILE_STORED_BEFORE`, told when the first one is on disk.
struct RecordFile {
  std::string sha256;
  std::int64_t size = 0;
  std::string media_type;
};

// Followed: intake received the dossier at Context.event_time.
struct Open {
  Receipt receipt;
};
// Followed: the applicant's data were erased at intake.
struct Forget {};

// Followed: processing corrected the receipt.
struct Corrected {
  Receipt receipt;  // the procedure is named, its version not known
  std::string old_procedure;
  std::optional<Day> due;  // the first
};
struct Voided {};
// Followed: what one command of processing did to the own leg, in order.
struct CaseStep {
  absl::Time time;
  std::variant<DueFrom, MovedTo, Ended, Reopened, Corrected, Voided> what;
};
struct NoteCase {
  std::vector<CaseStep> steps;
};

struct AttachComponent {
  std::string component;
  std::string file;
  std::string signature;  // DER; may be empty
  SignatureVerdict verdict = SignatureVerdict::kNone;
  std::vector<Step> steps;  // signed off at once behind the scan
};
struct SignOffStep {
  std::string component;
  Step step = Step::kScan;
};
struct ReuseDocument {
  std::string component;
  std::string document;
  std::string owner_key;  // 32 bytes
};
struct AttachResult {
  std::string file;
  std::string signature;  // DER; may be empty
  SignatureVerdict verdict = SignatureVerdict::kNone;
  std::optional<Day> valid_to;
};
struct StoreDocument {
  std::string document;   // the id of a new one
  std::string owner_key;  // 32 bytes
  std::string kind;
  std::optional<Day> valid_to;
};

// A field as it was read from a scan. Personal data.
struct Reading {
  std::string field;
  std::string text;
  double confidence = 0.0;
};
// OCR has read the version of a component.
struct KeepReading {
  std::string component;
  int version = 1;
  std::vector<Reading> readings;
};

using Command = std::variant<RecordFile, Open, Forget, NoteCase, AttachComponent, SignOffStep,
                             ReuseDocument, AttachResult, StoreDocument, KeepReading>;

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_COMMANDS_H_
