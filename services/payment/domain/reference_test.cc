#include "services/payment/domain/reference.h"

#include "gtest/gtest.h"

namespace motcua::payment {
namespace {

TEST(ReferenceTest, NamesADossierOrAPayment) {
  EXPECT_EQ(ParseReference("dossiers/H49.18-220315-0001"), (Reference{"H49.18-220315-0001", 0}));
  EXPECT_EQ(ParseReference("dossiers/H49.18-220315-0001/payments/12"),
            (Reference{"H49.18-220315-0001", 12}));
}

TEST(ReferenceTest, NamesThemAsQrCodesDo) {
  EXPECT_EQ(ParseReference("H49.18-220315-0001"), (Reference{"H49.18-220315-0001", 0}));
  EXPECT_EQ(ParseReference("H49.18.05-220315-0001/12"), (Reference{"H49.18.05-220315-0001", 12}));
  for (const char* text :
       {"H49.18-220315-0001/", "H49.18-220315-0001/0", "H49.18-220315-0001/1/2",
        "H49.18-220315-0001/payments/1", "H49.18-22031-0001", "H49.18-220315-", "H49.18-22x315-1",
        "A49.18-220315-0001", "-220315-1", "220315-1", "Hoang", "Hoang/1", "dossiers/a/1"}) {
    EXPECT_EQ(ParseReference(text), std::nullopt) << text;
  }
}

TEST(ReferenceTest, AnythingElseNamesNothing) {
  for (const char* text :
       {"", "dossiers/", "dossiers", "dossiers/a b", "dossiers/a/payments/",
        "dossiers/a/payments/0", "dossiers/a/payments/01", "dossiers/a/payments/+1",
        "dossiers/a/payments/1/2", "dossiers/a/payments/99999999999", "dossiers//payments/1",
        "agencies/a", "nop le phi"}) {
    EXPECT_EQ(ParseReference(text), std::nullopt) << text;
  }
  EXPECT_EQ(ParseReference("dossiers/" + std::string(64, 'a')), std::nullopt);
}

TEST(ReferenceTest, TransactionsHaveTheirForm) {
  EXPECT_TRUE(IsGatewayTransaction("Az0-._"));
  EXPECT_TRUE(IsGatewayTransaction(std::string(63, '1')));
  EXPECT_FALSE(IsGatewayTransaction(std::string(64, '1')));
  EXPECT_FALSE(IsGatewayTransaction(""));
  EXPECT_FALSE(IsGatewayTransaction("a/b"));
}

}  // namespace
}  // namespace motcua::payment
