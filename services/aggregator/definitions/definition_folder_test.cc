#include "services/aggregator/definitions/definition_folder.h"

#include <fstream>

#include "common/testing/database.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/faults_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr Day kNewYear = 18'993;  // 2022-01-01

class DefinitionFolderTest : public ::testing::Test {
 protected:
  // `more` follows a sound definition, from line 16 on.
  void Write(const std::string& file, const std::string& id, int version,
             const std::string& more = "") {
    std::string text = Sound(kSoundRows, more);
    text.replace(text.find("\"t\""), 3, "\"" + id + "\"");
    text.replace(text.find("version: 1"), 10, "version: " + std::to_string(version));
    std::ofstream(folder_.path() + "/" + file + ".textproto") << text;
  }
  std::vector<std::string> Told() {
    std::vector<std::string> told;
    const auto checked = CheckFolder(folder_.path());
    for (const FileFault& fault : checked->faults) told.push_back(fault.ToString());
    return told;
  }

  const testing::TempDir folder_;
};

TEST_F(DefinitionFolderTest, TheProductsOwnAreSound) {
  const auto checked = CheckFolder("deploy/definitions");
  ASSERT_THAT(checked, IsOk());
  for (const FileFault& fault : checked->faults) ADD_FAILURE() << fault.ToString();
  EXPECT_EQ(checked->definitions.All().size(), checked->files.size());
}

TEST_F(DefinitionFolderTest, TheProductsOwnStateWhatTheyCountInBothLanguages) {
  const auto definitions = LoadDefinitions("deploy/definitions");
  ASSERT_THAT(definitions, IsOk());
  for (const v1::TableDefinition* definition : definitions->All()) {
    EXPECT_FALSE(definition->title_en().empty()) << definition->id();
    for (const v1::Column& column : definition->columns()) {
      EXPECT_NE(column.unit(), v1::UNIT_UNSPECIFIED) << definition->id() << " " << column.id();
      EXPECT_FALSE(column.title_en().empty()) << definition->id() << " " << column.id();
    }
    for (const v1::List& list : definition->lists()) EXPECT_FALSE(list.title_en().empty());
  }
}

TEST_F(DefinitionFolderTest, TheVersionInForceOnADayIsFound) {
  Write("t.v1", "t", 1, "valid_to: \"2021-12-31\"");
  Write("t.v2", "t", 2, "valid_from: \"2022-01-01\" valid_to: \"2022-12-31\"");
  Write("t", "t", 3, "valid_from: \"2024-01-01\"");
  EXPECT_THAT(Told(), IsEmpty());
  const auto definitions = LoadDefinitions(folder_.path());
  ASSERT_THAT(definitions, IsOk());
  EXPECT_EQ(definitions->On("t", kNewYear - 1)->version(), 1);
  EXPECT_EQ(definitions->On("t", kNewYear)->version(), 2);
  EXPECT_EQ(definitions->On("t", kNewYear + 500), nullptr);
  EXPECT_EQ(definitions->On("u", kNewYear), nullptr);
  EXPECT_EQ(definitions->Newest("t")->version(), 3);
  EXPECT_EQ(definitions->All().size(), 3U);
  EXPECT_EQ(definitions->InForce(kNewYear).size(), 1U);
  EXPECT_THAT(definitions->InForce(kNewYear + 500), IsEmpty());
}

TEST_F(DefinitionFolderTest, VersionsMustNotOverlap) {
  Write("t.v1", "t", 1, "valid_to: \"2022-01-01\"");
  Write("t.v2", "t", 2, "valid_from: \"2022-01-01\"");
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("/t.v2.textproto:16:1: valid_from: is in force at")));
}

TEST_F(DefinitionFolderTest, AVersionIsThereOnce) {
  Write("t", "t", 2, "valid_to: \"2021-01-01\"");
  Write("t.v2", "t", 2, "valid_from: \"2022-01-01\"");
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("/t.v2.textproto:2:1: version: is also that of")));
}

TEST_F(DefinitionFolderTest, ATableMustBearItsFilesName) {
  Write("other", "t", 1);
  Write("u.v2", "u", 1);
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("other.textproto:1:1: id: the file must be t.textproto"
                                            " or t.v1.textproto"),
                                  HasSubstr("u.v2.textproto:1:1: id: the file must be")));
  EXPECT_FALSE(LoadDefinitions(folder_.path() + "/missing").ok());
}

TEST_F(DefinitionFolderTest, ACheckBetweenTablesNeedsCountsOfTheOther) {
  const auto check = [](const std::string& table, const std::string& column) {
    return "checks { identity: \"I10\" left: \"a\" right_table: \"" + table + "\"\n right: \"" +
           column + "\" }\n";
  };
  Write("t", "t", 1, check("u", "a") + check("u", "x") + check("u", "r") + check("v", "a"));
  Write("u", "u", 1);
  EXPECT_THAT(Told(),
              ElementsAre(HasSubstr("t.textproto:19:2: checks[1].right[0]: is no column of u"),
                          HasSubstr("t.textproto:21:2: checks[2].right[0]: is a rate"),
                          HasSubstr("checks[3].right_table: there is no such table")));
}

TEST_F(DefinitionFolderTest, OnlyVersionsThatMeetAreHeldAgainstEachOther) {
  const std::string check = "checks { identity: \"I10\" left: \"a\" right: \"b\" right_table: ";
  Write("t", "t", 1, "valid_from: \"2022-01-01\" " + check + "\"u\" }");
  Write("u.v1", "u", 1, "valid_to: \"2021-12-31\"");
  Write("u.v2", "u", 2,
        "valid_from: \"2022-01-01\" " + Column("terms { flow { counters: COUNTER_FILED } }"));
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(DefinitionFolderTest, EveryFaultyFileIsToldAndTheFirstStopsALoad) {
  Write("t", "t", 1, "sort { column: \"x\" }");
  Write("u", "u", 1, "sorte { }");
  EXPECT_THAT(Told(), ElementsAre(HasSubstr("t.textproto:16:"), HasSubstr("u.textproto:16:")));
  EXPECT_THAT(std::string(LoadDefinitions(folder_.path()).status().message()),
              HasSubstr("is no column of this table; and 1 more"));
  EXPECT_THAT(CheckFolder(folder_.path())->definitions.All(), IsEmpty());
}

}  // namespace
}  // namespace motcua::aggregator
