// The way back: what stands behind every cell of every table of a month adds up to its number, and
// so does what stands between two cells.
#include <filesystem>

#include "absl/strings/str_cat.h"
#include "common/process/child.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tests/federation/figures.h"

namespace motcua::federation {
namespace {

namespace agg = aggregator::v1;
using Stub = agg::ReportService::Stub;

constexpr char kScenario[] = "tests/data/ninh_binh_small";
constexpr int kPageSize = 40;  // so that there are several

class DrillDownTest : public ::testing::Test {
 protected:
  DrillDownTest() {
    std::vector<std::string> replay = {bin_ + "/motcua-replay",
                                       absl::StrCat("--scenario=", kScenario),
                                       absl::StrCat("--certs=", dir_.path(), "/certs"), "--repair"};
    for (const char* name : {"intake", "processing", "payment", "digitization", "aggregator"}) {
      replay.push_back(absl::StrCat("--", name, "=", federation_.address(name)));
    }
    process::Child child(replay, dir_.path() + "/replay.log");
    EXPECT_EQ(child.Wait(absl::Minutes(5)), 0);
    EXPECT_TRUE(AwaitComplete(federation_, absl::Minutes(1)));
  }

  template <typename Request>
  static Request OfMarch(Request request) {
    request.mutable_period()->set_first_day("2022-03-01");
    request.mutable_period()->set_last_day("2022-03-31");
    return request;
  }

  template <typename Request, typename Response>
  Response Ask(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
               const Request& request) {
    Response response;
    const grpc::Status status =
        (reports_.*method)(rpc::ContextFor(absl::Seconds(20)).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message() << "\n" << request.DebugString();
    return response;
  }

  // Of all pages; each entry is there once.
  std::int64_t Listed(agg::ListCellContributorsRequest request) {
    std::int64_t sum = 0;
    std::set<std::pair<std::string, std::string>> seen;
    request.set_page_size(kPageSize);
    do {
      const auto page = Ask(&Stub::ListCellContributors, request);
      for (const auto& one : page.contributors()) {
        EXPECT_TRUE(seen.emplace(one.dossier(), one.source()).second) << one.dossier();
        sum += one.value();
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return sum;
  }

  // Both sides of a cell, and how many of them are not 0.
  void Check(const agg::Table& table, const agg::Row& row, int column) {
    auto request = OfMarch(agg::ListCellContributorsRequest());
    request.set_definition(table.definition());
    request.set_row(row.id());
    request.set_column(table.columns(column));
    const agg::Cell& cell = row.cells(column);
    EXPECT_EQ(Listed(request), cell.numerator()) << request.DebugString();
    counted_ += cell.numerator() != 0;
    if (!cell.rate()) return;
    request.set_denominator(true);
    EXPECT_EQ(Listed(request), cell.denominator()) << request.DebugString();
  }

  const motcua::testing::TempDir dir_;
  const std::string bin_ = std::filesystem::canonical("/proc/self/exe").parent_path();
  local::Federation federation_{{.var = dir_.path(), .bin = bin_, .province = "ninh-binh"}};
  Stub reports_{federation_.Dial("aggregator", "analyst")};
  int counted_ = 0;
};

bool ListsDossiers(const agg::Column& column) {
  return column.unit() != agg::UNIT_PROCEDURE && column.unit() != agg::UNIT_AGENCY;
}

TEST_F(DrillDownTest, WhatStandsBehindACellAddsUpToIt) {
  const auto definitions = Ask(&Stub::ListDefinitions, agg::ListDefinitionsRequest());
  for (const agg::TableDefinition& definition : definitions.definitions()) {
    auto request = OfMarch(agg::GetTableRequest());
    request.set_definition(definition.id());
    const agg::Table table = Ask(&Stub::GetTable, request);
    for (int i = 0; i < definition.columns_size(); ++i) {
      if (!ListsDossiers(definition.columns(i))) continue;
      for (const agg::Row& row : table.rows()) Check(table, row, i);
      if (table.has_total()) Check(table, table.total(), i);
    }
  }
  EXPECT_GT(counted_, 100);
}

TEST_F(DrillDownTest, WhatStandsBetweenTwoCellsAddsUpToTheGap) {
  auto compared = OfMarch(agg::CompareCellsRequest());
  compared.mutable_left()->set_definition("pl1_online");
  compared.mutable_right()->set_definition("online_of_new");
  for (agg::CellReference* cell : {compared.mutable_left(), compared.mutable_right()}) {
    cell->set_row("total");
    cell->set_column("online_rate");
  }
  const auto answer = Ask(&Stub::CompareCells, compared);
  auto group = OfMarch(agg::ListCellContributorsRequest());
  group.set_definition("pl1_online");
  group.set_row("total");
  group.set_column("online_rate");
  *group.mutable_compared_with() = compared.right();
  std::int64_t gap = 0;
  for (const agg::GapGroup& one : answer.groups()) {
    group.set_gap_group(one.id());
    EXPECT_EQ(Listed(group), one.value()) << one.id();
    gap += one.denominator() ? one.value() : 0;
  }
  EXPECT_NE(gap, 0);
  EXPECT_EQ(answer.right().denominator() - answer.left().denominator(), gap);
}

}  // namespace
}  // namespace motcua::federation
