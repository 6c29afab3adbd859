#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "services/intake/counts.h"
#include "services/intake/intake_fixture.h"

namespace motcua::intake {
namespace {

using Stub = v1::IntakeService::Stub;

TEST_F(IntakeServiceTest, ListGoesPageByPageInOrderOfCodes) {
  for (int i = 0; i < 5; ++i) File();
  File(SampleDossier("so-y-te"));
  v1::ListDossiersRequest request;
  request.set_agency("agencies/so-tu-phap");
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = Call(&Stub::ListDossiers, request);
    ASSERT_TRUE(page.ok()) << page.status.error_message();
    for (const auto& dossier : page.response.dossiers()) {
      names.push_back(dossier.name());
      EXPECT_FALSE(dossier.has_applicant());
    }
    request.set_page_token(page.response.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names,
              ::testing::ElementsAre("dossiers/H50.12-220315-0001", "dossiers/H50.12-220315-0002",
                                     "dossiers/H50.12-220315-0003", "dossiers/H50.12-220315-0004",
                                     "dossiers/H50.12-220315-0005"));
  EXPECT_EQ(Call(&Stub::ListDossiers, v1::ListDossiersRequest()).response.dossiers_size(), 6);
}

TEST_F(IntakeServiceTest, ListByStatusHoldsOnlyThatStatus) {
  File();
  const std::string received = Receive().name();
  v1::ListDossiersRequest request;
  request.set_status(type::v1::DOSSIER_STATUS_RECEIVED);
  const auto page = Call(&Stub::ListDossiers, request);
  ASSERT_EQ(page.response.dossiers_size(), 1);
  EXPECT_EQ(page.response.dossiers(0).name(), received);
}

TEST_F(IntakeServiceTest, PageTokenBelongsToItsFilter) {
  File();
  File();
  v1::ListDossiersRequest request;
  request.set_page_size(1);
  const std::string token = Call(&Stub::ListDossiers, request).response.next_page_token();
  ASSERT_FALSE(token.empty());
  request.set_page_token(token);
  EXPECT_TRUE(Call(&Stub::ListDossiers, request).ok());
  request.set_agency("agencies/so-tu-phap");
  EXPECT_EQ(Call(&Stub::ListDossiers, request).field(), "page_token");
  request.clear_agency();
  request.set_page_token("abc");
  EXPECT_EQ(Call(&Stub::ListDossiers, request).field(), "page_token");
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_EQ(Call(&Stub::ListDossiers, request).field(), "page_size");
  request.set_page_size(0);
  request.set_status(static_cast<type::v1::DossierStatus>(77));
  EXPECT_EQ(Call(&Stub::ListDossiers, request).field(), "status");
}

TEST_F(IntakeServiceTest, PublicStatusTellsNothingPersonal) {
  const v1::Dossier received = Receive();
  const auto status =
      Call(&Stub::GetPublicStatus, Named<v1::GetPublicStatusRequest>(received.name()));
  ASSERT_TRUE(status.ok());
  EXPECT_EQ(status.response.status(), type::v1::DOSSIER_STATUS_RECEIVED);
  EXPECT_EQ(status.response.status_date(), "2022-03-15");
  EXPECT_EQ(status.response.due_date(), "2022-03-22");
  EXPECT_EQ(status.response.agency(), "agencies/so-tu-phap");
  EXPECT_EQ(status.response.SerializeAsString().find(kName), std::string::npos);
}

TEST_F(IntakeServiceTest, UnknownDossierIsNotFound) {
  const std::string name = "dossiers/H50.12-220315-0009";
  const auto check = [](const auto& answered) {
    EXPECT_EQ(answered.status.error_code(), grpc::StatusCode::NOT_FOUND);
    EXPECT_EQ(answered.reason(), "DOSSIER_NOT_FOUND");
  };
  check(Call(&Stub::GetDossier, Named<v1::GetDossierRequest>(name)));
  check(Call(&Stub::GetPublicStatus, Named<v1::GetPublicStatusRequest>(name)));
  check(Call(&Stub::AcceptDossier, Named<v1::AcceptDossierRequest>(name)));
  check(Call(&Stub::RequestWithdrawal, Named<v1::RequestWithdrawalRequest>(name)));
  check(Call(&Stub::ErasePerson, Named<v1::ErasePersonRequest>(name)));
}

TEST_F(IntakeServiceTest, DrillDownGivesTheDossiersOfAnAgencyInOrder) {
  File();
  const std::string posted = File(SampleDossier("so-y-te", type::v1::CHANNEL_POST)).name();
  File(SampleDossier("so-y-te"));
  sql::Connection connection(database_);
  statistics::v1::Leaf leaf;
  EXPECT_EQ(CellsOfDossiers(connection, "", 10, leaf).size(), 3u);
  leaf.add_agencies("so-y-te");
  const auto page = CellsOfDossiers(connection, "", 1, leaf);
  ASSERT_EQ(page.size(), 1u);
  EXPECT_EQ("dossiers/" + page[0].dossier, posted);
  EXPECT_EQ(page[0].cells.values().size(), 2u) << "filed, and by post";
  EXPECT_EQ(CellsOfDossiers(connection, page[0].dossier, 10, leaf).size(), 1u);
}

}  // namespace
}  // namespace motcua::intake
