// Fields of requests as values of the domain. Each function gives INVALID_ARGUMENT naming `field`.
#ifndef MOTCUA_SERVICES_PAYMENT_REQUEST_FIELDS_H_
#define MOTCUA_SERVICES_PAYMENT_REQUEST_FIELDS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/base/date.h"
#include "motcua/payment/v1/payment.pb.h"
#include "services/payment/domain/ledger.h"

namespace motcua::payment {

// `AMOUNT_NOT_POSITIVE`, `AMOUNT_TOO_LARGE` at `field`.dong, `CURRENCY_UNSUPPORTED` at
// `field`.currency.
absl::StatusOr<std::int64_t> ParseAmount(const type::v1::Money& money, const std::string& field);

// National portal, province gateway or QR transfer: `GATEWAY_INVALID`.
absl::StatusOr<PaymentChannel> ParseGateway(v1::PaymentChannel gateway, std::string_view field);
// The same, but unspecified is kNone; with `till`, counter and post are good too.
absl::StatusOr<PaymentChannel> ParseOptionalChannel(v1::PaymentChannel channel, bool till,
                                                    std::string_view field);
// Counter or post: `CHANNEL_INVALID`.
absl::StatusOr<PaymentChannel> ParseTill(v1::PaymentChannel channel, std::string_view field);

// `OBLIGATION_KIND_INVALID`.
absl::StatusOr<ObligationKind> ParseKind(v1::Obligation::Kind kind, std::string_view field);

// `GATEWAY_TRANSACTION_INVALID`.
absl::StatusOr<std::string> ParseGatewayTransaction(const std::string& id, std::string_view field);

// UTF-8 of at most 255 characters, may be empty: `REFERENCE_INVALID`.
absl::StatusOr<std::string> ParseReferenceText(const std::string& text, std::string_view field);

// Symbol of a receipt book, 1 to 20 of A–Z, 0–9, - and /: `BOOK_INVALID`.
absl::StatusOr<std::string> ParseBook(const std::string& book, std::string_view field);

// Required.
absl::StatusOr<Day> ParseRequiredDay(const std::string& day, std::string_view field);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_REQUEST_FIELDS_H_
