#include "services/aggregator/catalog_store.h"

#include "common/base/log.h"
#include "common/catalog/follower.h"

namespace motcua::aggregator {

void SaveCatalog(sql::Connection& connection, const catalog::Catalog& catalog) {
  connection.Update("REPLACE INTO aggregator_catalog (id, revision, content) VALUES (1, ?, ?)",
                    {catalog.revision(), catalog::ToProto(catalog).SerializeAsString()});
}

std::shared_ptr<const catalog::Catalog> LoadCatalog(sql::Connection& connection) {
  sql::Rows row = connection.Query("SELECT content FROM aggregator_catalog WHERE id = 1");
  catalog::v1::Catalog content;
  if (!row.Next() || !content.ParseFromString(row.Text(1))) return nullptr;
  const auto catalog = catalog::FromProto(content);
  if (catalog.ok()) return *catalog;
  Log(LogLevel::kError, "catalog_not_loaded", {{"error", std::string(catalog.status().message())}});
  return nullptr;
}

}  // namespace motcua::aggregator
