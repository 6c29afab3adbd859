#include "services/intake/catalog_rows.h"

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace motcua::intake {

using catalog::Agency;
using catalog::Component;
using catalog::FeeDiscount;
using catalog::FormerPlace;
using catalog::Procedure;
using catalog::RouteStep;

Row ToRow(const Agency& agency) {
  return {agency.id,
          agency.name_vi,
          static_cast<std::int64_t>(agency.level),
          agency.kind,
          agency.group_vi,
          agency.parent,
          std::int64_t{agency.list_order},
          agency.area,
          agency.code,
          agency.alias_of,
          std::int64_t{agency.valid_from},
          std::int64_t{agency.valid_to},
          std::int64_t{agency.has_site},
          agency.successor,
          absl::StrJoin(agency.formed_from, ","),
          absl::StrJoin(agency.former_places, ",", [](std::string* out, const FormerPlace& place) {
            absl::StrAppend(out, place.parent, "/", place.area, "/", place.valid_to);
          })};
}

Agency AgencyFromRow(const sql::Rows& rows) {
  Agency agency;
  agency.id = rows.Text(1);
  agency.name_vi = rows.Text(2);
  agency.level = static_cast<catalog::Level>(rows.Int(3));
  agency.kind = rows.Text(4);
  agency.group_vi = rows.Text(5);
  agency.parent = rows.Text(6);
  agency.list_order = static_cast<int>(rows.Int(7));
  agency.area = rows.Text(8);
  agency.code = rows.Text(9);
  agency.alias_of = rows.Text(10);
  agency.valid_from = static_cast<Day>(rows.Int(11));
  agency.valid_to = static_cast<Day>(rows.Int(12));
  agency.has_site = rows.Int(13) != 0;
  agency.successor = rows.Text(14);
  const std::string origins = rows.Text(15);
  agency.formed_from = absl::StrSplit(origins, ',', absl::SkipEmpty());
  const std::string places = rows.Text(16);
  for (const auto place : absl::StrSplit(places, ',', absl::SkipEmpty())) {
    const std::vector<std::string> parts = absl::StrSplit(place, '/');
    agency.former_places.push_back({parts.at(0), parts.at(1), std::stoi(parts.at(2))});
  }
  return agency;
}

Row ToRow(const Procedure& procedure) {
  return {procedure.id,
          std::int64_t{procedure.version},
          std::int64_t{procedure.valid_from},
          procedure.name_vi,
          procedure.field,
          procedure.field_vi,
          procedure.agency,
          std::int64_t{procedure.service_level},
          std::int64_t{procedure.has_fee},
          std::int64_t{procedure.online_payment},
          std::int64_t{procedure.on_national_portal},
          std::int64_t{procedure.legal_time},
          static_cast<std::int64_t>(procedure.legal_time_unit),
          std::int64_t{procedure.online_legal_time},
          std::int64_t{procedure.same_day},
          procedure.fee_dong,
          procedure.charge_dong,
          static_cast<std::int64_t>(procedure.offered_at.value_or(catalog::Level{}))};
}

Procedure ProcedureFromRow(const sql::Rows& rows) {
  Procedure procedure;
  procedure.id = rows.Text(1);
  procedure.version = static_cast<int>(rows.Int(2));
  procedure.valid_from = static_cast<Day>(rows.Int(3));
  procedure.name_vi = rows.Text(4);
  procedure.field = rows.Text(5);
  procedure.field_vi = rows.Text(6);
  procedure.agency = rows.Text(7);
  procedure.service_level = static_cast<int>(rows.Int(8));
  procedure.has_fee = rows.Int(9) != 0;
  procedure.online_payment = rows.Int(10) != 0;
  procedure.on_national_portal = rows.Int(11) != 0;
  procedure.legal_time = static_cast<int>(rows.Int(12));
  procedure.legal_time_unit = static_cast<catalog::LegalTimeUnit>(rows.Int(13));
  procedure.online_legal_time = static_cast<int>(rows.Int(14));
  procedure.same_day = rows.Int(15) != 0;
  procedure.fee_dong = rows.Int(16);
  procedure.charge_dong = rows.Int(17);
  const auto offered_at = static_cast<catalog::Level>(rows.Int(18));
  if (offered_at != catalog::Level{}) procedure.offered_at = offered_at;
  return procedure;
}

std::vector<Row> ComponentRows(const std::vector<Procedure>& procedures) {
  std::vector<Row> rows;
  for (const Procedure& procedure : procedures) {
    std::int64_t position = 0;
    for (const Component& component : procedure.components) {
      rows.push_back({procedure.id, std::int64_t{procedure.version}, position++, component.id,
                      component.name_vi, std::int64_t{component.optional}});
    }
  }
  return rows;
}

Component ComponentFromRow(const sql::Rows& rows) {
  return {rows.Text(4), rows.Text(5), rows.Int(6) != 0};
}

std::vector<Row> RouteRows(const std::vector<Procedure>& procedures) {
  std::vector<Row> rows;
  for (const Procedure& procedure : procedures) {
    for (const RouteStep& step : procedure.route) {
      rows.push_back({procedure.id, std::int64_t{procedure.version}, std::int64_t{step.number},
                      step.agency, step.kind, step.name_vi, std::int64_t{step.time},
                      static_cast<std::int64_t>(step.time_unit), std::int64_t{step.may_pause},
                      absl::StrJoin(step.after, ",")});
    }
  }
  return rows;
}

RouteStep RouteStepFromRow(const sql::Rows& rows) {
  RouteStep step;
  step.number = static_cast<int>(rows.Int(3));
  step.agency = rows.Text(4);
  step.kind = rows.Text(5);
  step.name_vi = rows.Text(6);
  step.time = static_cast<int>(rows.Int(7));
  step.time_unit = static_cast<catalog::LegalTimeUnit>(rows.Int(8));
  step.may_pause = rows.Int(9) != 0;
  const std::string after = rows.Text(10);
  for (const auto number : absl::StrSplit(after, ',', absl::SkipEmpty())) {
    step.after.push_back(std::stoi(std::string(number)));
  }
  return step;
}

Row ToRow(Day day, const worktime::StatedDay& stated) {
  return {std::int64_t{day}, static_cast<std::int64_t>(stated.kind), stated.reason_vi,
          stated.source};
}

std::pair<Day, worktime::StatedDay> DayFromRow(const sql::Rows& rows) {
  return {static_cast<Day>(rows.Int(1)),
          {static_cast<worktime::DayKind>(rows.Int(2)), rows.Text(3), rows.Text(4)}};
}

Row ToRow(const FeeDiscount& discount) {
  return {discount.id,
          discount.procedure,
          std::int64_t{discount.percent},
          std::int64_t{discount.valid_from},
          std::int64_t{discount.valid_to},
          discount.basis_vi};
}

FeeDiscount DiscountFromRow(const sql::Rows& rows) {
  FeeDiscount discount;
  discount.id = rows.Text(1);
  discount.procedure = rows.Text(2);
  discount.percent = static_cast<int>(rows.Int(3));
  discount.valid_from = static_cast<Day>(rows.Int(4));
  discount.valid_to = static_cast<Day>(rows.Int(5));
  discount.basis_vi = rows.Text(6);
  return discount;
}

}  // namespace motcua::intake
