// Reads a whole journal again and holds it against its hashes.
#ifndef MOTCUA_COMMON_JOURNAL_VERIFY_H_
#define MOTCUA_COMMON_JOURNAL_VERIFY_H_

#include "common/base/checked.h"
#include "common/journal/journal.h"

namespace motcua::journal {

struct CheckedJournal {
  Checked checked;
  Cursor head;  // the last event, as recomputed
};

// In one snapshot of the database. `durable` is what readers were told: the journal must still
// have it. Names each event that is not what was stored, and goes on behind it. Throws sql::Error.
CheckedJournal Verify(sql::Connection& connection, const Cursor& durable);

// What covers the request columns of a command's last event, which the chain leaves out: the first
// 16 bytes of SHA-256 over chain hash, request key, body hash and resource.
std::string RequestHash(const std::string& chain_hash, const std::string& request_key,
                        const std::string& body_hash, const std::string& resource);

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_VERIFY_H_
