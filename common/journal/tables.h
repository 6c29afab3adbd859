// The journal's own tables, read and written inside a caller's transaction.
#ifndef MOTCUA_COMMON_JOURNAL_TABLES_H_
#define MOTCUA_COMMON_JOURNAL_TABLES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/journal/journal.h"
#include "common/sql/connection.h"

namespace motcua::journal {

// A connection that may hold the head lock: the server frees the lock of a process that froze.
std::unique_ptr<sql::Connection> Connect(const sql::Settings& database);

struct Head {
  Cursor cursor;
  std::int64_t counter_version = 0;
};

// Waits for every transaction under way, of all instances, and keeps others out until the
// end of this one. Must be the transaction's first statement: an earlier read would
// fail it under snapshot isolation. Throws sql::Error, std::runtime_error without a head row.
Head LockHead(sql::Connection& connection);
// Also a write when nothing changed: its COMMIT returns after everything before it is on disk.
void WriteHead(sql::Connection& connection, const Head& head);

// The sequence of the head as others see it, maybe not on disk yet.
std::int64_t VisibleSequence(sql::Connection& connection);

// What a request gave the first time.
struct Answered {
  std::string body_hash;
  std::string resource;
  std::int64_t sequence = 0;
};
// By request key.
std::unordered_map<std::string, Answered> FindAnswered(sql::Connection& connection,
                                                       const std::vector<sql::Value>& request_keys);

// A row of `event`; the request columns are set on a command's last event if it has an id.
struct EventRow {
  StoredEvent event;
  std::string request_key;  // 16 bytes, or empty
  std::string body_hash;
  std::string resource;
};
void InsertEvents(sql::Connection& connection, std::vector<EventRow> rows);

// Sequence 0 for a source never followed.
std::map<std::string, Cursor> ReadCursors(sql::Connection& connection,
                                          const std::set<std::string>& sources);
void WriteCursors(sql::Connection& connection, const std::map<std::string, Cursor>& cursors);

struct Conflict {
  std::string source;
  std::int64_t sequence = 0;
  std::string reason;
};
void InsertConflicts(sql::Connection& connection, const std::vector<Conflict>& conflicts,
                     absl::Time record_time);

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_TABLES_H_
