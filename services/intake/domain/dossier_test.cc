#include "services/intake/domain/dossier.h"

#include "gtest/gtest.h"
#include "services/intake/domain/person.h"
#include "services/intake/domain/sample_catalog.h"

namespace motcua::intake {
namespace {

TEST(DossierCodeTest, HasAgencyDayAndFourDigits) {
  const std::string series = CodeSeries("H49.18", DayAt("2022-03-15"));
  EXPECT_EQ(series, "H49.18-220315");
  EXPECT_EQ(FormatCode(series, 1), "H49.18-220315-0001");
  EXPECT_EQ(FormatCode(series, 9999), "H49.18-220315-9999");
}

TEST(DossierCodeTest, GrowsPastNineThousandNineHundredAndNinetyNine) {
  EXPECT_EQ(FormatCode("H49.18-220315", 10000), "H49.18-220315-10000");
  EXPECT_EQ(ParseCode("H49.18-220315-10000")->serial, 10000);
  EXPECT_EQ(ParseCode("H49.18-220315-123456")->serial, 123456);
}

TEST(DossierCodeTest, ParsesWhatItFormats) {
  for (const char* date : {"1990-01-01", "1999-12-31", "2000-02-29", "2022-03-15", "2089-12-31"}) {
    for (const std::int64_t serial : {1, 42, 9999, 10000, 999999999}) {
      const auto code = ParseCode(FormatCode(CodeSeries("000.00.01.H50", DayAt(date)), serial));
      ASSERT_TRUE(code.has_value()) << date << " " << serial;
      EXPECT_EQ(code->agency_code, "000.00.01.H50");
      EXPECT_EQ(code->day, DayAt(date));
      EXPECT_EQ(code->serial, serial);
    }
  }
}

TEST(DossierCodeTest, OtherSpellingsAreRefused) {
  for (const char* text :
       {"", "-", "H50", "H50-220315", "-220315-0001", "H50-220315-", "H50-220315-001",
        "H50-220315-0000", "H50-220315-00001", "H50-220315-1234567890", "H50-220230-0001",
        "H50-221301-0001", "H50-22031-0001", "h50-220315-0001", "H50 -220315-0001",
        "H50-220315-00a1", "H5\n0-220315-0001", "H50-220315-0001 ", "H50-2203151-0001"}) {
    EXPECT_FALSE(ParseCode(text).has_value()) << text;
  }
}

TEST(DossierCodeTest, IsAtMostSixtyThreeCharacters) {
  std::string code(51, 'H');
  code.append("-220315-0001");
  EXPECT_TRUE(ParseCode(code).has_value());
  code.insert(0, "H");
  EXPECT_FALSE(ParseCode(code).has_value());
}

TEST(DossierTest, EtagNamesCodeAndVersion) {
  Dossier dossier;
  dossier.code = "H50-220315-0001";
  const std::string etag = Etag(dossier);
  EXPECT_EQ(etag.size(), 16u);
  ++dossier.version;
  EXPECT_NE(Etag(dossier), etag);
  dossier.version = 1;
  dossier.code = "H50-220315-0002";
  EXPECT_NE(Etag(dossier), etag);
}

TEST(PersonTest, HashDependsOnSaltAndEveryField) {
  const Person person{"Nguyễn Văn An", "045090001234", "0905 123 456", std::string(16, 's')};
  const std::string hash = ApplicantHash(person);
  EXPECT_EQ(hash.size(), 16u);
  EXPECT_EQ(ApplicantHash(person), hash);
  Person other = person;
  other.salt[0] = 't';
  EXPECT_NE(ApplicantHash(other), hash);
  other = person;
  other.full_name += "045090001234";
  other.identity_number.clear();
  EXPECT_NE(ApplicantHash(other), hash) << "fields must not run into each other";
}

}  // namespace
}  // namespace motcua::intake
