#include "services/aggregator/answers/series.h"

#include <map>
#include <random>

#include "common/received/batches_for_test.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_file.h"
#include "services/aggregator/said/random_reform_for_test.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using v1::SeriesStep;

constexpr int kProvinces = 15;
constexpr char kTable[] = R"(id: "cay" version: 1 title_vi: "T" total_label_vi: "Tổng"
  rows { levels: [LEVEL_DEPARTMENT, LEVEL_DISTRICT, LEVEL_COMMUNE] scope: SCOPE_SUBTREE }
  columns { id: "received" title_vi: "r" value { terms { flow { counters: COUNTER_RECEIVED } } } }
  columns { id: "open" title_vi: "c" value { terms { stock { stock: STOCK_OPEN } } } }
  columns { id: "of_communes" title_vi: "x" value {
    agencies { levels: LEVEL_COMMUNE } terms { stock { stock: STOCK_OPEN } } } }
  columns { id: "late_rate" title_vi: "l"
    value { terms { flow { counters: COUNTER_FINISHED_LATE } } }
    denominator { terms { flow { counters: [COUNTER_FINISHED_EARLY, COUNTER_FINISHED_LATE] } } } }
  columns { id: "procedures" title_vi: "p"
    value { terms { distinct_count { counters: COUNTER_RECEIVED } } } })";

v1::TableDefinition Definition() { return *ParseDefinition(kTable, "cay.textproto"); }

v1::CellReference CellAt(const std::string& row, const std::string& column) {
  v1::CellReference cell;
  cell.set_definition("cay");
  cell.set_row(row);
  cell.set_column(column);
  return cell;
}

std::int64_t StepsOf(const v1::SeriesPoint& point, bool denominator) {
  std::int64_t sum = 0;
  for (const SeriesStep& step : point.steps()) {
    EXPECT_NE(step.cause(), SeriesStep::CAUSE_UNSPECIFIED);
    EXPECT_EQ(step.agency().empty(), step.cause() == SeriesStep::CAUSE_SHARED);
    EXPECT_EQ(step.day().empty(), step.cause() == SeriesStep::CAUSE_SHARED);
    if (step.denominator() == denominator) sum += step.value();
  }
  return sum;
}

// The cells are the tables', and the steps are all that stands between them.
v1::SeriesPoint ExpectExplained(const v1::TableDefinition& definition, const std::string& row,
                                int column, Days days, Day tree_day, const Facts& facts) {
  const v1::SeriesPoint point =
      PointOf(definition, CellAt(row, definition.columns(column).id()), days, tree_day, facts);
  EXPECT_EQ(point.own().numerator() + StepsOf(point, false), point.fixed().numerator());
  EXPECT_EQ(point.own().denominator() + StepsOf(point, true), point.fixed().denominator());
  Days fixed = days;
  fixed.tree = tree_day;
  for (const bool own : {true, false}) {
    const Days in = own ? days : fixed;
    const v1::Table table = ToProto(definition, Compute(definition, facts, in), in, facts);
    const v1::Row* found = row == kTotal ? &table.total() : nullptr;
    for (const v1::Row& other : table.rows()) found = other.id() == row ? &other : found;
    EXPECT_EQ(found != nullptr, own ? point.has_own() : point.has_fixed());
    if (found == nullptr) continue;
    EXPECT_EQ((own ? point.own() : point.fixed()).SerializeAsString(),
              found->cells(column).SerializeAsString());
  }
  return point;
}

