// A real server with mutual TLS in this process, called as different people.
#include "common/rpc/serve.h"

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>

#include "absl/time/clock.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "common/rpc/health.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "grpcpp/support/server_callback.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"

namespace motcua::rpc {
namespace {

using intake::v1::Dossier;
using intake::v1::GetDossierRequest;
using intake::v1::IntakeService;
using testing::Certificates;
using testing::DetailsOf;
using testing::DialAs;

// Answers GetDossier with who called it; a name `throw` throws.
class Echo : public IntakeService::CallbackService {
 public:
  std::atomic<int> calls{0};
  std::atomic<double> deadline_seconds{0};

  grpc::ServerUnaryReactor* GetDossier(grpc::CallbackServerContext* context,
                                       const GetDossierRequest* request,
                                       Dossier* response) override {
    return Answer(context, "GetDossier", [&]() -> absl::Status {
      ++calls;
      deadline_seconds = absl::ToDoubleSeconds(DeadlineOf(*context) - SteadyNow());
      if (request->name() == "throw") throw std::runtime_error("a secret");
      if (request->name() == "refuse") {
        return InvalidField("name", "NAME_INVALID", "must be a name", "Tên không hợp lệ.");
      }
      const Caller caller = CallerOf(*context);
      response->set_name(caller.organisation + " " + type::v1::Role_Name(caller.role));
      return absl::OkStatus();
    });
  }
};

// WatchEvents says nothing, until the call is cancelled.
class Silence : public feed::v1::ChangeFeedService::CallbackService {
 public:
  grpc::ServerWriteReactor<feed::v1::WatchEventsResponse>* WatchEvents(
      grpc::CallbackServerContext*, const feed::v1::WatchEventsRequest*) override {
    class Stream : public grpc::ServerWriteReactor<feed::v1::WatchEventsResponse> {
     public:
      Stream() { StartSendInitialMetadata(); }
      void OnCancel() override { Finish(grpc::Status::CANCELLED); }
      void OnDone() override { delete this; }
    };
    return new Stream;
  }
};

class ServeTest : public ::testing::Test {
 protected:
  ServeTest() : server_(Options(), {&echo_, &silence_}) {}

  static ServeOptions Options() {
    return {"127.0.0.1:0", CredentialsIn(Certificates(), "intake"), absl::Milliseconds(200)};
  }

  grpc::Status Get(const std::shared_ptr<grpc::Channel>& channel, const std::string& name,
                   Dossier* response) {
    const auto context = ContextFor(absl::Seconds(10));
    GetDossierRequest request;
    request.set_name(name);
    return IntakeService::NewStub(channel)->GetDossier(context.get(), request, response);
  }

