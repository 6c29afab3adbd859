#include "common/rpc/access.h"

#include <stdexcept>

#include "gmock/gmock.h"
#include "motcua/intake/v1/intake.pb.h"

namespace motcua::rpc {
namespace {

using type::v1::Role;

TEST(SpiffeIdTest, NamesOrganisationAndRole) {
  const auto caller = ParseSpiffeId("spiffe://motcua/quang-tri/importer");
  ASSERT_TRUE(caller.has_value());
  EXPECT_EQ(caller->organisation, "quang-tri");
  EXPECT_EQ(caller->role, type::v1::ROLE_IMPORTER);
  EXPECT_TRUE(caller->may_import());
}

TEST(SpiffeIdTest, AnythingElseIsNobody) {
  for (const char* id :
       {"", "spiffe://motcua/", "spiffe://motcua/quang-tri", "spiffe://motcua//officer",
        "spiffe://motcua/quang-tri/", "spiffe://motcua/quang-tri/OFFICER",
        "spiffe://motcua/quang-tri/anyone", "spiffe://motcua/quang-tri/unspecified",
        "spiffe://motcua/quang-tri/so-tu-phap/officer", "spiffe://other/quang-tri/officer",
        "https://motcua/quang-tri/officer"}) {
    EXPECT_FALSE(ParseSpiffeId(id).has_value()) << id;
  }
}

TEST(AccessTest, ReadsTheOptionOfEveryMethod) {
  const AccessTable table = AccessOf({"motcua.intake.v1.IntakeService"});
  EXPECT_THAT(table.at("/motcua.intake.v1.IntakeService/ErasePerson"),
              ::testing::ElementsAre(type::v1::ROLE_ADMIN));
  EXPECT_THAT(table.at("/motcua.intake.v1.IntakeService/FileDossier"),
              ::testing::ElementsAre(type::v1::ROLE_OFFICER, type::v1::ROLE_IMPORTER));
}

TEST(AccessTest, RefusesAServiceThatGrantsNobodyOrIsUnknown) {
  // Reflection is linked in, and its methods have no access option.
  EXPECT_THROW(AccessOf({"grpc.reflection.v1alpha.ServerReflection"}), std::runtime_error);
  EXPECT_THROW(AccessOf({"motcua.intake.v1.NoSuchService"}), std::runtime_error);
}

TEST(AccessTest, DeniesWhatIsNotGranted) {
  const AccessTable table = AccessOf({"motcua.intake.v1.IntakeService"});
  const auto code = [&](const char* method, Role role) {
    return CheckAccess(table, method, Caller{"quang-tri", role}).error_code();
  };
  EXPECT_EQ(code("/motcua.intake.v1.IntakeService/ErasePerson", type::v1::ROLE_ADMIN),
            grpc::StatusCode::OK);
  EXPECT_EQ(code("/motcua.intake.v1.IntakeService/ErasePerson", type::v1::ROLE_OFFICER),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(code("/motcua.intake.v1.IntakeService/GetPublicStatus", type::v1::ROLE_PORTAL),
            grpc::StatusCode::OK);
  EXPECT_EQ(code("/motcua.portal.v1.PortalService/ListProvinces", type::v1::ROLE_ADMIN),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(code("/grpc.health.v1.Health/Check", type::v1::ROLE_OFFICER), grpc::StatusCode::OK);
  EXPECT_EQ(CheckAccess(table, "/grpc.health.v1.Health/Check", std::nullopt).error_code(),
            grpc::StatusCode::UNAUTHENTICATED);
}

}  // namespace
}  // namespace motcua::rpc
