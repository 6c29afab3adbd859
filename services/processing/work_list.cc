#include "services/processing/work_list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/processing/leg_row.h"

namespace motcua::processing {
namespace {

using Request = v1::ListWorkRequest;

constexpr int kMaxDays = 365;

// The due days and clocks a view shows. As the stocks count them, a leg that waits is
// neither overdue nor undated.
struct Bounds {
  Day first_due = 0;
  Day last_due = kUndatedDueDay;
  int least_waiting = 0;
  int most_waiting = 0;
};

Bounds BoundsOf(const WorkQuery& query) {
  switch (query.view) {
    case Request::VIEW_OVERDUE:
      return {.last_due = query.as_of - 1};
    case Request::VIEW_DUE_SOON:
      return {.first_due = query.as_of, .last_due = query.as_of + query.days};
    case Request::VIEW_WAITING:
      return {.least_waiting = 1, .most_waiting = static_cast<int>(PauseKind::kObligation)};
    case Request::VIEW_UNDATED:
      return {.first_due = kUndatedDueDay};
    default:
      return {.most_waiting = static_cast<int>(PauseKind::kObligation)};
  }
}

absl::Status BadToken() {
  return InvalidField("page_token", "PAGE_TOKEN_INVALID", "not a token of this list",
                      "Mã trang không hợp lệ.");
}

// The day to judge by goes along, so that a list begun before midnight ends as it began.
std::string TokenFor(const WorkQuery& query, const WorkPlace& place) {
  return rpc::MakePageToken(
      query.filter, absl::StrCat(query.as_of, "/", place.due_day, "/", place.leg, "/", place.code));
}

absl::Status GoOnAt(const std::string& token, WorkQuery& query) {
  absl::StatusOr<std::string> place = rpc::ParsePageToken(token, query.filter, "page_token");
  if (!place.ok()) return place.status();
  const std::vector<std::string> parts = absl::StrSplit(*place, '/');
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[0], &query.as_of) ||
      !absl::SimpleAtoi(parts[1], &query.after.due_day) ||
      !absl::SimpleAtoi(parts[2], &query.after.leg)) {
    return BadToken();
  }
  query.after.code = parts[3];
  return absl::OkStatus();
}

v1::WorkItem ItemFrom(const sql::Rows& row) {
  v1::WorkItem item;
  item.set_dossier("dossiers/" + row.Text(1));
  item.set_leg(static_cast<int>(row.Int(2)));
  item.set_procedure("procedures/" + row.Text(3));
  item.set_channel(static_cast<type::v1::Channel>(row.Int(4)));
  item.set_receive_date(FormatDay(static_cast<Day>(row.Int(5))));
  const Day due_day = static_cast<Day>(row.Int(6));
  if (due_day != kUndatedDueDay) item.set_due_date(FormatDay(due_day));
  item.set_waiting(static_cast<v1::PauseKind>(row.Int(7)));
  item.set_withdrawal_requested(row.Int(8) != 0);
  return item;
}

}  // namespace

absl::StatusOr<WorkQuery> ParseWorkQuery(const Request& request, Day today) {
  WorkQuery query;
  absl::StatusOr<std::string> agency = rpc::ParseName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  query.agency = *std::move(agency);
  if (!Request::View_IsValid(request.view())) {
    return InvalidField("view", "VIEW_INVALID", "unknown view", "Danh sách không hợp lệ.");
  }
  query.view = request.view();
  if (request.days() < 0 || request.days() > kMaxDays) {
    return InvalidField("days", "DAYS_OUT_OF_RANGE", "0 to 365", "Số ngày phải từ 0 đến 365.");
  }
  query.days = request.days();
  const absl::StatusOr<std::optional<Day>> as_of = rpc::ParseDate(request.as_of(), "as_of");
  if (!as_of.ok()) return as_of.status();
  query.as_of = as_of->value_or(today);
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("work/", query.agency, "/", static_cast<int>(query.view), "/",
                              query.days, "/", request.as_of());
  if (!request.page_token().empty()) {
    if (absl::Status status = GoOnAt(request.page_token(), query); !status.ok()) return status;
  }
  return query;
}

v1::ListWorkResponse ReadWork(sql::Connection& connection, const WorkQuery& query) {
  const Bounds bounds = BoundsOf(query);
  const WorkPlace& after = query.after;
  sql::Rows rows = connection.Query(
      "SELECT STRAIGHT_JOIN l.code, l.number, c.procedure_id, l.channel, l.receive_day,"
      " l.due_day, l.waiting, c.withdrawal_requested"
      " FROM leg l JOIN dossier_case c ON c.code = l.code"
      " WHERE l.agency = ? AND l.end_kind = 0 AND l.due_day BETWEEN ? AND ?"
      " AND l.waiting BETWEEN ? AND ?"
      " AND (l.due_day > ? OR l.code > ? OR (l.code = ? AND l.number > ?))"
      " ORDER BY l.due_day, l.code, l.number LIMIT ?",
      {query.agency, std::max(bounds.first_due, after.due_day), bounds.last_due,
       bounds.least_waiting, bounds.most_waiting, after.due_day, after.code, after.code, after.leg,
       query.page_size + 1});
  v1::ListWorkResponse response;
  WorkPlace last;
  while (rows.Next()) {
    if (response.items_size() == query.page_size) {
      response.set_next_page_token(TokenFor(query, last));
      break;
    }
    *response.add_items() = ItemFrom(rows);
    last = {static_cast<Day>(rows.Int(6)), rows.Text(1), static_cast<int>(rows.Int(2))};
  }
  return response;
}

}  // namespace motcua::processing
