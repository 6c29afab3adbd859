#include "services/aggregator/tables/area_rows.h"

#include "absl/strings/str_cat.h"
#include "services/aggregator/tables/agency_filter.h"

namespace motcua::aggregator {
namespace {

using catalog::Agency;
using catalog::Catalog;

constexpr char kBetween[] = "--";

std::string IdOf(const std::string& area, const std::string& part) {
  return absl::StrCat(area, kBetween, part);
}

std::vector<const Agency*> AgenciesIn(const Agency& area, const Catalog& catalog) {
  std::vector<const Agency*> agencies;
  for (const Agency& agency : catalog.agencies()) {
    if (LiesIn(agency, area.id, catalog)) agencies.push_back(&agency);
  }
  return agencies;
}

RowSpec RowIn(const Agency& area, const std::string& id, const std::string& label_vi,
              const std::string& label_en) {
  RowSpec row{.id = IdOf(area.id, id), .label_vi = label_vi, .group_vi = area.name_vi, .scope = {}};
  row.label_en = label_en;
  row.group_id = area.id;
  return row;
}

void AddRows(const v1::RowAxis& axis, const Agency& area, const Catalog& catalog, Rows& rows) {
  const std::vector<const Agency*> agencies = AgenciesIn(area, catalog);
  for (const v1::AreaPart& part : axis.parts()) {
    RowSpec row = RowIn(area, part.id(), part.label_vi(), part.label_en());
    row.subtotal = SubtotalOf(axis, row.id);
    for (const Agency* agency : agencies) {
      if (Passes(part.agencies(), *agency, catalog)) row.scope.agencies.push_back(agency->id);
    }
    rows.push_back(std::move(row));
  }
  if (axis.subtotal_label_vi().empty()) return;
  RowSpec subtotal = RowIn(area, kTotal, axis.subtotal_label_vi(), axis.subtotal_label_en());
  for (const Agency* agency : agencies) subtotal.scope.agencies.push_back(agency->id);
  rows.push_back(std::move(subtotal));
}

}  // namespace

Rows AreaRows(const v1::RowAxis& axis, const std::vector<const Agency*>& areas,
              const Catalog& catalog) {
  Rows rows;
  for (const Agency* area : areas) AddRows(axis, *area, catalog, rows);
  return rows;
}

std::string SubtotalOf(const v1::RowAxis& axis, const std::string& row) {
  const std::size_t end = row.rfind(kBetween);
  if (axis.subtotal_label_vi().empty() || end == std::string::npos) return "";
  const std::string subtotal = IdOf(row.substr(0, end), kTotal);
  return row == subtotal ? "" : subtotal;
}

}  // namespace motcua::aggregator
