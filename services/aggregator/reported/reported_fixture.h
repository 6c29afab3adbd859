// A province whose aggregator takes imports, for tests: without other sources.
#ifndef MOTCUA_SERVICES_AGGREGATOR_REPORTED_REPORTED_FIXTURE_H_
#define MOTCUA_SERVICES_AGGREGATOR_REPORTED_REPORTED_FIXTURE_H_

#include <memory>
#include <string>

#include "common/rpc/serve.h"
#include "common/sql/read_pool.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/aggregator/catalog_store.h"
#include "services/aggregator/plugin.h"
#include "services/aggregator/reported/link.h"
#include "services/aggregator/reported/service.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {

// What the process of the aggregator holds for imports; it can be restarted.
class ReportedProcess {
 public:
  explicit ReportedProcess(const sql::Settings& database)
      : store_(database),
        knowledge_(store_, {kReported}),
        reads_(database, 2),
        journal_({.database = database, .counter_version = kImportCounterVersion}, MakePlugin()),
        cells_(CellsOfImports(database, journal_)),
        follower_(database, cells_, knowledge_),
        service_({journal_, reads_}, knowledge_, follower_, SystemClock()),
        server_({}, {&service_}) {
    knowledge_.SetCatalog(SampleProvince());
  }
  ~ReportedProcess() { server_.Shutdown(); }

  Knowledge& knowledge() { return knowledge_; }
  journal::Journal& journal() { return journal_; }
  ReportedFollower& follower() { return follower_; }
  const statistics::CellSource& cells() const { return cells_; }
  std::unique_ptr<v1::ReportedService::Stub> Stub() {
    return v1::ReportedService::NewStub(server_.InProcessChannel());
  }

  // What stands in the tables now.
  std::int64_t Visits(const std::string& agency) const {
    return knowledge_.Read([&](const Facts& facts) {
      const Sum sum = Sum::Flow({Counter::kSiteVisits}, {}, kFirstDay, kLastDay);
      return facts.Total(sum, Scope{false, {agency}, {}});
    });
  }

 private:
  received::Store store_;
  Knowledge knowledge_;
  sql::ReadPool reads_;
  journal::Journal journal_;
  statistics::CellSource cells_;
  ReportedFollower follower_;
  ReportedService service_;
  rpc::Server server_;
};

class ReportedTest : public ::testing::Test {
 protected:
  ReportedTest() { Restart(); }

  static sql::Settings MigratedDatabase() {
    const sql::Settings database = testing::FreshDatabase();
    sql::Migrate(database, {journal::kSchema, statistics::kSchema, received::kSchema, kSchema});
    return database;
  }
  void Restart() {
    process_ = nullptr;
    process_ = std::make_unique<ReportedProcess>(database_);
    stub_ = process_->Stub();
  }

  static void AddVisits(v1::ImportCountsRequest& request, const std::string& agency,
                        std::int64_t value, const std::string& day = "2022-03-31") {
    v1::ReportedCount& count = *request.add_counts();
    count.set_agency("agencies/" + agency);
    count.set_counter(statistics::v1::COUNTER_SITE_VISITS);
    count.set_day(day);
    count.set_value(value);
  }
  static v1::ImportCountsRequest Document(const std::string& id, std::int64_t visits) {
    v1::ImportCountsRequest request;
    request.set_name("imports/" + id);
    request.set_document_vi("Báo cáo quý I/2022, biểu 14");
    AddVisits(request, "so-tu-phap", visits);
    return request;
  }

  template <typename Method, typename Request, typename Response>
  grpc::Status Call(Method method, const Request& request, Response* response) {
    grpc::ClientContext context;
    return (stub_.get()->*method)(&context, request, response);
  }
  grpc::Status Import(const v1::ImportCountsRequest& request, v1::Import* response) {
    return Call(&v1::ReportedService::Stub::ImportCounts, request, response);
  }
  grpc::Status Withdraw(const v1::WithdrawImportRequest& request, v1::Import* response) {
    return Call(&v1::ReportedService::Stub::WithdrawImport, request, response);
  }
  v1::ListImportsResponse List(int page_size = 0, const std::string& page_token = "") {
    v1::ListImportsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    v1::ListImportsResponse response;
    EXPECT_TRUE(Call(&v1::ReportedService::Stub::ListImports, request, &response).ok());
    return response;
  }
  std::int64_t Visits(const std::string& agency = "so-tu-phap") { return process_->Visits(agency); }

  const sql::Settings database_ = MigratedDatabase();
  std::unique_ptr<ReportedProcess> process_;
  std::unique_ptr<v1::ReportedService::Stub> stub_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_REPORTED_REPORTED_FIXTURE_H_
