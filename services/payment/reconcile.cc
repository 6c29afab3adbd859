#include "services/payment/reconcile.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>
#include <utility>

#include "services/payment/convert.h"
#include "services/payment/reconcile_rows.h"
#include "services/payment/request_fields.h"
#include "services/payment/store.h"

namespace motcua::payment {
namespace {

using Visit = std::function<bool(const PaymentPlace&, const ReconciledPayment&)>;

bool IsTill(PaymentChannel channel) {
  return channel == PaymentChannel::kCounter || channel == PaymentChannel::kPost;
}

// All lines of the next transaction.
StatementSide TakeLines(Pages<LineRow>& lines) {
  const LineRow first = lines.Take();
  StatementSide side{1, first.amount_dong, first.dossier};
  while (lines.Peek() != nullptr && lines.Peek()->key == first.key) {
    side.amount_dong += lines.Take().amount_dong;
    ++side.lines;
  }
  return side;
}

// The smaller of two keys; null: none.
std::string NextKey(const LedgerRow* ledger, const LineRow* line) {
  if (ledger == nullptr) return line->key;
  if (line == nullptr) return ledger->key;
  return std::min(ledger->key, line->key);
}

// A transaction as ledger and statement have it.
struct Sides {
  std::string key;
  std::optional<LedgerSide> booked;
  std::optional<StatementSide> stated;
};

// The next transactions of the day.
std::vector<Sides> TakePage(Pages<LedgerRow>& ledger, Pages<LineRow>& lines) {
  std::vector<Sides> page;
  while (page.size() < kReconcilePage && (ledger.Peek() != nullptr || lines.Peek() != nullptr)) {
    Sides& next = page.emplace_back();
    next.key = NextKey(ledger.Peek(), lines.Peek());
    if (lines.Peek() != nullptr && lines.Peek()->key == next.key) next.stated = TakeLines(lines);
    if (ledger.Peek() != nullptr && ledger.Peek()->key == next.key) {
      next.booked = ledger.Take().side;
    }
  }
  return page;
}

// What the ledger has on other days of transactions that a statement of this one has.
void AddOtherDays(sql::Connection& connection, PaymentChannel gateway, std::vector<Sides>& page) {
  std::vector<sql::Value> unknown;
  for (const Sides& sides : page) {
    if (!sides.booked) unknown.emplace_back(sides.key);
  }
  const std::map<std::string, LedgerSide> known = ReadLedgerSides(connection, gateway, unknown);
  for (Sides& sides : page) {
    const auto found = known.find(sides.key);
    if (sides.booked || found == known.end()) continue;
    sides.booked = found->second;
    sides.booked->tells = false;  // what was paid on another day leaks there
  }
}

bool VisitGateway(sql::Connection& connection, const ReconcileQuery& query, PaymentChannel gateway,
                  const std::string& after, const Visit& visit) {
  const std::optional<Statement> statement = ReadStatement(connection, gateway, query.day);
  Pages<LedgerRow> ledger([&](const LedgerRow* last) {
    return ReadGatewayPage(connection, query, gateway, last == nullptr ? after : last->key);
  });
  // Behind every line of the transaction that came last.
  constexpr int kAllLines = std::numeric_limits<int>::max();
  Pages<LineRow> lines([&](const LineRow* last) {
    if (!statement) return std::vector<LineRow>();
    if (last == nullptr) return ReadLinePage(connection, statement->upload, after, kAllLines);
    return ReadLinePage(connection, statement->upload, last->key, last->line);
  });
  while (ledger.Peek() != nullptr || lines.Peek() != nullptr) {
    std::vector<Sides> page = TakePage(ledger, lines);
    AddOtherDays(connection, gateway, page);
    for (const Sides& sides : page) {
      if (!visit({gateway, sides.key, 0},
                 Reconcile(gateway, sides.key, sides.booked, sides.stated))) {
        return false;
      }
    }
  }
  return true;
}

bool VisitTill(sql::Connection& connection, const ReconcileQuery& query, PaymentChannel till,
               const PaymentPlace& after, const Visit& visit) {
  Pages<LedgerRow> ledger([&](const LedgerRow* last) {
    return ReadTillPage(connection, query, till, last == nullptr ? after.key : last->key,
                        last == nullptr ? after.number : last->number);
  });
  while (ledger.Peek() != nullptr) {
    const LedgerRow row = ledger.Take();
    const std::string name = PartName(row.key, "payments", row.payment);
    if (!visit({till, row.key, row.number}, Reconcile(till, name, row.side, std::nullopt))) {
      return false;
    }
  }
  return true;
}

std::vector<PaymentChannel> ChannelsOf(const ReconcileQuery& query) {
  if (query.gateway != PaymentChannel::kNone) return {query.gateway};
  return {std::begin(kPaymentChannels), std::end(kPaymentChannels)};
}

// What the obligations raised on the day stand at, and what of them is paid by now.
void AddRaised(sql::Connection& connection, Day day, v1::Reconciliation& day_sums) {
  sql::Rows rows = connection.Query(
      "SELECT COALESCE(-SUM("
      " (SELECT SUM(e.amount_dong) FROM ledger_entry e WHERE e.account = t.account"
      "  AND e.ledger_account IN (CONCAT('revenue/', t.about), CONCAT('waived/', t.about)))), 0),"
      " COALESCE(-SUM("
      " (SELECT SUM(e.amount_dong) FROM ledger_entry e WHERE e.account = t.account"
      "  AND e.ledger_account IN (CONCAT('receivable/', t.about), CONCAT('revenue/', t.about),"
      "  CONCAT('waived/', t.about)))), 0)"
      " FROM ledger_transaction t FORCE INDEX (by_day)"
      " WHERE t.day = ? AND t.kind = 'obligation_raised'",
      {day});
  rows.Next();
  day_sums.set_raised_dong(rows.Int(1));
  day_sums.set_raised_paid_dong(rows.Int(2));
}

}  // namespace

absl::StatusOr<ReconcileQuery> ParseReconcileQuery(const v1::ReconcileDayRequest& request) {
  const absl::StatusOr<Day> day = ParseRequiredDay(request.day(), "day");
  if (!day.ok()) return day.status();
  const auto gateway = ParseOptionalChannel(request.gateway(), /*till=*/true, "gateway");
  if (!gateway.ok()) return gateway.status();
  return ReconcileQuery{*day, *gateway};
}

void VisitPayments(sql::Connection& connection, const ReconcileQuery& query,
                   const PaymentPlace& after, const Visit& visit) {
  for (const PaymentChannel channel : ChannelsOf(query)) {
    if (channel < after.gateway) continue;
    const PaymentPlace from = channel == after.gateway ? after : PaymentPlace();
    const bool more = IsTill(channel) ? VisitTill(connection, query, channel, from, visit)
                                      : VisitGateway(connection, query, channel, from.key, visit);
    if (!more) return;
  }
}

absl::StatusOr<v1::Reconciliation> ReconcileAll(sql::Connection& connection,
                                                const ReconcileQuery& query,
                                                const GivenUp& given_up) {
  v1::Reconciliation day;
  day.set_day(FormatDay(query.day));
  std::map<std::pair<PaymentChannel, ReconciliationOutcome>, v1::ReconciliationSum> sums;
  VisitPayments(connection, query, {}, [&](const auto&, const ReconciledPayment& payment) {
    v1::ReconciliationSum& sum = sums[{payment.gateway, payment.outcome}];
    sum.set_count(sum.count() + 1);
    sum.set_ledger_dong(sum.ledger_dong() + payment.ledger_dong);
    sum.set_statement_dong(sum.statement_dong() + payment.statement_dong);
    day.set_leakage_dong(day.leakage_dong() + payment.leakage_dong);
    day.set_leakage_count(day.leakage_count() + (payment.leaks ? 1 : 0));
    return !given_up();
  });
  if (given_up()) return absl::CancelledError();
  for (auto& [key, sum] : sums) {
    sum.set_gateway(ToProto(key.first));
    sum.set_outcome(static_cast<v1::ReconciliationOutcome>(key.second));
    *day.add_sums() = std::move(sum);
  }
  for (const PaymentChannel channel : ChannelsOf(query)) {
    if (!IsTill(channel) && !ReadStatement(connection, channel, query.day)) {
      day.add_missing_statements(ToProto(channel));
    }
  }
  AddRaised(connection, query.day, day);
  return day;
}

}  // namespace motcua::payment
