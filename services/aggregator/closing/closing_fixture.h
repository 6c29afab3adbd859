// A province whose aggregator closes periods, for tests: four sources without services.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_CLOSING_FIXTURE_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_CLOSING_FIXTURE_H_

#include <map>
#include <memory>
#include <string>

#include "common/received/batches_for_test.h"
#include "common/rpc/serve.h"
#include "common/testing/clock.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "services/aggregator/catalog_store.h"
#include "services/aggregator/closing/service.h"
#include "services/aggregator/closing/store.h"
#include "services/aggregator/closing/verify.h"
#include "services/aggregator/plugin.h"
#include "services/aggregator/tables/quang_tri_for_test.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {

inline constexpr char kAprilName[] = "snapshots/2022-03-15_2022-04-14.1";

// What the process of the aggregator holds for closings; it can be restarted, and there can be two.
class ClosingProcess {
 public:
  ClosingProcess(const sql::Settings& database, const Signer& signer, Clock clock)
      : store_(database),
        knowledge_(store_, {"intake", "processing", "payment", "digitization"}),
        basis_{Shipped(), knowledge_, links_, std::move(clock)},
        reads_(database, 2),
        journal_({.database = database, .counter_version = kImportCounterVersion}, MakePlugin()),
        service_({journal_, reads_}, database, basis_, signer),
        server_({}, {&service_}) {
    knowledge_.SetCatalog(SampleProvince());
  }
  ~ClosingProcess() { server_.Shutdown(); }

  Knowledge& knowledge() { return knowledge_; }
  const Basis& basis() const { return basis_; }
  std::unique_ptr<v1::SnapshotService::Stub> Stub() {
    return v1::SnapshotService::NewStub(server_.InProcessChannel());
  }

 private:
  received::Store store_;
  Knowledge knowledge_;
  const Links links_;
  const Basis basis_;
  sql::ReadPool reads_;
  journal::Journal journal_;
  SnapshotService service_;
  rpc::Server server_;
};

class ClosingTest : public ::testing::Test {
 protected:
  ClosingTest() {
    Restart();
    for (const char* source : {"intake", "payment", "digitization"}) Tell(source);
    Receive("so-tu-phap", 5, kApril.first);
    Receive("so-xay-dung", 2, kApril.first - 40);
    Tell("processing");
  }

  static sql::Settings MigratedDatabase() {
    const sql::Settings database = testing::FreshDatabase();
    sql::Migrate(database, {journal::kSchema, statistics::kSchema, received::kSchema, kSchema});
    return database;
  }
  void Restart() {
    process_ = nullptr;
    process_ = std::make_unique<ClosingProcess>(database_, signer_, clock_.clock());
    stub_ = process_->Stub();
  }

  // Processing counts this many received on a day; told by the next Tell.
  void Receive(const std::string& agency, std::int64_t value, Day day) {
    sources_["processing"].Set(received::ReceivedCell(agency, day), value);
  }
  // The source tells all it counts, and what it promises.
  void Tell(const std::string& source, absl::Time complete_until = StartOfDay(kApril.last + 1)) {
    statistics::Batch batch = sources_[source].After(std::nullopt);
    batch.complete_until = complete_until;
    ASSERT_THAT(process_->knowledge().Apply(source, batch, clock_.clock()()), testing::IsOk());
  }

  static v1::ClosePeriodRequest April(const std::string& request_id = "") {
    v1::ClosePeriodRequest request;
    request.set_request_id(request_id);
    request.mutable_period()->set_first_day("2022-03-15");
    request.mutable_period()->set_last_day("2022-04-14");
    return request;
  }
  static v1::ClosePeriodRequest Restatement(const std::string& request_id = "") {
    v1::ClosePeriodRequest request = April(request_id);
    request.set_reason_vi("Hồ sơ nhập muộn");
    return request;
  }
  template <typename Method, typename Request, typename Response>
  grpc::Status Call(Method method, const Request& request, Response* response) {
    grpc::ClientContext context;
    return (stub_.get()->*method)(&context, request, response);
  }
  grpc::Status Close(const v1::ClosePeriodRequest& request, v1::Snapshot* snapshot) {
    return Call(&v1::SnapshotService::Stub::ClosePeriod, request, snapshot);
  }
  v1::Snapshot Closed(const v1::ClosePeriodRequest& request) {
    v1::Snapshot snapshot;
    const grpc::Status status = Close(request, &snapshot);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return snapshot;
  }
  // Everything of it, as it is served.
  absl::StatusOr<WholeSnapshot> Read(const std::string& name) {
    sql::Connection connection(database_);
    return ReadSnapshot(connection, signer_.keys, *ParseSnapshotName(name));
  }
  Checked Check() {
    sql::Connection connection(database_);
    return CheckSnapshots(connection, signer_.keys);
  }
  std::string FileOf(const std::string& name) {
    const auto whole = Read(name);
    EXPECT_THAT(whole, testing::IsOk());
    v1::SnapshotFile file;
    *file.mutable_snapshot() = whole->head;
    *file.mutable_content() = whole->content;
    file.mutable_fact_pages()->Add(whole->fact_pages.begin(), whole->fact_pages.end());
    *file.mutable_catalog() = whole->catalog;
    return file.SerializeAsString();
  }

  const sql::Settings database_ = MigratedDatabase();
  const signing::SigningKey key_ = signing::SigningKey::Generate();
  Signer signer_{"quang-tri", key_, key_.public_key()};
  testing::FakeClock clock_{absl::FromUnixSeconds(1'650'000'100)};
  std::map<std::string, received::FakeSource> sources_;
  std::unique_ptr<ClosingProcess> process_;
  std::unique_ptr<v1::SnapshotService::Stub> stub_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_CLOSING_FIXTURE_H_
