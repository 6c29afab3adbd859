// A table as some province printed it, read.
#ifndef MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_TABLE_H_
#define MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_TABLE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/aggregator/findings/check.h"

namespace motcua::aggregator {

// Exact counts, and beside them the cells as printed, by column of the definition; blank is empty.
// Refers to the definition.
struct Printed {
  const v1::TableDefinition* definition;
  Sheet sheet;
  std::vector<std::vector<std::string>> cells;  // of the rows of the sheet
  std::vector<std::string> total_cells;
  std::shared_ptr<const Rows> specs;  // what the rows count; empty: nobody knows
  std::optional<Days> heading = {};   // the period that is stated, if one is
  const v1::List* list = nullptr;     // of the definition, that this is; null: the table itself

  // Its definition's id, or `{definition}.{list}`.
  std::string Name() const;
  // By which its rows stand.
  const v1::Sort& sort() const;

  // `total` among them; nullptr: not printed.
  const SheetRow* FindRow(const std::string& id) const;
  // The text of a cell; empty: blank, or not there.
  std::string CellOf(const std::string& row, int column) const;
};

// INVALID_ARGUMENT naming `list`, `columns[i]`, `rows[i].id` or `rows[i].cells[j]`, each after
// `path`.
absl::StatusOr<Printed> ParsePrinted(const v1::TableDefinition& definition,
                                     const v1::PrintedTable& table,
                                     std::shared_ptr<const Rows> specs, const std::string& path);

// The tables of a report themselves, not their lists: null if there is none of a definition.
const Printed* FindTable(const std::vector<Printed>& report, const std::string& definition);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_AUDIT_PRINTED_TABLE_H_
