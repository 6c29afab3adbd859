#include "services/payment/finding_list.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/payment/convert.h"
#include "services/payment/request_fields.h"

namespace motcua::payment {
namespace {

// The account last: its name may hold a slash.
std::string TextOf(const FindingPlace& place) {
  return absl::StrCat(place.event_time, "/", place.number, "/", place.line, "/", place.account);
}

absl::Status GoOnAt(const std::string& token, FindingQuery& query) {
  const absl::StatusOr<std::string> place = rpc::ParsePageToken(token, query.filter, "page_token");
  if (!place.ok()) return place.status();
  const std::vector<std::string> parts = absl::StrSplit(*place, absl::MaxSplits('/', 3));
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[0], &query.after.event_time) ||
      !absl::SimpleAtoi(parts[1], &query.after.number) ||
      !absl::SimpleAtoi(parts[2], &query.after.line)) {
    return InvalidField("page_token", "PAGE_TOKEN_INVALID", "not a token of this list",
                        "Mã trang không hợp lệ.");
  }
  query.after.account = parts[3];
  return absl::OkStatus();
}

Finding FindingFrom(const sql::Rows& row) {
  Finding finding;
  finding.kind = static_cast<FindingKind>(row.Int(5));
  finding.gateway = static_cast<PaymentChannel>(row.Int(6));
  finding.gateway_transaction = row.Text(7);
  finding.amount_dong = row.Int(8);
  finding.event_time = absl::FromUnixMicros(row.Int(1));
  return finding;
}

}  // namespace

absl::StatusOr<FindingQuery> ParseFindingQuery(const v1::ListPaymentFindingsRequest& request) {
  FindingQuery query;
  const absl::StatusOr<Day> first = ParseRequiredDay(request.first_day(), "first_day");
  if (!first.ok()) return first.status();
  const absl::StatusOr<Day> last = ParseRequiredDay(request.last_day(), "last_day");
  if (!last.ok()) return last.status();
  if (*last < *first) {
    return InvalidField("last_day", "PERIOD_INVALID", "must not be before first_day",
                        "Ngày cuối kỳ không được trước ngày đầu kỳ.");
  }
  query.first_day = *first;
  query.last_day = *last;
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("findings/", query.first_day, "/", query.last_day);
  query.after.event_time = absl::ToUnixMicros(StartOfDay(query.first_day));
  if (request.page_token().empty()) return query;
  if (absl::Status status = GoOnAt(request.page_token(), query); !status.ok()) return status;
  return query;
}

v1::ListPaymentFindingsResponse ReadFindings(sql::Connection& connection,
                                             const FindingQuery& query) {
  const FindingPlace& after = query.after;
  sql::Rows rows = connection.Query(
      "SELECT event_time, account, number, line, kind, gateway, gateway_transaction, amount_dong"
      " FROM payment_finding FORCE INDEX (by_time) WHERE event_time >= ? AND event_time < ?"
      " AND (event_time > ? OR account > ? OR (account = ? AND (number > ? OR"
      " (number = ? AND line > ?)))) ORDER BY event_time, account, number, line LIMIT ?",
      {after.event_time, absl::ToUnixMicros(StartOfDay(query.last_day + 1)), after.event_time,
       after.account, after.account, after.number, after.number, after.line, query.page_size + 1});
  v1::ListPaymentFindingsResponse response;
  FindingPlace last;
  while (rows.Next()) {
    if (response.findings_size() == query.page_size) {
      response.set_next_page_token(rpc::MakePageToken(query.filter, TextOf(last)));
      break;
    }
    *response.add_findings() = ToProto(rows.Text(2), FindingFrom(rows));
    last = {rows.Int(1), rows.Text(2), static_cast<int>(rows.Int(3)),
            static_cast<int>(rows.Int(4))};
  }
  return response;
}

}  // namespace motcua::payment
