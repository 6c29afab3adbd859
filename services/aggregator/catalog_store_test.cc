#include "services/aggregator/catalog_store.h"

#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

TEST(CatalogStoreTest, TheNewestIsKept) {
  const sql::Settings database = testing::FreshDatabase();
  sql::Migrate(database, {kSchema});
  sql::Connection connection(database);
  EXPECT_EQ(LoadCatalog(connection), nullptr);
  SaveCatalog(connection, **catalog::Catalog::Build(1, {}, {}, {}));
  SaveCatalog(connection, *SampleProvince());
  const auto loaded = LoadCatalog(connection);
  ASSERT_NE(loaded, nullptr);
  EXPECT_EQ(loaded->revision(), 3);
  EXPECT_EQ(loaded->agencies(), SampleProvince()->agencies());
  EXPECT_EQ(loaded->procedures(), SampleProvince()->procedures());
}

}  // namespace
}  // namespace motcua::aggregator
