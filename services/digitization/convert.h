// Between the domain's values and what is sent.
#ifndef MOTCUA_SERVICES_DIGITIZATION_CONVERT_H_
#define MOTCUA_SERVICES_DIGITIZATION_CONVERT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "common/journal/journal.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "services/digitization/domain/commands.h"
#include "services/digitization/domain/document.h"
#include "services/digitization/domain/events.h"
#include "services/digitization/domain/folder.h"

namespace motcua::digitization {

// A folder and how often it was changed.
struct VersionedFolder {
  Folder folder;
  std::int64_t version = 0;
};

std::string EtagOf(std::int64_t version);

// `scan`, `extract`, `assign_code`, `store`.
std::string NameOf(Step step);
std::optional<Step> StepNamed(const std::string& name);

v1::SignatureVerdict::Verdict ToProto(SignatureVerdict verdict);
// Of a folder that was received.
v1::Folder ToProto(const VersionedFolder& versioned);
v1::Document ToProto(const Document& document);

journal::Event ToJournalEvent(const Event& event);
// The subject is `files/` with the first 57 digits: it has room for no more.
journal::Event ToJournalEvent(const RecordFile& file, absl::Time store_time);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_CONVERT_H_