TEST(SeriesTest, RandomReorganisationsAreExplainedToTheLastDossier) {
  const v1::TableDefinition definition = Definition();
  std::map<int, int> causes;
  for (unsigned seed = 0; seed < kProvinces; ++seed) {
    SCOPED_TRACE(seed);
    RandomReform reform(seed);
    for (int i = 0; i < 4; ++i) reform.Reorganise();
    Dossiers dossiers;
    for (int i = 0; i < 40; ++i) dossiers.push_back(reform.NewDossier());
    const Facts facts = FactsOf(dossiers, reform.Tree());
    for (const std::string row : {"h0", "h1", "x0", "x3", "n0", kTotal}) {
      SCOPED_TRACE(row);
      for (int column = 0; column < definition.columns_size(); ++column) {
        const v1::SeriesPoint points[] = {
            ExpectExplained(definition, row, column, kMarch, kMarch.last + 40, facts),
            ExpectExplained(definition, row, column, kNextMonth, kMarch.first - 20, facts)};
        for (const v1::SeriesPoint& point : points) {
          for (const SeriesStep& step : point.steps()) ++causes[step.cause()];
        }
      }
    }
  }
  // Each kind of reorganisation stood between two numbers.
  for (int cause = SeriesStep::CAUSE_MERGER; cause <= SeriesStep::CAUSE_SHARED; ++cause) {
    EXPECT_GT(causes[cause], 0) << SeriesStep::Cause_Name(cause);
  }
}

// x0 is merged into x1 on 1 April, x2 moves from h0 to h1 on the same day, x3 is split from x1.
std::shared_ptr<const catalog::Catalog> Reformed() {
  using catalog::Level;
  std::vector<catalog::Agency> agencies = {SampleAgency("h0", Level::kDistrict, 1, ""),
                                           SampleAgency("h1", Level::kDistrict, 2, ""),
                                           SampleAgency("x0", Level::kCommune, 3, "", "h0"),
                                           SampleAgency("x1", Level::kCommune, 4, "", "h1"),
                                           SampleAgency("x2", Level::kCommune, 5, "", "h1"),
                                           SampleAgency("x3", Level::kCommune, 6, "", "h1")};
  agencies[2].valid_to = kMarch.last;
  agencies[2].successor = "x1";
  agencies[4].former_places = {{"h0", "", kMarch.last}};
  agencies[5].valid_from = kNextMonth.first;
  agencies[5].formed_from = {"x1"};
  return *catalog::Catalog::Build(5, std::move(agencies), {});
}

class SeriesAnswerTest : public ::testing::Test {
 protected:
  SeriesAnswerTest() {
    definitions_.Add(Definition());
    knowledge_.SetCatalog(Reformed());
    received::FakeSource cells;
    cells.Set(received::ReceivedCell("x0", kMarch.first), 4);
    cells.Set(received::ReceivedCell("x1", kMarch.first), 10);
    cells.Set(received::ReceivedCell("x2", kMarch.first), 7);
    cells.Set(received::ReceivedCell("x1", kNextMonth.first), 12);
    cells.Set(received::ReceivedCell("x3", kNextMonth.first), 3);
    EXPECT_THAT(knowledge_.Apply("processing", cells.After(std::nullopt), absl::UnixEpoch()),
                IsOk());
  }

  static v1::GetSeriesRequest Request(const std::string& row) {
    v1::GetSeriesRequest request;
    *request.mutable_cell() = CellAt(row, "received");
    for (const Days& days : {kMarch, kNextMonth}) {
      type::v1::Period* const period = request.add_periods();
      period->set_first_day(FormatDay(days.first));
      period->set_last_day(FormatDay(days.last));
    }
    return request;
  }
  absl::StatusOr<v1::Series> Ask(const v1::GetSeriesRequest& request) {
    v1::Series series;
    const absl::Status status = AnswerSeries(basis_, request, series);
    if (!status.ok()) return status;
    return series;
  }

  received::Store store_{received::FreshReceived()};
  Knowledge knowledge_{store_, {"processing"}};
  Definitions definitions_;
  const Links links_;
  const Basis basis_{definitions_, knowledge_, links_, [] { return absl::UnixEpoch(); }};
};

