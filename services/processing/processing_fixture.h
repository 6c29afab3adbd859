// Processing on a real database behind an in-process channel, with a standing clock and a small
// catalogue. After every test: the cells equal the stored cases, the legs' rows their
// timelines, and the hash chain verifies.
#ifndef MOTCUA_SERVICES_PROCESSING_PROCESSING_FIXTURE_H_
#define MOTCUA_SERVICES_PROCESSING_PROCESSING_FIXTURE_H_

#include <algorithm>
#include <future>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "common/journal/journal.h"
#include "common/rpc/serve.h"
#include "common/service/pending_times.h"
#include "common/sql/migrate.h"
#include "common/sql/read_pool.h"
#include "common/statistics/cell_store.h"
#include "common/testing/clock.h"
#include "common/testing/database.h"
#include "common/testing/grpc.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/leg_tables.h"
#include "services/processing/plugin.h"
#include "services/processing/service.h"
#include "services/processing/store.h"

namespace motcua::processing {

inline Day D(const char* date) { return *ParseDay(date); }
inline absl::Time At(const char* date, int hour) { return StartOfDay(D(date)) + absl::Hours(hour); }

inline std::shared_ptr<const catalog::Catalog> SmallCatalog() {
  const auto agency = [](const char* id, const char* code) {
    catalog::Agency agency;
    agency.id = id;
    agency.name_vi = id;
    agency.code = code;
    return agency;
  };
  std::vector<catalog::Agency> agencies = {
      agency("so-xay-dung", "H50.01"), agency("so-tu-phap", "H50.02"),
      agency("huyen-gio-linh", "H50.21"), agency("cuc-thue", "H50.90"),
      agency("huyen-cu", "H50.99")};
  agencies.back().valid_to = D("2021-12-31");
  const auto procedure = [](const char* id, int version, const char* from, const char* field) {
    catalog::Procedure procedure;
    procedure.id = procedure.name_vi = id;
    procedure.version = version;
    procedure.valid_from = D(from);
    procedure.field = procedure.field_vi = field;
    procedure.legal_time = 10;
    procedure.legal_time_unit = catalog::LegalTimeUnit::kWorkingDay;
    return procedure;
  };
  agencies[3].kind = "thue";
  // Only version 1 of cap-phep has a route.
  std::vector<catalog::RouteStep> route(2);
  route[0] = {1, "huyen-gio-linh", "", "Thẩm định", 3, catalog::LegalTimeUnit::kWorkingDay, true,
              {}};
  route[1] = {2, "", "thue", "Xác định nghĩa vụ", 0, catalog::LegalTimeUnit::kNone, false, {1}};
  auto routed = procedure("cap-phep", 1, "2000-01-01", "xay-dung");
  routed.route = std::move(route);
  return catalog::Catalog::Build(1, agencies,
                                 {routed, procedure("cap-phep", 2, "2022-04-03", "xay-dung"),
                                  procedure("khai-sinh", 1, "2000-01-01", "ho-tich")},
                                 worktime::PlainCalendar({"2022-04-11"}))
      .value();
}

// One process of processing without its followers.
class Instance {
 public:
  Instance(
      const sql::Settings& database, Clock clock,
      ProcessingService::NewestCatalog catalog = [newest = SmallCatalog()] { return newest; })
      : pending(clock),
        reads(database, 2),
        journal({.database = database, .counter_version = kCounterVersion, .clock = clock},
                MakePlugin()),
        service({journal, reads}, std::move(catalog), clock, pending),
        server({}, {&service}),
        stub(v1::ProcessingService::NewStub(server.InProcessChannel())) {}
  ~Instance() { server.Shutdown(); }

  service::PendingTimes pending;
  sql::ReadPool reads;
  journal::Journal journal;
  ProcessingService service;
  rpc::Server server;
  std::unique_ptr<v1::ProcessingService::Stub> stub;
};

class ProcessingTest : public ::testing::Test {
 protected:
  using Stub = v1::ProcessingService::Stub;
  template <typename Request, typename Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

  ProcessingTest() : database_(testing::FreshDatabase()) {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    instance_ = std::make_unique<Instance>(database_, clock_.clock());
  }

  void TearDown() override {
    instance_->journal.Stop();
    sql::Connection connection(database_);
    ExpectCellsEqualCases(connection);
    ExpectLegRowsEqualCases(connection);
    ExpectChainVerifies(connection);
  }

  // A case as a receipt at intake opens it, on 1 April and due on the 15th unless told otherwise.
  struct Receipt {
    std::string agency = "so-xay-dung";
    std::optional<Day> due = D("2022-04-15");
    absl::Time time = At("2022-04-01", 8);
    statistics::Channel channel = statistics::Channel::kOnline;
  };
  absl::Status OpenCase(const std::string& code) { return OpenCase(code, Receipt()); }
  absl::Status OpenCase(const std::string& code, const Receipt& receipt) {
    return SendReceipt(code, receipt).get().status();
  }
  void OpenCases(const std::vector<std::string>& codes) {
    std::vector<Answer> answers;
    for (const std::string& code : codes) answers.push_back(SendReceipt(code, Receipt()));
    for (Answer& answer : answers) ASSERT_TRUE(answer.get().ok());
  }

