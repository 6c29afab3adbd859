#include "services/aggregator/report_service.h"

#include <memory>
#include <mutex>

#include "common/received/batches_for_test.h"
#include "common/rpc/serve.h"
#include "common/testing/clock.h"
#include "common/testing/grpc.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/publish.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::DetailsOf;
using ::motcua::testing::IsOk;
using received::FakeSource;
using received::ReceivedCell;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'100);

// A source that lists dossiers; every one adds 1 to any leaf.
statistics::CellSource ListingSource(std::vector<std::string> dossiers,
                                     std::vector<statistics::v1::Leaf>* asked) {
  statistics::CellSource source;
  source.next = [](const auto&, const auto&) { return std::nullopt; };
  source.complete_until = [] { return absl::InfinitePast(); };
  source.subscribe = [](auto) { return nullptr; };
  // Several leaves of a measure are asked at once.
  const auto mutex = std::make_shared<std::mutex>();
  source.contributors = [=](const statistics::v1::Leaf& leaf, int page_size,
                            const std::string& after) {
    {
      const std::lock_guard lock(*mutex);
      asked->push_back(leaf);
    }
    statistics::v1::ListContributorsResponse page;
    for (const std::string& dossier : dossiers) {
      if (dossier <= after) continue;
      if (page.contributors_size() == page_size) {
        page.set_next_page_token(page.contributors(page_size - 1).dossier().substr(9));
        break;
      }
      page.add_contributors()->set_dossier("dossiers/" + dossier);
      page.mutable_contributors(page.contributors_size() - 1)->set_value(1);
    }
    return page;
  };
  return source;
}

class ReportServiceTest : public ::testing::Test {
 protected:
  ReportServiceTest() {
    knowledge_.SetCatalog(SampleProvince());
    for (const std::string source : {"intake", "processing"}) {
      links_.push_back({source, source_server_.InProcessChannel(), [this] { return state_; }});
    }
    FakeSource cells;
    cells.Set(ReceivedCell("so-tu-phap", kApril.first - 1), 2);
    cells.Set(ReceivedCell("so-tu-phap", kApril.first), 3);
    EXPECT_THAT(knowledge_.Apply("processing", cells.After(std::nullopt), kNow), IsOk());
  }

  template <typename Request>
  static Request InApril(Request request) {
    request.mutable_period()->set_first_day("2022-03-15");
    request.mutable_period()->set_last_day("2022-04-14");
    return request;
  }
  static v1::GetTableRequest TableRequest(const std::string& definition) {
    v1::GetTableRequest request;
    request.set_definition(definition);
    return InApril(request);
  }
  static v1::ListCellContributorsRequest CellRequest(const std::string& row,
                                                     const std::string& column) {
    v1::ListCellContributorsRequest request;
    request.set_definition("pl1_online");
    request.set_row(row);
    request.set_column(column);
    return InApril(request);
  }
  template <typename Method, typename Request, typename Response>
  grpc::Status Call(Method method, const Request& request, Response* response) {
    grpc::ClientContext context;
    return (stub_.get()->*method)(&context, request, response);
  }
  grpc::Status List(const v1::ListCellContributorsRequest& request,
                    v1::ListCellContributorsResponse* response) {
    return Call(&v1::ReportService::Stub::ListCellContributors, request, response);
  }

  const sql::Settings database_ = received::FreshReceived();
  received::Store store_{database_};
  const Definitions definitions_ = *LoadDefinitions("deploy/definitions");
  Knowledge knowledge_{store_, {"intake", "processing"}};
  statistics::FollowerState state_{true, ""};
  std::vector<statistics::v1::Leaf> asked_;
  std::unique_ptr<grpc::Service> source_ = statistics::MakeStatisticsService(
      ListingSource({"H50.01-220315-0001", "H50.01-220315-0002", "H50.01-220315-0003"}, &asked_));
  rpc::Server source_server_{rpc::ServeOptions(), {source_.get()}};
  Links links_;
  testing::FakeClock clock_{kNow + absl::Seconds(90)};
  ReportService service_{definitions_, knowledge_, links_, clock_.clock()};
  std::unique_ptr<grpc::Service> statistics_ =
      statistics::MakeStatisticsService(CellsOfProvince("quang-tri", knowledge_));
  rpc::Server server_{rpc::ServeOptions(), {&service_, statistics_.get()}};
  std::unique_ptr<v1::ReportService::Stub> stub_ =
      v1::ReportService::NewStub(server_.InProcessChannel());
};

