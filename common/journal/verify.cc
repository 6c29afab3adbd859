#include "common/journal/verify.h"

#include <limits>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"

namespace motcua::journal {
namespace {

constexpr std::int64_t kPage = 20'000;

constexpr char kSelect[] =
    "SELECT sequence, subject, type, payload, event_time, record_time, organisation, command_end,"
    " chain_hash, request_key, body_hash, resource, request_hash FROM event"
    " WHERE sequence > ? ORDER BY sequence LIMIT ?";

StoredEvent EventOf(const sql::Rows& row) {
  return {.sequence = row.Int(1),
          .event = {row.Text(2), row.Text(3), row.Text(4), absl::FromUnixMicros(row.Int(5))},
          .record_time = absl::FromUnixMicros(row.Int(6)),
          .organisation = row.Text(7),
          .command_end = row.Int(8) != 0,
          .chain_hash = row.Text(9)};
}

std::string Place(std::int64_t sequence) { return absl::StrCat("event ", sequence); }

// Follows the chain row by row.
class Chain {
 public:
  void Check(const sql::Rows& row) {
    const StoredEvent event = EventOf(row);
    ++result_.checked.count;
    if (event.sequence == last_.sequence + 1) {
      CheckHash(event);
    } else {
      // Its hash stands on events nobody has.
      Add(event.sequence,
          absl::StrCat("follows event ", last_.sequence, ": what is between is missing"));
      recomputed_.reset();
    }
    if (row.Int(8) != 0 && row.Int(8) != 1) Add(event.sequence, "command_end is neither 0 nor 1");
    CheckRequest(event, row);
    last_ = event;
  }

  CheckedJournal Finish(const Cursor& head) {
    const Cursor found{last_.sequence, last_.chain_hash};
    if (last_.sequence > 0 && !last_.command_end) {
      Add(last_.sequence, "the last event, and not the end of its command");
    }
    if (found.sequence != head.sequence || found.chain_hash != head.chain_hash) {
      result_.checked.Add("journal_head",
                          absl::StrCat("says event ", head.sequence, " with hash ",
                                       HexEncode(head.chain_hash), ", the last event is ",
                                       found.sequence, " with hash ", HexEncode(found.chain_hash)));
    }
    result_.head = found;
    return std::move(result_);
  }

 private:
  void CheckHash(const StoredEvent& event) {
    const std::string computed = ChainHash(last_.chain_hash, event);
    if (computed == event.chain_hash) {
      recomputed_.reset();
      return;
    }
    // After an event whose own hash was changed, this one stands on the hash it had.
    if (recomputed_ && ChainHash(*recomputed_, event) == event.chain_hash) {
      recomputed_.reset();
      return;
    }
    Add(event.sequence, "what is stored is not what was: the chain breaks here");
    recomputed_ = computed;
  }

  void CheckRequest(const StoredEvent& event, const sql::Rows& row) {
    if (row.IsNull(13)) {
      // As it was before there were such hashes, but not after one that has.
      if (hashed_ && !row.IsNull(10)) Add(event.sequence, "the hash of its request is missing");
      return;
    }
    hashed_ = true;
    if (row.Text(13) == RequestHash(event.chain_hash, row.Text(10), row.Text(11), row.Text(12))) {
      return;
    }
    // The hash covers the chain hash too, which is told already.
    if (recomputed_ &&
        row.Text(13) == RequestHash(*recomputed_, row.Text(10), row.Text(11), row.Text(12))) {
      return;
    }
    Add(event.sequence, "its request id, body hash or resource is not what was stored");
  }

  void Add(std::int64_t sequence, std::string text) {
    result_.checked.Add(Place(sequence), std::move(text));
  }

  CheckedJournal result_;
  StoredEvent last_;
  bool hashed_ = false;                    // an event with a hash of its request was met
  std::optional<std::string> recomputed_;  // of the last event, where it is not what is stored
};

Cursor StoredHead(sql::Connection& connection) {
  sql::Rows rows = connection.Query("SELECT sequence, chain_hash FROM journal_head WHERE id = 1");
  Cursor head;
  if (rows.Next()) head.sequence = rows.Int(1);
  if (head.sequence > 0) head.chain_hash = rows.Text(2);
  return head;
}

}  // namespace

std::string RequestHash(const std::string& chain_hash, const std::string& request_key,
                        const std::string& body_hash, const std::string& resource) {
  std::string text;
  for (const std::string& part : {chain_hash, request_key, body_hash, resource}) {
    AppendSized(text, part);
  }
  return Sha256(text).substr(0, 16);
}

CheckedJournal Verify(sql::Connection& connection, const Cursor& durable) {
  const sql::Transaction snapshot(connection);  // which the first read opens
  const Cursor head = StoredHead(connection);
  Chain chain;
  std::int64_t after = std::numeric_limits<std::int64_t>::min();
  for (bool more = true; more;) {
    more = false;
    sql::Rows rows = connection.Query(kSelect, {after, kPage});
    while (rows.Next()) {
      more = true;
      after = rows.Int(1);
      chain.Check(rows);
    }
  }
  CheckedJournal result = chain.Finish(head);
  if (!HasCursor(connection, durable)) {
    result.checked.Add(Place(durable.sequence), "readers were told of it with another hash");
  }
  return result;
}

}  // namespace motcua::journal
