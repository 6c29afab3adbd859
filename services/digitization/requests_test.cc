#include "services/digitization/requests.h"

#include <functional>

#include "gmock/gmock.h"
#include "services/digitization/configuration_flags.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;

constexpr char kCode[] = "H50.01-220401-0001";

class RequestsTest : public DigitizationTest {
 protected:
  void SetUp() override { ReceiveAndFinish(kCode); }
  // Nothing was stored by what was refused.
  void TearDown() override {
    EXPECT_EQ(Get(kCode).etag(), "3");
    DigitizationTest::TearDown();
  }

  // A request that is right but for what `spoil` does to it is refused at `field` with `reason`.
  template <typename Request, typename Response>
  void Expect(Method<Request, Response> method, Request request,
              std::function<void(Request&)> spoil, const std::string& reason,
              const std::string& field) {
    spoil(request);
    Response response;
    const grpc::Status status = Call(method, request, &response);
    const testing::ErrorDetails details = testing::DetailsOf(status);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT)
        << status.error_message() << " " << request.ShortDebugString();
    EXPECT_EQ(details.reason, reason) << request.ShortDebugString();
    EXPECT_THAT(details.fields, ElementsAre(field)) << request.ShortDebugString();
    EXPECT_NE(details.message_vi, "");
  }

  // What every changing request has.
  template <typename Request, typename Response>
  void ExpectCommon(Method<Request, Response> method, const Request& right) {
    using R = Request;
    Expect<R>(
        method, right, [](R& r) { r.clear_name(); }, "FIELD_REQUIRED", "name");
    Expect<R>(
        method, right, [](R& r) { r.set_name("dossiers/"); }, "NAME_INVALID", "name");
    Expect<R>(
        method, right, [](R& r) { r.set_name("cases/x"); }, "NAME_INVALID", "name");
    Expect<R>(
        method, right, [](R& r) { r.set_request_id(std::string(65, 'x')); }, "REQUEST_ID_INVALID",
        "request_id");
    Expect<R>(
        method, right, [](R& r) { r.mutable_event_time()->set_nanos(-1); }, "TIME_INVALID",
        "event_time");
    R unknown = right;
    unknown.set_name("dossiers/H50.01-220401-9999");
    EXPECT_EQ(Refusal(method, unknown), "FOLDER_NOT_FOUND");
  }
};

