#include "tools/motcuactl/import_file.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::ctl {
namespace {

using ::testing::ElementsAre;

const Day kDay = ParseDay("2022-03-31").value();

std::string FaultOf(std::string_view text) {
  const auto counts = ParseImportFile("visits.tsv", text);
  return counts.ok() ? "" : std::string(counts.status().message());
}

std::string FaultOfLine(const std::string& line) {
  return FaultOf("agency_id\tcounter\tday\tvalue\tchannel\tprocedure_id\n" + line + "\n");
}

TEST(ImportFileTest, ReadsColumnsInAnyOrder) {
  const auto counts = ParseImportFile("visits.tsv",
                                      "\xEF\xBB\xBF"
                                      "value\tday\tcounter\tagency_id\r\n"
                                      "1200\t2022-03-31\tSITE_VISITS\tso-tu-phap\r\n"
                                      "\r\n"
                                      "-7\t2022-03-31\tCOUNTER_REFUNDS\tso-y-te\r\n");
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_THAT(*counts, ElementsAre(FileCount{2, "so-tu-phap", "SITE_VISITS", kDay, 1200, "", ""},
                                   FileCount{4, "so-y-te", "COUNTER_REFUNDS", kDay, -7, "", ""}));
}

TEST(ImportFileTest, ChannelAndProcedureTellCountsApart) {
  const auto counts = ParseImportFile("stock.tsv",
                                      "agency_id\tcounter\tday\tvalue\tchannel\tprocedure_id\n"
                                      "a\tMOVED_IN\t2022-03-31\t1\tPOST\tp\n"
                                      "a\tMOVED_IN\t2022-03-31\t1\tPOST\tq\n"
                                      "a\tMOVED_IN\t2022-03-31\t1\tONLINE\tq\n");
  ASSERT_TRUE(counts.ok()) << counts.status();
  EXPECT_EQ(counts->size(), 3u);
  EXPECT_EQ(counts->front().channel, "POST");
  EXPECT_EQ(counts->front().procedure, "p");
}

TEST(ImportFileTest, FaultsNameLineAndColumn) {
  EXPECT_EQ(FaultOfLine("\tSITE_VISITS\t2022-03-31\t1"),
            "visits.tsv line 2, column agency_id: is missing");
  EXPECT_EQ(FaultOfLine("=HYPERLINK(\"x\")\tSITE_VISITS\t2022-03-31\t1"),
            "visits.tsv line 2, column agency_id: an id is 1 to 63 of a-z, 0-9, - and dot");
  EXPECT_EQ(FaultOfLine("a\tvisits\t2022-03-31\t1"),
            "visits.tsv line 2, column counter: must be the name of a counter, for instance"
            " SITE_VISITS");
  EXPECT_EQ(FaultOfLine("a\tSITE_VISITS\t2022-02-29\t1"),
            "visits.tsv line 2, column day: must be a day YYYY-MM-DD from 1990 to 2199");
  EXPECT_EQ(FaultOfLine("a\tSITE_VISITS\t2022-03-31\t1\tonline"),
            "visits.tsv line 2, column channel: must be ONLINE, IN_PERSON, POST or LINKED; empty"
            " only where no dossiers are counted");
  for (const char* value : {"", "0", "1.200", "1e3", "x", "99999999999999999999"}) {
    EXPECT_EQ(FaultOfLine(std::string("a\tSITE_VISITS\t2022-03-31\t") + value),
              "visits.tsv line 2, column value: must be a whole number other than 0, without"
              " separators");
  }
  EXPECT_EQ(FaultOfLine("a\tSITE_VISITS\t2022-03-31\t1\nb\tSITE_VISITS\t2022-03-31\t1\n"
                        "a\tSITE_VISITS\t2022-03-31\t2"),
            "visits.tsv line 4: is stated in line 2 already");
  EXPECT_EQ(FaultOf("agency_id\tcounter\tday\n"), "visits.tsv: column value is missing");
  EXPECT_EQ(FaultOf("agency_id\tcounter\tday\tvalue\tnote\n"),
            "visits.tsv line 1: a column is none of agency_id, counter, day, value, channel,"
            " procedure_id");
  EXPECT_EQ(FaultOf("agency_id\tcounter\tday\tvalue\n"), "visits.tsv: states no number");
  EXPECT_EQ(FaultOf(""), "visits.tsv is empty");
  EXPECT_EQ(FaultOf("agency_id\tcounter\tday\tvalue\n\xff\n"),
            "visits.tsv line 2: not plain UTF-8 text");
}

TEST(ImportFileTest, TheFileNamesTheImport) {
  EXPECT_EQ(ImportIdOf("/tmp/bieu-14.tsv"), "bieu-14");
  EXPECT_EQ(ImportIdOf("bieu-14"), "bieu-14");
  const std::string circumflex = ImportIdOf("Bi\u1ec3u 14.tsv");
  EXPECT_EQ(circumflex.substr(0, 8), "-i-u-14-");
  EXPECT_NE(circumflex, ImportIdOf("Bi\u1ebfu 14.tsv"));
  EXPECT_EQ(ImportIdOf(absl::StrCat(std::string(200, 'a'), ".tsv")).size(), 63u);
  EXPECT_NE(ImportIdOf(""), "");
}

}  // namespace
}  // namespace motcua::ctl
