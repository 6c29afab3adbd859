// The path of a call through the journal and back, over a real database: the ledger's accounts
// behind intake's interface.
#include "common/service/mutate.h"

#include <future>
#include <stdexcept>

#include "common/base/errors.h"
#include "common/rpc/channel.h"
#include "common/rpc/serve.h"
#include "common/testing/grpc.h"
#include "common/testing/ledger.h"
#include "gmock/gmock.h"
#include "motcua/intake/v1/intake.grpc.pb.h"

namespace motcua::service {
namespace {

using intake::v1::BatchReceiveDossiersRequest;
using intake::v1::BatchReceiveDossiersResponse;
using intake::v1::Dossier;
using intake::v1::FileDossierRequest;
using intake::v1::GetDossierRequest;
using intake::v1::IntakeService;
using intake::v1::ReceiveDossierRequest;
using testing::DetailsOf;
using ::testing::ElementsAre;
using testing::Entry;

// The account is the agency, the amount the phone number.
std::shared_ptr<Entry> EntryFrom(const Dossier& dossier) {
  auto entry = std::make_shared<Entry>();
  entry->account = dossier.agency();
  entry->amount = std::stoll(dossier.applicant().phone());
  return entry;
}

class Accounts : public IntakeService::CallbackService {
 public:
  explicit Accounts(Backend backend) : backend_(backend) {}

  std::function<void()> on_decide;

  grpc::ServerUnaryReactor* FileDossier(grpc::CallbackServerContext* context,
                                        const FileDossierRequest* request,
                                        Dossier* response) override {
    return Mutate(backend_, context, "FileDossier", *request, [=, this]() -> absl::StatusOr<Work> {
      if (request->dossier().agency().empty()) {
        return InvalidField("dossier.agency", "FIELD_REQUIRED", "is required", "Thiếu đơn vị.");
      }
      auto entry = EntryFrom(request->dossier());  // throws when the phone is no number
      entry->on_decide = on_decide;
      return Work{entry,
                  [=](const journal::Receipt& receipt) {
                    response->set_name(receipt.resource);
                    response->set_etag("decided");
                  },
                  [=](sql::Connection&, const journal::Receipt& receipt) {
                    response->set_name(receipt.resource);
                    response->set_etag("read");
                    return absl::OkStatus();
                  }};
    });
  }

  grpc::ServerUnaryReactor* BatchReceiveDossiers(grpc::CallbackServerContext* context,
                                                 const BatchReceiveDossiersRequest* request,
                                                 BatchReceiveDossiersResponse* response) override {
    std::vector<service::Entry> entries;
    for (const ReceiveDossierRequest& part : request->requests()) {
      auto* const result = response->add_results();
      entries.push_back({"ReceiveDossier", &part,
                         [&part, result]() -> absl::StatusOr<Work> {
                           return Work{EntryFrom(part.dossier()),
                                       [result](const journal::Receipt& receipt) {
                                         result->mutable_dossier()->set_name(receipt.resource);
                                       },
                                       {}};
                         },
                         [result](const absl::Status& status) {
                           FillRefusal(status, result->mutable_refusal());
                         }});
    }
    return MutateBatch(backend_, context, "BatchReceiveDossiers", "requests", std::move(entries));
  }

  grpc::ServerUnaryReactor* GetDossier(grpc::CallbackServerContext* context,
                                       const GetDossierRequest* request,
                                       Dossier* response) override {
    return Read(backend_.reads, context, "GetDossier", [=](sql::Connection& connection) {
      connection.Query(request->name());
      response->set_name("read");
      return absl::OkStatus();
    });
  }

 private:
  const Backend backend_;
};

class MutateTest : public ::testing::Test {
 protected:
  MutateTest()
      : database_(testing::FreshLedger()),
        reads_(database_, 2),
        journal_({.database = database_}, testing::LedgerPlugin()),
        accounts_({journal_, reads_}),
        server_({}, {&accounts_}),
        stub_(IntakeService::NewStub(server_.InProcessChannel())) {}
  void TearDown() override { EXPECT_EQ(testing::LedgerFault(database_), ""); }

