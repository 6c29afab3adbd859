// Tables as files of cells, like the printed ones of a scenario.
#ifndef MOTCUA_TOOLS_EXPORT_TSV_H_
#define MOTCUA_TOOLS_EXPORT_TSV_H_

#include <map>
#include <string>

#include "tools/export/document.h"

namespace motcua::exports {

// Texts by the name of their file without its ending: the table, `DEFINITION`, and each of its
// lists, `DEFINITION.LIST`. `agency_id`, `field_id` or `row_id`, then the definition's columns; a
// block has a line per column, `column_id` first. Cells as printed; last `total`. Ids have `_`
// where resource names have `-`.
std::map<std::string, std::string> TableAsTsv(const aggregator::v1::Table& table,
                                              const aggregator::v1::TableDefinition& definition);

// One file each, ending in `.tsv`, in `folder`, which is made. Throws std::runtime_error.
void WriteTsv(const Document& document, const std::string& folder);

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_TSV_H_
