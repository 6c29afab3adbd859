// Reading the event table, and its hash chain.
#include "common/base/hash.h"
#include "common/journal/journal.h"

namespace motcua::journal {
namespace {

// What is read further, at a time, to find the end of a command.
constexpr int kTail = 64;

StoredEvent EventOf(const sql::Rows& row) {
  StoredEvent stored;
  stored.sequence = row.Int(1);
  stored.event.subject = row.Text(2);
  stored.event.type = row.Text(3);
  stored.event.payload = row.Text(4);
  stored.event.time = absl::FromUnixMicros(row.Int(5));
  stored.record_time = absl::FromUnixMicros(row.Int(6));
  stored.organisation = row.Text(7);
  stored.command_end = row.Int(8) != 0;
  stored.chain_hash = row.Text(9);
  return stored;
}

}  // namespace

std::string ChainHash(const std::string& previous, const StoredEvent& event) {
  std::string text = previous.empty() ? std::string(32, '\0') : previous;
  text.reserve(128 + event.event.subject.size() + event.event.type.size() +
               event.event.payload.size() + event.organisation.size());
  AppendInt64(text, event.sequence);
  AppendInt64(text, absl::ToUnixMicros(event.event.time));
  AppendInt64(text, absl::ToUnixMicros(event.record_time));
  text += event.command_end ? '\1' : '\0';
  AppendSized(text, event.event.subject);
  AppendSized(text, event.organisation);
  AppendSized(text, event.event.type);
  AppendSized(text, event.event.payload);
  return Sha256(text);
}

std::vector<StoredEvent> ReadEvents(sql::Connection& connection, std::int64_t after,
                                    std::int64_t through, int limit) {
  std::vector<StoredEvent> events;
  for (std::int64_t page = limit;; page = kTail) {
    sql::Rows rows = connection.Query(
        "SELECT sequence, subject, type, payload, event_time, record_time, organisation,"
        " command_end, chain_hash FROM event"
        " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?",
        {after, through, page});
    std::int64_t read = 0;
    for (; rows.Next(); ++read) {
      events.push_back(EventOf(rows));
      if (static_cast<int>(events.size()) >= limit && events.back().command_end) return events;
    }
    if (read < page) return events;
    after = events.back().sequence;
  }
}

bool HasCursor(sql::Connection& connection, const Cursor& cursor) {
  if (cursor.sequence == 0) return cursor.chain_hash.empty();
  sql::Rows rows = connection.Query(
      "SELECT 1 FROM event WHERE sequence = ? AND chain_hash = ? AND command_end = 1",
      {cursor.sequence, cursor.chain_hash});
  return rows.Next();
}

}  // namespace motcua::journal
