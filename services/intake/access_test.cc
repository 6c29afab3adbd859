// Who may do what, over mutual TLS.
#include "services/intake/intake_fixture.h"

namespace motcua::intake {
namespace {

using Stub = v1::IntakeService::Stub;

class AccessTest : public IntakeTest {
 protected:
  AccessTest() {
    Update(SampleUpdate());
    rpc::ServeOptions options;
    options.credentials = rpc::CredentialsIn(testing::Certificates(), "intake");
    secure_.emplace(database_, clock_.clock(), options);
    secure_->board.Publish(intake_->board.current());
  }

  void TearDown() override {
    secure_.reset();
    IntakeTest::TearDown();
  }

  std::unique_ptr<Stub> As(const std::string& role) {
    return v1::IntakeService::NewStub(testing::DialAs(role, secure_->server.port()));
  }

  std::optional<Instance> secure_;
};

TEST_F(AccessTest, OfficerReceivesButDoesNotImport) {
  const auto officer = As("officer");
  v1::ReceiveDossierRequest request;
  *request.mutable_dossier() = SampleDossier();
  EXPECT_TRUE(CallOn(*officer, &Stub::ReceiveDossier, request).ok());
  *request.mutable_import()->mutable_receive_time() = rpc::ToTimestamp(MorningOf("2022-03-14"));
  const auto refused = CallOn(*officer, &Stub::ReceiveDossier, request);
  EXPECT_EQ(refused.status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(refused.reason(), "IMPORT_ROLE_REQUIRED");
  EXPECT_TRUE(CallOn(*As("importer"), &Stub::ReceiveDossier, request).ok());

  v1::BatchReceiveDossiersRequest batch;
  *batch.add_requests()->mutable_dossier() = SampleDossier();
  EXPECT_EQ(CallOn(*officer, &Stub::BatchReceiveDossiers, batch).status.error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(AccessTest, ApplicantsAreNotForAnalystsAndAnyoneSeesTheStatus) {
  const std::string name = Receive().name();
  v1::GetDossierRequest get;
  get.set_name(name);
  const auto analyst = As("analyst");
  EXPECT_EQ(CallOn(*analyst, &Stub::GetDossier, get).status.error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  v1::GetPublicStatusRequest status;
  status.set_name(name);
  EXPECT_TRUE(CallOn(*analyst, &Stub::GetPublicStatus, status).ok());
}

TEST_F(AccessTest, RequestIdsBelongToTheMethod) {
  const auto importer = As("importer");
  v1::ReceiveDossierRequest receive;
  receive.set_request_id("k1");
  *receive.mutable_dossier() = SampleDossier();
  v1::FileDossierRequest file;
  file.set_request_id("k1");
  *file.mutable_dossier() = SampleDossier();
  EXPECT_TRUE(CallOn(*importer, &Stub::ReceiveDossier, receive).ok());
  EXPECT_TRUE(CallOn(*importer, &Stub::FileDossier, file).ok());
  EXPECT_EQ(CountRows("dossier"), 2);
}

}  // namespace
}  // namespace motcua::intake