TEST_F(ReportServiceTest, ATableTellsItsProof) {
  v1::Table table;
  ASSERT_TRUE(Call(&v1::ReportService::Stub::GetTable, TableRequest("pl1_online"), &table).ok());
  EXPECT_EQ(table.rows(0).id(), "so-tu-phap");
  EXPECT_EQ(table.rows(0).cells(0).printed(), "5");
  EXPECT_EQ(table.rows(0).cells(4).printed(), "60.00");
  EXPECT_EQ(table.total().cells(0).numerator(), 5);
  EXPECT_EQ(table.catalog_revision(), 3);
  ASSERT_THAT(table.watermarks(), SizeIs(2));
  EXPECT_EQ(table.watermarks(1).epoch(), "epoch-1");
  EXPECT_EQ(table.watermarks(1).revision(), 2);
  EXPECT_THAT(table.unreachable(), IsEmpty());
  EXPECT_THAT(table.findings(), IsEmpty());
}

TEST_F(ReportServiceTest, ADeadSourceIsNamedAndItsLastDataAreUsed) {
  state_ = {false, "gone"};
  v1::Table table;
  ASSERT_TRUE(Call(&v1::ReportService::Stub::GetTable, TableRequest("pl1_online"), &table).ok());
  EXPECT_EQ(table.total().cells(0).numerator(), 5);
  EXPECT_THAT(table.unreachable(), ElementsAre("intake", "processing"));
  ASSERT_THAT(table.findings(), SizeIs(2));
  EXPECT_EQ(table.findings(1).identity(), "UNREACHABLE");
  EXPECT_THAT(table.findings(1).cause_en(), HasSubstr("1m30s old"));
  v1::ListSourcesResponse sources;
  ASSERT_TRUE(Call(&v1::ReportService::Stub::ListSources, v1::ListSourcesRequest(), &sources).ok());
  EXPECT_FALSE(sources.sources(0).connected());
  EXPECT_EQ(sources.sources(0).last_error(), "gone");
  EXPECT_EQ(sources.sources(1).cell_count(), 2);
}

