#include "services/processing/hand_over_list.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/processing/leg_tables.h"

namespace motcua::processing {
namespace {

using Request = v1::ListUnmatchedHandOversRequest;

absl::Status GoOnAt(const std::string& token, HandOverQuery& query) {
  const absl::StatusOr<std::string> place = rpc::ParsePageToken(token, query.filter, "page_token");
  if (!place.ok()) return place.status();
  const std::vector<std::string> parts = absl::StrSplit(*place, '/');
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &query.after_micros) ||
      !absl::SimpleAtoi(parts[1], &query.after_leg)) {
    return InvalidField("page_token", "PAGE_TOKEN_INVALID", "not a token of this list",
                        "Mã trang không hợp lệ.");
  }
  query.after_code = parts[2];
  return absl::OkStatus();
}

std::string TokenAfter(const HandOverQuery& query, const sql::Rows& row) {
  return rpc::MakePageToken(query.filter,
                            absl::StrCat(row.Int(5), "/", row.Int(2), "/", row.Text(1)));
}

v1::HandOver HandOverFrom(const sql::Rows& row) {
  v1::HandOver hand_over;
  hand_over.set_dossier("dossiers/" + row.Text(1));
  hand_over.set_leg(static_cast<int>(row.Int(2)));
  hand_over.set_sender("agencies/" + row.Text(3));
  hand_over.set_receiver("agencies/" + row.Text(4));
  *hand_over.mutable_time() = rpc::ToTimestamp(absl::FromUnixMicros(row.Int(5)));
  const Day due_day = static_cast<Day>(row.Int(6));
  if (due_day != kUndatedDueDay) hand_over.set_due_date(FormatDay(due_day));
  return hand_over;
}

}  // namespace

absl::StatusOr<HandOverQuery> ParseHandOverQuery(const Request& request) {
  HandOverQuery query;
  absl::StatusOr<std::string> agency = rpc::ParseName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  query.agency = *std::move(agency);
  if (request.side() != Request::SIDE_SENT && request.side() != Request::SIDE_RECEIVED) {
    return InvalidField("side", "SIDE_INVALID", "sent or received is required",
                        "Phải chọn hồ sơ đã chuyển đi hoặc được chuyển đến.");
  }
  query.sent = request.side() == Request::SIDE_SENT;
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("handOvers/", query.agency, "/", static_cast<int>(request.side()));
  if (!request.page_token().empty()) {
    if (absl::Status status = GoOnAt(request.page_token(), query); !status.ok()) return status;
  }
  return query;
}

v1::ListUnmatchedHandOversResponse ReadUnmatchedHandOvers(sql::Connection& connection,
                                                          const HandOverQuery& query) {
  const std::string whose = query.sent ? "FORCE INDEX (hand_over_sent) WHERE sender = ?"
                                       : "FORCE INDEX (hand_over_received) WHERE receiver = ?";
  sql::Rows rows = connection.Query(
      "SELECT code, number, sender, receiver, give_time, due_day FROM unmatched_hand_over " +
          whose +
          " AND (give_time = ? AND code = ? AND number > ? OR give_time = ? AND code > ?"
          " OR give_time > ?) ORDER BY give_time, code, number LIMIT ?",
      {query.agency, query.after_micros, query.after_code, query.after_leg, query.after_micros,
       query.after_code, query.after_micros, query.page_size + 1});
  v1::ListUnmatchedHandOversResponse response;
  std::string token;
  while (rows.Next()) {
    if (response.hand_overs_size() == query.page_size) {
      response.set_next_page_token(token);
      break;
    }
    *response.add_hand_overs() = HandOverFrom(rows);
    if (response.hand_overs_size() == query.page_size) token = TokenAfter(query, rows);
  }
  return response;
}

}  // namespace motcua::processing
