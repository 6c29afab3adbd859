// The only decider of what becomes of a folder.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DECIDE_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DECIDE_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "services/digitization/domain/commands.h"
#include "services/digitization/domain/configuration.h"
#include "services/digitization/domain/document.h"
#include "services/digitization/domain/doubts.h"
#include "services/digitization/domain/events.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// What a decision needs besides the folder.
struct Context {
  absl::Time event_time;
  bool imported = false;     // `event_time` was stated by an importer
  std::string organisation;  // signs off steps
  // Neither is null; they outlive the call.
  const Configuration* configuration = nullptr;
  const catalog::Catalog* catalog = nullptr;

  // What is known of what the command names; each command looks at its part only.
  std::optional<std::int64_t> file_size;           // of its file; absent: it is not stored
  bool filed_as_component = false;                 // somebody scanned that file as a component
  std::set<std::string> same_results;              // other dossiers it is the result of
  std::vector<NearDueResult> near_due;             // of the finisher, at least kBurstTime around
  std::optional<Document> document;                // the one that is named
  bool document_stands = false;                    // it is still the result its dossier ended in
  std::vector<Document> documents_of_the_dossier;  // that are stored already
};

// A doubt that falls on the result of another dossier.
struct Doubted {
  std::string code;
  std::string file;
  Doubt doubt = Doubt::kSameAsAnotherResult;
  bool operator==(const Doubted&) const = default;
};

struct Decision {
  Folder after;
  std::vector<Event> events;  // of a followed command it may be empty
  std::vector<Doubted> doubted;
  std::optional<NearDueResult> near_due;  // the attached result
  std::optional<Document> document;       // made, or made anew
};

// Decides one command, other than RecordFile, on a folder; null is an unknown one. Pure. Errors,
// each with its Refusal: NOT_FOUND `FOLDER_NOT_FOUND`; INVALID_ARGUMENT for a field at fault;
// UNAVAILABLE `CATALOG_BEHIND` while the catalogue does not tell the components; else
// FAILED_PRECONDITION with the reasons named in digitization.proto. A followed command is refused
// only as a conflict for the caller to store: `CONFLICT_FOLDER_EXISTS`.
absl::StatusOr<Decision> Decide(const Folder* before, const std::string& code,
                                const Command& command, const Context& context);

// Lets a doubt fall on every version of the result that is this file. The events, none when
// it stood there before.
std::vector<Event> AddDoubt(Folder& folder, const std::string& file, Doubt doubt, absl::Time time);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_DECIDE_H_
