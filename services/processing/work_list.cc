#include "services/processing/work_list.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/processing/leg_tables.h"
#include "services/processing/requests.h"

namespace motcua::processing {
namespace {

using Request = v1::ListWorkRequest;

constexpr int kMaxDays = 365;

// The clocks and due days a view shows. As the stocks count them, a leg that waits is neither
// overdue nor undated.
struct Bounds {
  std::vector<Standing> standings;
  Day first_due = 0;
  Day last_due = kUndatedDueDay;
};

const std::vector<Standing> kRunning = {Standing::kRuns, Standing::kAnnounced};
const std::vector<Standing> kWaiting = {Standing::kSupplement, Standing::kObligation,
                                        Standing::kOtherBody};
const std::vector<Standing> kAny = {Standing::kRuns, Standing::kSupplement, Standing::kObligation,
                                    Standing::kOtherBody, Standing::kAnnounced};

Bounds BoundsOf(const WorkQuery& query) {
  switch (query.view) {
    case Request::VIEW_OVERDUE:
      return {kRunning, 0, query.as_of - 1};
    case Request::VIEW_DUE_SOON:
      return {kRunning, query.as_of, query.as_of + query.days};
    case Request::VIEW_LATE_SOON:
      return {{Standing::kRuns}, query.as_of, query.as_of + query.days};
    case Request::VIEW_WAITING:
      return {kWaiting};
    case Request::VIEW_UNDATED:
      return {kRunning, kUndatedDueDay};
    default:
      return {kAny};
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

// The open legs of one standing after a place, as many as a page may need. The conditions are
// ranges of the index, in its order: the rows before the place are not read again.
std::string LegsOfOneStanding(const WorkQuery& query, const Bounds& bounds, Standing standing,
                              std::vector<sql::Value>& parameters) {
  const bool mine = !query.officer.empty();
  const bool begun = query.after.due_day >= bounds.first_due;
  const WorkPlace from = begun ? query.after : WorkPlace{bounds.first_due, "", 0};
  std::string text =
      "(SELECT code, number, channel, receive_day, due_day, standing, officer FROM leg";
  text += mine ? " FORCE INDEX (leg_officer) WHERE officer = ?"
               : " FORCE INDEX (leg_agency) WHERE agency = ?";
  parameters.emplace_back(mine ? query.officer : query.agency);
  text +=
      " AND standing = ? AND (due_day = ? AND code = ? AND number > ? OR due_day = ? AND code > ?";
  parameters.insert(parameters.end(), {static_cast<int>(standing), from.due_day, from.code,
                                       from.leg, from.due_day, from.code});
  // An empty range here would make the server sort all the others.
  if (from.due_day < bounds.last_due) {
    text += " OR due_day > ? AND due_day <= ?";
    parameters.insert(parameters.end(), {from.due_day, bounds.last_due});
  }
  text += ")";
  if (mine && !query.agency.empty()) {
    text += " AND agency = ?";
    parameters.emplace_back(query.agency);
  }
  text += " ORDER BY due_day, code, number LIMIT ?)";
  parameters.emplace_back(query.page_size + 1);
  return text;
}

sql::Rows QueryPage(sql::Connection& connection, const WorkQuery& query) {
  const Bounds bounds = BoundsOf(query);
  std::string legs;
  std::vector<sql::Value> parameters;
  for (const Standing standing : bounds.standings) {
    if (!legs.empty()) legs += " UNION ALL ";
    legs += LegsOfOneStanding(query, bounds, standing, parameters);
  }
  parameters.emplace_back(query.page_size + 1);
  return connection.Query(
      "SELECT STRAIGHT_JOIN l.code, l.number, c.procedure_id, l.channel, l.receive_day, l.due_day,"
      " l.standing, c.withdrawal_requested, l.officer"
      " FROM (" +
          legs +
          " ORDER BY due_day, code, number LIMIT ?) l"
          " JOIN dossier_case c ON c.code = l.code ORDER BY l.due_day, l.code, l.number",
      parameters);
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
  const auto standing = static_cast<Standing>(row.Int(7));
  if (standing != Standing::kAnnounced) item.set_waiting(static_cast<v1::PauseKind>(standing));
  item.set_withdrawal_requested(row.Int(8) != 0);
  item.set_officer(row.Text(9));
  return item;
}

// The agency may be left out where an officer is named.
absl::Status ParseWhose(const Request& request, WorkQuery& query) {
  absl::StatusOr<std::string> officer = ParseOfficer(request.officer(), "officer");
  if (!officer.ok()) return officer.status();
  query.officer = *std::move(officer);
  absl::StatusOr<std::string> agency =
      query.officer.empty() ? rpc::ParseName("agencies", request.agency(), "agency")
                            : rpc::ParseOptionalName("agencies", request.agency(), "agency");
  if (!agency.ok()) return agency.status();
  query.agency = *std::move(agency);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<WorkQuery> ParseWorkQuery(const Request& request, Day today) {
  WorkQuery query;
  if (absl::Status status = ParseWhose(request, query); !status.ok()) return status;
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
  query.filter = absl::StrCat("work/", query.agency, "/", query.officer, "/",
                              static_cast<int>(query.view), "/", query.days, "/", request.as_of());
  if (!request.page_token().empty()) {
    if (absl::Status status = GoOnAt(request.page_token(), query); !status.ok()) return status;
  }
  return query;
}

v1::ListWorkResponse ReadWork(sql::Connection& connection, const WorkQuery& query) {
  sql::Rows rows = QueryPage(connection, query);
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
