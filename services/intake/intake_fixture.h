// For tests: a whole intake on a fresh database of a real MariaDB, called through its API.
#ifndef MOTCUA_SERVICES_INTAKE_INTAKE_FIXTURE_H_
#define MOTCUA_SERVICES_INTAKE_INTAKE_FIXTURE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/catalog/convert.h"
#include "common/rpc/channel.h"
#include "common/rpc/request.h"
#include "common/rpc/serve.h"
#include "common/statistics/cell_store.h"
#include "common/testing/clock.h"
#include "common/testing/database.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "services/intake/catalog_service.h"
#include "services/intake/counts.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/domain/sample_catalog.h"
#include "services/intake/service.h"
#include "services/intake/store.h"
#include "services/intake/working_set.h"

namespace motcua::intake {

// The applicant of every test: none of it may ever leave the person table.
inline constexpr char kName[] = "Nguyễn Thị Ánh Tuyết";
inline constexpr char kIdentity[] = "045190001234";
inline constexpr char kPhone[] = "0905 123 456";

// One instance of intake; several may share a database.
class Instance {
 public:
  Instance(const sql::Settings& database, const Clock& clock, rpc::ServeOptions options = {})
      : pending(clock),
        reads(database, 2),
        journal({.database = database, .counter_version = kCounterVersion, .clock = clock},
                MakeIntakePlugin(board)),
        parts{{journal, reads}, board, pending},
        intake(parts),
        catalog(parts),
        server(options, {&intake, &catalog}),
        stub(v1::IntakeService::NewStub(server.InProcessChannel())),
        catalog_stub(motcua::catalog::v1::CatalogService::NewStub(server.InProcessChannel())) {}

  CatalogBoard board;
  service::PendingTimes pending;
  sql::ReadPool reads;
  journal::Journal journal;
  const Parts parts;
  IntakeService intake;
  CatalogService catalog;
  rpc::Server server;
  const std::unique_ptr<v1::IntakeService::Stub> stub;
  const std::unique_ptr<motcua::catalog::v1::CatalogService::Stub> catalog_stub;
};

// What a call gave.
template <typename Response>
struct Answered {
  grpc::Status status;
  Response response;

  bool ok() const { return status.ok(); }
  std::string reason() const { return testing::DetailsOf(status).reason; }
  std::string field() const {
    const auto fields = testing::DetailsOf(status).fields;
    return fields.empty() ? "" : fields.front();
  }
};

// After every test the cells equal the sum of contributions, the chain is whole, and the
// journal holds no personal data.
class IntakeTest : public ::testing::Test {
 protected:
  IntakeTest() : clock_(MorningOf("2022-03-15")), database_(testing::FreshDatabase()) {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    intake_.emplace(database_, clock_.clock());
  }

  void TearDown() override {
    intake_.reset();
    sql::Connection connection(database_);
    ExpectCellsAreTheSum(connection);
    ExpectLogIsWhole(connection);
  }

  // Calls a method of a stub: Call(&Stub::FileDossier, request).
  template <typename Stub, typename Request, typename Response>
  static Answered<Response> CallOn(Stub& stub,
                                   grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                                const Request&, Response*),
                                   const Request& request) {
    Answered<Response> answered;
    const auto context = rpc::ContextFor(absl::Seconds(20));
    answered.status = (stub.*method)(context.get(), request, &answered.response);
    return answered;
  }
  template <typename Request, typename Response>
  Answered<Response> Call(grpc::Status (v1::IntakeService::Stub::*method)(grpc::ClientContext*,
                                                                          const Request&,
                                                                          Response*),
                          const Request& request) {
    return CallOn(*intake_->stub, method, request);
  }

  Answered<motcua::catalog::v1::UpdateCatalogResponse> Update(const UpdateCatalog& update) {
    motcua::catalog::v1::UpdateCatalogRequest request;
    for (const auto& agency : update.agencies) {
      *request.add_agencies() = motcua::catalog::ToProto(agency);
    }
    for (const auto& procedure : update.procedures) {
      *request.add_procedures() = motcua::catalog::ToProto(procedure);
    }
    for (const auto& [year, source] : update.calendar.years) {
      *request.add_calendar_years() = motcua::catalog::ToProto(year, source);
    }
    for (const auto& [day, stated] : update.calendar.days) {
      *request.add_calendar_days() = motcua::catalog::ToProto(day, stated);
    }
    for (const auto& discount : update.discounts) {
      *request.add_fee_discounts() = motcua::catalog::ToProto(discount);
    }
    return CallOn(*intake_->catalog_stub, &motcua::catalog::v1::CatalogService::Stub::UpdateCatalog,
                  request);
  }

