// Between the contract and the value.
#ifndef MOTCUA_COMMON_CATALOG_CONVERT_H_
#define MOTCUA_COMMON_CATALOG_CONVERT_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/catalog/calendar_change.h"
#include "common/catalog/catalog.h"
#include "motcua/catalog/v1/catalog.pb.h"

namespace motcua::catalog {

// Validates each element, then the whole like Catalog::Build.
absl::StatusOr<std::shared_ptr<const Catalog>> FromProto(const v1::Catalog& catalog);
v1::Catalog ToProto(const Catalog& catalog);
// One element, with ids taken from names; `field` is its path, for errors.
absl::StatusOr<Agency> AgencyFromProto(const v1::Agency& agency, const std::string& field);
absl::StatusOr<Procedure> ProcedureFromProto(const v1::Procedure& procedure,
                                             const std::string& field);
absl::StatusOr<FeeDiscount> DiscountFromProto(const v1::FeeDiscount& discount,
                                              const std::string& field);
// What a catalogue or an update of it states.
absl::StatusOr<CalendarChange> CalendarFromProto(
    const google::protobuf::RepeatedPtrField<v1::CalendarYear>& years,
    const google::protobuf::RepeatedPtrField<v1::CalendarDay>& days);
absl::StatusOr<RouteStep> RouteStepFromProto(const v1::RouteStep& step, int number,
                                             const std::string& field);

v1::Agency ToProto(const Agency& agency);
v1::Procedure ToProto(const Procedure& procedure);
v1::RouteStep ToProto(const RouteStep& step);
v1::CalendarYear ToProto(int year, const std::string& source);
v1::CalendarDay ToProto(Day day, const worktime::StatedDay& stated);
v1::FeeDiscount ToProto(const FeeDiscount& discount);

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_CONVERT_H_