  using Answer = std::future<absl::StatusOr<journal::Receipt>>;
  static Answer Send(journal::Journal& journal, const std::string& code, Command command,
                     absl::Time time) {
    auto change = std::make_shared<CaseChange>();
    change->code = code;
    change->command = std::move(command);
    change->event_time = time;
    change->catalog = SmallCatalog();
    journal::Submission submission;
    submission.command = change;
    submission.organisation = "quang-tri";
    const auto done = std::make_shared<std::promise<absl::StatusOr<journal::Receipt>>>();
    Answer answer = done->get_future();
    journal.Submit(std::move(submission), [done](auto outcome) { done->set_value(outcome); });
    return answer;
  }
  static absl::StatusOr<journal::Receipt> Submit(journal::Journal& journal, const std::string& code,
                                                 Command command, absl::Time time) {
    return Send(journal, code, std::move(command), time).get();
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
  v1::Case Get(const std::string& code) {
    return Do(&Stub::GetCase, For<v1::GetCaseRequest>(code));
  }

  std::vector<v1::CaseEvent> EventsOf(const std::string& code) {
    sql::Connection connection(database_);
    std::vector<v1::CaseEvent> events;
    for (const journal::StoredEvent& stored :
         journal::ReadEvents(connection, 0, instance_->journal.durable().sequence, 1'000'000)) {
      if (stored.event.subject != code) continue;
      events.emplace_back().ParseFromString(stored.event.payload);
    }
    return events;
  }

  static void ExpectCellsEqualCases(sql::Connection& connection) {
    statistics::Deltas counted;
    for (const auto& [key, value] : statistics::ReadBatch(connection, std::nullopt).cells) {
      counted.Add(key, value);
    }
    EXPECT_EQ(counted.values(), CountAll(connection).values());
  }

  static void ExpectLegRowsEqualCases(sql::Connection& connection) {
    LegRows legs;
    LegRows unmatched;
    for (const VersionedCase& read : ReadCases(connection, "", 1'000'000)) {
      for (const auto& row : OpenLegRows(read.dossier)) legs.push_back(row);
      for (const auto& row : UnmatchedRows(read.dossier)) unmatched.push_back(row);
    }
    EXPECT_EQ(ReadRows(connection,
                       "SELECT code, number, agency, officer, standing, due_day, receive_day,"
                       " channel FROM leg ORDER BY code, number",
                       {0, 2, 3}),
              legs);
    EXPECT_EQ(ReadRows(connection,
                       "SELECT code, number, sender, receiver, give_time, due_day"
                       " FROM unmatched_hand_over ORDER BY code, number",
                       {0, 2, 3}),
              unmatched);
  }

  // What a query gives; the columns in `texts` are texts.
  static LegRows ReadRows(sql::Connection& connection, const char* query,
                          const std::set<std::size_t>& texts) {
    const std::string text = query;
    const std::size_t width = std::count(text.begin(), text.begin() + text.find(" FROM"), ',') + 1;
    LegRows read;
    for (sql::Rows rows = connection.Query(query); rows.Next();) {
      auto& row = read.emplace_back();
      for (std::size_t i = 0; i < width; ++i) {
        const int column = static_cast<int>(i) + 1;
        row.push_back(texts.contains(i) ? sql::Value(rows.Text(column)) : rows.Int(column));
      }
    }
    return read;
  }

  void ExpectChainVerifies(sql::Connection& connection) {
    const journal::Cursor head = instance_->journal.durable();
    std::string hash(32, '\0');
    std::int64_t sequence = 0;
    for (const auto& event : journal::ReadEvents(connection, 0, head.sequence, 1'000'000)) {
      EXPECT_EQ(event.sequence, ++sequence);
      hash = journal::ChainHash(hash, event);
      EXPECT_EQ(event.chain_hash, hash);
    }
    EXPECT_EQ(sequence, head.sequence);
  }

  // As intake reckons it.
  static std::optional<Day> LegalDue(const Receipt& receipt) {
    const auto small = SmallCatalog();
    const bool online = receipt.channel == statistics::Channel::kOnline;
    return catalog::DueDay(*small->FindProcedure("cap-phep", 1), small->calendar(), online,
                           receipt.time)
        .value();
  }

  Answer SendReceipt(const std::string& code, const Receipt& receipt) {
    Open open;
    open.code = code;
    open.agency = receipt.agency;
    open.procedure = {"cap-phep", 1, "xay-dung"};
    open.channel = receipt.channel;
    open.due_day = receipt.due;
    open.due_is_legal = receipt.due && LegalDue(receipt) == receipt.due;
    open.catalog_revision = 1;
    return Send(instance_->journal, code, std::move(open), receipt.time);
  }

  const sql::Settings database_;
  testing::FakeClock clock_{At("2022-04-05", 9)};
  std::unique_ptr<Instance> instance_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_PROCESSING_FIXTURE_H_
