#include "services/payment/reconcile_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace motcua::payment {
namespace {

// Of transaction `t`: money of its account under no receipt and not owed back to the payer; whether
// nothing was owed any more.
constexpr char kSide[] =
    "t.amount_dong,"
    " (SELECT COALESCE(SUM(e.amount_dong), 0) FROM ledger_entry e"
    "  WHERE e.account = t.account"
    "  AND (e.ledger_account LIKE 'clearing/%' OR e.ledger_account = 'overpayment')) AS "
    "uncollected,"
    " EXISTS (SELECT 1 FROM payment_finding f"
    "  WHERE f.account = t.account AND f.number = t.number AND f.kind = 4) AS paid_twice";

// Whether it is the first payment of its account that day: that one tells what leaks.
constexpr char kTells[] =
    "t.number = (SELECT MIN(o.number) FROM ledger_transaction o FORCE INDEX (PRIMARY)"
    "  WHERE o.account = t.account AND o.day = t.day AND o.kind = t.kind"
    "  AND (? = 0 OR o.channel = t.channel)) AS tells";

LedgerSide SideFrom(const sql::Rows& row, int column) {
  LedgerSide side;
  side.amount_dong = row.Int(column);
  side.uncollected_dong = row.Int(column + 1);
  side.paid_twice = row.Int(column + 2) != 0;
  return side;
}

LedgerRow LedgerRowFrom(const sql::Rows& row) {
  LedgerRow out;
  out.key = row.Text(1);
  out.number = static_cast<int>(row.Int(2));
  out.payment = static_cast<int>(row.Int(3));
  out.side = SideFrom(row, 5);
  out.side.tells = row.Int(8) != 0;
  // Money that waits to be assigned is about no payment, and its account is no dossier.
  if (out.payment != 0) out.side.dossier = row.Text(4);
  return out;
}

std::vector<LedgerRow> ReadLedgerPage(sql::Connection& connection, const std::string& text,
                                      const std::vector<sql::Value>& parameters) {
  std::vector<LedgerRow> page;
  for (sql::Rows rows = connection.Query(text, parameters); rows.Next();) {
    page.push_back(LedgerRowFrom(rows));
  }
  return page;
}

}  // namespace

std::vector<LedgerRow> ReadGatewayPage(sql::Connection& connection, const ReconcileQuery& query,
                                       PaymentChannel gateway, const std::string& after) {
  // Money that was assigned since is there once as posted, on the same day.
  static const std::string text = absl::StrCat(
      "(SELECT t.gateway_transaction AS place, t.number, t.about, t.account, ", kSide, ", ", kTells,
      " FROM ledger_transaction t FORCE INDEX (by_day) WHERE t.day = ?"
      " AND t.kind = 'payment_posted' AND t.channel = ? AND t.gateway_transaction > ?"
      " ORDER BY t.gateway_transaction LIMIT ?)"
      " UNION ALL (SELECT t.gateway_transaction, t.number, 0, t.account, ",
      kSide,
      ", 1 FROM ledger_transaction t FORCE INDEX (by_day) WHERE t.day = ?"
      " AND t.kind = 'payment_unassigned' AND t.channel = ? AND t.gateway_transaction > ?"
      " HAVING uncollected > 0 ORDER BY t.gateway_transaction LIMIT ?)"
      " ORDER BY place LIMIT ?");
  const int channel = static_cast<int>(gateway);
  return ReadLedgerPage(connection, text,
                        {static_cast<int>(query.gateway), query.day, channel, after, kReconcilePage,
                         query.day, channel, after, kReconcilePage, kReconcilePage});
}

std::vector<LedgerRow> ReadTillPage(sql::Connection& connection, const ReconcileQuery& query,
                                    PaymentChannel till, const std::string& after, int number) {
  static const std::string text =
      absl::StrCat("SELECT t.account, t.number, t.about, t.account, ", kSide, ", ", kTells,
                   " FROM ledger_transaction t FORCE INDEX (by_day) WHERE t.day = ?"
                   " AND t.kind = 'payment_posted' AND t.channel = ? AND t.gateway_transaction = ''"
                   " AND (t.account > ? OR (t.account = ? AND t.number > ?))"
                   " ORDER BY t.account, t.number LIMIT ?");
  return ReadLedgerPage(connection, text,
                        {static_cast<int>(query.gateway), query.day, static_cast<int>(till), after,
                         after, number, kReconcilePage});
}

std::vector<LineRow> ReadLinePage(sql::Connection& connection, const std::string& upload,
                                  const std::string& after, int line) {
  std::vector<LineRow> page;
  sql::Rows rows = connection.Query(
      "SELECT gateway_transaction, line, amount_dong, dossier FROM statement_line"
      " WHERE upload = ? AND (gateway_transaction > ? OR (gateway_transaction = ? AND line > ?))"
      " ORDER BY gateway_transaction, line LIMIT ?",
      {upload, after, after, line, kReconcilePage});
  while (rows.Next()) {
    page.push_back({rows.Text(1), static_cast<int>(rows.Int(2)), rows.Int(3), rows.Text(4)});
  }
  return page;
}

std::map<std::string, LedgerSide> ReadLedgerSides(sql::Connection& connection,
                                                  PaymentChannel gateway,
                                                  const std::vector<sql::Value>& transactions) {
  static const std::string head =
      absl::StrCat("SELECT t.gateway_transaction, t.account, t.about, ", kSide,
                   " FROM confirmation c JOIN ledger_transaction t ON t.account = c.account"
                   " AND t.gateway_transaction = c.gateway_transaction AND t.channel = c.gateway"
                   " AND t.kind IN ('payment_posted', 'payment_unassigned')"
                   " WHERE c.gateway_transaction IN ");
  const std::string tail = absl::StrCat(" AND c.gateway = ", static_cast<int>(gateway));
  std::map<std::string, LedgerSide> sides;
  connection.QueryIn(head, transactions, tail, [&](const sql::Rows& row) {
    LedgerSide side = SideFrom(row, 4);
    if (row.Int(3) != 0) side.dossier = row.Text(2);
    sides.emplace(row.Text(1), std::move(side));
  });
  return sides;
}

}  // namespace motcua::payment
