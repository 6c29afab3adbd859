#include "services/aggregator/definitions/definition_check.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/faults_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// A definition, and how its one fault begins; empty: it has none.
struct Case {
  std::string text;
  std::string fault;
};

void Expect(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    SCOPED_TRACE(one.text);
    if (one.fault.empty()) {
      EXPECT_THAT(FaultsOf(one.text), IsEmpty());
    } else {
      EXPECT_THAT(FaultsOf(one.text), ElementsAre(StartsWith(one.fault)));
    }
  }
}

std::string With(const std::string& more) { return Sound(kSoundRows, more); }

TEST(DefinitionCheckTest, EveryFaultIsTold) {
  EXPECT_THAT(FaultsOf("id: \"T!\" version: 0 rows { levels: LEVEL_DISTRICT }"),
              ElementsAre(StartsWith("title_vi: "), StartsWith("columns: "), StartsWith("id: "),
                          StartsWith("version: "), StartsWith("rows.scope: ")));
}

TEST(DefinitionCheckTest, RowsHaveOneAxisAndSayWhatTheyCount) {
  Expect({
      {Sound(), ""},
      {Sound("scope: SCOPE_OWN"), "rows: needs exactly one"},
      {Sound("levels: LEVEL_DISTRICT agencies: \"a\" scope: SCOPE_OWN"), "rows: needs exactly one"},
      {Sound("levels: LEVEL_DISTRICT"), "rows.scope: is required"},
      {Sound("levels: LEVEL_DISTRICT scope: SCOPE_BELOW"), ""},
      {Sound("levels: 99 scope: SCOPE_OWN"), "rows.levels[0]: is no level"},
      {Sound("by_field: true scope: SCOPE_BELOW"), "rows.scope: SCOPE_BELOW"},
      {Sound("by_field: true scope: SCOPE_OWN fields: \"f\""), "rows: by_field"},
      {Sound("agencies: [\"a\", \"a\"] scope: SCOPE_OWN"), "rows.agencies[1]: is there twice"},
      {Sound("agencies: \"a\" groups: \"Sở\" scope: SCOPE_OWN"), "rows.groups: belongs to levels"},
      {Sound("agencies: \"a\" kinds: \"k\" scope: SCOPE_OWN"), "rows.kinds: belongs to levels"},
      {Sound("levels: LEVEL_COMMUNE groups: \"Xã\" grouping: GROUPING_PARENT scope: SCOPE_OWN"),
       ""},
      {Sound("by_field: true grouping: GROUPING_NONE scope: SCOPE_OWN"), "rows.grouping: belongs"},
      {Sound("levels: LEVEL_DISTRICT scope: SCOPE_OWN grouping: 9"), "rows.grouping: is no"},
  });
}

TEST(DefinitionCheckTest, SetsSayThemselvesWhatTheyCount) {
  const std::string set = "sets { id: \"so\" label_vi: \"S\" agencies { levels: LEVEL_DISTRICT } }";
  const std::string all = "sets { id: \"ca-tinh\" label_vi: \"T\" }";
  Expect({
      {Sound(set + all), ""},
      {Sound(set + set), "rows.sets[1].id: is there twice"},
      {Sound(set + "scope: SCOPE_OWN"), "rows.scope: does not go with parts or sets"},
      {Sound(set + "grouping: GROUPING_NONE"), "rows.grouping: belongs"},
      {Sound("sets { id: \"total\" label_vi: \"T\" }"), "rows.sets[0].id: must be"},
      {Sound("sets { id: \"x\" }"), "rows.sets[0].label_vi: is required"},
      {Sound("sets { id: \"x\" label_vi: \"X\" agencies { } }"), "rows.sets[0].agencies: needs"},
  });
}

TEST(DefinitionCheckTest, PartsOfAreasSayWhoTheyAre) {
  const std::string rows = "levels: LEVEL_DISTRICT ";
  const std::string part =
      "parts { id: \"xa\" label_vi: \"X\" agencies { levels: LEVEL_COMMUNE } }";
  Expect({
      {Sound(rows + part + " subtotal_label_vi: \"T\" fields: \"dat-dai\""), ""},
      {Sound(rows + part + " scope: SCOPE_OWN"), "rows.scope: "},
      {Sound(rows + part + part), "rows.parts[1].id: is there twice"},
      {Sound(rows + "parts { id: \"total\" label_vi: \"X\" agencies { kinds: \"k\" } }"),
       "rows.parts[0].id: "},
      {Sound(rows + "parts { id: \"xa\" label_vi: \"X\" agencies { } }"),
       "rows.parts[0].agencies: "},
      {Sound(rows + "scope: SCOPE_OWN subtotal_label_vi: \"T\""), "rows.subtotal_label_vi: "},
      {Sound(rows + part, "sort { column: \"a\" }"), "sort: does not go"},
      {Sound(rows + part, "lists { id: \"l\" title_vi: \"L\" columns: \"a\" }"), "lists: do not"},
  });
}

TEST(DefinitionCheckTest, VersionsAreInForceOnDays) {
  Expect({
      {With("valid_from: \"2022-01-01\" valid_to: \"2022-01-01\""), ""},
      {With("valid_from: \"1/1/2022\""), "valid_from: must be a day"},
      {With("valid_to: \"2022-02-30\""), "valid_to: must be a day"},
      {With("valid_from: \"2022-01-02\" valid_to: \"2022-01-01\""), "valid_to: must not lie"},
  });
}

TEST(DefinitionCheckTest, TheTotalBelongsToRowsOfAgencies) {
  Expect({
      {With("total_scope: TOTAL_SCOPE_ROWS"), ""},
      {Sound("by_field: true scope: SCOPE_OWN", "total_scope: TOTAL_SCOPE_ROWS"), "total_scope: "},
      {With("total_label_en: \"Total\""), "total_label_en: belongs to total_label_vi"},
  });
}