  static v1::Dossier SampleDossier(const std::string& agency = "so-tu-phap",
                                   type::v1::Channel channel = type::v1::CHANNEL_ONLINE) {
    v1::Dossier dossier;
    dossier.set_agency("agencies/" + agency);
    dossier.set_procedure("procedures/khai-sinh");
    dossier.set_channel(channel);
    dossier.mutable_applicant()->set_full_name(kName);
    dossier.mutable_applicant()->set_identity_number(kIdentity);
    dossier.mutable_applicant()->set_phone(kPhone);
    return dossier;
  }

  v1::Dossier File(const v1::Dossier& dossier = SampleDossier()) {
    v1::FileDossierRequest request;
    *request.mutable_dossier() = dossier;
    const auto filed = Call(&v1::IntakeService::Stub::FileDossier, request);
    EXPECT_TRUE(filed.ok()) << filed.status.error_message();
    return filed.response;
  }

  v1::Dossier Receive(const v1::Dossier& dossier = SampleDossier()) {
    v1::ReceiveDossierRequest request;
    *request.mutable_dossier() = dossier;
    const auto received = Call(&v1::IntakeService::Stub::ReceiveDossier, request);
    EXPECT_TRUE(received.ok()) << received.status.error_message();
    return received.response;
  }

  v1::Dossier Get(const std::string& name) {
    v1::GetDossierRequest request;
    request.set_name(name);
    return Call(&v1::IntakeService::Stub::GetDossier, request).response;
  }

  std::vector<journal::StoredEvent> Events() {
    sql::Connection connection(database_);
    return journal::ReadEvents(connection, 0, INT64_MAX, 1'000'000);
  }
  static v1::DossierEvent PayloadOf(const journal::StoredEvent& stored) {
    v1::DossierEvent event;
    EXPECT_TRUE(event.ParseFromString(stored.event.payload));
    return event;
  }

  std::int64_t CountRows(const std::string& table) {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query("SELECT COUNT(*) FROM " + table);
    rows.Next();
    return rows.Int(1);
  }

  testing::FakeClock clock_;
  const sql::Settings database_;
  std::optional<Instance> intake_;

 private:
  static void ExpectCellsAreTheSum(sql::Connection& connection) {
    const statistics::Batch batch = statistics::ReadBatch(connection, std::nullopt);
    statistics::Deltas cells;
    statistics::Digest digest;
    for (const statistics::CellValue& cell : batch.cells) {
      cells.Add(cell.key, cell.value);
      if (cell.value != 0) digest.Add(cell.key, cell.value);
    }
    EXPECT_EQ(cells.values(), CountAll(connection).values());
    EXPECT_EQ(batch.digest, digest.ToBytes());
  }

  static void ExpectLogIsWhole(sql::Connection& connection) {
    journal::Cursor last{0, std::string(32, '\0')};
    for (const auto& stored : journal::ReadEvents(connection, 0, INT64_MAX, 1'000'000)) {
      EXPECT_EQ(stored.sequence, last.sequence + 1);
      EXPECT_EQ(stored.chain_hash, journal::ChainHash(last.chain_hash, stored));
      last = {stored.sequence, stored.chain_hash};
      const std::string text =
          absl::StrCat(stored.event.subject, stored.event.payload, stored.organisation);
      for (const char* personal : {kName, kIdentity, kPhone}) {
        EXPECT_EQ(text.find(personal), std::string::npos) << "event " << stored.sequence;
      }
    }
  }
};

// With agencies and procedures.
class IntakeServiceTest : public IntakeTest {
 protected:
  IntakeServiceTest() { EXPECT_EQ(Update(SampleUpdate()).response.revision(), 1); }

  template <typename Request>
  static Request Named(const std::string& name) {
    Request request;
    request.set_name(name);
    return request;
  }
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_INTAKE_FIXTURE_H_
