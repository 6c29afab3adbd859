// Digitization on a real database and real files behind an in-process channel, with a standing
// clock and a small catalogue. After every test: the cells equal the stored folders, the derived
// rows what they are derived from, and the hash chain verifies.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DIGITIZATION_FIXTURE_H_
#define MOTCUA_SERVICES_DIGITIZATION_DIGITIZATION_FIXTURE_H_

#include <fstream>
#include <future>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/pending_times.h"
#include "common/sql/connections.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/cell_store.h"
#include "common/testing/clock.h"
#include "common/testing/database.h"
#include "common/testing/grpc.h"
#include "gtest/gtest.h"
#include "services/digitization/domain/contributions.h"
#include "services/digitization/domain/testing.h"
#include "services/digitization/files/samples_for_test.h"
#include "services/digitization/plugin.h"
#include "services/digitization/service.h"
#include "services/digitization/signing/authority_for_test.h"
#include "services/digitization/store.h"

namespace motcua::digitization {

// What stands on disk for an instance: the store, a trusted authority, the secret of the owners.
struct Disk {
  testing::TempDir folder;
  Authority authority{"Cơ quan chứng thực thử", At("2022-04-05", 9)};

  Disk() {
    std::ofstream(cas()) << authority.Pem();
    std::ofstream(secret()) << "a secret of sixteen bytes and more";
  }
  std::string cas() const { return folder.path() + "/cas.pem"; }
  std::string secret() const { return folder.path() + "/owner_key"; }
  std::string store() const { return folder.path() + "/store"; }
};

// One process of digitization without its followers.
class Instance {
 public:
  Instance(const sql::Settings& database, const Disk& disk, Clock clock,
           const Configuration& configuration = {})
      : pending(clock),
        reads(database, 2),
        connections(database),
        files(disk.store()),
        signatures(disk.cas(), ""),
        ocr({"/usr/bin/tesseract", files.staging()}),
        owners(disk.secret()),
        journal({.database = database, .counter_version = kCounterVersion, .clock = clock},
                MakePlugin(configuration)),
        transfer({journal, reads}, pending, files, {}),
        service({{journal, reads},
                 connections,
                 files,
                 transfer,
                 signatures,
                 ocr,
                 owners,
                 pending,
                 clock,
                 [newest = SmallCatalog()] { return newest; }}),
        server({}, {&service}),
        stub(v1::DigitizationService::NewStub(server.InProcessChannel())) {}
  ~Instance() { server.Shutdown(); }

  service::PendingTimes pending;
  sql::ReadPool reads;
  sql::Connections connections;
  FileStore files;
  const Signatures signatures;
  Ocr ocr;
  const OwnerKeys owners;
  journal::Journal journal;
  FileTransfer transfer;
  DigitizationService service;
  rpc::Server server;
  std::unique_ptr<v1::DigitizationService::Stub> stub;
};

class DigitizationTest : public ::testing::Test {
 protected:
  using Stub = v1::DigitizationService::Stub;
  template <typename Request, typename Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

  explicit DigitizationTest(const Configuration& configuration = {})
      : database_(testing::FreshDatabase()) {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    instance_ = std::make_unique<Instance>(database_, disk_, clock_.clock(), configuration);
  }

  void TearDown() override {
    instance_->journal.Stop();
    sql::Connection connection(database_);
    ExpectCellsEqualFolders(connection);
    ExpectUsesEqualFolders(connection);
    ExpectChainVerifies(connection);
  }

  // What a feed tells, as the followers submit it.
  absl::Status Submit(const std::string& code, Command command, absl::Time time) {
    auto change = std::make_shared<FolderChange>();
    change->code = code;
    change->command = std::move(command);
    change->event_time = time;
    change->catalog = SmallCatalog();
    journal::Submission submission;
    submission.command = change;
    submission.followed = journal::Followed{"test", {++followed_, std::string(32, 'x')}};
    const auto done = std::make_shared<std::promise<absl::Status>>();
    auto answer = done->get_future();
    instance_->journal.Submit(std::move(submission),
                              [done](const auto& outcome) { done->set_value(outcome.status()); });
    return answer.get();
  }
  // Received on 1 April at 8.
  void Receive(const std::string& code, const char* procedure = "cap-phep") {
    const absl::Time time = At("2022-04-01", 8);
    ASSERT_TRUE(Submit(code, Open{ReceiptAt("so-xay-dung", procedure, time)}, time).ok());
  }
  template <typename What>
  void Note(const std::string& code, absl::Time time, What what) {
    ASSERT_TRUE(Submit(code, NoteCase{{CaseStep{time, std::move(what)}}}, time).ok());
  }
  // Received, and finished on 4 April at 9.
  void ReceiveAndFinish(const std::string& code) {
    Receive(code);
    Note(code, At("2022-04-01", 8), DueFrom{D("2022-04-15")});
    Note(code, At("2022-04-04", 9), Ended{true});
  }