TEST(DefinitionCheckTest, ListsShowWhatTheTableHas) {
  const auto list = [](const std::string& more) {
    return With("lists { id: \"l\" title_vi: \"L\" " + more + " }");
  };
  Expect({
      {list("columns: [\"a\", \"r\"] sort { column: \"r\" ties: TIES_NAME } first: 5"), ""},
      {list("columns: \"r\" conditions { column: \"r\" value: 100 }"), ""},
      {list(""), "lists[0].columns: at least one"},
      {list("columns: \"x\""), "lists[0].columns[0]: is no column"},
      {list("columns: [\"a\", \"a\"]"), "lists[0].columns[1]: is there twice"},
      {list("columns: \"a\" first: -1"), "lists[0].first: "},
      {list("columns: \"a\" sort { column: \"x\" }"), "lists[0].sort.column: is no column"},
      {list("columns: \"a\" sort { column: \"a\" ties: 7 }"), "lists[0].sort.ties: "},
      {list("columns: \"a\" conditions { column: \"x\" }"), "lists[0].conditions[0].column: "},
      {list("columns: \"a\" conditions { column: \"a\" relation: 7 }"),
       "lists[0].conditions[0].relation: "},
      {list("columns: \"a\"") + "layout: LAYOUT_BLOCK", "lists: do not go with LAYOUT_BLOCK"},
      {list("columns: \"a\"") + "lists { id: \"l\" title_vi: \"L\" columns: \"a\" }",
       "lists[1].id: is there twice"},
  });
}

TEST(DefinitionCheckTest, PrintingBelongsToCountsOrToRates) {
  const std::string count = "terms { flow { counters: COUNTER_FILED } }";
  const std::string rate = "denominator { terms { flow { counters: COUNTER_RECEIVED } } } ";
  Expect({
      {With(Column(count, "number { grouping: GROUPING_SPACE digits: 2 }")), ""},
      {With(Column(count, "number { digits: 7 }")), "columns[2].number.digits: "},
      {With(Column(count, rate + "number { digits: 2 }")), "columns[2].number: belongs to a count"},
      {With(Column(count, "rounding { decimals: 1 }")), "columns[2].rounding: belongs to a rate"},
      {With(Column(count, rate + "rounding { percent_sign: true }")), ""},
      {With(Column(count, rate + "rounding { mode: 9 }")), "columns[2].rounding.mode: "},
      {With(Column(count, rate + "rounding { complement_of: \"r\" }")),
       "columns[2].rounding.complement_of: belongs to MODE_COMPLEMENT"},
      {With(Column(count, rate + "rounding { mode: MODE_COMPLEMENT complement_of: \"r\" }")), ""},
      {With(Column(count, rate + "rounding { mode: MODE_COMPLEMENT complement_of: \"b\" }")),
       "columns[2].rounding.complement_of: must name"},
      {With(Column(count, rate + "minimum_percent: 100")), ""},
      {With(Column(count, rate + "minimum_percent: 101")), "columns[2].minimum_percent: must be"},
      {With(Column(count, "minimum_percent: 0")), "columns[2].minimum_percent: belongs to a rate"},
  });
}

TEST(DefinitionCheckTest, ChecksCompareCountsOfOneUnit) {
  const std::string dossiers =
      Column("terms { flow { counters: COUNTER_RECEIVED } }", "unit: UNIT_DOSSIER");
  const std::string events =
      "columns { id: \"e\" title_vi: \"E\" value { terms { flow { counters: COUNTER_LATE_STEP } } }"
      " unit: UNIT_EVENT }";
  const auto check = [&](const std::string& identity, const std::string& columns) {
    return With(dossiers + events + "checks { identity: \"" + identity + "\" " + columns + " }");
  };
  Expect({
      {check("I1", "left: \"a\" right: \"b\""), ""},
      {check("I4", "left: \"a\" right: \"a\""), "checks[0].identity: must be"},
      {check("I1", "left: \"a\" right: \"x\""), "checks[0].right[0]: is no column"},
      {check("I1", "left: \"a\" right: \"r\""), "checks[0].right[0]: is a rate"},
      {check("I1", "left: \"r\" right: \"a\""), "checks[0].right[0]: is no rate"},
      {check("I1", "left: \"r\" right: \"r\""), ""},
      {check("I1", "left: \"b\" right: \"e\""), "checks[0]: compares columns of different units"},
      {check("I1", "left: [\"b\", \"e\"] right: \"a\""), "checks[0].left: adds up columns"},
      {check("I9", "left: \"b\" relation: RELATION_AT_MOST right: \"e\""), ""},
      {check("I1", "left: \"a\" right: \"a\" left_row: \"x\""), "checks[0].left_row: belongs"},
      {check("I10", "left: \"a\" right: \"z\" right_table: \"u\" left_row: \"x\" right_row: \"y\""),
       ""},
      {check("I10", "left: \"a\" right: \"z\" right_table: \"u\" right_row: \"y\""),
       "checks[0].right_row: belongs"},
      {check("I1", "left: \"a\" right: \"b\" explained_by_vi: \"X\""),
       "checks[0].explained_by_vi: "},
  });
}

TEST(DefinitionCheckTest, AColumnWithTheIdOfAnotherIsTold) {
  EXPECT_THAT(FaultsOf(With("columns { id: \"a\" title_vi: \"A\" value { terms { stock { stock: "
                            "STOCK_OPEN } } } }")),
              Contains("columns[2].id: is there twice"));
}

}  // namespace
}  // namespace motcua::aggregator
