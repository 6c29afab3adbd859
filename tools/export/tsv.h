// Tables as files of cells, like the printed ones of a scenario.
#ifndef MOTCUA_TOOLS_EXPORT_TSV_H_
#define MOTCUA_TOOLS_EXPORT_TSV_H_

#include <string>

#include "tools/export/document.h"

namespace motcua::exports {

// `agency_id`, `field_id` or `row_id`, then the definition's columns; cells as printed; last
// `total`. Ids have `_` where resource names have `-`.
std::string TableAsTsv(const aggregator::v1::Table& table,
                       const aggregator::v1::TableDefinition& definition);

// One file per table, `{definition}.tsv`, in `folder`, which is made. Throws std::runtime_error.
void WriteTsv(const Document& document, const std::string& folder);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_TSV_H_