  Echo echo_;
  Silence silence_;
  Server server_;
};

TEST_F(ServeTest, TheHandlerKnowsOrganisationAndRole) {
  Dossier response;
  ASSERT_TRUE(Get(DialAs("officer", server_.port()), "", &response).ok());
  EXPECT_EQ(response.name(), "quang-tri ROLE_OFFICER");
  ASSERT_TRUE(Get(DialAs("importer", server_.port()), "", &response).ok());
  EXPECT_EQ(response.name(), "quang-tri ROLE_IMPORTER");
}

TEST_F(ServeTest, AWrongRoleIsRefusedBeforeTheHandler) {
  Dossier response;
  const grpc::Status status = Get(DialAs("portal", server_.port()), "", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(echo_.calls, 0);
}

TEST_F(ServeTest, AForeignOrMissingCertificateIsRefused) {
  Dossier response;
  const std::string address = "127.0.0.1:" + std::to_string(server_.port());
  const std::string ca = ReadFile(Certificates() + "/ca.pem");
  const auto nobody = grpc::CreateChannel(address, grpc::SslCredentials({ca, "", ""}));
  EXPECT_EQ(Get(nobody, "", &response).error_code(), grpc::StatusCode::UNAVAILABLE);
  const auto plain = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  EXPECT_EQ(Get(plain, "", &response).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(echo_.calls, 0);
}

TEST_F(ServeTest, ErrorDetailsTravel) {
  Dossier response;
  const grpc::Status status = Get(DialAs("officer", server_.port()), "refuse", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(DetailsOf(status).reason, "NAME_INVALID");
  EXPECT_THAT(DetailsOf(status).fields, ::testing::ElementsAre("name"));
  EXPECT_EQ(DetailsOf(status).message_vi, "Tên không hợp lệ.");
}

TEST_F(ServeTest, AnExceptionIsInternalAndTheProcessLives) {
  Dossier response;
  const auto channel = DialAs("officer", server_.port());
  const grpc::Status status = Get(channel, "throw", &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), ::testing::Not(::testing::HasSubstr("secret")));
  EXPECT_TRUE(Get(channel, "", &response).ok());
}

TEST_F(ServeTest, ACallWithoutADeadlineGetsOne) {
  grpc::ClientContext context;
  Dossier response;
  ASSERT_TRUE(IntakeService::NewStub(DialAs("officer", server_.port()))
                  ->GetDossier(&context, GetDossierRequest(), &response)
                  .ok());
  EXPECT_GT(echo_.deadline_seconds, 25);
  EXPECT_LT(echo_.deadline_seconds, 31);
}

TEST_F(ServeTest, ACallersDeadlineIsKept) {
  Dossier response;
  ASSERT_TRUE(Get(DialAs("officer", server_.port()), "", &response).ok());
  EXPECT_GT(echo_.deadline_seconds, 5);
  EXPECT_LE(echo_.deadline_seconds, 10);
}

TEST_F(ServeTest, SeveralAddressesAreOneChannel) {
  Server second(Options(), {&echo_});
  const auto channel = Dial("ipv4:127.0.0.1:" + std::to_string(server_.port()) +
                                ",127.0.0.1:" + std::to_string(second.port()),
                            CredentialsIn(Certificates(), "officer"));
  server_.Shutdown();
  Dossier response;
  EXPECT_TRUE(Get(channel, "", &response).ok());
}

TEST_F(ServeTest, ShutdownEndsAnOpenStreamInTime) {
  const auto context = ContextFor(absl::Seconds(30));
  const auto stub = feed::v1::ChangeFeedService::NewStub(DialAs("portal", server_.port()));
  const auto stream = stub->WatchEvents(context.get(), feed::v1::WatchEventsRequest());
  stream->WaitForInitialMetadata();
  const absl::Time start = absl::Now();
  server_.Shutdown();
  EXPECT_LT(absl::Now() - start, absl::Seconds(5));
  feed::v1::WatchEventsResponse response;
  EXPECT_FALSE(stream->Read(&response));
  EXPECT_FALSE(stream->Finish().ok());
}

TEST_F(ServeTest, HealthIsToldPerService) {
  const auto channel = DialAs("analyst", server_.port());
  EXPECT_TRUE(IsServing(channel, "", absl::Seconds(10)));
  EXPECT_TRUE(IsServing(channel, IntakeService::service_full_name(), absl::Seconds(10)));
  EXPECT_FALSE(IsServing(channel, "motcua.portal.v1.PortalService", absl::Seconds(10)));
  server_.Shutdown();
  EXPECT_FALSE(IsServing(channel, "", absl::Seconds(1)));
}

TEST_F(ServeTest, ATakenPortIsAnError) {
  ServeOptions options;
  options.address = "127.0.0.1:" + std::to_string(server_.port());
  EXPECT_THROW(Server(options, {}), std::runtime_error);
}

TEST_F(ServeTest, AServiceWithoutAccessOptionsDoesNotStart) {
  class Unlisted : public grpc::Service {
   public:
    Unlisted() {
      AddMethod(new grpc::internal::RpcServiceMethod(
          "/motcua.test.Unlisted/Call", grpc::internal::RpcMethod::NORMAL_RPC, nullptr));
    }
  };
  Unlisted unlisted;
  EXPECT_THROW(Server(Options(), {&unlisted}), std::runtime_error);
}

}  // namespace
}  // namespace motcua::rpc
