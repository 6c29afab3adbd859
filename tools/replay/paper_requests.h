// Planned papers as requests of digitization.
#ifndef MOTCUA_TOOLS_REPLAY_PAPER_REQUESTS_H_
#define MOTCUA_TOOLS_REPLAY_PAPER_REQUESTS_H_

#include <string>
#include <vector>

#include "motcua/digitization/v1/digitization.pb.h"
#include "tools/replay/plan.h"

namespace motcua::replay {

// The papers of a dossier that are uploaded: scanned components, then the result.
std::vector<std::string> Uploads(const PlannedDossier& dossier);
std::size_t CountFiles(const PlannedDossier& dossier);

// Puts the scanned components in their places, every step signed off.
std::vector<digitization::v1::FolderCommand> ComponentCommands(const PlannedDossier& dossier,
                                                               const WorkTime& time,
                                                               const std::string& key);

// Attaches the result, and hands it to the citizen's store if a later dossier needs it.
std::vector<digitization::v1::FolderCommand> ResultCommands(const PlannedDossier& dossier,
                                                            const WorkTime& time,
                                                            const std::string& key);

// Uses a stored document (`documents/…`) of the dossier's citizen.
digitization::v1::FolderCommand ReuseCommand(const PlannedDossier& dossier,
                                             const std::string& document, const WorkTime& time,
                                             const std::string& key);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PAPER_REQUESTS_H_
