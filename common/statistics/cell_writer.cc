#include <bit>

#include "absl/strings/str_cat.h"
#include "common/statistics/cell_store.h"
#include "common/statistics/cell_tables.h"

namespace motcua::statistics {
namespace {

constexpr std::size_t kKeysPerQuery = 256;

// The keys as a table of parameters, joined by the primary key: a twelfth of the time that
// MariaDB takes for the same keys as a condition. Padded with the last key to a power of two, so
// that few shapes are prepared.
sql::Rows QueryKeys(sql::Connection& connection, std::int64_t epoch_no, const CellKey* const* keys,
                    std::size_t count) {
  constexpr char kText[] = "CAST(? AS CHAR(63) CHARACTER SET ascii) COLLATE ascii_bin AS ";
  static const std::string kFirst =
      absl::StrCat("SELECT ", kText, "agency, ", kText, "procedure_id, ? AS channel, ? AS day,",
                   " ? AS counter, ", kText, "responsible_agency");
  std::string text = absl::StrCat("SELECT ", kKeyColumns, ", value FROM (");
  std::vector<sql::Value> parameters;
  const std::size_t width = std::bit_ceil(count);
  for (std::size_t i = 0; i < width; ++i) {
    text += i == 0 ? kFirst : " UNION ALL SELECT ?, ?, ?, ?, ?, ?";
    const CellKey& key = *keys[std::min(i, count - 1)];
    parameters.insert(parameters.end(),
                      {key.agency, key.procedure, static_cast<std::int64_t>(key.channel),
                       static_cast<std::int64_t>(key.day), static_cast<std::int64_t>(key.counter),
                       key.responsible_agency});
  }
  absl::StrAppend(&text, ") AS wanted STRAIGHT_JOIN cell USING (", kKeyColumns,
                  ") WHERE epoch_no = ?");
  parameters.emplace_back(epoch_no);
  return connection.Query(text, parameters);
}

}  // namespace

void CellWriter::Write(sql::Connection& connection, const Deltas& deltas, std::int64_t revision) {
  CellHead head = ReadHead(connection);
  CatchUp(connection, head);
  if (!whole_) LoadMissing(connection, head, deltas);
  revision_before_ = known_revision_;
  values_before_.clear();
  std::vector<CellRow> rows;
  rows.reserve(deltas.values().size());
  for (const auto& [key, difference] : deltas.values()) {
    std::int64_t& value = values_[key];
    values_before_.emplace_back(key, value);
    head.digest.Remove(key, value);
    value += difference;
    head.digest.Add(key, value);
    rows.push_back({key, value});
  }
  // Known before the statements, so that Forget can undo after any of them threw.
  head.revision = known_revision_ = revision;
  WriteCells(connection, head.epoch_no, rows, revision);
  WriteHead(connection, head);
}

void CellWriter::Forget() {
  // A COMMIT of unknown outcome is settled by the next CatchUp: what it wrote has a later revision.
  for (const auto& [key, value] : values_before_) values_[key] = value;
  values_before_.clear();
  if (revision_before_ >= 0) known_revision_ = revision_before_;
}

void CellWriter::CatchUp(sql::Connection& connection, const CellHead& head) {
  if (head.epoch != known_epoch_ || head.revision < known_revision_) {
    values_.clear();
    known_epoch_ = head.epoch;
    known_revision_ = -1;
    whole_ = true;
  }
  if (head.revision != known_revision_) {
    if (whole_) LoadChanged(connection, head);
    if (!whole_) values_.clear();
    known_revision_ = head.revision;
  }
  if (values_.size() > most_remembered_) {
    values_.clear();
    whole_ = false;
  }
}

void CellWriter::LoadChanged(sql::Connection& connection, const CellHead& head) {
  static const std::string kQuery = absl::StrCat("SELECT ", kKeyColumns,
                                                 ", value FROM cell"
                                                 " WHERE epoch_no = ? AND revision > ? LIMIT ?");
  sql::Rows rows = connection.Query(
      kQuery, {head.epoch_no, known_revision_, static_cast<std::int64_t>(most_remembered_ + 1)});
  std::size_t read = 0;
  for (; rows.Next(); ++read) values_[KeyOf(rows)] = rows.Int(7);
  if (read > most_remembered_) whole_ = false;
}

void CellWriter::LoadMissing(sql::Connection& connection, const CellHead& head,
                             const Deltas& deltas) {
  std::vector<const CellKey*> missing;
  for (const auto& [key, difference] : deltas.values()) {
    if (values_.count(key) == 0) missing.push_back(&key);
  }
  for (std::size_t begin = 0; begin < missing.size(); begin += kKeysPerQuery) {
    sql::Rows rows = QueryKeys(connection, head.epoch_no, missing.data() + begin,
                               std::min(kKeysPerQuery, missing.size() - begin));
    while (rows.Next()) values_[KeyOf(rows)] = rows.Int(7);
  }
}

}  // namespace motcua::statistics
