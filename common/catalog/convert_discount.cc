#include "common/catalog/convert.h"
#include "common/catalog/element_reader.h"

namespace motcua::catalog {

absl::StatusOr<FeeDiscount> DiscountFromProto(const v1::FeeDiscount& from,
                                              const std::string& field) {
  FeeDiscount to;
  ElementReader reader(field);
  reader.Take(rpc::ParseName("feeDiscounts", from.name(), reader.Path("name")), to.id);
  reader.Require(IsId(to.id), "name", "ID_INVALID", "a discount id is a-z, 0-9 and -",
                 "Mã mức giảm chỉ gồm a–z, 0–9 và dấu -");
  reader.Take(rpc::ParseOptionalName("procedures", from.procedure(), reader.Path("procedure")),
              to.procedure);
  reader.Range(from.percent(), 1, 100, "percent", "Mức giảm phải từ 1 đến 100 phần trăm");
  to.percent = from.percent();
  reader.Require(!from.valid_from().empty(), "valid_from", "FIELD_REQUIRED",
                 "the first day is required", "Thiếu ngày bắt đầu giảm phí, lệ phí");
  reader.Day(from.valid_from(), "valid_from", to.valid_from);
  reader.Day(from.valid_to(), "valid_to", to.valid_to);
  reader.OptionalText(from.basis_vi(), 255, "basis_vi", to.basis_vi);
  if (!reader.status().ok()) return reader.status();
  return to;
}

v1::FeeDiscount ToProto(const FeeDiscount& from) {
  v1::FeeDiscount to;
  to.set_name(OptionalName("feeDiscounts", from.id));
  to.set_procedure(OptionalName("procedures", from.procedure));
  to.set_percent(from.percent);
  to.set_valid_from(FormatDay(from.valid_from));
  to.set_valid_to(DateOr(from.valid_to, kLastDay));
  to.set_basis_vi(from.basis_vi);
  return to;
}

}  // namespace motcua::catalog