  // The name of a picture that is another for each seed.
  std::string Upload(unsigned seed) { return UploadBytes(SamplePng(seed, 300)); }
  std::string UploadBytes(const std::string& bytes) {
    v1::BatchUploadFilesRequest request;
    request.add_files()->set_data(bytes);
    const auto response = Do(&Stub::BatchUploadFiles, request);
    EXPECT_TRUE(response.results(0).has_file()) << response.ShortDebugString();
    return response.results(0).file().name();
  }

  template <typename Request>
  static Request For(const std::string& code) {
    Request request;
    request.set_name("dossiers/" + code);
    return request;
  }

  template <typename Request, typename Response>
  grpc::Status Call(Method<Request, Response> method, const Request& request, Response* response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    return (*instance_->stub.*method)(&context, request, response);
  }
  // The answer of a call that must succeed.
  template <typename Request, typename Response>
  Response Do(Method<Request, Response> method, const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    EXPECT_TRUE(status.ok()) << testing::DetailsOf(status).reason << " " << status.error_message();
    return response;
  }
  // The reason of a call that must be refused.
  template <typename Request, typename Response>
  std::string Refusal(Method<Request, Response> method, const Request& request) {
    Response response;
    const grpc::Status status = Call(method, request, &response);
    EXPECT_FALSE(status.ok());
    EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_NE(status.error_code(), grpc::StatusCode::UNKNOWN);
    return testing::DetailsOf(status).reason;
  }
  v1::Folder Get(const std::string& code) {
    return Do(&Stub::GetFolder, For<v1::GetFolderRequest>(code));
  }
  v1::Folder AttachResult(const std::string& code, const std::string& file,
                          const std::string& valid_to = "") {
    auto request = For<v1::AttachResultRequest>(code);
    request.set_file(file);
    request.set_valid_to(valid_to);
    return Do(&Stub::AttachResult, request);
  }
  // Scanned, with every further step.
  v1::Folder Digitize(const std::string& code, const std::string& component,
                      const std::string& file) {
    auto request = For<v1::AttachComponentRequest>(code);
    request.set_component(component);
    request.set_file(file);
    for (const char* step : {"extract", "assign_code", "store"}) request.add_steps(step);
    return Do(&Stub::AttachComponent, request);
  }

  std::vector<v1::FolderEvent> EventsOf(const std::string& subject) {
    sql::Connection connection(database_);
    std::vector<v1::FolderEvent> events;
    for (const journal::StoredEvent& stored :
         journal::ReadEvents(connection, 0, instance_->journal.durable().sequence, 1'000'000)) {
      if (stored.event.subject != subject) continue;
      events.emplace_back().ParseFromString(stored.event.payload);
    }
    return events;
  }
  // Rows of a table, or what a query counts.
  std::int64_t CountOf(const std::string& from) {
    sql::Connection connection(database_);
    sql::Rows rows = connection.Query("SELECT COUNT(*) FROM " + from);
    rows.Next();
    return rows.Int(1);
  }

  static void ExpectCellsEqualFolders(sql::Connection& connection) {
    statistics::Deltas counted;
    for (const auto& [key, value] : statistics::ReadBatch(connection, std::nullopt).cells) {
      counted.Add(key, value);
    }
    EXPECT_EQ(counted.values(), CountAll(connection).values());
  }

  // Every file a folder names is stored, and has a row for its use; there are no other rows.
  static void ExpectUsesEqualFolders(sql::Connection& connection) {
    std::set<std::pair<std::string, std::string>> named;
    std::set<std::string> codes;
    for (sql::Rows rows = connection.Query("SELECT code FROM folder WHERE agency IS NOT NULL");
         rows.Next();) {
      codes.insert(rows.Text(1));
    }
    for (const std::string& code : codes) {
      for (const std::string& file : FilesOf(ReadFolder(connection, code)->folder)) {
        named.emplace(file, code);
      }
    }
    std::set<std::pair<std::string, std::string>> used;
    for (sql::Rows rows = connection.Query("SELECT u.sha256, u.code FROM (SELECT sha256, code FROM"
                                           " component_use UNION SELECT sha256, code FROM"
                                           " result_use) u JOIN paper_file USING (sha256)");
         rows.Next();) {
      used.emplace(rows.Text(1), rows.Text(2));
    }
    EXPECT_EQ(used, named);
  }

  void ExpectChainVerifies(sql::Connection& connection) {
    const journal::Cursor head = instance_->journal.durable();
    std::string hash(32, '\0');
    for (const auto& event : journal::ReadEvents(connection, 0, head.sequence, 1'000'000)) {
      hash = journal::ChainHash(hash, event);
      EXPECT_EQ(event.chain_hash, hash);
    }
  }

  const sql::Settings database_;
  testing::FakeClock clock_{At("2022-04-05", 9)};
  Disk disk_;
  std::unique_ptr<Instance> instance_;

 private:
  std::int64_t followed_ = 0;
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DIGITIZATION_FIXTURE_H_
