#include "services/payment/domain/amount.h"

#include "common/base/errors.h"

namespace motcua::payment {

absl::Status CheckAmount(std::int64_t dong, std::string_view field) {
  if (dong <= 0) {
    return InvalidField(field, "AMOUNT_NOT_POSITIVE", "must be at least 1 đồng",
                        "Số tiền phải lớn hơn 0.");
  }
  if (dong > kLargestAmount) {
    return InvalidField(field, "AMOUNT_TOO_LARGE", "must be at most 10^15 đồng",
                        "Số tiền không được vượt quá 10^15 đồng.");
  }
  return absl::OkStatus();
}

absl::Status CheckCurrency(std::string_view currency, std::string_view field) {
  if (currency == "VND") return absl::OkStatus();
  return InvalidField(field, "CURRENCY_UNSUPPORTED", "must be VND", "Chỉ chấp nhận đồng (VND).");
}

}  // namespace motcua::payment