  static FileDossierRequest Payment(const std::string& account, const std::string& amount,
                                    const std::string& request_id = "") {
    FileDossierRequest request;
    request.set_request_id(request_id);
    request.mutable_dossier()->set_agency(account);
    request.mutable_dossier()->mutable_applicant()->set_phone(amount);
    return request;
  }

  grpc::Status File(const FileDossierRequest& request, absl::Duration timeout = absl::Seconds(30)) {
    const auto context = rpc::ContextFor(timeout);
    return stub_->FileDossier(context.get(), request, &response_);
  }

  grpc::Status Batch(const std::vector<FileDossierRequest>& payments) {
    BatchReceiveDossiersRequest request;
    for (const FileDossierRequest& payment : payments) {
      ReceiveDossierRequest* part = request.add_requests();
      part->set_request_id(payment.request_id());
      *part->mutable_dossier() = payment.dossier();
    }
    const auto context = rpc::ContextFor(absl::Seconds(30));
    return stub_->BatchReceiveDossiers(context.get(), request, &batch_);
  }

  std::vector<std::string> Outcomes() const {
    std::vector<std::string> outcomes;
    for (const auto& result : batch_.results()) {
      outcomes.push_back(result.has_dossier() ? result.dossier().name()
                                              : result.refusal().reason());
    }
    return outcomes;
  }

