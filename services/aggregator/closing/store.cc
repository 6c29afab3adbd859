#include "services/aggregator/closing/store.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "services/aggregator/closing/check.h"

namespace motcua::aggregator {
namespace {

constexpr char kSelect[] = "SELECT first_day, last_day, number, head FROM snapshot";
constexpr std::size_t kPacketOverhead = 1024;
constexpr int kHeadsAtOnce = 100;

absl::Status Damaged(const std::string& name, const std::string& what) {
  return Refuse(absl::StatusCode::kDataLoss, "SNAPSHOT_DAMAGED", "name",
                absl::StrCat(name, " is damaged: ", what),
                absl::StrCat("Bản chốt ", name, " đã bị thay đổi hoặc hư hỏng."));
}

absl::Status Unknown(const SnapshotName& name) {
  return Refuse(absl::StatusCode::kNotFound, "SNAPSHOT_UNKNOWN", "name",
                absl::StrCat("there is no ", FormatSnapshotName(name)), "Không có bản chốt này.");
}

std::int32_t Number(std::int64_t stored) { return static_cast<std::int32_t>(stored); }

absl::StatusOr<v1::Snapshot> HeadOf(const sql::Rows& row, const signing::Keyring& keys) {
  const SnapshotName place{{Number(row.Int(1)), Number(row.Int(2))}, Number(row.Int(3))};
  v1::Snapshot head;
  if (!ParseExactly(row.Text(4), head)) {
    return Damaged(FormatSnapshotName(place), "its head cannot be read");
  }
  const std::string fault = FaultOf(head, keys);
  if (!fault.empty()) return Damaged(FormatSnapshotName(place), fault);
  if (head.name() == FormatSnapshotName(place)) return head;
  return Damaged(head.name(), absl::StrCat("it is stored as ", FormatSnapshotName(place)));
}

// In the order of the table; refuses gaps after `last`.
absl::StatusOr<std::vector<v1::Snapshot>> HeadsIn(sql::Rows rows, const signing::Keyring& keys,
                                                  SnapshotName last) {
  std::vector<v1::Snapshot> heads;
  while (rows.Next()) {
    auto head = HeadOf(rows, keys);
    if (!head.ok()) return head.status();
    const SnapshotName name = *ParseSnapshotName(head->name());
    const bool same = name.days.first == last.days.first && name.days.last == last.days.last;
    const SnapshotName expected{name.days, same ? last.number + 1 : 1};
    if (name.number != expected.number) {
      return Damaged(FormatSnapshotName(expected), "it is missing");
    }
    last = name;
    heads.push_back(*std::move(head));
  }
  return heads;
}

// OK if every head is what it was.
absl::Status CheckAllHeads(sql::Connection& connection, const signing::Keyring& keys) {
  SnapshotName after = kBeforeAll;
  for (;;) {
    const auto heads = ReadHeadsAfter(connection, keys, after, kHeadsAtOnce);
    if (!heads.ok()) return heads.status();
    if (heads->empty()) return absl::OkStatus();
    after = *ParseSnapshotName(heads->back().name());
  }
}

// What `fault` finds is told of the part.
template <typename Message, typename Fault>
absl::StatusOr<Message> ReadPart(sql::Connection& connection, const v1::Snapshot& head,
                                 const std::string& digest, const std::string& part, Fault fault) {
  sql::Rows row = connection.Query("SELECT content FROM snapshot_part WHERE digest = ?", {digest});
  if (!row.Next()) return Damaged(head.name(), part + " is missing");
  Message message;
  if (!ParseExactly(row.Text(1), message)) return Damaged(head.name(), part + " cannot be read");
  const std::string found = fault(message);
  if (!found.empty()) return Damaged(head.name(), found);
  return message;
}

std::vector<std::string> PartsOf(const v1::Snapshot& head) {
  std::vector<std::string> parts(head.fact_pages().begin(), head.fact_pages().end());
  parts.push_back(head.content_digest());
  parts.push_back(head.catalog_digest());
  return parts;
}

}  // namespace

absl::StatusOr<v1::Snapshot> ReadHead(sql::Connection& connection, const signing::Keyring& keys,
                                      const SnapshotName& name) {
  sql::Rows row = connection.Query(
      absl::StrCat(kSelect, " WHERE first_day = ? AND last_day = ? AND number = ?"),
      {name.days.first, name.days.last, name.number});
  if (row.Next()) return HeadOf(row, keys);
  const absl::Status others = CheckAllHeads(connection, keys);
  return others.ok() ? Unknown(name) : others;
}

absl::StatusOr<v1::SnapshotContent> ReadContent(sql::Connection& connection,
                                                const v1::Snapshot& head) {
  return ReadPart<v1::SnapshotContent>(
      connection, head, head.content_digest(), "its content",
      [&](const v1::SnapshotContent& content) { return FaultOf(content, head); });
}

absl::StatusOr<catalog::v1::Catalog> ReadCatalog(sql::Connection& connection,
                                                 const v1::Snapshot& head) {
  return ReadPart<catalog::v1::Catalog>(
      connection, head, head.catalog_digest(), "its catalogue",
      [&](const catalog::v1::Catalog& catalog) { return FaultOf(catalog, head); });
}

absl::StatusOr<v1::SnapshotFacts> ReadFactPage(sql::Connection& connection,
                                               const v1::Snapshot& head, int page) {
  return ReadPart<v1::SnapshotFacts>(
      connection, head, head.fact_pages(page), absl::StrCat("page ", page, " of its facts"),
      [&](const v1::SnapshotFacts& facts) { return FaultOf(facts, head, page); });
}

absl::StatusOr<WholeSnapshot> ReadSnapshot(sql::Connection& connection,
                                           const signing::Keyring& keys, const SnapshotName& name) {
  auto head = ReadHead(connection, keys, name);
  if (!head.ok()) return head.status();
  auto content = ReadContent(connection, *head);
  if (!content.ok()) return content.status();
  auto catalog = ReadCatalog(connection, *head);
  if (!catalog.ok()) return catalog.status();
  std::vector<v1::SnapshotFacts> pages;
  for (int i = 0; i < head->fact_pages_size(); ++i) {
    auto page = ReadFactPage(connection, *head, i);
    if (!page.ok()) return page.status();
    pages.push_back(*std::move(page));
  }
  const std::string fault = FaultOf(pages, *head);
  if (!fault.empty()) return Damaged(head->name(), fault);
  return WholeSnapshot{*std::move(head), *std::move(content), std::move(pages),
                       *std::move(catalog)};
}

absl::StatusOr<std::vector<v1::Snapshot>> ReadHeadsOf(sql::Connection& connection,
                                                      const signing::Keyring& keys, Days days) {
  return HeadsIn(connection.Query(
                     absl::StrCat(kSelect, " WHERE first_day = ? AND last_day = ? ORDER BY number"),
                     {days.first, days.last}),
                 keys, {days, 0});
}

absl::StatusOr<std::vector<v1::Snapshot>> ReadHeadsAfter(sql::Connection& connection,
                                                         const signing::Keyring& keys,
                                                         const SnapshotName& after, int limit) {
  return HeadsIn(connection.Query(absl::StrCat(kSelect,
                                               " WHERE (first_day, last_day, number) > (?, ?, ?)"
                                               " ORDER BY first_day, last_day, number LIMIT ?"),
                                  {after.days.first, after.days.last, after.number, limit}),
                 keys, after);
}

absl::Status SaveParts(sql::Connection& connection, const WholeSnapshot& snapshot) {
  // In the order of the table, so that two closings do not wait for each other.
  std::map<std::string, const google::protobuf::Message*> parts;
  parts[snapshot.head.content_digest()] = &snapshot.content;
  parts[snapshot.head.catalog_digest()] = &snapshot.catalog;
  for (std::size_t i = 0; i < snapshot.fact_pages.size(); ++i) {
    parts[snapshot.head.fact_pages(static_cast<int>(i))] = &snapshot.fact_pages[i];
  }
  sql::Rows limit = connection.Query("SELECT @@max_allowed_packet");
  limit.Next();
  const auto largest = static_cast<std::size_t>(limit.Int(1)) - kPacketOverhead;
  sql::Transaction transaction(connection);
  for (const auto& [digest, part] : parts) {
    std::string content = part->SerializeAsString();
    if (content.size() > largest) {
      return Refuse(absl::StatusCode::kResourceExhausted, "SNAPSHOT_TOO_LARGE", "",
                    absl::StrCat("a part has ", content.size(), " bytes, and the database takes ",
                                 largest, ": raise its max_allowed_packet"),
                    "Bản chốt quá lớn so với giới hạn của cơ sở dữ liệu.");
    }
    // One that is there may be damaged.
    connection.Update(
        "INSERT INTO snapshot_part (digest, content) VALUES (?, ?)"
        " ON DUPLICATE KEY UPDATE content = VALUES(content)",
        {digest, std::move(content)});
  }
  transaction.Commit();
  return absl::OkStatus();
}

bool HasParts(sql::Connection& connection, const v1::Snapshot& head) {
  const std::vector<std::string> parts = PartsOf(head);
  std::set<std::string> missing(parts.begin(), parts.end());
  connection.QueryIn("SELECT digest FROM snapshot_part WHERE digest IN",
                     {parts.begin(), parts.end()}, "",
                     [&](const sql::Rows& row) { missing.erase(row.Text(1)); });
  return missing.empty();
}

void SaveHead(sql::Connection& connection, const v1::Snapshot& head) {
  const SnapshotName name = *ParseSnapshotName(head.name());
  connection.Update("INSERT INTO snapshot (first_day, last_day, number, head) VALUES (?, ?, ?, ?)",
                    {name.days.first, name.days.last, name.number, head.SerializeAsString()});
}

absl::Status CheckNewest(sql::Connection& connection, const SnapshotName& newest) {
  const std::string next = FormatSnapshotName({newest.days, newest.number + 1});
  sql::Rows row =
      connection.Query("SELECT 1 FROM event WHERE type = ? AND subject = ? LIMIT 1",
                       {std::string(v1::SnapshotClosed::descriptor()->full_name()), next});
  return row.Next() ? Damaged(next, "it is missing") : absl::OkStatus();
}

std::int32_t NewestNumber(sql::Connection& connection, Days days) {
  sql::Rows row =
      connection.Query("SELECT MAX(number) FROM snapshot WHERE first_day = ? AND last_day = ?",
                       {days.first, days.last});
  row.Next();
  return Number(row.Int(1));
}

void SweepParts(sql::Connection& connection, const signing::Keyring& keys) {
  sql::Transaction transaction(connection);
  // A closing of another process decides before or after all this: it holds the row while it looks
  // whether its parts are there, and until they are referred to.
  connection.Query("SELECT sequence FROM journal_head WHERE id = 1 FOR UPDATE");
  std::set<std::string> orphans;
  sql::Rows parts = connection.Query("SELECT digest FROM snapshot_part");
  while (parts.Next()) orphans.insert(parts.Text(1));
  SnapshotName after = kBeforeAll;
  for (;;) {
    const auto heads = ReadHeadsAfter(connection, keys, after, kHeadsAtOnce);
    if (!heads.ok()) {
      return Log(LogLevel::kError, "snapshot_damaged",
                 {{"error", std::string(heads.status().message())}});
    }
    if (heads->empty()) break;
    after = *ParseSnapshotName(heads->back().name());
    for (const v1::Snapshot& head : *heads) {
      for (const std::string& digest : PartsOf(head)) orphans.erase(digest);
    }
  }
  for (const std::string& digest : orphans) {
    connection.Update("DELETE FROM snapshot_part WHERE digest = ?", {digest});
  }
  transaction.Commit();
}

}  // namespace motcua::aggregator
