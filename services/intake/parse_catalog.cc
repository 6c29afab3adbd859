#include <tuple>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/catalog/convert.h"
#include "services/intake/parse_filing.h"

namespace motcua::intake {
namespace {

namespace proto = motcua::catalog::v1;

constexpr int kMostElements = 5000;
constexpr int kMostYears = 210;

absl::Status CheckSizes(const proto::UpdateCatalogRequest& request) {
  const std::tuple<const char*, int, int> sizes[] = {
      {"agencies", request.agencies_size(), kMostElements},
      {"procedures", request.procedures_size(), kMostElements},
      {"calendar_days", request.calendar_days_size(), kMostElements},
      {"fee_discounts", request.fee_discounts_size(), kMostElements},
      {"calendar_years", request.calendar_years_size(), kMostYears}};
  bool any = false;
  for (const auto& [field, size, most] : sizes) {
    any |= size > 0;
    if (size <= most) continue;
    return InvalidField(field, "TOO_MANY", absl::StrCat("at most ", most, " elements"),
                        absl::StrCat("Tối đa ", most, " mục"));
  }
  if (any) return absl::OkStatus();
  return InvalidField("agencies", "FIELD_REQUIRED", "the update has no element",
                      "Yêu cầu không có nội dung cập nhật");
}

}  // namespace

absl::StatusOr<UpdateCatalog> ParseCatalogUpdate(const proto::UpdateCatalogRequest& request) {
  absl::Status status = CheckSizes(request);
  if (!status.ok()) return status;
  UpdateCatalog update;
  for (int i = 0; i < request.agencies_size(); ++i) {
    auto agency =
        motcua::catalog::AgencyFromProto(request.agencies(i), absl::StrCat("agencies[", i, "]"));
    if (!agency.ok()) return agency.status();
    update.agencies.push_back(*std::move(agency));
  }
  for (int i = 0; i < request.procedures_size(); ++i) {
    auto procedure = motcua::catalog::ProcedureFromProto(request.procedures(i),
                                                         absl::StrCat("procedures[", i, "]"));
    if (!procedure.ok()) return procedure.status();
    update.procedures.push_back(*std::move(procedure));
  }
  auto calendar =
      motcua::catalog::CalendarFromProto(request.calendar_years(), request.calendar_days());
  if (!calendar.ok()) return calendar.status();
  update.calendar = *std::move(calendar);
  for (int i = 0; i < request.fee_discounts_size(); ++i) {
    auto discount = motcua::catalog::DiscountFromProto(request.fee_discounts(i),
                                                       absl::StrCat("fee_discounts[", i, "]"));
    if (!discount.ok()) return discount.status();
    update.discounts.push_back(*std::move(discount));
  }
  return update;
}

}  // namespace motcua::intake
