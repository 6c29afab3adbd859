#include "services/processing/recalculation_table.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"

namespace motcua::processing {
namespace {

constexpr char kSelect[] =
    "SELECT number, state, catalog_revision, reason_code, organisation, start_time, end_time,"
    " examined, moved, walked_through, walk_moved FROM recalculation";

std::optional<Recalculation> ReadOne(sql::Rows rows) {
  if (!rows.Next()) return std::nullopt;
  Recalculation read;
  read.number = rows.Int(1);
  read.state = static_cast<RecalculationState>(rows.Int(2));
  read.catalog_revision = rows.Int(3);
  read.reason_code = rows.Text(4);
  read.organisation = rows.Text(5);
  read.start_time = absl::FromUnixMicros(rows.Int(6));
  if (const auto micros = rows.OptionalInt(7)) read.end_time = absl::FromUnixMicros(*micros);
  read.examined = rows.Int(8);
  read.moved = rows.Int(9);
  read.walked_through = rows.Text(10);
  read.walk_moved = rows.Int(11);
  return read;
}

}  // namespace

std::optional<Recalculation> ReadNewestRecalculation(sql::Connection& connection) {
  return ReadOne(connection.Query(absl::StrCat(kSelect, " ORDER BY number DESC LIMIT 1")));
}

std::optional<Recalculation> ReadRecalculation(sql::Connection& connection, std::int64_t number) {
  return ReadOne(connection.Query(absl::StrCat(kSelect, " WHERE number = ?"), {number}));
}

void WriteRecalculation(sql::Connection& connection, const Recalculation& recalculation) {
  const Recalculation& it = recalculation;
  connection.Insert(
      "INSERT INTO recalculation (number, state, catalog_revision, reason_code, organisation,"
      " start_time, end_time, examined, moved, walked_through, walk_moved)",
      {{it.number, static_cast<int>(it.state), it.catalog_revision, it.reason_code, it.organisation,
        absl::ToUnixMicros(it.start_time),
        it.end_time ? sql::Value(absl::ToUnixMicros(*it.end_time)) : sql::Null(), it.examined,
        it.moved, it.walked_through, it.walk_moved}},
      "ON DUPLICATE KEY UPDATE state = VALUES(state), end_time = VALUES(end_time),"
      " examined = VALUES(examined), moved = VALUES(moved),"
      " walked_through = VALUES(walked_through), walk_moved = VALUES(walk_moved)");
}

std::string NameOf(const Recalculation& recalculation) {
  return absl::StrCat("recalculations/", recalculation.number);
}

v1::Recalculation ToProto(const Recalculation& recalculation) {
  v1::Recalculation out;
  out.set_name(NameOf(recalculation));
  out.set_state(static_cast<v1::Recalculation::State>(recalculation.state));
  out.set_catalog_revision(recalculation.catalog_revision);
  out.set_reason_code(recalculation.reason_code);
  out.set_organisation(recalculation.organisation);
  *out.mutable_start_time() = rpc::ToTimestamp(recalculation.start_time);
  if (recalculation.end_time) *out.mutable_end_time() = rpc::ToTimestamp(*recalculation.end_time);
  out.set_examined_count(recalculation.examined);
  out.set_moved_count(recalculation.moved);
  return out;
}

journal::Event ToJournalEvent(const Recalculation& recalculation, absl::Time time) {
  return {NameOf(recalculation), v1::Recalculation::descriptor()->full_name(),
          ToProto(recalculation).SerializeAsString(), time};
}

}  // namespace motcua::processing
