#include "services/intake/requests.h"

#include <functional>

#include "common/rpc/request.h"
#include "common/testing/clock.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/intake/domain/sample_catalog.h"

namespace motcua::intake {
namespace {

using testing::IsOk;
using testing::RefusedAt;

class RequestsTest : public ::testing::Test {
 protected:
  Asked AskedBy(type::v1::Role role) {
    return {{"so-tu-phap", role}, pending_.Now(), MakePublished(SampleCatalog())};
  }

  static v1::ReceiveDossierRequest Request() {
    v1::ReceiveDossierRequest request;
    auto& dossier = *request.mutable_dossier();
    dossier.set_agency("agencies/so-tu-phap");
    dossier.set_procedure("procedures/khai-sinh");
    dossier.set_channel(type::v1::CHANNEL_IN_PERSON);
    dossier.mutable_applicant()->set_full_name("Lê Văn Bình");
    return request;
  }

  testing::FakeClock clock_{MorningOf("2022-03-15")};
  service::PendingTimes pending_{clock_.clock()};
};

TEST_F(RequestsTest, EveryBadFieldIsNamed) {
  struct Case {
    const char* field;
    std::function<void(v1::ReceiveDossierRequest&)> spoil;
  };
  const auto applicant = [](auto set) {
    return [set](v1::ReceiveDossierRequest& r) { set(*r.mutable_dossier()->mutable_applicant()); };
  };
  const auto dossier = [](auto set) {
    return [set](v1::ReceiveDossierRequest& r) { set(*r.mutable_dossier()); };
  };
  const auto facts = [](auto set) {
    return [set](v1::ReceiveDossierRequest& r) {
      *r.mutable_import()->mutable_receive_time() = rpc::ToTimestamp(MorningOf("2022-03-14"));
      set(*r.mutable_import());
    };
  };
  const Case cases[] = {
      {"dossier.agency", dossier([](auto& d) { d.clear_agency(); })},
      {"dossier.agency", dossier([](auto& d) { d.set_agency("so-tu-phap"); })},
      {"dossier.agency", dossier([](auto& d) { d.set_agency("agencies/Sở"); })},
      {"dossier.procedure", dossier([](auto& d) { d.set_procedure("agencies/x"); })},
      {"dossier.procedure",
       dossier([](auto& d) { d.set_procedure("procedures/" + std::string(64, 'x')); })},
      {"dossier.channel", dossier([](auto& d) { d.clear_channel(); })},
      {"dossier.channel", dossier([](auto& d) { d.set_channel(type::v1::CHANNEL_LINKED); })},
      {"dossier.channel",
       dossier([](auto& d) { d.set_channel(static_cast<type::v1::Channel>(9)); })},
      {"dossier.applicant", dossier([](auto& d) { d.clear_applicant(); })},
      {"dossier.applicant.full_name", applicant([](auto& a) { a.clear_full_name(); })},
      {"dossier.applicant.full_name",
       applicant([](auto& a) { a.set_full_name(std::string(256, 'x')); })},
      {"dossier.applicant.full_name",
       applicant([](auto& a) { a.set_full_name(std::string("a\0b", 3)); })},
      {"dossier.applicant.identity_number",
       applicant([](auto& a) { a.set_identity_number("04519 0001"); })},
      {"dossier.applicant.identity_number",
       applicant([](auto& a) { a.set_identity_number(std::string(33, '1')); })},
      {"dossier.applicant.phone", applicant([](auto& a) { a.set_phone("09"); })},
      {"dossier.applicant.phone", applicant([](auto& a) { a.set_phone("0905-123"); })},
      {"dossier.applicant.phone", applicant([](auto& a) { a.set_phone(std::string(21, '1')); })},
      {"import.receive_time", facts([](auto& f) { f.clear_receive_time(); })},
      {"import.receive_time",
       facts([](auto& f) { f.mutable_receive_time()->set_seconds(4'000'000'000); })},
      {"import.file_time", facts([](auto& f) { f.mutable_file_time()->set_nanos(-1); })},
      {"import.due_date", facts([](auto& f) { f.set_due_date("15/03/2022"); })},
      {"import.code", facts([](auto& f) { f.set_code("H50.12-220315"); })},
  };
  ASSERT_THAT(Parse(Request(), AskedBy(type::v1::ROLE_IMPORTER)), IsOk());
  for (const Case& c : cases) {
    v1::ReceiveDossierRequest request = Request();
    c.spoil(request);
    const auto parsed = Parse(request, AskedBy(type::v1::ROLE_IMPORTER));
    EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument) << c.field;
    EXPECT_EQ(RefusalOf(parsed.status()).field, c.field) << parsed.status();
    EXPECT_FALSE(RefusalOf(parsed.status()).message_vi.empty()) << c.field;
  }
}

TEST_F(RequestsTest, NamesAreKeptInOneForm) {
  v1::ReceiveDossierRequest request = Request();
  request.mutable_dossier()->mutable_applicant()->set_full_name("Le\u0302 Anh");
  const auto parsed = Parse(request, AskedBy(type::v1::ROLE_OFFICER));
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ((*parsed)->person->full_name, "L\u00ea Anh");
}

TEST_F(RequestsTest, OnlyImportersStateFacts) {
  const Asked officer = AskedBy(type::v1::ROLE_OFFICER);
  v1::ReceiveDossierRequest receive = Request();
  EXPECT_THAT(Parse(receive, officer), IsOk());
  *receive.mutable_import()->mutable_receive_time() = rpc::ToTimestamp(MorningOf("2022-03-14"));
  const auto refused = Parse(receive, officer);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(refused, RefusedAt("IMPORT_ROLE_REQUIRED", "import"));

  v1::AcceptDossierRequest accept;
  accept.set_name("dossiers/H50.12-220315-0001");
  EXPECT_THAT(Parse(accept, officer), IsOk());
  *accept.mutable_event_time() = rpc::ToTimestamp(MorningOf("2022-03-14"));
  EXPECT_THAT(Parse(accept, officer), RefusedAt("IMPORT_ROLE_REQUIRED", "event_time"));
  const auto imported = Parse(accept, AskedBy(type::v1::ROLE_IMPORTER));
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ((*imported)->event_time, MorningOf("2022-03-14"));
}

TEST_F(RequestsTest, FilingImportsItsTimeButNoDueDate) {
  v1::FileDossierRequest file;
  *file.mutable_dossier() = Request().dossier();
  file.mutable_import();
  const Asked importer = AskedBy(type::v1::ROLE_IMPORTER);
  EXPECT_THAT(Parse(file, importer), RefusedAt("FIELD_REQUIRED", "import.file_time"));
  *file.mutable_import()->mutable_file_time() = rpc::ToTimestamp(MorningOf("2022-03-10"));
  const auto parsed = Parse(file, importer);
  ASSERT_THAT(parsed, IsOk());
  EXPECT_EQ((*parsed)->series, "H50.12-220310");
  file.mutable_import()->set_due_date("2022-03-20");
  EXPECT_THAT(Parse(file, importer), RefusedAt("DUE_BEFORE_RECEIPT", "import.due_date"));
}

}  // namespace
}  // namespace motcua::intake
