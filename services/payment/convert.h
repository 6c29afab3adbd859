// Between the domain's values and what is sent.
#ifndef MOTCUA_SERVICES_PAYMENT_CONVERT_H_
#define MOTCUA_SERVICES_PAYMENT_CONVERT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "common/journal/journal.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/domain/account.h"
#include "services/payment/domain/decide.h"
#include "services/payment/domain/events.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

std::string EtagOf(std::int64_t version);

v1::PaymentChannel ToProto(PaymentChannel channel);
v1::Account ToProto(const Account& account);
// By number; they exist.
v1::Payment PaymentToProto(const Account& account, int number);
v1::Receipt ReceiptToProto(const Account& account, int number);
v1::Receipt ToProto(const std::string& code, int number, const Receipt& receipt);
// `account` is the key of the ledger it was found in.
v1::PaymentFinding ToProto(const std::string& account, const Finding& finding);
v1::Confirmation ToProto(const Confirmation& confirmation);
v1::Transaction ToProto(const Transaction& transaction);
v1::Statement ToProto(const Statement& statement);

// `dossiers/{code}/payments/3`; the collection is obligations, payments, refunds or receipts.
std::string PartName(const std::string& code, std::string_view collection, int number);
// `statements/{gateway}-{day}`.
std::string StatementName(PaymentChannel gateway, Day day);

// A motcua.payment.v1.AccountEvent for the journal.
journal::Event ToJournalEvent(const Event& event);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_CONVERT_H_
