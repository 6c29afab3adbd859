#include "services/payment/statement_upload.h"

#include <algorithm>
#include <utility>

#include "common/base/hash.h"

namespace motcua::payment {
namespace {

constexpr std::size_t kEnoughToWrite = 500;  // lines
constexpr absl::Duration kAbandonedAfter = absl::Hours(24);

// Of what a line says, chained to all before it.
std::string DigestOf(const std::string& before, const StatementLine& line) {
  std::string bytes;
  AppendSized(bytes, before);
  AppendSized(bytes, line.gateway_transaction);
  AppendSized(bytes, line.dossier);
  AppendInt64(bytes, line.amount_dong);
  AppendInt64(bytes, absl::ToUnixMicros(line.time));
  return Sha256(bytes);
}

// A few at a time: nobody may wait long for the rows' locks.
void Remove(sql::Connection& connection, const std::string& upload) {
  const bool named = connection.Query("SELECT 1 FROM statement WHERE upload = ?", {upload}).Next();
  while (!named && connection.Update("DELETE FROM statement_line WHERE upload = ? LIMIT 5000",
                                     {upload}) > 0) {
  }
  connection.Update("DELETE FROM statement_upload WHERE upload = ?", {upload});
}

void RemoveAbandoned(sql::Connection& connection, absl::Time now) {
  std::vector<std::string> abandoned;
  sql::Rows rows =
      connection.Query("SELECT upload FROM statement_upload WHERE begin_time < ? LIMIT 10",
                       {absl::ToUnixMicros(now - kAbandonedAfter)});
  while (rows.Next()) abandoned.push_back(rows.Text(1));
  for (const std::string& upload : abandoned) Remove(connection, upload);
}

}  // namespace

StatementUpload::StatementUpload(PaymentChannel gateway, Day day)
    : gateway_(gateway),
      day_(day),
      upload_(RandomId()),
      digest_(Sha256("motcua statement 1")),
      parser_(day, [this](StatementLine line) {
        digest_ = DigestOf(digest_, line);
        waiting_.push_back(std::move(line));
      }) {}

void StatementUpload::Begin(sql::Connection& connection, absl::Time now) {
  RemoveAbandoned(connection, now);
  connection.Update("INSERT INTO statement_upload (upload, begin_time) VALUES (?, ?)",
                    {upload_, absl::ToUnixMicros(now)});
}

absl::Status StatementUpload::Add(sql::Connection& connection, std::string_view bytes) {
  // Holds some 500 of the shortest lines.
  constexpr std::size_t kPiece = 16'384;
  while (!bytes.empty()) {
    absl::Status status = parser_.Add(bytes.substr(0, kPiece));
    if (!status.ok()) return status;
    bytes.remove_prefix(std::min(kPiece, bytes.size()));
    if (waiting_.size() >= kEnoughToWrite) Write(connection);
  }
  return absl::OkStatus();
}

absl::StatusOr<ImportStatement> StatementUpload::Finish(sql::Connection& connection) {
  if (absl::Status status = parser_.Finish(); !status.ok()) return status;
  Write(connection);
  return ImportStatement{gateway_, day_, upload_, digest_, parser_.lines(), parser_.amount_dong()};
}

void StatementUpload::Discard(sql::Connection& connection) { Remove(connection, upload_); }

void StatementUpload::Write(sql::Connection& connection) {
  std::vector<std::vector<sql::Value>> rows;
  rows.reserve(waiting_.size());
  for (const StatementLine& line : waiting_) {
    rows.push_back({upload_, line.number, line.gateway_transaction, line.dossier, line.amount_dong,
                    absl::ToUnixMicros(line.time)});
  }
  waiting_.clear();
  sql::Transaction transaction(connection);
  connection.Insert(
      "INSERT INTO statement_line (upload, line, gateway_transaction, dossier, amount_dong, time)",
      rows);
  transaction.Commit();
}

}  // namespace motcua::payment
