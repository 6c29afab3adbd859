#include "services/payment/reconcile_list.h"

#include <utility>
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

std::string TextOf(const PaymentPlace& place) {
  return absl::StrCat(static_cast<int>(place.gateway), "/", place.number, "/", place.key);
}

absl::Status GoOnAt(const std::string& token, ReconcileListQuery& query) {
  const absl::StatusOr<std::string> place = rpc::ParsePageToken(token, query.filter, "page_token");
  if (!place.ok()) return place.status();
  const std::vector<std::string> parts = absl::StrSplit(*place, absl::MaxSplits('/', 2));
  int gateway = 0;
  if (parts.size() != 3 || !absl::SimpleAtoi(parts[0], &gateway) ||
      !absl::SimpleAtoi(parts[1], &query.after.number)) {
    return InvalidField("page_token", "PAGE_TOKEN_INVALID", "not a token of this list",
                        "Mã trang không hợp lệ.");
  }
  query.after.gateway = static_cast<PaymentChannel>(gateway);
  query.after.key = parts[2];
  return absl::OkStatus();
}

bool IsWanted(const ReconcileListQuery& query, ReconciliationOutcome outcome) {
  if (query.outcome) return outcome == *query.outcome;
  return outcome != ReconciliationOutcome::kMatched;
}

v1::ReconciliationItem ToProto(const ReconciledPayment& payment) {
  v1::ReconciliationItem item;
  item.set_gateway(payment::ToProto(payment.gateway));
  item.set_gateway_transaction(payment.transaction);
  item.set_outcome(static_cast<v1::ReconciliationOutcome>(payment.outcome));
  if (!payment.dossier.empty()) item.set_dossier("dossiers/" + payment.dossier);
  item.set_ledger_dong(payment.ledger_dong);
  item.set_statement_dong(payment.statement_dong);
  return item;
}

}  // namespace

absl::StatusOr<ReconcileListQuery> ParseReconcileListQuery(
    const v1::ListReconciliationRequest& request) {
  ReconcileListQuery query;
  v1::ReconcileDayRequest of;
  of.set_day(request.day());
  of.set_gateway(request.gateway());
  const absl::StatusOr<ReconcileQuery> parsed = ParseReconcileQuery(of);
  if (!parsed.ok()) return parsed.status();
  query.of = *parsed;
  if (!v1::ReconciliationOutcome_IsValid(request.outcome())) {
    return InvalidField("outcome", "OUTCOME_INVALID", "unknown outcome",
                        "Kết quả đối soát không hợp lệ.");
  }
  if (request.outcome() != v1::RECONCILIATION_OUTCOME_UNSPECIFIED) {
    query.outcome = static_cast<ReconciliationOutcome>(request.outcome());
  }
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("reconciliation/", query.of.day, "/",
                              static_cast<int>(query.of.gateway), "/", request.outcome());
  if (request.page_token().empty()) return query;
  if (absl::Status status = GoOnAt(request.page_token(), query); !status.ok()) return status;
  return query;
}

absl::StatusOr<v1::ListReconciliationResponse> ReadReconciliation(sql::Connection& connection,
                                                                  const ReconcileListQuery& query,
                                                                  const GivenUp& given_up) {
  v1::ListReconciliationResponse response;
  PaymentPlace last;
  VisitPayments(connection, query.of, query.after,
                [&](const PaymentPlace& place, const ReconciledPayment& payment) {
                  if (given_up()) return false;
                  if (!IsWanted(query, payment.outcome)) return true;
                  if (response.items_size() == query.page_size) {
                    response.set_next_page_token(rpc::MakePageToken(query.filter, TextOf(last)));
                    return false;
                  }
                  *response.add_items() = ToProto(payment);
                  last = place;
                  return true;
                });
  if (given_up()) return absl::CancelledError();
  return response;
}

}  // namespace motcua::payment
