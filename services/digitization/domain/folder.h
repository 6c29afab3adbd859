// What digitization knows of a dossier, as values: its receipt, the papers it came with and the
// result it ended in. Everything else (what is digitized, who finished it, counters) follows.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_FOLDER_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_FOLDER_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"
#include "services/digitization/domain/signature_verdict.h"

namespace motcua::digitization {

// In the order in which they are done; stored as such.
enum class Step : int { kScan = 1, kExtract = 2, kAssignCode = 3, kStore = 4 };

// Numbered as in digitization.proto.
enum class Doubt : int {
  kSameAsAnotherResult = 1,
  kSameAsComponent = 2,
  kTiny = 3,
  kBurstBeforeDue = 4,
};

// A paper that a procedure version asks for.
struct Component {
  std::string id;
  bool optional = false;  // not needed for full digitization
  bool operator==(const Component&) const = default;
};

// A procedure version as pinned at the receipt.
struct Procedure {
  std::string id;
  int version = 0;  // 0: the catalogue has not told yet
  // Absent until the catalogue has told; until then the folder takes no papers.
  std::optional<std::vector<Component>> components;
  bool operator==(const Procedure&) const = default;
};

struct Receipt {
  std::string agency;  // the first receiver
  statistics::Channel channel = statistics::Channel::kOnline;
  absl::Time time;
  Procedure procedure;  // of a correction that left it alone: no id
  bool operator==(const Receipt&) const = default;
};

// What processing tells of the own leg, as far as it decides who finished the dossier, and when.
struct DueFrom {  // the due day from then on; nullopt: none
  std::optional<Day> day;
  bool operator==(const DueFrom&) const = default;
};
struct MovedTo {
  std::string agency;
  bool operator==(const MovedTo&) const = default;
};
struct Ended {
  bool finished = true;  // else withdrawn, stopped or refused
  bool operator==(const Ended&) const = default;
};
struct Reopened {
  bool operator==(const Reopened&) const = default;
};
struct CaseFact {
  absl::Time time;
  std::variant<DueFrom, MovedTo, Ended, Reopened> what;
  bool operator==(const CaseFact&) const = default;
};

// So many versions a component or a result may have: the whole folder is written with each.
inline constexpr std::size_t kMostVersions = 100;

struct SignedStep {
  Step step = Step::kScan;
  std::string organisation;
  absl::Time time;
  bool operator==(const SignedStep&) const = default;
};

// A version of a component.
struct Version {
  std::string file;  // SHA-256, 64 lower-case hexadecimal digits; empty once erased
  std::vector<SignedStep> steps;
  SignatureVerdict verdict = SignatureVerdict::kNone;  // when it was attached
  bool reused = false;
  // The last step configured at the time was signed off: another configuration changes no count.
  bool digitized = false;
  bool operator==(const Version&) const = default;
};

// A version of the result.
struct Result {
  std::string file;  // as in Version
  absl::Time attach_time;
  SignatureVerdict verdict = SignatureVerdict::kNone;  // when it was attached
  std::set<Doubt> doubts;
  std::optional<Day> valid_to;  // the last day it is in force; absent: without end, or not known
  bool operator==(const Result&) const = default;
};

struct Folder {
  std::string code;
  std::optional<Receipt> received;   // from intake; before it there is no folder for anybody
  std::optional<Receipt> corrected;  // as processing's last correction left it
  std::vector<CaseFact> facts;       // by time, then by arrival; the first is the first due day
  std::map<std::string, std::vector<Version>> papers;  // by component; oldest first, never empty
  std::vector<Result> results;                         // oldest first
  bool voided = false;
  bool erased = false;
  bool operator==(const Folder&) const = default;
};

// The receipt as it counts: the correction over what intake told. Nullopt before the receipt.
std::optional<Receipt> ReceiptOf(const Folder& folder);

// How a dossier that is finished now was finished.
struct Finish {
  absl::Time time;
  std::string agency;      // holder of the own leg at that time
  std::optional<Day> due;  // day it was due by then
  bool operator==(const Finish&) const = default;
};
std::optional<Finish> FinishOf(const Folder& folder);

// The newest version of a component, null if there is none.
const Version* NewestOf(const Folder& folder, const std::string& component);

// How far the components of a receipt are digitized.
struct Completeness {
  bool any = false;
  bool required = false;  // every required one
  bool full = false;      // likewise, and at least one
  bool reused = false;    // at least one from a personal document store
};
Completeness CompletenessOf(const Folder& folder);

// The newest result is doubtful.
bool Doubtful(const Folder& folder);

// The file of the newest result while it stands: the dossier is finished and not void, and the
// result beyond doubt. Empty otherwise.
std::string StandingResult(const Folder& folder);

// Every file the folder names, old versions too.
std::set<std::string> FilesOf(const Folder& folder);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_FOLDER_H_
