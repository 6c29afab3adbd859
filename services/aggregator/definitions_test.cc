#include "services/aggregator/definitions.h"

#include <fstream>

#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::UnorderedElementsAre;

constexpr char kSound[] = R"(id: "t"
version: 1
title_vi: "T"
rows { levels: LEVEL_DISTRICT scope: SCOPE_OWN }
columns {
  id: "a"
  title_vi: "A"
  value { terms { flow { counters: COUNTER_RECEIVED } } }
}
)";

std::string ErrorOf(const std::string& text) {
  return std::string(ParseDefinition(text, "t.textproto").status().message());
}

TEST(DefinitionsTest, TheProductsOwnAreSound) {
  const auto definitions = LoadDefinitions("deploy/definitions");
  ASSERT_THAT(definitions, IsOk());
  EXPECT_THAT(*definitions,
              UnorderedElementsAre(Key("open_stock"), Key("pl1_online"), Key("pl3_resolution")));
}

TEST(DefinitionsTest, AFaultNamesFileLineAndField) {
  EXPECT_THAT(ParseDefinition(kSound, "t.textproto"), IsOk());
  EXPECT_THAT(ErrorOf("id: \"t\"\nverzion: 1\n"), HasSubstr("t.textproto:2: "));
  EXPECT_THAT(ErrorOf(std::string(kSound) + "columns { id: \"b\" title_vi: \"B\" }\n"),
              HasSubstr("t.textproto:10: columns[1].value.terms: "));
  EXPECT_THAT(ErrorOf(std::string(kSound) + "sort {\n  column: \"zz\"\n}\n"),
              HasSubstr("t.textproto:11: sort.column: "));
}

TEST(DefinitionsTest, WhatCannotBeEvaluatedIsRefused) {
  const std::string sound = kSound;
  EXPECT_THAT(ErrorOf("id: \"T!\""), HasSubstr("id: "));
  EXPECT_THAT(ErrorOf("id: \"t\" version: 1 title_vi: \"T\" rows { scope: SCOPE_OWN }"),
              HasSubstr("rows: "));
  EXPECT_THAT(ErrorOf(sound + "columns { id: \"a\" title_vi: \"A\" value { terms { stock { stock: "
                              "STOCK_OPEN } } } }"),
              HasSubstr("columns[1].id: is there twice"));
  EXPECT_THAT(ErrorOf(sound + "columns { id: \"b\" title_vi: \"B\" value { terms { flow { "
                              "counters: 40000 } } } }"),
              HasSubstr("columns[1].value.terms[0].flow.counters[0]: "));
  EXPECT_THAT(
      ErrorOf(sound + "columns { id: \"b\" title_vi: \"B\" value { terms { stock { } } } }"),
      HasSubstr("stock.stock: "));
  EXPECT_THAT(ErrorOf(sound + "checks { identity: \"I4\" left: \"a\" right: \"a\" }"),
              HasSubstr("checks[0].identity: "));
  EXPECT_THAT(ErrorOf(sound + "checks { identity: \"I1\" left: \"a\" right: \"x\" }"),
              HasSubstr("checks[0].right[0]: "));
}

TEST(DefinitionsTest, ATableMustBearItsFilesName) {
  const testing::TempDir folder;
  std::ofstream(folder.path() + "/other.textproto") << kSound;
  EXPECT_THAT(std::string(LoadDefinitions(folder.path()).status().message()),
              HasSubstr("other.textproto:1: id"));
  EXPECT_FALSE(LoadDefinitions(folder.path() + "/missing").ok());
}

TEST(DefinitionsTest, ACheckBetweenTablesNeedsTheOther) {
  const testing::TempDir folder;
  std::ofstream(folder.path() + "/t.textproto")
      << kSound << "checks { identity: \"I10\" left: \"a\" right: \"a\" right_table: \"u\" }";
  EXPECT_THAT(std::string(LoadDefinitions(folder.path()).status().message()),
              HasSubstr("right_table"));
}

}  // namespace
}  // namespace motcua::aggregator
