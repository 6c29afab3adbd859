// What digitization is told.
#ifndef MOTCUA_TOOLS_REPLAY_SEND_PAPERS_H_
#define MOTCUA_TOOLS_REPLAY_SEND_PAPERS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "tools/replay/batches.h"
#include "tools/replay/ledger.h"
#include "tools/replay/plan.h"
#include "tools/replay/send.h"

namespace motcua::replay {

// Names of stored documents (`documents/…`) by citizen.
using Documents = std::map<int, std::string>;

absl::Status AwaitDigitization(const Plan& plan, const SendOptions& options, const Ledger& ledger);

// Uploads the papers of every dossier of the plan.
absl::Status SendFiles(const Plan& plan, const SendOptions& options, Ledger& ledger);
std::size_t CountFiles(const Plan& plan);

absl::Status SendFolders(std::vector<Group<digitization::v1::FolderCommand>> groups,
                         const SendOptions& options, Ledger& ledger);
// The same for results; gives the documents that were stored.
absl::Status SendResults(const Plan& plan,
                         std::vector<Group<digitization::v1::FolderCommand>> groups,
                         const SendOptions& options, Ledger& ledger, Documents& documents);
// Reuses them.
absl::Status SendReuse(const Plan& plan, const Documents& documents, const SendOptions& options,
                       Ledger& ledger);
std::size_t CountReuse(const Plan& plan);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_SEND_PAPERS_H_
