// The appendices on papers and fees that Quảng Trị printed for April 2022, with their mistakes.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// `identity row first-column difference`, and `(explained)` where a known gap is in it.
std::vector<std::string> Lines(const std::vector<Finding>& findings) {
  std::vector<std::string> lines;
  for (const Finding& finding : findings) {
    std::string& line =
        lines.emplace_back(finding.identity + " " + finding.row + " " + finding.columns.front() +
                           " " + std::to_string(finding.difference()));
    if (finding.explained != 0) line += " (" + std::to_string(finding.explained) + ")";
  }
  return lines;
}

std::vector<Finding> Above(const std::vector<Finding>& findings, Severity severity) {
  std::vector<Finding> some;
  for (const Finding& finding : findings) {
    if (finding.severity > severity) some.push_back(finding);
  }
  return some;
}

// Everything worse than another way of printing the same number.
std::vector<std::string> Found(const std::string& definition) {
  return Lines(Above(CheckOf(PrintedTable(definition), QuangTri(), kApril), Severity::kNote));
}

std::vector<std::string> Violations(const std::string& definition) {
  return Lines(Above(CheckOf(PrintedTable(definition), QuangTri(), kApril), Severity::kWarning));
}

TEST(AppendicesTest, AppendixTwoOneCountsOtherDossiersThanAppendixOne) {
  EXPECT_THAT(
      Found("pl2_1_components"),
      UnorderedElementsAre(
          "I10 so-tai-chinh received -79", "I10 so-lao-dong-thuong-binh-va-xa-hoi received 1",
          "I10 so-ke-hoach-va-dau-tu received -80", "I10 total received -158",
          "I10 so-tai-chinh with_components -79",
          "I10 so-lao-dong-thuong-binh-va-xa-hoi with_components 1",
          "I10 so-ke-hoach-va-dau-tu with_components -80", "I10 total with_components -158"));
}

TEST(AppendicesTest, AppendixTwoTwoAddsWronglyAndLeavesDossiersOut) {
  EXPECT_THAT(
      Violations("pl2_2_results"),
      UnorderedElementsAre(
          "I5 total with_result -3", "I5 total not_digitised 3", "I10 so-tai-chinh resolved -79",
          "I10 so-lao-dong-thuong-binh-va-xa-hoi resolved -2",
          "I10 so-ke-hoach-va-dau-tu resolved -61",
          "I10 cuc-thue-tinh-quang-tri resolved -2793 (-2761)", "I10 thanh-pho-dong-ha resolved -1",
          "I10 huyen-gio-linh resolved -31 (-29)", "I10 huyen-hai-lang resolved -7 (-6)",
          "I10 total resolved -3577 (-3399)", "I10 so-tai-chinh with_result -79",
          "I10 so-lao-dong-thuong-binh-va-xa-hoi with_result -2",
          "I10 so-ke-hoach-va-dau-tu with_result -61",
          "I10 cuc-thue-tinh-quang-tri with_result -2793 (-2761)",
          "I10 thanh-pho-dong-ha with_result -1", "I10 huyen-gio-linh with_result -31 (-29)",
          "I10 huyen-hai-lang with_result -7 (-6)", "I10 total with_result -3577 (-3399)"));
}

TEST(AppendicesTest, LinkedStepsExplainTheOtherRowsOfAppendixTwoTwo) {
  std::vector<Finding> explained;
  for (const Finding& finding : CheckOf(PrintedTable("pl2_2_results"), QuangTri(), kApril)) {
    if (finding.severity == Severity::kWarning) explained.push_back(finding);
  }
  EXPECT_THAT(
      Lines(explained),
      UnorderedElementsAre(
          "I10 so-tai-nguyen-va-moi-truong resolved -502 (-502)",
          "I10 thi-xa-quang-tri resolved -23 (-23)", "I10 huyen-vinh-linh resolved -42 (-42)",
          "I10 huyen-dakrong resolved -1 (-1)", "I10 huyen-cam-lo resolved -21 (-21)",
          "I10 huyen-trieu-phong resolved -14 (-14)",
          "I10 so-tai-nguyen-va-moi-truong with_result -502 (-502)",
          "I10 thi-xa-quang-tri with_result -23 (-23)", "I10 huyen-vinh-linh with_result -42 (-42)",
          "I10 huyen-dakrong with_result -1 (-1)", "I10 huyen-cam-lo with_result -21 (-21)",
          "I10 huyen-trieu-phong with_result -14 (-14)"));
}

TEST(AppendicesTest, AppendixFiveAddsOneTooFewAndRoundsOneRateOtherwise) {
  EXPECT_THAT(Found("pl5_fees_so"),
              ElementsAre("I7 so-giao-duc-va-dao-tao paid_online_national_portal 1",
                          "I5 total fee_dossiers -1",
                          "I6 so-tai-nguyen-va-moi-truong procedures_online_payment_rate 1"));
  EXPECT_THAT(Violations("pl5_fees_so"), ElementsAre("I5 total fee_dossiers -1"));
}

TEST(AppendicesTest, AppendixSixOneRanksOneFieldTooLow) {
  v1::CheckTableRequest request = PrintedTable("pl6_1_procedures");
  Facts facts = QuangTri();
  std::vector<catalog::Procedure> procedures;
  for (const v1::PrintedRow& row : request.rows()) {
    if (row.id() != kTotal) procedures.push_back(SampleProcedure(row.id(), row.id(), "", true));
  }
  facts.catalog = *catalog::Catalog::Build(2, {}, procedures, {});
  EXPECT_THAT(Lines(CheckOf(request, facts, kApril)),
              ElementsAre("I12 cong-thuong procedures_online_payment_rate 1"));
}

TEST(AppendicesTest, AppendixSixTwoIsSound) { EXPECT_THAT(Found("pl6_2_fees_huyen"), IsEmpty()); }

TEST(AppendicesTest, AppendixSixThreeHasMorePaidThanRecorded) {
  EXPECT_THAT(Found("pl6_3_land_obligations"),
              ElementsAre("I7 chi-nhanh-van-phong-dang-ky-dat-dai-huyen-gio-linh "
                          "paid_online_national_portal 1",
                          "I7 chi-nhanh-van-phong-dang-ky-dat-dai-huyen-vinh-linh "
                          "paid_online_national_portal 1"));
  EXPECT_THAT(Violations("pl6_3_land_obligations"), IsEmpty());
}

// A point for a comma, and zeros at the end or not.
TEST(AppendicesTest, NumbersPrintedOtherwiseAreNotes) {
  const auto notes = [](const std::string& definition) {
    std::vector<Finding> some;
    for (const Finding& finding : CheckOf(PrintedTable(definition))) {
      if (finding.severity == Severity::kNote) some.push_back(finding);
    }
    return Lines(some);
  };
  EXPECT_THAT(notes("pl2_1_components"), IsEmpty());
  EXPECT_THAT(notes("pl2_2_results"), IsEmpty());
  EXPECT_THAT(notes("pl5_fees_so"), ElementsAre("I6 so-giao-thong-van-tai online_payment_rate 0",
                                                "I6 total online_payment_rate 0"));
  EXPECT_THAT(notes("pl6_1_procedures"), IsEmpty());
  EXPECT_THAT(notes("pl6_2_fees_huyen"), ElementsAre("I6 total online_payment_rate 0"));
  EXPECT_THAT(notes("pl6_3_land_obligations"), IsEmpty());
}

}  // namespace
}  // namespace motcua::aggregator
