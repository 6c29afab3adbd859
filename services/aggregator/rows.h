// The rows of a table: who is listed, and what each row counts.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_ROWS_H_

#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/cube.h"

namespace motcua::aggregator {

inline constexpr char kTotal[] = "total";

struct RowSpec {
  std::string id;
  std::string label_vi;
  std::string group_vi;
  int group = 0;  // groups count in the order they first appear
  Scope scope;
  bool inside_another = false;  // an agency above it has a row that counts it too
};

// In the province's list order, by the tree of `day`; aliases are part of their agency.
std::vector<RowSpec> RowsOf(const v1::RowAxis& axis, const catalog::Catalog& catalog, Day day);

// The rows of a table, and last the row of its total, whether it is printed or not.
std::vector<RowSpec> RowsWithTotal(const v1::TableDefinition& definition,
                                   const catalog::Catalog& catalog, Day day);

// nullptr: not there.
const RowSpec* FindRow(const std::vector<RowSpec>& rows, const std::string& id);

// The whole province, whoever has a row: that is how a hidden unit shows.
RowSpec TotalRow(const v1::TableDefinition& definition);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ROWS_H_
