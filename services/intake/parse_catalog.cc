#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/catalog/convert.h"
#include "common/rpc/request.h"
#include "services/intake/parse_filing.h"

namespace motcua::intake {
namespace {

namespace proto = motcua::catalog::v1;

constexpr int kMostElements = 5000;

absl::Status CheckSizes(const proto::UpdateCatalogRequest& request) {
  const std::pair<const char*, int> sizes[] = {{"agencies", request.agencies_size()},
                                               {"procedures", request.procedures_size()},
                                               {"calendar_days", request.calendar_days_size()},
                                               {"fee_discounts", request.fee_discounts_size()}};
  bool any = false;
  for (const auto& [field, size] : sizes) {
    any |= size > 0;
    if (size <= kMostElements) continue;
    return InvalidField(field, "TOO_MANY", "at most 5000 elements", "Tối đa 5000 mục");
  }
  if (any) return absl::OkStatus();
  return InvalidField("agencies", "FIELD_REQUIRED", "the update has no element",
                      "Yêu cầu không có nội dung cập nhật");
}

absl::StatusOr<CalendarDay> ParseDay(const proto::CalendarDay& from, const std::string& path) {
  const auto day = rpc::ParseDate(from.date(), path + ".date");
  if (!day.ok()) return day.status();
  if (!day->has_value()) {
    return InvalidField(path + ".date", "FIELD_REQUIRED", "the date is required",
                        "Ngày là bắt buộc");
  }
  CalendarDay to{**day, from.working(), ""};
  if (from.reason_vi().empty()) return to;
  auto reason = rpc::ParseText(from.reason_vi(), 255, path + ".reason_vi");
  if (!reason.ok()) return reason.status();
  to.reason_vi = *std::move(reason);
  return to;
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
  for (int i = 0; i < request.calendar_days_size(); ++i) {
    auto day = ParseDay(request.calendar_days(i), absl::StrCat("calendar_days[", i, "]"));
    if (!day.ok()) return day.status();
    update.calendar_days.push_back(*std::move(day));
  }
  for (int i = 0; i < request.fee_discounts_size(); ++i) {
    auto discount = motcua::catalog::DiscountFromProto(request.fee_discounts(i),
                                                       absl::StrCat("fee_discounts[", i, "]"));
    if (!discount.ok()) return discount.status();
    update.discounts.push_back(*std::move(discount));
  }
  return update;
}

}  // namespace motcua::intake
