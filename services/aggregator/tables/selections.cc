#include "services/aggregator/tables/selections.h"

#include "absl/strings/str_join.h"
#include "services/aggregator/tables/agency_filter.h"
#include "services/aggregator/tables/field_rows.h"

namespace motcua::aggregator {

std::shared_ptr<const Ids> Selections::Agencies(const v1::AgencyFilter& filter,
                                                const CatalogPointer& catalog) {
  return agencies_.Of(catalog, filter.SerializeAsString(), kFirstDay, [&] {
    const std::vector<std::string> ids = AgenciesLike(filter, *catalog);
    return Ids(ids.begin(), ids.end());
  });
}

std::shared_ptr<const Ids> Selections::Procedures(
    const google::protobuf::RepeatedPtrField<std::string>& fields, const CatalogPointer& catalog,
    Day day) {
  return procedures_.Of(catalog, absl::StrJoin(fields, "\n"), day,
                        [&] { return ProceduresOf(fields, *catalog, day); });
}

std::shared_ptr<const CatalogCount> Selections::Counted(const v1::CatalogCountLeaf& leaf,
                                                        const CatalogPointer& catalog, Day day) {
  return counted_.Of(catalog, leaf.SerializeAsString(), day,
                     [&] { return CatalogCount(leaf, *catalog, day); });
}

}  // namespace motcua::aggregator
