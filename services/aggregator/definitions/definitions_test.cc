#include "services/aggregator/definitions/definitions.h"

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
              UnorderedElementsAre(Key("appointments"), Key("doubtful_results"), Key("open_stock"),
                                   Key("pl1_online"), Key("pl2_1_components"), Key("pl2_2_results"),
                                   Key("pl3_resolution"), Key("pl4_land"), Key("pl5_fees_so"),
                                   Key("pl6_1_procedures"), Key("pl6_2_fees_huyen"),
                                   Key("pl6_3_land_obligations")));
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

TEST(DefinitionsTest, ACatalogCountStatesWhatItCounts) {
  const auto error = [](const std::string& leaf) {
    return ErrorOf(std::string(kSound) + "columns { id: \"b\" title_vi: \"B\" value { terms { " +
                   "catalog_count { " + leaf + " } } } }");
  };
  EXPECT_EQ(error("what: WHAT_PROCEDURES offered_at: [LEVEL_DISTRICT, LEVEL_COMMUNE]"), "");
  EXPECT_THAT(error("has_fee: true"), HasSubstr("catalog_count.what: "));
  EXPECT_THAT(error("what: WHAT_PROCEDURES offered_at: LEVEL_UNSPECIFIED"),
              HasSubstr("catalog_count.offered_at[0]: is no level"));
  EXPECT_THAT(error("what: WHAT_AGENCIES offered_at: LEVEL_DISTRICT"),
              HasSubstr("catalog_count.offered_at: belongs to procedures"));
  EXPECT_THAT(error("what: WHAT_PROCEDURES service_levels: SERVICE_LEVEL_UNSPECIFIED"),
              HasSubstr("catalog_count.service_levels[0]: "));
}

TEST(DefinitionsTest, OnlyATotalOfAgenciesIsThatOfItsRows) {
  const std::string sound = kSound;
  EXPECT_EQ(ErrorOf(sound + "total_scope: TOTAL_SCOPE_ROWS"), "");
  std::string by_field = sound;
  by_field.replace(by_field.find("levels: LEVEL_DISTRICT"), 22, "by_field: true");
  EXPECT_THAT(ErrorOf(by_field + "total_scope: TOTAL_SCOPE_ROWS"), HasSubstr("total_scope: "));
}

TEST(DefinitionsTest, PartsOfAreasSayWhoTheyAre) {
  const auto error = [](const std::string& rows, const std::string& more = "") {
    std::string text = kSound;
    text.replace(text.find("scope: SCOPE_OWN"), 16, rows);
    return ErrorOf(text + more);
  };
  const std::string part =
      "parts { id: \"xa\" label_vi: \"X\" agencies { levels: LEVEL_COMMUNE } }";
  EXPECT_EQ(error(part + " subtotal_label_vi: \"T\" fields: \"dat-dai\""), "");
  EXPECT_THAT(error(part + " scope: SCOPE_OWN"), HasSubstr("rows.scope: "));
  EXPECT_THAT(error(part + part), HasSubstr("parts[1].id: is there twice"));
  EXPECT_THAT(error("parts { id: \"total\" label_vi: \"X\" agencies { kinds: \"k\" } }"),
              HasSubstr("parts[0].id: "));
  EXPECT_THAT(error("parts { id: \"xa\" label_vi: \"X\" agencies { } }"),
              HasSubstr("parts[0].agencies: "));
  EXPECT_THAT(error("scope: SCOPE_OWN subtotal_label_vi: \"T\""), HasSubstr("subtotal_label_vi: "));
  EXPECT_THAT(error(part, "sort { column: \"a\" }"), HasSubstr("sort: "));
}

TEST(DefinitionsTest, OnlyLateStepsHaveSomebodyResponsible) {
  const auto error = [](const std::string& flow) {
    return ErrorOf(std::string(kSound) +
                   "columns { id: \"b\" title_vi: \"B\" value { terms { flow { " + flow +
                   " } } } }");
  };
  EXPECT_EQ(error("counters: COUNTER_LATE_STEP responsible { kinds: \"tax\" }"), "");
  EXPECT_THAT(error("counters: COUNTER_RECEIVED responsible { kinds: \"tax\" }"),
              HasSubstr("flow.responsible: belongs to COUNTER_LATE_STEP alone"));
  EXPECT_THAT(error("counters: COUNTER_LATE_STEP responsible { levels: LEVEL_UNSPECIFIED }"),
              HasSubstr("flow.responsible.levels[0]: is no level"));
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
