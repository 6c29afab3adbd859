#include "services/digitization/signing/signatures.h"

#include <filesystem>
#include <fstream>

#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/digitization/signing/authority_for_test.h"

namespace motcua::digitization {
namespace {

using motcua::testing::TempDir;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'000);
const absl::Duration kYear = absl::Hours(24 * 365);
constexpr char kScan[] = "bản quét";

class SignaturesTest : public ::testing::Test {
 protected:
  SignaturesTest() {
    std::filesystem::create_directory(dir_.path() + "/crls");
    Write("scan", kScan);
    Write("ca.pem", authority_.Pem());
  }

  void Write(const std::string& name, const std::string& bytes) const {
    std::ofstream(dir_.path() + "/" + name) << bytes;
  }
  Signatures Trusting() const { return {dir_.path() + "/ca.pem", dir_.path() + "/crls"}; }
  SignatureVerdict Verify(const std::string& signature) const {
    return Trusting().Verify(signature, dir_.path() + "/scan", kNow).value();
  }

  TempDir dir_;
  Authority authority_{"Chứng thực tỉnh", kNow};
  Officer officer_ = authority_.Issue("Cán bộ", kNow - kYear, kNow + kYear);
};

TEST_F(SignaturesTest, OfAnOfficerIsValid) {
  EXPECT_EQ(Verify(Sign(officer_, kScan, kNow - absl::Hours(1))), SignatureVerdict::kValid);
  EXPECT_EQ(Verify(Sign(officer_, kScan, std::nullopt)), SignatureVerdict::kValid);
  EXPECT_EQ(Verify(Sign(officer_, kScan, kNow, EVP_sha512())), SignatureVerdict::kValid);
}

TEST_F(SignaturesTest, OverAnotherFileIsTampered) {
  EXPECT_EQ(Verify(Sign(officer_, "bản khác", kNow)), SignatureVerdict::kTampered);
  EXPECT_EQ(Verify(Sign(officer_, "bản khác", std::nullopt)), SignatureVerdict::kTampered);
  const std::string signature = Sign(officer_, kScan, kNow);
  Write("scan", std::string(kScan) + ".");
  EXPECT_EQ(Verify(signature), SignatureVerdict::kTampered);
}

TEST_F(SignaturesTest, OverAFileThatIsNotThereIsNotJudged) {
  EXPECT_TRUE(absl::IsNotFound(
      Trusting().Verify(Sign(officer_, kScan, kNow), dir_.path() + "/none", kNow).status()));
}

TEST_F(SignaturesTest, WithAnotherSigningTimeThanWasSignedIsTampered) {
  std::string signature = Sign(officer_, kScan, kNow);
  const std::string time = absl::FormatTime("%y%m%d%H%M%SZ", kNow, absl::UTCTimeZone());
  const std::size_t place = signature.rfind(time);
  ASSERT_NE(place, std::string::npos);
  signature[place + 1] ^= 1;
  EXPECT_EQ(Verify(signature), SignatureVerdict::kTampered);
}

TEST_F(SignaturesTest, OfAStrangerIsUnknown) {
  Authority other("Chứng thực tỉnh", kNow);  // the name alone proves nothing
  const Officer stranger = other.Issue("Cán bộ", kNow - kYear, kNow + kYear);
  EXPECT_EQ(Verify(Sign(stranger, kScan, kNow)), SignatureVerdict::kUnknownSigner);
  EXPECT_EQ(
      Signatures("", "").Verify(Sign(officer_, kScan, kNow), dir_.path() + "/scan", kNow).value(),
      SignatureVerdict::kUnknownSigner);
}

TEST_F(SignaturesTest, WithACertificateForSomethingElseIsUnknown) {
  const Officer cipher = authority_.Issue("Máy chủ", kNow - kYear, kNow + kYear, "keyAgreement");
  EXPECT_EQ(Verify(Sign(cipher, kScan, kNow)), SignatureVerdict::kUnknownSigner);
}

TEST_F(SignaturesTest, CountsTheTimeItWasMadeAt) {
  const Officer retired = authority_.Issue("Cán bộ", kNow - kYear, kNow - absl::Minutes(5));
  EXPECT_EQ(Verify(Sign(retired, kScan, kNow - absl::Minutes(10))), SignatureVerdict::kValid);
  EXPECT_EQ(Verify(Sign(retired, kScan, kNow)), SignatureVerdict::kExpired);
  EXPECT_EQ(Verify(Sign(retired, kScan, std::nullopt)), SignatureVerdict::kExpired);
  const Officer future = authority_.Issue("Cán bộ", kNow + absl::Hours(1), kNow + kYear);
  EXPECT_EQ(Verify(Sign(future, kScan, kNow)), SignatureVerdict::kExpired);
}

// Who finds an old certificate could sign with it and name any day he likes.
TEST_F(SignaturesTest, IsJudgedAtItsArrivalIfItClaimsToBeOlder) {
  const Officer retired = authority_.Issue("Cán bộ", kNow - kYear, kNow - absl::Minutes(5));
  EXPECT_EQ(Verify(Sign(retired, kScan, kNow - absl::Minutes(10) - absl::Seconds(1))),
            SignatureVerdict::kExpired);
  const Officer recent = authority_.Issue("Cán bộ", kNow - absl::Minutes(5), kNow + kYear);
  EXPECT_EQ(Verify(Sign(recent, kScan, kNow - absl::Hours(2))), SignatureVerdict::kValid);
}

TEST_F(SignaturesTest, CannotBeMadeInTheFuture) {
  const Officer future = authority_.Issue("Cán bộ", kNow + absl::Hours(1), kNow + kYear);
  EXPECT_EQ(Verify(Sign(future, kScan, kNow + absl::Hours(2))), SignatureVerdict::kExpired);
}

TEST_F(SignaturesTest, OfARevokedOfficerIsRevoked) {
  const Signatures signatures = Trusting();
  const std::string signature = Sign(officer_, kScan, kNow - absl::Hours(2));
  const auto verify = [&] { return *signatures.Verify(signature, dir_.path() + "/scan", kNow); };
  Write("crls/none.crl", authority_.ListPem());
  EXPECT_EQ(verify(), SignatureVerdict::kValid);
  authority_.Revoke(officer_, kNow - absl::Hours(1));
  // A newer list counts at once, in either form.
  Write("crls/new.crl", authority_.ListDer());
  EXPECT_EQ(verify(), SignatureVerdict::kRevoked);
  Write("crls/new.crl", "half a list");
  EXPECT_EQ(verify(), SignatureVerdict::kRevoked);
}

TEST_F(SignaturesTest, OnAListPastItsDateIsLoggedOnce) {
  Write("crls/list.crl", authority_.ListPem());
  const Signatures signatures = Trusting();
  const std::string signature = Sign(officer_, kScan, kNow);
  ::testing::internal::CaptureStderr();
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(*signatures.Verify(signature, dir_.path() + "/scan", kNow), SignatureVerdict::kValid);
  }
  const std::string log = ::testing::internal::GetCapturedStderr();
  const std::size_t line = log.find("revocation_list_overdue");
  ASSERT_NE(line, std::string::npos);
  EXPECT_EQ(log.find("revocation_list_overdue", line + 1), std::string::npos);
}

TEST_F(SignaturesTest, IsNotRevokedByAStrangersList) {
  Authority other("Chứng thực tỉnh", kNow);
  other.Revoke(officer_, kNow);
  Write("crls/other.crl", other.ListPem());
  EXPECT_EQ(Verify(Sign(officer_, kScan, kNow)), SignatureVerdict::kValid);
}

TEST_F(SignaturesTest, ThatIsNoneCannotBeRead) {
  const std::string signature = Sign(officer_, kScan, kNow);
  for (const std::string& other :
       {std::string(), std::string("chữ ký"), signature + "x", signature.substr(0, 100)}) {
    EXPECT_EQ(Verify(other), SignatureVerdict::kUnreadable) << other.size();
  }
  EXPECT_EQ(Verify(Sign(officer_, kScan, kNow, EVP_sha1())), SignatureVerdict::kUnreadable);
}

TEST_F(SignaturesTest, IsNotValidWithAChangedByte) {
  const std::string signature = Sign(officer_, kScan, kNow);
  std::size_t valid = 0;
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] ^= 0x41;
    if (Verify(changed) == SignatureVerdict::kValid) ++valid;
  }
  // But for a version and names of algorithms, which are not signed and not looked at.
  EXPECT_LT(valid, signature.size() / 25);
}

TEST_F(SignaturesTest, NeedsAuthoritiesThatCanBeRead) {
  Write("empty.pem", "nothing");
  EXPECT_ANY_THROW(Signatures(dir_.path() + "/empty.pem", ""));
  EXPECT_ANY_THROW(Signatures(dir_.path() + "/none.pem", ""));
  Write("crls/bad.crl", "nothing");
  EXPECT_ANY_THROW(Trusting());
}

}  // namespace
}  // namespace motcua::digitization
