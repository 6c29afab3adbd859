#include "services/aggregator/reported/store.h"

#include "gmock/gmock.h"
#include "services/aggregator/reported/reported_fixture.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using ImportStoreTest = ReportedTest;

std::vector<std::string> IdsOf(const ChangedImports& changed) {
  std::vector<std::string> ids;
  for (const Import& import : changed.imports) ids.push_back(import.id);
  return ids;
}

TEST_F(ImportStoreTest, WhatChangedAfterTheBatchIsLeftToTheNext) {
  v1::Import import;
  for (const std::string id : {"a", "b", "c"}) ASSERT_TRUE(Import(Document(id, 1), &import).ok());
  ASSERT_TRUE(Import(Document("b", 2), &import).ok());
  sql::Connection connection(database_);
  const ChangedImports first = ReadChangedImports(connection, -1, 2, {});
  EXPECT_THAT(IdsOf(first), ElementsAre("a"));
  EXPECT_THAT(first.later, ElementsAre("b", "c"));
  const ChangedImports rest = ReadChangedImports(connection, 2, 4, first.later);
  EXPECT_THAT(IdsOf(rest), ElementsAre("b", "c"));
  EXPECT_THAT(rest.later, IsEmpty());
  EXPECT_THAT(IdsOf(ReadChangedImports(connection, 4, 4, {})), IsEmpty());
}

TEST_F(ImportStoreTest, WhatACrashTookBackIsReadAgain) {
  v1::Import import;
  ASSERT_TRUE(Import(Document("a", 1), &import).ok());
  sql::Connection connection(database_);
  // Both were seen as of revision 2; the crash left the first as it was, and none of the other.
  const ChangedImports changed = ReadChangedImports(connection, 1, 1, {"a", "gone"});
  EXPECT_THAT(IdsOf(changed), ElementsAre("a"));
  EXPECT_EQ(changed.imports[0].document.counts.values().size(), 1u);
  EXPECT_THAT(changed.later, IsEmpty());
}

}  // namespace
}  // namespace motcua::aggregator