  const sql::Settings database_;
  sql::ReadPool reads_;
  journal::Journal journal_;
  Accounts accounts_;
  rpc::Server server_;
  const std::unique_ptr<IntakeService::Stub> stub_;
  Dossier response_;
  BatchReceiveDossiersResponse batch_;
};

TEST_F(MutateTest, AnswersFromTheDecisionOnceItIsStored) {
  ASSERT_TRUE(File(Payment("a", "7")).ok());
  EXPECT_EQ(response_.name(), "accounts/a");
  EXPECT_EQ(response_.etag(), "decided");
  EXPECT_EQ(testing::Balance(database_, "a"), 7);
}

TEST_F(MutateTest, ARepeatedRequestIsAnsweredFromTheDatabase) {
  ASSERT_TRUE(File(Payment("a", "7", "id-1")).ok());
  ASSERT_TRUE(File(Payment("a", "7", "id-1")).ok());
  EXPECT_EQ(response_.name(), "accounts/a");
  EXPECT_EQ(response_.etag(), "read");
  EXPECT_EQ(testing::Balance(database_, "a"), 7);
}

TEST_F(MutateTest, ARequestIdWithAnotherBodyIsRefused) {
  ASSERT_TRUE(File(Payment("a", "7", "id-1")).ok());
  const grpc::Status status = File(Payment("a", "8", "id-1"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(status).reason, "REQUEST_ID_REUSED");
  EXPECT_EQ(testing::Balance(database_, "a"), 7);
}

TEST_F(MutateTest, WithoutARequestIdEachCallIsItsOwn) {
  ASSERT_TRUE(File(Payment("a", "7")).ok());
  ASSERT_TRUE(File(Payment("a", "7")).ok());
  EXPECT_EQ(testing::Balance(database_, "a"), 14);
}

TEST_F(MutateTest, RefusalsReachTheCaller) {
  EXPECT_EQ(DetailsOf(File(Payment("a", "-1"))).reason, "OVERDRAWN");
  EXPECT_THAT(DetailsOf(File(Payment("", "1"))).fields, ElementsAre("dossier.agency"));
  EXPECT_THAT(DetailsOf(File(Payment("a", "1", "két"))).fields, ElementsAre("request_id"));
  EXPECT_EQ(testing::EventCount(database_), 0);
}

TEST_F(MutateTest, AnExceptionWhileParsingRefusesThatCallOnly) {
  EXPECT_EQ(File(Payment("a", "no number")).error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_TRUE(File(Payment("a", "1")).ok());
}

TEST_F(MutateTest, ACallThatIsOverBeforeItIsDecidedHasNoEffect) {
  std::promise<void> deciding;
  std::promise<void> go_on;
  accounts_.on_decide = [&] {
    deciding.set_value();
    go_on.get_future().wait();
  };
  auto first = std::async(std::launch::async, [&] {
    const auto context = rpc::ContextFor(absl::Seconds(30));
    Dossier response;
    return stub_->FileDossier(context.get(), Payment("a", "1"), &response).ok();
  });
  deciding.get_future().wait();
  accounts_.on_decide = nullptr;
  EXPECT_EQ(File(Payment("late", "1"), absl::Milliseconds(100)).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  go_on.set_value();
  EXPECT_TRUE(first.get());
  EXPECT_TRUE(File(Payment("a", "1")).ok());
  EXPECT_EQ(testing::Balance(database_, "late"), 0);
}

TEST_F(MutateTest, EntriesOfABatchStandAlone) {
  ASSERT_TRUE(Batch({Payment("a", "1"), Payment("b", "-1"), Payment("c", "no number"),
                     Payment("d", "1", "két"), Payment("e", "5", "id-5")})
                  .ok());
  EXPECT_THAT(Outcomes(), ElementsAre("accounts/a", "OVERDRAWN", "INTERNAL", "REQUEST_ID_INVALID",
                                      "accounts/e"));
  ASSERT_TRUE(Batch({Payment("e", "5", "id-5"), Payment("e", "6", "id-5")}).ok());
  EXPECT_THAT(Outcomes(), ElementsAre("accounts/e", "REQUEST_ID_REUSED"));
  EXPECT_EQ(testing::Balance(database_, "a"), 1);
  EXPECT_EQ(testing::Balance(database_, "e"), 5);
}

TEST_F(MutateTest, ABatchHasALimit) {
  EXPECT_THAT(DetailsOf(Batch({})).fields, ElementsAre("requests"));
  std::vector<FileDossierRequest> many(1001, Payment("a", "1"));
  EXPECT_THAT(DetailsOf(Batch(many)).fields, ElementsAre("requests"));
  EXPECT_EQ(testing::EventCount(database_), 0);
  many.pop_back();
  EXPECT_TRUE(Batch(many).ok());
  EXPECT_EQ(testing::Balance(database_, "a"), 1000);
}

TEST_F(MutateTest, ParsersMayBlockAndRefuseWhatTheyCannotTake) {
  std::promise<void> blocked;
  std::promise<void> go_on;
  rpc::Workers parsers(1, 1);
  Accounts accounts({journal_, reads_, &parsers});
  rpc::Server server({}, {&accounts});
  const auto stub = IntakeService::NewStub(server.InProcessChannel());
  ASSERT_TRUE(parsers.Run([&] {
    blocked.set_value();
    go_on.get_future().wait();
  }));
  blocked.get_future().wait();
  const auto file = [&] {
    return std::async(std::launch::async, [&] {
      const auto context = rpc::ContextFor(absl::Seconds(30));
      Dossier response;
      return stub->FileDossier(context.get(), Payment("a", "5"), &response);
    });
  };
  // Of two, one waits for the parser, and the other finds the queue full.
  auto first = file();
  auto second = file();
  const auto done = [](const std::future<grpc::Status>& call) {
    return call.wait_for(std::chrono::milliseconds(10)) == std::future_status::ready;
  };
  while (!done(first) && !done(second)) continue;
  go_on.set_value();
  const grpc::Status outcomes[] = {first.get(), second.get()};
  EXPECT_NE(outcomes[0].ok(), outcomes[1].ok());
  const grpc::Status& refused = outcomes[0].ok() ? outcomes[1] : outcomes[0];
  EXPECT_EQ(testing::DetailsOf(refused).reason, "OVERLOADED");
  server.Shutdown();
  EXPECT_EQ(testing::Balance(database_, "a"), 5);
}

TEST_F(MutateTest, ReadsRunOnThePoolAndHideTheDatabase) {
  GetDossierRequest request;
  request.set_name("SELECT 1");
  const auto context = rpc::ContextFor(absl::Seconds(30));
  ASSERT_TRUE(stub_->GetDossier(context.get(), request, &response_).ok());
  EXPECT_EQ(response_.name(), "read");
  request.set_name("SELECT secret FROM nowhere");
  const auto second = rpc::ContextFor(absl::Seconds(30));
  const grpc::Status status = stub_->GetDossier(second.get(), request, &response_);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), ::testing::Not(::testing::HasSubstr("nowhere")));
}

}  // namespace
}  // namespace motcua::service
