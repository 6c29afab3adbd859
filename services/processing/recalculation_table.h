// Recalculations as stored and as shown.
#ifndef MOTCUA_SERVICES_PROCESSING_RECALCULATION_TABLE_H_
#define MOTCUA_SERVICES_PROCESSING_RECALCULATION_TABLE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "common/journal/journal.h"
#include "common/sql/connection.h"
#include "motcua/processing/v1/processing.pb.h"
#include "services/processing/domain/recalculation.h"

namespace motcua::processing {

std::optional<Recalculation> ReadNewestRecalculation(sql::Connection& connection);
std::optional<Recalculation> ReadRecalculation(sql::Connection& connection, std::int64_t number);
void WriteRecalculation(sql::Connection& connection, const Recalculation& recalculation);

// `recalculations/{number}`.
std::string NameOf(const Recalculation& recalculation);
v1::Recalculation ToProto(const Recalculation& recalculation);
// It as it is now, told when it begins and when it ends.
journal::Event ToJournalEvent(const Recalculation& recalculation, absl::Time time);

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_RECALCULATION_TABLE_H_
