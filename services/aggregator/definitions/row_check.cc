#include "services/aggregator/definitions/row_check.h"

#include <set>

#include "services/aggregator/definitions/measure_check.h"
#include "services/aggregator/definitions/words.h"

namespace motcua::aggregator {
namespace {

void CheckAxes(const v1::RowAxis& rows, Faults& faults) {
  const int axes = (rows.levels_size() > 0) + (rows.agencies_size() > 0) + rows.by_field() +
                   (rows.sets_size() > 0);
  faults.Require(axes == 1, "rows", "needs exactly one of levels, agencies, by_field, sets");
  CheckLevels(rows.levels(), "rows.levels", faults);
  faults.Require(rows.levels_size() > 0 || rows.kinds().empty(), "rows.kinds", "belongs to levels");
  faults.Require(rows.levels_size() > 0 || rows.groups().empty(), "rows.groups",
                 "belongs to levels");
  CheckWords(rows.kinds(), "rows.kinds", faults);
  CheckWords(rows.agencies(), "rows.agencies", faults);
  CheckWords(rows.groups(), "rows.groups", faults);
  CheckWords(rows.fields(), "rows.fields", faults);
}

void CheckScope(const v1::RowAxis& rows, Faults& faults) {
  if (rows.parts_size() + rows.sets_size() > 0) {
    return faults.Require(rows.scope() == 0, "rows.scope",
                          "does not go with parts or sets, which say themselves what they count");
  }
  faults.Require(rows.scope() != 0 && v1::RowAxis::Scope_IsValid(rows.scope()), "rows.scope",
                 "is required");
  faults.Require(!rows.by_field() || rows.scope() != v1::RowAxis::SCOPE_BELOW, "rows.scope",
                 "SCOPE_BELOW belongs to rows of agencies");
}

void CheckHeadings(const v1::RowAxis& rows, Faults& faults) {
  const bool of_agencies = rows.levels_size() + rows.agencies_size() > 0 && rows.parts().empty();
  faults.Require(v1::RowAxis::Grouping_IsValid(rows.grouping()), "rows.grouping", "is no grouping");
  faults.Require(rows.grouping() == 0 || of_agencies, "rows.grouping",
                 "belongs to rows of agencies");
  faults.Require(rows.subtotal_label_vi().empty() || !rows.parts().empty(),
                 "rows.subtotal_label_vi", "belongs to parts of areas");
}

void CheckParts(const v1::RowAxis& rows, Faults& faults) {
  std::set<std::string> ids;
  for (int i = 0; i < rows.parts_size(); ++i) {
    const v1::AreaPart& part = rows.parts(i);
    const std::string path = At("rows.parts", i);
    faults.Require(IsRowId(part.id()), path + ".id",
                   "must be 1 to 31 of a–z, 0–9 and -, not total");
    faults.Require(ids.insert(part.id()).second, path + ".id", "is there twice");
    faults.Require(!part.label_vi().empty(), path + ".label_vi", "is required");
    CheckFilter(part.agencies(), path + ".agencies", faults);
  }
}

void CheckSets(const v1::RowAxis& rows, Faults& faults) {
  std::set<std::string> ids;
  for (int i = 0; i < rows.sets_size(); ++i) {
    const v1::AgencySet& set = rows.sets(i);
    const std::string path = At("rows.sets", i);
    faults.Require(IsRowId(set.id()), path + ".id", "must be 1 to 31 of a–z, 0–9 and -, not total");
    faults.Require(ids.insert(set.id()).second, path + ".id", "is there twice");
    faults.Require(!set.label_vi().empty(), path + ".label_vi", "is required");
    if (set.has_agencies()) CheckFilter(set.agencies(), path + ".agencies", faults);
  }
}

}  // namespace

void CheckRows(const v1::RowAxis& rows, Faults& faults) {
  CheckAxes(rows, faults);
  CheckScope(rows, faults);
  CheckHeadings(rows, faults);
  faults.Require(rows.parts().empty() || rows.sets().empty(), "rows.parts", "do not go with sets");
  faults.Require(!rows.by_field() || (rows.fields().empty() && rows.parts().empty()), "rows",
                 "by_field goes with neither fields nor parts");
  CheckParts(rows, faults);
  CheckSets(rows, faults);
}

}  // namespace motcua::aggregator
