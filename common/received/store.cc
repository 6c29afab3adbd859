#include "common/received/store.h"

#include <algorithm>
#include <map>

#include "common/base/hash.h"
#include "common/base/log.h"
#include "common/received/rows.h"

namespace motcua::received {
namespace {

using statistics::Batch;
using statistics::CellCursor;
using statistics::CellKey;
using statistics::CellValue;
using statistics::Channel;
using statistics::Counter;
using statistics::Digest;

constexpr int kAttempts = 5;
constexpr std::size_t kMaxId = 63;

// What the contract allows; everything behind this line relies on it.
bool IsWellFormed(const CellKey& key) {
  const int channel = static_cast<int>(key.channel);
  const int counter = static_cast<int>(key.counter);
  const bool has_responsible = !key.responsible_agency.empty();
  return 1 <= channel && channel <= 4 && 1 <= counter &&
         counter <= static_cast<int>(statistics::kLastCounter) && !key.agency.empty() &&
         key.agency.size() <= kMaxId && key.procedure.size() <= kMaxId &&
         key.responsible_agency.size() <= kMaxId && kFirstDay <= key.day && key.day <= kLastDay &&
         (!has_responsible || key.counter == Counter::kLateStep);
}

// Whether a batch can be applied to what is held, but for its digest.
absl::Status CheckPlace(const Batch& batch, const std::optional<SourceRow>& held) {
  for (const CellValue& cell : batch.cells) {
    if (!IsWellFormed(cell.key)) return absl::InvalidArgumentError("a cell outside the contract");
  }
  if (batch.full) return absl::OkStatus();
  if (!held || held->standing.cursor.epoch != batch.epoch) {
    return absl::DataLossError("the batch continues an epoch that is not held");
  }
  const std::int64_t revision = held->standing.cursor.revision;
  if (batch.from > revision) return absl::DataLossError("a batch is missing");
  if (batch.through < revision) return absl::DataLossError("the source went back");
  return absl::OkStatus();
}

// Replaces in `row` what the batch's cells replace: digest and number of cells.
void Exchange(const Batch& batch, const std::vector<std::string>& cell_ids,
              const std::map<std::string, std::int64_t>& held, SourceRow& row) {
  for (std::size_t i = 0; i < batch.cells.size(); ++i) {
    const auto& [key, value] = batch.cells[i];
    const auto found = held.find(cell_ids[i]);
    const std::int64_t before = found == held.end() ? 0 : found->second;
    row.digest.Remove(key, before);
    row.digest.Add(key, value);
    row.standing.cell_count += (value != 0) - (before != 0);
  }
}

// A cell stated twice would be counted twice here and once by its source.
bool HasTwins(std::vector<std::string> cell_ids) {
  std::sort(cell_ids.begin(), cell_ids.end());
  return std::adjacent_find(cell_ids.begin(), cell_ids.end()) != cell_ids.end();
}

}  // namespace

std::optional<Standing> FindStanding(sql::Connection& connection, const std::string& source) {
  const std::optional<SourceRow> row = FindSource(connection, source);
  if (!row) return std::nullopt;
  return row->standing;
}

Store::Store(const sql::Settings& database) : database_(database) {}

sql::Connection& Store::Connected() {
  if (connection_ == nullptr || connection_->broken()) {
    connection_ = nullptr;
    connection_ = std::make_unique<sql::Connection>(database_);
  }
  return *connection_;
}

absl::StatusOr<Applied> Store::Apply(const std::string& source, const Batch& batch,
                                     absl::Time now) {
  const std::lock_guard lock(mutex_);
  for (int attempt = 1;; ++attempt) {
    try {
      return ApplyOnce(source, batch, now);
    } catch (const sql::Error& error) {
      const bool again = error.error_class() == sql::ErrorClass::kRetry && attempt < kAttempts;
      if (again) continue;
      Log(LogLevel::kError, "cells_not_applied", {{"source", source}, {"error", error.what()}});
      return absl::UnavailableError("the database did not take the batch");
    }
  }
}

absl::StatusOr<Applied> Store::ApplyOnce(const std::string& source, const Batch& batch,
                                         absl::Time now) {
  sql::Connection& connection = Connected();
  sql::Transaction transaction(connection);
  CellCursor head = LockHead(connection);
  const std::optional<SourceRow> held = FindSource(connection, source);
  if (absl::Status place = CheckPlace(batch, held); !place.ok()) return place;

  SourceRow row = batch.full ? SourceRow{} : *held;
  std::vector<std::string> cell_ids;
  for (const CellValue& cell : batch.cells) cell_ids.push_back(CellId(source, cell.key));
  if (HasTwins(cell_ids)) return absl::InvalidArgumentError("a cell is there twice");
  Exchange(
      batch, cell_ids,
      batch.full ? std::map<std::string, std::int64_t>{} : HeldValues(connection, source, cell_ids),
      row);
  if (row.digest.ToBytes() != batch.digest) return absl::DataLossError("the digest differs");

  if (batch.full) {
    connection.Update("DELETE FROM received_cell WHERE source = ?", {source});
    head.epoch = RandomId();
  }
  if (batch.full || !batch.cells.empty()) ++head.revision;
  SaveCells(connection, source, batch.cells, cell_ids, head.revision);
  row.standing.cursor = {batch.epoch, batch.through};
  row.standing.complete_until = batch.complete_until;
  row.standing.apply_time = now;
  row.standing.digest = batch.digest;
  SaveSource(connection, source, row);
  SaveHead(connection, head);
  transaction.Commit();
  return Applied{row.standing, head};
}

std::optional<Standing> Store::Find(const std::string& source) {
  const std::lock_guard lock(mutex_);
  return FindStanding(Connected(), source);
}

CellCursor Store::Head() {
  const std::lock_guard lock(mutex_);
  sql::Transaction transaction(Connected());
  const CellCursor head = LockHead(*connection_);
  transaction.Commit();
  return head;
}

bool Store::ReadCells(const std::string& source, const Visit& visit) {
  constexpr char kSelect[] =
      "SELECT cell_id, agency, procedure_id, channel, day, counter, responsible_agency, value,"
      " own_revision FROM received_cell WHERE source = ? AND cell_id > ?"
      " ORDER BY cell_id LIMIT 20000";
  const std::lock_guard lock(mutex_);
  const std::optional<SourceRow> held = FindSource(Connected(), source);
  if (!held) return true;
  Digest digest;
  std::string after(16, '\0');
  for (bool more = true; more;) {
    more = false;
    sql::Rows rows = connection_->Query(kSelect, {source, after});
    while (rows.Next()) {
      more = true;
      after = rows.Text(1);
      const CellValue cell{
          {rows.Text(2), rows.Text(3), static_cast<Channel>(rows.Int(4)),
           static_cast<Day>(rows.Int(5)), static_cast<Counter>(rows.Int(6)), rows.Text(7)},
          rows.Int(8)};
      digest.Add(cell.key, cell.value);
      visit(cell, rows.Int(9));
    }
  }
  if (digest == held->digest) return true;
  connection_->Update("DELETE FROM received_source WHERE source = ?", {source});
  Log(LogLevel::kError, "cells_damaged", {{"source", source}});
  return false;
}

}  // namespace motcua::received
