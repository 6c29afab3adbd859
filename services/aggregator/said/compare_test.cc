#include "services/aggregator/said/compare.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/said/carry_over.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;

v1::TableDefinition Parsed(const std::string& counters, int version = 1) {
  return *ParseDefinition("id: \"t\" version: " + std::to_string(version) + R"(
      title_vi: "T" total_label_vi: "Tổng"
      rows { levels: LEVEL_DEPARTMENT scope: SCOPE_SUBTREE }
      columns { id: "ended" title_vi: "e" value { terms { flow { counters: )" +
                              counters + R"( } } } }
      columns { id: "open" title_vi: "o" value { terms { stock { stock: STOCK_OPEN } } } })",
                          "t.textproto");
}

Moment MomentOf(const SampleFacts& sample, const v1::TableDefinition& definition) {
  return MomentNow(sample.facts, kApril, {&definition});
}

const v1::CellComparison& CellAt(const v1::SnapshotComparison& comparison, const std::string& row,
                                 int column) {
  for (const v1::RowComparison& one : comparison.tables(0).rows()) {
    if (one.id() == row) return one.cells(column);
  }
  return v1::CellComparison::default_instance();
}

class CompareTest : public ::testing::Test {
 protected:
  CompareTest() { sample_.Add("so-tu-phap", Counter::kReceived, 10); }

  SampleFacts sample_;
  const v1::TableDefinition definition_ = Parsed("COUNTER_FINISHED_LATE");
};

TEST_F(CompareTest, NothingDiffersFromItself) {
  const Moment moment = MomentOf(sample_, definition_);
  const v1::SnapshotComparison comparison = Compare(moment, moment, true);
  ASSERT_EQ(comparison.tables_size(), 1);
  EXPECT_EQ(comparison.tables(0).rows_size(), 0);
  EXPECT_EQ(comparison.difference().ByteSizeLong(), 0u);
}

TEST_F(CompareTest, ALateFactIsARestatementNamedByItsCounter) {
  const Moment said = MomentOf(sample_, definition_);
  sample_.Add("so-tu-phap", Counter::kFinishedLate, 3);
  const v1::SnapshotComparison comparison = Compare(said, MomentOf(sample_, definition_), true);
  const v1::CellComparison& open = CellAt(comparison, "so-tu-phap", 1);
  EXPECT_EQ(open.said().printed(), "10");
  EXPECT_EQ(open.known().printed(), "7");
  EXPECT_EQ(open.numerator().restatement(), -3);
  ASSERT_EQ(open.restated_size(), 1);
  EXPECT_EQ(open.restated(0).source(), "processing");
  EXPECT_EQ(open.restated(0).counter(), statistics::v1::COUNTER_FINISHED_LATE);
  EXPECT_EQ(open.restated(0).value(), -3);
  const v1::Difference& difference = comparison.difference();
  ASSERT_EQ(difference.restated_size(), 1);
  EXPECT_EQ(difference.restated(0).flow(), 3);
  EXPECT_EQ(difference.restated(0).fact_count(), 1);
  EXPECT_EQ(difference.tables(0).restated_count(), 4);  // two columns, of the unit and the total
}

TEST_F(CompareTest, AFactFromBeforeThePeriodIsTold) {
  const Moment said = MomentOf(sample_, definition_);
  sample_.Add("so-tu-phap", Counter::kReceived, 2, Channel::kPost, kApril.first - 5);
  const v1::Difference difference = DifferenceOf(said, MomentOf(sample_, definition_));
  ASSERT_EQ(difference.restated_size(), 1);
  EXPECT_EQ(difference.restated(0).flow(), 0);
  EXPECT_EQ(difference.restated(0).before(), 2);
}

TEST_F(CompareTest, AnotherTreeIsAReorganisation) {
  sample_.Add("xa-cam-an", Counter::kReceived, 4);
  const Moment said = MomentOf(sample_, definition_);
  std::vector<catalog::Agency> agencies = sample_.facts.catalog->agencies();
  for (catalog::Agency& agency : agencies) {
    if (agency.id == "xa-cam-an") agency.parent = "so-tu-phap";
  }
  sample_.facts.catalog =
      *catalog::Catalog::Build(4, agencies, sample_.facts.catalog->procedures());
  const v1::SnapshotComparison comparison = Compare(said, MomentOf(sample_, definition_), true);
  EXPECT_EQ(CellAt(comparison, "so-tu-phap", 1).numerator().reorganisation(), 4);
  EXPECT_EQ(CellAt(comparison, "so-tu-phap", 1).numerator().restatement(), 0);
  EXPECT_THAT(comparison.difference().reorganised_agencies(), ElementsAre("xa-cam-an"));
}

TEST_F(CompareTest, AnotherFormulaIsTheDefinition) {
  sample_.Add("so-tu-phap", Counter::kFinishedEarly, 2);
  const Moment said = MomentOf(sample_, definition_);
  const Moment known = MomentOf(sample_, Parsed("COUNTER_FINISHED_EARLY", 2));
  const v1::SnapshotComparison comparison = Compare(said, known, true);
  EXPECT_EQ(comparison.tables(0).said_version(), 1);
  EXPECT_EQ(comparison.tables(0).known_version(), 2);
  EXPECT_EQ(CellAt(comparison, "so-tu-phap", 0).numerator().definition(), 2);
  EXPECT_EQ(comparison.difference().tables(0).redefined_count(), 2);
}

TEST_F(CompareTest, ATableThatIsGoneOrNewIsTheDefinition) {
  const Moment with = MomentOf(sample_, definition_);
  const Moment without = MomentNow(sample_.facts, kApril, {});
  const auto gone = Compare(with, without, true);
  EXPECT_EQ(CellAt(gone, kTotal, 1).numerator().definition(), -10);
  EXPECT_EQ(gone.tables(0).known_version(), 0);
  const auto fresh = Compare(without, with, true);
  EXPECT_EQ(CellAt(fresh, kTotal, 1).numerator().definition(), 10);
  EXPECT_FALSE(fresh.tables(0).rows(0).said());
}

TEST_F(CompareTest, APublishedNumberThatItsFactsDoNotGiveIsUnexplained) {
  Moment said = MomentOf(sample_, definition_);
  said.tables.at("t").mutable_total()->mutable_cells(1)->set_numerator(12);
  sample_.Add("so-tu-phap", Counter::kReceived, 1, Channel::kPost);
  const auto comparison = Compare(said, MomentOf(sample_, definition_), true);
  const v1::CellComparison& total = CellAt(comparison, kTotal, 1);
  EXPECT_EQ(total.numerator().restatement(), 1);
  EXPECT_EQ(total.numerator().unexplained(), -2);
  EXPECT_EQ(comparison.difference().unexplained_count(), 1);
}

TEST_F(CompareTest, AnUnexplainedCarryOverViolatesI4) {
  Moment previous = MomentOf(sample_, definition_);
  const Moment next = MomentNow(sample_.facts, {kApril.last + 1, kApril.last + 30}, {});
  EXPECT_EQ(CarriedOver(previous, next).findings_size(), 0);
  previous.tables.at("t").mutable_total()->mutable_cells(1)->set_numerator(12);
  const v1::CarryOver answer = CarriedOver(previous, next);
  EXPECT_EQ(answer.total().published(), 12);
  EXPECT_EQ(answer.total().carried_over(), 10);
  EXPECT_EQ(answer.total().difference().unexplained(), -2);
  ASSERT_EQ(answer.findings_size(), 1);
  EXPECT_EQ(answer.findings(0).identity(), "I4");
  EXPECT_EQ(answer.findings(0).expected(), 12);
  EXPECT_EQ(answer.findings(0).shown(), 10);
}

TEST_F(CompareTest, TheFourPartsOfTheOpenStockPublishItTogether) {
  const Definitions shipped = *LoadDefinitions("deploy/definitions");
  sample_.Add("so-tu-phap", Counter::kOverdue, 4);
  Moment previous = MomentOf(sample_, shipped.at("open_stock"));
  const Moment next =
      MomentNow(sample_.facts, {kApril.last + 1, kApril.last + 30}, {&shipped.at("open_stock")});
  v1::CarryOver answer = CarriedOver(previous, next);
  EXPECT_EQ(answer.published_in(), "open_stock");
  EXPECT_EQ(answer.total().published(), 10);
  EXPECT_EQ(answer.total().carried_over(), 10);
  EXPECT_EQ(answer.findings_size(), 0);
  const int overdue = ColumnIndex(shipped.at("open_stock"), "overdue");
  previous.tables.at("open_stock").mutable_total()->mutable_cells(overdue)->set_numerator(5);
  answer = CarriedOver(previous, next);
  EXPECT_EQ(answer.total().published(), 11);
  EXPECT_EQ(answer.total().difference().unexplained(), -1);
}

}  // namespace
}  // namespace motcua::aggregator
