// Accounts at payment, in the states that the examples want.
#ifndef MOTCUA_TESTS_CONFORMANCE_CASHIER_H_
#define MOTCUA_TESTS_CONFORMANCE_CASHIER_H_

#include <memory>
#include <string>

#include "deploy/local/federation.h"
#include "motcua/payment/v1/payment.grpc.pb.h"

namespace motcua::conformance {

// Works on accounts of received dossiers, by their names. Not thread-safe. Throws
// std::runtime_error when payment refuses it.
class Cashier {
 public:
  explicit Cashier(const local::Federation& federation);

  // Waits until payment knows a dossier; gives its name.
  std::string Open(const std::string& dossier);
  // Name of a pending payment.
  std::string Start(const std::string& dossier);
  // The dossier with more paid than was owed.
  std::string Overpay(const std::string& dossier);
  // Name of a pending refund.
  std::string Refund(const std::string& dossier);
  // Name of a receipt in force.
  std::string Receipt(const std::string& dossier);
  // Transaction of money nobody could assign.
  std::string Unassigned();

 private:
  void Confirm(const std::string& reference);

  const std::unique_ptr<payment::v1::PaymentService::Stub> payment_;
  int transactions_ = 0;
};

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_CASHIER_H_
