// Removes from the store what nobody uses, long after it came in.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_SWEEP_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_SWEEP_H_

#include "absl/time/time.h"
#include "common/sql/connections.h"
#include "services/digitization/files/file_store.h"

namespace motcua::digitization {

// Erases every file whose bytes last came in before that time and that no folder and no personal
// document names: one that nobody ever attached, or that a crash left without a row. Rows go before
// bytes, under the lock of the journal, so that no folder takes a file that is going. Returns how
// many were erased. Throws sql::Error, std::runtime_error.
int SweepUnused(sql::Connections& connections, FileStore& files, absl::Time before);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_SWEEP_H_
