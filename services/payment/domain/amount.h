// Amounts as they come from outside. Pure.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_AMOUNT_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_AMOUNT_H_

#include <cstdint>
#include <string_view>

#include "absl/status/status.h"

namespace motcua::payment {

inline constexpr std::int64_t kLargestAmount = 1'000'000'000'000'000;

// INVALID_ARGUMENT naming `field`: `AMOUNT_NOT_POSITIVE`, `AMOUNT_TOO_LARGE` beyond kLargestAmount.
absl::Status CheckAmount(std::int64_t dong, std::string_view field);

// INVALID_ARGUMENT `CURRENCY_UNSUPPORTED` for anything but VND.
absl::Status CheckCurrency(std::string_view currency, std::string_view field);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_AMOUNT_H_
