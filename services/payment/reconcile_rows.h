// What a reconciliation reads: the sides of a day, page by page, in the order of their places.
#ifndef MOTCUA_SERVICES_PAYMENT_RECONCILE_ROWS_H_
#define MOTCUA_SERVICES_PAYMENT_RECONCILE_ROWS_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/sql/connection.h"
#include "services/payment/reconcile.h"

namespace motcua::payment {

// A payment as the ledger has it.
struct LedgerRow {
  std::string key;  // as in PaymentPlace
  int number = 0;   // as in PaymentPlace
  int payment = 0;  // its number in the account; 0: not assigned
  LedgerSide side;
};

// A line of a statement.
struct LineRow {
  std::string key;
  int line = 0;
  std::int64_t amount_dong = 0;
  std::string dossier;
};

// Pages behind a place; a page shorter than asked for is the last.
inline constexpr int kReconcilePage = 2000;
std::vector<LedgerRow> ReadGatewayPage(sql::Connection& connection, const ReconcileQuery& query,
                                       PaymentChannel gateway, const std::string& after);
std::vector<LedgerRow> ReadTillPage(sql::Connection& connection, const ReconcileQuery& query,
                                    PaymentChannel till, const std::string& after, int number);
std::vector<LineRow> ReadLinePage(sql::Connection& connection, const std::string& upload,
                                  const std::string& after, int line);

// What the ledger says of a gateway's transactions on whatever day; those it knows.
std::map<std::string, LedgerSide> ReadLedgerSides(sql::Connection& connection,
                                                  PaymentChannel gateway,
                                                  const std::vector<sql::Value>& transactions);

// The rows of those pages one after the other. `next` reads the page behind a row; null: the first.
template <typename Row>
class Pages {
 public:
  using Next = std::function<std::vector<Row>(const Row* last)>;

  explicit Pages(Next next) : next_(std::move(next)) { Turn(nullptr); }

  // Null at the end.
  const Row* Peek() const { return at_ < page_.size() ? &page_[at_] : nullptr; }
  Row Take() {
    Row row = page_[at_++];
    if (at_ == page_.size() && page_.size() == kReconcilePage) Turn(&row);
    return row;
  }

 private:
  void Turn(const Row* last) {
    page_ = next_(last);
    at_ = 0;
  }

  const Next next_;
  std::vector<Row> page_;
  std::size_t at_ = 0;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_RECONCILE_ROWS_H_
