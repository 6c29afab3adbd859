// Between the domain's values and what is sent and stored.
#ifndef MOTCUA_SERVICES_PROCESSING_CONVERT_H_
#define MOTCUA_SERVICES_PROCESSING_CONVERT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/journal/journal.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/processing/domain/commands.h"
#include "services/processing/domain/custody.h"
#include "services/processing/domain/events.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

// A case and how often it was changed.
struct VersionedCase {
  Case dossier;
  std::int64_t version = 0;
};

std::string EtagOf(std::int64_t version);
v1::Case ToProto(const VersionedCase& versioned);
v1::Custody ToProto(const std::string& code, const Custody& custody);

// A motcua.processing.v1.CaseEvent for the journal.
journal::Event ToJournalEvent(const std::string& code, const Event& event);

// Bytes of a motcua.processing.storage.v1.Timeline. Reading throws std::runtime_error when they
// are none.
std::string TimelineBytes(const std::vector<Leg>& legs);
std::vector<Leg> LegsFrom(const std::string& timeline_bytes);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_CONVERT_H_
