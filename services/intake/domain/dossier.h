// A dossier (hồ sơ) as intake knows it: filing, receipt or refusal, and afterwards the
// status that processing decides. Holds no personal data.
#ifndef MOTCUA_SERVICES_INTAKE_DOMAIN_DOSSIER_H_
#define MOTCUA_SERVICES_INTAKE_DOMAIN_DOSSIER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"

namespace motcua::intake {

using statistics::Channel;

// National status codes; the number of each value is the code.
enum class Status : int {
  kVoid = 0,  // recorded by mistake; counts nowhere
  kFiled = 1,
  kReceived = 2,
  kRefused = 3,
  kInProcessing = 4,
  kSupplementRequested = 5,
  kObligationRequested = 6,
  kWithdrawn = 7,
  kStopped = 8,
  kFinished = 9,
  kResultHandedOver = 10,
};

struct Dossier {
  std::string code;
  std::string agency;  // that receives it
  std::string procedure;
  int procedure_version = 0;  // pinned at receipt; 0 before
  Channel channel = Channel::kOnline;
  Status status = Status::kFiled;
  Day status_day = 0;  // of the last change of status
  absl::Time file_time;
  std::optional<absl::Time> receive_time;
  std::optional<Day> due_day;         // as given at receipt
  std::optional<Day> refused_day;     // not accepted (1 → 3)
  std::vector<Day> supplement_days;   // one per request, in order
  std::optional<Day> postal_out_day;  // result handed over by post
  std::string applicant_hash;         // salted, 16 bytes
  std::int64_t version = 1;           // grows with every change

  bool received() const { return receive_time.has_value(); }
  bool operator==(const Dossier&) const = default;
};

// Refused, withdrawn, stopped, finished or void: nothing is left to withdraw.
bool HasEnded(Status status);

// Names one version of one dossier; opaque to callers.
std::string Etag(const Dossier& dossier);

// `<agency code>-YYMMDD-NNNN` in its parts.
struct DossierCode {
  std::string agency_code;
  Day day = 0;
  std::int64_t serial = 0;
};

// The part of a code that all dossiers of an agency and day share: `H50.07-220315`.
std::string CodeSeries(std::string_view agency_code, Day day);

// Serials are four digits, more from the 10,000th of a day on.
std::string FormatCode(std::string_view series, std::int64_t serial);

// nullopt unless `code` is spelled as FormatCode spells it, with at most nine digits of
// serial and 63 characters in all. Years 90 to 99 are of the last century.
std::optional<DossierCode> ParseCode(std::string_view code);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_DOMAIN_DOSSIER_H_
