#include "services/aggregator/definitions/definition_file.h"

#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/faults_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::vector<std::string> Told(const std::string& text) {
  std::vector<std::string> told;
  const DefinitionFile file("t.textproto", text);
  for (const FileFault& fault : file.faults()) told.push_back(fault.ToString());
  return told;
}

TEST(DefinitionFileTest, AFaultNamesFileLineColumnAndField) {
  EXPECT_THAT(ParseDefinition(Sound(), "t.textproto"), IsOk());
  EXPECT_THAT(Told(Sound(kSoundRows, "columns {\n  id: \"b\"\n  title_vi: \"B\"\n}\n")),
              ElementsAre("t.textproto:16:1: columns[2].value.terms: at least one is required"));
  EXPECT_THAT(Told(Sound(kSoundRows, "sort {\n  column: \"zz\"\n}\n")),
              ElementsAre("t.textproto:17:3: sort.column: is no column of this table"));
}

TEST(DefinitionFileTest, EveryFaultIsToldByPlace) {
  EXPECT_THAT(Told(Sound("levels: LEVEL_DISTRICT", "sort { column: \"zz\" }\nvalid_to: \"x\"\n")),
              ElementsAre(HasSubstr(":4:1: rows.scope: "), HasSubstr(":16:8: sort.column: "),
                          HasSubstr(":17:1: valid_to: ")));
}

TEST(DefinitionFileTest, AWordNobodyKnowsHasItsLineAndWhatMayBeMeant) {
  const auto unknown = Told(Sound(kSoundRows, "total_lable_vi: \"T\"\nlists { frist: 3 }\n"));
  EXPECT_THAT(unknown, ElementsAre(HasSubstr("no field named \"total_lable_vi\""),
                                   HasSubstr("lists[0]"), HasSubstr("lists[0]"),
                                   HasSubstr("lists[0]"), HasSubstr("no field named \"frist\"")));
  EXPECT_THAT(unknown[0], HasSubstr("t.textproto:16:"));
  EXPECT_THAT(unknown[0], EndsWith(" Did you mean total_label_vi?"));
  EXPECT_THAT(unknown[4], EndsWith(" Did you mean first?"));
  const auto value = Told("id: \"t\"\nrows { levels: LEVEL_DISTRIKT }\n");
  ASSERT_THAT(value, SizeIs(1));
  EXPECT_THAT(value[0], HasSubstr("t.textproto:2:"));
  EXPECT_THAT(value[0], EndsWith(" Did you mean LEVEL_DISTRICT?"));
}

TEST(DefinitionFileTest, WhatIsNoDefinitionAtAllIsToldOnce) {
  EXPECT_THAT(Told("{ \"id\": 3 }"), SizeIs(1));
  EXPECT_THAT(Told(std::string(100'000, '{')), SizeIs(1));
  EXPECT_FALSE(ParseDefinition("id: \"t", "t.textproto").ok());
}

}  // namespace
}  // namespace motcua::aggregator
