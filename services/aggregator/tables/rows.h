// The rows of a table: who is listed, and what each row counts.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_ROWS_H_

#include <memory>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/domain/cube.h"
#include "services/aggregator/tables/catalog_cache.h"

namespace motcua::aggregator {

inline constexpr char kTotal[] = "total";

struct RowSpec {
  std::string id;
  std::string label_vi;
  std::string group_vi;
  int group = 0;  // headings count in the order they first appear
  Scope scope;
  bool inside_another = false;  // another row counts what it counts, too
  std::string subtotal = {};    // id of the row that adds it up with others; empty: none
  std::string name_key = {};    // CollationKey of the label
  std::string label_en = {};    // of rows that definitions name
  std::string group_id = {};    // agency that is the heading; two may have one name
};

// The rows of a table in the province's list order, by a tree, aliases being part of their agency,
// and by the procedures of `day`; and last the total's: the whole province, whoever has a row, for
// that is how a hidden unit shows; or, where the definition says so, what the rows count.
using Rows = std::vector<RowSpec>;
Rows RowsOf(const v1::TableDefinition& definition, const catalog::Catalog& tree, Day day);

// nullptr: not there.
const RowSpec* FindRow(const Rows& rows, const std::string& id);

// Keeps rows. Thread-safe.
class RowCache {
 public:
  // As RowsOf; every call with the same tree, axis and day gives the same rows.
  std::shared_ptr<const Rows> Of(const v1::TableDefinition& definition,
                                 const std::shared_ptr<const catalog::Catalog>& tree, Day day);

 private:
  CatalogCache<Rows> rows_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_ROWS_H_