TEST_F(RequestsTest, AttachComponent) {
  using R = v1::AttachComponentRequest;
  const auto method = &Stub::AttachComponent;
  auto right = For<R>(kCode);
  right.set_component("don");
  right.set_file(Upload(1));
  ExpectCommon(method, right);
  Expect<R>(
      method, right, [](R& r) { r.clear_component(); }, "COMPONENT_INVALID", "component");
  Expect<R>(
      method, right, [](R& r) { r.set_component("Đơn"); }, "COMPONENT_INVALID", "component");
  Expect<R>(
      method, right, [](R& r) { r.set_component("khong-co"); }, "COMPONENT_UNKNOWN", "component");
  Expect<R>(
      method, right, [](R& r) { r.set_file("files/abc"); }, "NAME_INVALID", "file");
  Expect<R>(
      method, right, [](R& r) { r.clear_file(); }, "FIELD_REQUIRED", "file");
  Expect<R>(
      method, right, [](R& r) { r.set_signature(std::string(65'537, 'x')); }, "SIGNATURE_TOO_LARGE",
      "signature");
  Expect<R>(
      method, right, [](R& r) { r.add_steps("quét"); }, "STEP_UNKNOWN", "steps[0]");
  Expect<R>(
      method, right, [](R& r) { r.add_steps("store"); }, "STEPS_INVALID", "steps");
}

TEST_F(RequestsTest, SignOffStep) {
  using R = v1::SignOffStepRequest;
  const auto method = &Stub::SignOffStep;
  auto right = For<R>(kCode);
  right.set_component("don");
  right.set_step("extract");
  ExpectCommon(method, right);
  Expect<R>(
      method, right, [](R& r) { r.clear_step(); }, "STEP_UNKNOWN", "step");
  Expect<R>(
      method, right, [](R& r) { r.clear_component(); }, "COMPONENT_INVALID", "component");
}

TEST_F(RequestsTest, ReuseDocument) {
  using R = v1::ReuseDocumentRequest;
  const auto method = &Stub::ReuseDocument;
  auto right = For<R>(kCode);
  right.set_component("don");
  right.set_document("documents/d1");
  right.set_owner_identity("045123456789");
  ExpectCommon(method, right);
  Expect<R>(
      method, right, [](R& r) { r.clear_document(); }, "FIELD_REQUIRED", "document");
  Expect<R>(
      method, right, [](R& r) { r.clear_owner_identity(); }, "IDENTITY_INVALID", "owner_identity");
  Expect<R>(
      method, right, [](R& r) { r.set_owner_identity("045 123"); }, "IDENTITY_INVALID",
      "owner_identity");
  Expect<R>(
      method, right, [](R& r) { r.set_owner_identity(std::string(33, '1')); }, "IDENTITY_INVALID",
      "owner_identity");
}

TEST_F(RequestsTest, AttachResult) {
  using R = v1::AttachResultRequest;
  const auto method = &Stub::AttachResult;
  auto right = For<R>(kCode);
  right.set_file(Upload(1));
  ExpectCommon(method, right);
  Expect<R>(
      method, right, [](R& r) { r.clear_file(); }, "FIELD_REQUIRED", "file");
  Expect<R>(
      method, right, [](R& r) { r.set_signature(std::string(65'537, 'x')); }, "SIGNATURE_TOO_LARGE",
      "signature");
  Expect<R>(
      method, right, [](R& r) { r.set_valid_to("31/12/2030"); }, "DATE_INVALID", "valid_to");
  Expect<R>(
      method, right, [](R& r) { r.set_valid_to("2022-02-30"); }, "DATE_INVALID", "valid_to");
  Expect<R>(
      method, right, [](R& r) { r.set_valid_to("2022-03-31"); }, "VALID_TO_PAST", "valid_to");
}

TEST_F(RequestsTest, StoreDocument) {
  using R = v1::StoreDocumentRequest;
  const auto method = &Stub::StoreDocument;
  auto right = For<R>(kCode);
  right.set_owner_identity("045123456789");
  right.set_kind("giay-phep");
  ExpectCommon(method, right);
  Expect<R>(
      method, right, [](R& r) { r.clear_owner_identity(); }, "IDENTITY_INVALID", "owner_identity");
  Expect<R>(
      method, right, [](R& r) { r.clear_kind(); }, "KIND_INVALID", "kind");
  Expect<R>(
      method, right, [](R& r) { r.set_kind("Giấy phép"); }, "KIND_INVALID", "kind");
  Expect<R>(
      method, right, [](R& r) { r.set_valid_to("31/12/2030"); }, "DATE_INVALID", "valid_to");
}

TEST_F(RequestsTest, Lists) {
  using Folders = v1::ListFoldersRequest;
  const auto folders = [&](std::function<void(Folders&)> spoil, const char* reason,
                           const char* field) {
    Expect<Folders>(&Stub::ListFolders, {}, std::move(spoil), reason, field);
  };
  folders([](Folders& r) { r.set_agency("so-xay-dung"); }, "NAME_INVALID", "agency");
  folders([](Folders& r) { r.set_view(static_cast<Folders::View>(9)); }, "VIEW_INVALID", "view");
  folders([](Folders& r) { r.set_page_size(-1); }, "PAGE_SIZE_NEGATIVE", "page_size");
  folders([](Folders& r) { r.set_page_token("x"); }, "PAGE_TOKEN_INVALID", "page_token");

  using Findings = v1::ListResultFindingsRequest;
  Findings april;
  april.set_first_day("2022-04-01");
  april.set_last_day("2022-04-30");
  const auto findings = [&](std::function<void(Findings&)> spoil, const char* reason,
                            const char* field) {
    Expect<Findings>(&Stub::ListResultFindings, april, std::move(spoil), reason, field);
  };
  findings([](Findings& r) { r.clear_first_day(); }, "FIELD_REQUIRED", "first_day");
  findings([](Findings& r) { r.set_last_day("2022-04-31"); }, "DATE_INVALID", "last_day");
  findings([](Findings& r) { r.set_last_day("2022-03-31"); }, "PERIOD_INVALID", "last_day");
  findings([](Findings& r) { r.set_doubt(static_cast<v1::Doubt>(9)); }, "DOUBT_INVALID", "doubt");
  findings([](Findings& r) { r.set_page_size(-1); }, "PAGE_SIZE_NEGATIVE", "page_size");
  findings([](Findings& r) { r.set_page_token("x"); }, "PAGE_TOKEN_INVALID", "page_token");

  using Documents = v1::ListDocumentsRequest;
  Documents documents;
  documents.set_owner_identity("045123456789");
  Expect<Documents>(
      &Stub::ListDocuments, documents, [](Documents& r) { r.clear_owner_identity(); },
      "IDENTITY_INVALID", "owner_identity");
  Expect<Documents>(
      &Stub::ListDocuments, documents, [](Documents& r) { r.set_kind("Ô"); }, "KIND_INVALID",
      "kind");
}

TEST_F(RequestsTest, WhatLooksIntoFiles) {
  Expect<v1::GetFolderRequest>(
      &Stub::GetFolder, {}, [](auto& r) { r.set_name("x"); }, "NAME_INVALID", "name");
  Expect<v1::VerifySignaturesRequest>(
      &Stub::VerifySignatures, {}, [](auto& r) { r.set_name("x"); }, "NAME_INVALID", "name");
  using R = v1::ExtractFieldsRequest;
  const auto method = &Stub::ExtractFields;
  auto right = For<R>(kCode);
  right.set_component("don");
  right.add_fields()->set_field("ho_ten");
  right.mutable_fields(0)->set_label_vi("Họ và tên");
  EXPECT_EQ(Refusal(method, right), "COMPONENT_MISSING");
  Expect<R>(
      method, right, [](R& r) { r.clear_name(); }, "FIELD_REQUIRED", "name");
  Expect<R>(
      method, right, [](R& r) { r.clear_component(); }, "COMPONENT_INVALID", "component");
  Expect<R>(
      method, right, [](R& r) { r.clear_fields(); }, "FIELDS_INVALID", "fields");
  Expect<R>(
      method, right,
      [](R& r) {
        for (int i = 0; i < 20; ++i) *r.add_fields() = r.fields(0);
      },
      "FIELDS_INVALID", "fields");
  Expect<R>(
      method, right, [](R& r) { *r.add_fields() = r.fields(0); }, "FIELD_NAME_INVALID",
      "fields[1].field");
  Expect<R>(
      method, right, [](R& r) { r.mutable_fields(0)->set_field("Họ"); }, "FIELD_NAME_INVALID",
      "fields[0].field");
  Expect<R>(
      method, right, [](R& r) { r.mutable_fields(0)->clear_label_vi(); }, "FIELD_REQUIRED",
      "fields[0].label_vi");
}

TEST(StepsFlagTest, TakesTheStepsInTheirOrderTheScanFirst) {
  EXPECT_THAT(ParseSteps("scan").value(), ElementsAre(Step::kScan));
  EXPECT_THAT(ParseSteps("scan,assign_code,store").value(),
              ElementsAre(Step::kScan, Step::kAssignCode, Step::kStore));
  for (const char* wrong : {"", "extract", "scan,scan", "scan,store,extract", "scan,", "scan,in"}) {
    EXPECT_FALSE(ParseSteps(wrong).ok()) << wrong;
  }
}

}  // namespace
}  // namespace motcua::digitization
