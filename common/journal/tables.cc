#include "common/journal/tables.h"

#include <stdexcept>
#include <utility>

#include "common/journal/verify.h"

namespace motcua::journal {
namespace {

// The table keeps 32 zero bytes where a cursor is empty.
std::string StoredHash(const Cursor& cursor) {
  return cursor.sequence == 0 ? std::string(32, '\0') : cursor.chain_hash;
}

sql::Value OrNull(std::string&& text) {
  if (text.empty()) return sql::Null();
  return std::move(text);
}

sql::Value HashOfRequest(const EventRow& row) {
  if (row.request_key.empty() && row.body_hash.empty() && row.resource.empty()) return sql::Null();
  return RequestHash(row.event.chain_hash, row.request_key, row.body_hash, row.resource);
}

}  // namespace

std::unique_ptr<sql::Connection> Connect(const sql::Settings& database) {
  auto connection = std::make_unique<sql::Connection>(database);
  connection->Execute(
      "SET SESSION idle_transaction_timeout = 2, SESSION innodb_lock_wait_timeout = 5");
  connection->Execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  return connection;
}

Head LockHead(sql::Connection& connection) {
  sql::Rows rows = connection.Query(
      "SELECT sequence, chain_hash, counter_version FROM journal_head WHERE id = 1 FOR UPDATE");
  if (!rows.Next()) throw std::runtime_error("journal_head is empty");
  Head head;
  head.cursor.sequence = rows.Int(1);
  if (head.cursor.sequence > 0) head.cursor.chain_hash = rows.Text(2);
  head.counter_version = rows.Int(3);
  return head;
}

void WriteHead(sql::Connection& connection, const Head& head) {
  connection.Update(
      "UPDATE journal_head SET sequence = ?, chain_hash = ?, counter_version = ?,"
      " pulse = pulse + 1 WHERE id = 1",
      {head.cursor.sequence, StoredHash(head.cursor), head.counter_version});
}

std::int64_t VisibleSequence(sql::Connection& connection) {
  sql::Rows rows = connection.Query("SELECT sequence FROM journal_head WHERE id = 1");
  return rows.Next() ? rows.Int(1) : 0;
}

std::unordered_map<std::string, Answered> FindAnswered(
    sql::Connection& connection, const std::vector<sql::Value>& request_keys) {
  std::unordered_map<std::string, Answered> found;
  connection.QueryIn(
      "SELECT request_key, body_hash, resource, sequence FROM event WHERE request_key IN",
      request_keys, "", [&](const sql::Rows& row) {
        found[row.Text(1)] = {row.Text(2), row.Text(3), row.Int(4)};
      });
  return found;
}

void InsertEvents(sql::Connection& connection, std::vector<EventRow> rows) {
  std::vector<std::vector<sql::Value>> values;
  values.reserve(rows.size());
  for (EventRow& row : rows) {
    StoredEvent& stored = row.event;
    std::vector<sql::Value>& columns = values.emplace_back();
    columns.reserve(13);
    sql::Value request_hash = HashOfRequest(row);
    columns.emplace_back(stored.sequence);
    columns.emplace_back(std::move(stored.event.subject));
    columns.emplace_back(std::move(stored.event.type));
    columns.emplace_back(std::move(stored.event.payload));
    columns.emplace_back(absl::ToUnixMicros(stored.event.time));
    columns.emplace_back(absl::ToUnixMicros(stored.record_time));
    columns.emplace_back(std::move(stored.organisation));
    columns.emplace_back(std::int64_t{stored.command_end});
    columns.emplace_back(std::move(stored.chain_hash));
    columns.emplace_back(OrNull(std::move(row.request_key)));
    columns.emplace_back(OrNull(std::move(row.body_hash)));
    columns.emplace_back(OrNull(std::move(row.resource)));
    columns.emplace_back(std::move(request_hash));
  }
  connection.Insert(
      "INSERT INTO event (sequence, subject, type, payload, event_time, record_time,"
      " organisation, command_end, chain_hash, request_key, body_hash, resource, request_hash)",
      values);
}

std::map<std::string, Cursor> ReadCursors(sql::Connection& connection,
                                          const std::set<std::string>& sources) {
  std::map<std::string, Cursor> cursors;
  for (const std::string& source : sources) cursors[source] = {};
  connection.QueryIn("SELECT source, sequence, chain_hash FROM follower_cursor WHERE source IN",
                     {sources.begin(), sources.end()}, "", [&](const sql::Rows& row) {
                       cursors[row.Text(1)] = {row.Int(2), row.Text(3)};
                     });
  return cursors;
}

void WriteCursors(sql::Connection& connection, const std::map<std::string, Cursor>& cursors) {
  std::vector<std::vector<sql::Value>> values;
  for (const auto& [source, cursor] : cursors) {
    values.push_back({source, cursor.sequence, cursor.chain_hash});
  }
  connection.Insert("INSERT INTO follower_cursor (source, sequence, chain_hash)", values,
                    "ON DUPLICATE KEY UPDATE sequence = VALUES(sequence),"
                    " chain_hash = VALUES(chain_hash)");
}

void InsertConflicts(sql::Connection& connection, const std::vector<Conflict>& conflicts,
                     absl::Time record_time) {
  std::vector<std::vector<sql::Value>> values;
  for (const Conflict& conflict : conflicts) {
    values.push_back(
        {conflict.source, conflict.sequence, conflict.reason, absl::ToUnixMicros(record_time)});
  }
  connection.Insert("INSERT INTO conflict (source, sequence, reason, record_time)", values);
}

}  // namespace motcua::journal
