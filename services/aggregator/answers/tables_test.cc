#include "services/aggregator/answers/tables.h"

#include "common/base/errors.h"
#include "common/received/batches_for_test.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/answers/comparison.h"
#include "services/aggregator/answers/contributors.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using received::FakeSource;
using received::ReceivedCell;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Sở Tư pháp: 2 carried over, 3 received online in April.
class AnswersTest : public ::testing::Test {
 protected:
  AnswersTest() {
    knowledge_.SetCatalog(SampleProvince());
    FakeSource cells;
    cells.Set(ReceivedCell("so-tu-phap", kApril.first - 1), 2);
    cells.Set(ReceivedCell("so-tu-phap", kApril.first), 3);
    EXPECT_THAT(knowledge_.Apply("processing", cells.After(std::nullopt), absl::UnixEpoch()),
                IsOk());
  }

  static void SetApril(type::v1::Period* period) {
    period->set_first_day("2022-03-15");
    period->set_last_day("2022-04-14");
  }
  static v1::GetReportRequest ReportRequest(const std::vector<std::string>& definitions) {
    v1::GetReportRequest request;
    SetApril(request.mutable_period());
    for (const std::string& definition : definitions) request.add_definitions(definition);
    return request;
  }
  static void SetCell(v1::CellReference* cell, const std::string& definition,
                      const std::string& row, const std::string& column) {
    cell->set_definition(definition);
    cell->set_row(row);
    cell->set_column(column);
  }

  received::Store store_{received::FreshReceived()};
  Knowledge knowledge_{store_, {"intake", "processing"}};
  const Definitions definitions_ = *LoadDefinitions("deploy/definitions");
  const Links links_;
  const Basis basis_{definitions_, knowledge_, links_, [] { return absl::UnixEpoch(); }};
};

TEST_F(AnswersTest, AReportIsItsTablesAtOneMoment) {
  v1::Report report;
  ASSERT_THAT(AnswerReport(basis_, ReportRequest({"pl3_resolution", "pl1_online"}), report),
              IsOk());
  ASSERT_THAT(report.tables(), SizeIs(2));
  EXPECT_EQ(report.tables(0).definition(), "pl3_resolution");
  EXPECT_EQ(report.tables(1).rows(0).cells(0).printed(), "5");
  for (const v1::Table& table : report.tables()) {
    v1::GetTableRequest request;
    request.set_definition(table.definition());
    SetApril(request.mutable_period());
    v1::Table alone;
    ASSERT_THAT(AnswerTable(basis_, request, alone), IsOk());
    EXPECT_EQ(table.SerializeAsString(), alone.SerializeAsString());
  }
}

TEST_F(AnswersTest, AReportOfNothingNamedHasEveryTable) {
  v1::Report report;
  ASSERT_THAT(AnswerReport(basis_, ReportRequest({}), report), IsOk());
  EXPECT_EQ(report.tables_size(), static_cast<int>(definitions_.All().size()));
}

TEST_F(AnswersTest, AReportRefusesWhatIsNotThereAndWhatIsTooLarge) {
  v1::Report report;
  const absl::Status unknown = AnswerReport(basis_, ReportRequest({"pl1_online", "no"}), report);
  EXPECT_EQ(RefusalOf(unknown).reason, "DEFINITION_UNKNOWN");
  EXPECT_EQ(RefusalOf(unknown).field, "definitions[1]");
  v1::TableDefinition wordy = definitions_.at("pl1_online");
  wordy.set_title_vi(std::string(4 << 20, 'x'));
  const Definitions definitions({wordy});
  const Basis basis{definitions, basis_.knowledge, basis_.links, basis_.clock};
  const absl::Status large = AnswerReport(basis, ReportRequest({"pl1_online"}), report);
  EXPECT_EQ(large.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(RefusalOf(large).reason, "REPORT_TOO_LARGE");
}

TEST_F(AnswersTest, TwoCellsStandSideBySideWithTheirGroups) {
  v1::CompareCellsRequest request;
  SetApril(request.mutable_period());
  SetCell(request.mutable_left(), "pl1_online", "so-tu-phap", "total");
  SetCell(request.mutable_right(), "pl1_online", "so-tu-phap", "new_online");
  v1::CompareCellsResponse answer;
  ASSERT_THAT(AnswerComparison(basis_, request, answer), IsOk());
  EXPECT_EQ(answer.left().numerator(), 5);
  EXPECT_EQ(answer.right().numerator(), 3);
  ASSERT_THAT(answer.groups(), SizeIs(1));
  EXPECT_EQ(answer.groups(0).id(), "opening.open");
  EXPECT_EQ(answer.groups(0).label_vi(), "kỳ trước chuyển qua");
  EXPECT_EQ(answer.groups(0).value(), -2);
  EXPECT_FALSE(answer.groups(0).denominator());
}

TEST_F(AnswersTest, RatesAreComparedOnBothSides) {
  v1::CompareCellsRequest request;
  SetApril(request.mutable_period());
  SetCell(request.mutable_left(), "pl1_online", "so-tu-phap", "online_rate");
  SetCell(request.mutable_right(), "pl1_online", "so-xay-dung", "online_rate");
  v1::CompareCellsResponse answer;
  ASSERT_THAT(AnswerComparison(basis_, request, answer), IsOk());
  ASSERT_THAT(answer.groups(), SizeIs(2));
  EXPECT_EQ(answer.groups(0).id(), "agency.so-tu-phap");
  EXPECT_EQ(answer.groups(0).value(), -3);
  EXPECT_EQ(answer.groups(1).id(), "denominator.agency.so-tu-phap");
  EXPECT_EQ(answer.groups(1).value(), -5);
  SetCell(request.mutable_right(), "pl1_online", "so-xay-dung", "total");
  const absl::Status refused = AnswerComparison(basis_, request, answer);
  EXPECT_EQ(RefusalOf(refused).reason, "NOT_COMPARABLE");
  EXPECT_EQ(RefusalOf(refused).field, "right.column");
}

TEST_F(AnswersTest, AGroupLeadsToItsDossiers) {
  v1::ListCellContributorsRequest request;
  SetApril(request.mutable_period());
  request.set_definition("pl1_online");
  request.set_row("so-tu-phap");
  request.set_column("total");
  SetCell(request.mutable_compared_with(), "pl1_online", "so-tu-phap", "new_online");
  request.set_gap_group("opening.open");
  const auto drill_down = ParseDrillDown(basis_, request);
  ASSERT_THAT(drill_down.status(), IsOk());
  ASSERT_THAT(drill_down->leaves, SizeIs(1));
  EXPECT_EQ(drill_down->leaves[0].sign, -1);
  EXPECT_EQ(drill_down->leaves[0].leaf.last_day(), kApril.first - 1);
  EXPECT_THAT(drill_down->leaves[0].leaf.agencies(), ElementsAre("so-tu-phap"));
  request.set_gap_group("flow.nothing");
  EXPECT_EQ(RefusalOf(ParseDrillDown(basis_, request).status()).reason, "GAP_GROUP_UNKNOWN");
  request.mutable_compared_with()->set_row("nobody");
  const absl::Status refused = ParseDrillDown(basis_, request).status();
  EXPECT_EQ(RefusalOf(refused).field, "compared_with.row");
}

}  // namespace
}  // namespace motcua::aggregator