TEST_F(SeriesAnswerTest, AMergerAndAMoveExplainTheStep) {
  const auto series = Ask(Request("h1"));
  ASSERT_THAT(series, IsOk());
  EXPECT_EQ(series->tree_day(), FormatDay(kNextMonth.last));
  ASSERT_THAT(series->points(), SizeIs(2));
  const v1::SeriesPoint& march = series->points(0);
  EXPECT_EQ(march.own().numerator(), 10);
  EXPECT_EQ(march.fixed().numerator(), 21);
  ASSERT_THAT(march.steps(), SizeIs(2));
  EXPECT_EQ(march.steps(0).agency(), "agencies/x0");
  EXPECT_EQ(march.steps(0).cause(), SeriesStep::CAUSE_MERGER);
  EXPECT_EQ(march.steps(0).reorganised(), "agencies/x0");
  EXPECT_EQ(march.steps(0).day(), FormatDay(kNextMonth.first));
  EXPECT_EQ(march.steps(0).value(), 4);
  EXPECT_EQ(march.steps(1).agency(), "agencies/x2");
  EXPECT_EQ(march.steps(1).cause(), SeriesStep::CAUSE_MOVE);
  EXPECT_EQ(march.steps(1).value(), 7);
  const v1::SeriesPoint& april = series->points(1);
  EXPECT_EQ(april.own().numerator(), 15);
  EXPECT_EQ(april.fixed().numerator(), 15);
  EXPECT_THAT(april.steps(), IsEmpty());
}

TEST_F(SeriesAnswerTest, OnTheOldTreeASplitIsTakenBack) {
  v1::GetSeriesRequest request = Request("x1");
  request.set_tree_day(FormatDay(kMarch.first));
  const auto series = Ask(request);
  ASSERT_THAT(series, IsOk());
  EXPECT_THAT(series->points(0).steps(), IsEmpty());
  const v1::SeriesPoint& april = series->points(1);
  EXPECT_EQ(april.own().numerator(), 12);
  EXPECT_EQ(april.fixed().numerator(), 15);
  ASSERT_THAT(april.steps(), SizeIs(1));
  EXPECT_EQ(april.steps(0).agency(), "agencies/x3");
  EXPECT_EQ(april.steps(0).cause(), SeriesStep::CAUSE_FORMED);
}

TEST_F(SeriesAnswerTest, ARowMayBeInOneOrganisationAlone) {
  const auto series = Ask(Request("x0"));
  ASSERT_THAT(series, IsOk());
  EXPECT_EQ(series->points(0).own().numerator(), 4);
  EXPECT_FALSE(series->points(0).has_fixed());
  EXPECT_EQ(StepsOf(series->points(0), false), -4);
  EXPECT_FALSE(series->points(1).has_own());
}

TEST_F(SeriesAnswerTest, RefusesWhatIsNoSeries) {
  EXPECT_THAT(Ask(Request("la")), RefusedAt("ROW_UNKNOWN", "cell.row"));
  v1::GetSeriesRequest none = Request("h1");
  none.clear_periods();
  EXPECT_THAT(Ask(none), RefusedAt("FIELD_REQUIRED", "periods"));
  v1::GetSeriesRequest many = Request("h1");
  while (many.periods_size() <= 120) *many.add_periods() = many.periods(0);
  EXPECT_THAT(Ask(many), RefusedAt("TOO_MANY", "periods"));
  v1::GetSeriesRequest column = Request("h1");
  column.mutable_cell()->set_column("la");
  EXPECT_THAT(Ask(column), RefusedAt("COLUMN_UNKNOWN", "cell.column"));
  v1::GetSeriesRequest day = Request("h1");
  day.set_tree_day("2025-02-30");
  EXPECT_THAT(Ask(day), RefusedAt("DATE_INVALID", "tree_day"));
  v1::GetSeriesRequest period = Request("h1");
  period.mutable_periods(1)->set_last_day("2020-01-01");
  EXPECT_THAT(Ask(period), RefusedAt("PERIOD_INVALID", "periods[1].last_day"));
}

}  // namespace
}  // namespace motcua::aggregator