TEST_F(ReportServiceTest, MalformedRequestsNameTheirField) {
  v1::Table table;
  v1::GetTableRequest request = TableRequest("nothing");
  const auto get = [&] { return Call(&v1::ReportService::Stub::GetTable, request, &table); };
  EXPECT_EQ(get().error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(DetailsOf(get()).reason, "DEFINITION_UNKNOWN");
  request = TableRequest("pl1_online");
  request.mutable_period()->set_last_day("2022-03-14");
  EXPECT_EQ(get().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  request.clear_period();
  EXPECT_THAT(DetailsOf(get()).fields, ElementsAre("period.first_day"));
}

TEST_F(ReportServiceTest, AReportHasEachTableOnce) {
  auto request = InApril(v1::GetReportRequest());
  request.add_definitions("pl1_online");
  request.add_definitions("pl1_online");
  v1::Report report;
  const grpc::Status status = Call(&v1::ReportService::Stub::GetReport, request, &report);
  EXPECT_EQ(DetailsOf(status).reason, "DEFINITION_TWICE");
  EXPECT_THAT(DetailsOf(status).fields, ElementsAre("definitions[1]"));
}

TEST_F(ReportServiceTest, APrintedHeadingNeedsThePeriodItIsHeldAgainst) {
  v1::CheckTableRequest request;
  request.set_definition("pl1_online");
  request.add_columns("total");
  request.mutable_heading()->set_first_day("2022-03-15");
  request.mutable_heading()->set_last_day("2022-04-14");
  v1::CheckTableResponse answer;
  const grpc::Status status = Call(&v1::ReportService::Stub::CheckTable, request, &answer);
  EXPECT_EQ(DetailsOf(status).reason, "FIELD_REQUIRED");
  EXPECT_THAT(DetailsOf(status).fields, ElementsAre("period"));
}

TEST_F(ReportServiceTest, FindingsOfEverythingAreSorted) {
  state_ = {false, "gone"};
  v1::ListFindingsResponse findings;
  ASSERT_TRUE(
      Call(&v1::ReportService::Stub::ListFindings, InApril(v1::ListFindingsRequest()), &findings)
          .ok());
  ASSERT_THAT(findings.findings(), SizeIs(2));
  EXPECT_EQ(findings.findings(0).table(), "");
  EXPECT_EQ(findings.findings(0).identity(), "UNREACHABLE");
}

TEST_F(ReportServiceTest, ACellLeadsToItsDossiersPageByPage) {
  v1::ListCellContributorsRequest request = CellRequest("so-tu-phap", "total");
  request.set_page_size(2);
  std::vector<std::string> dossiers;
  do {
    v1::ListCellContributorsResponse page;
    ASSERT_TRUE(List(request, &page).ok());
    for (const v1::CellContributor& contributor : page.contributors()) {
      dossiers.push_back(contributor.dossier());
      EXPECT_EQ(contributor.value(), 2);  // once by the flow, once by the stock
      EXPECT_EQ(contributor.source(), "processing");
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(dossiers, ElementsAre("dossiers/H50.01-220315-0001", "dossiers/H50.01-220315-0002",
                                    "dossiers/H50.01-220315-0003"));
  ASSERT_THAT(asked_, Contains(::testing::Property(&statistics::v1::Leaf::kind,
                                                   statistics::v1::Leaf::KIND_STOCK)));
  EXPECT_THAT(asked_[0].agencies(), ElementsAre("so-tu-phap"));
}

TEST_F(ReportServiceTest, DrillDownRefusesWhatIsNotThere) {
  v1::ListCellContributorsResponse page;
  EXPECT_EQ(DetailsOf(List(CellRequest("nobody", "total"), &page)).reason, "ROW_UNKNOWN");
  EXPECT_EQ(DetailsOf(List(CellRequest("total", "nothing"), &page)).reason, "COLUMN_UNKNOWN");
  v1::ListCellContributorsRequest request = CellRequest("total", "total");
  request.set_denominator(true);
  EXPECT_EQ(DetailsOf(List(request, &page)).reason, "NOT_A_RATE");
  request = CellRequest("total", "total");
  request.set_page_token("abc");
  EXPECT_EQ(DetailsOf(List(request, &page)).reason, "PAGE_TOKEN_INVALID");
  request.clear_page_token();
  request.set_gap_group("flow.received");
  EXPECT_THAT(DetailsOf(List(request, &page)).fields, ElementsAre("compared_with"));
  request.clear_gap_group();
  request.set_page_size(-1);
  EXPECT_THAT(DetailsOf(List(request, &page)).fields, ElementsAre("page_size"));
}

TEST_F(ReportServiceTest, DrillDownOfADeadSourceIsUnavailable) {
  links_[1].channel =
      grpc::CreateChannel("127.0.0.1:1", grpc::InsecureChannelCredentials());  // nobody is there
  v1::ListCellContributorsResponse page;
  const grpc::Status status = List(CellRequest("total", "total"), &page);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(DetailsOf(status).reason, "SOURCE_UNREACHABLE");
}

TEST_F(ReportServiceTest, WithoutACatalogueTheAnswerIsUnavailable) {
  knowledge_.SetCatalog(nullptr);
  v1::Table table;
  const grpc::Status status =
      Call(&v1::ReportService::Stub::GetTable, TableRequest("pl1_online"), &table);
  EXPECT_EQ(DetailsOf(status).reason, "CATALOG_MISSING");
}

TEST_F(ReportServiceTest, TheProvinceIsASourceItself) {
  const auto stub = statistics::v1::StatisticsService::NewStub(server_.InProcessChannel());
  statistics::v1::GetSummaryRequest request;
  statistics::v1::GetSummaryResponse summary;
  grpc::ClientContext context;
  ASSERT_TRUE(stub->GetSummary(&context, InApril(request), &summary).ok());
  ASSERT_THAT(summary.agencies(), SizeIs(1));
  EXPECT_EQ(summary.agencies(0).agency(), "agencies/so-tu-phap");
  EXPECT_EQ(summary.agencies(0).carried_over(), 2);
  EXPECT_EQ(summary.agencies(0).open(), 5);
  ASSERT_THAT(summary.agencies(0).sums(), SizeIs(1));
  EXPECT_EQ(summary.agencies(0).sums(0).value(), 3);

  statistics::v1::WatchCellsRequest watch;
  watch.mutable_projection()->set_procedure_axis(statistics::v1::Projection::PROCEDURE_AXIS_FIELD);
  watch.mutable_projection()->set_tree_depth(1);
  grpc::ClientContext watching;
  const auto stream = stub->WatchCells(&watching, watch);
  statistics::v1::WatchCellsResponse part;
  ASSERT_TRUE(stream->Read(&part));
  EXPECT_TRUE(part.full());
  EXPECT_TRUE(part.end_of_batch());
  EXPECT_EQ(part.source(), "quang-tri");
  ASSERT_THAT(part.cells(), SizeIs(2));
  EXPECT_EQ(part.cells(0).procedure(), "tu-phap");
  watching.TryCancel();
}

}  // namespace
}  // namespace motcua::aggregator
