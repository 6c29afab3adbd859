// Between imports, what callers are told of them, and what the log keeps.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_CONVERT_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_CONVERT_H_

#include "common/journal/journal.h"
#include "motcua/aggregator/v1/reported.pb.h"
#include "services/aggregator/domain/import.h"

namespace motcua::aggregator {

v1::Import ToProto(const Import& import);

// Without the document's title: the log keeps no free text.
journal::Event ToJournalEvent(const ImportChange& change);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_CONVERT_H_
