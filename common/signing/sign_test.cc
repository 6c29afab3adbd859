#include "common/signing/sign.h"

#include <fstream>

#include "absl/strings/escaping.h"
#include "common/testing/database.h"
#include "common/testing/grpc.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/snapshot.pb.h"

namespace motcua::signing {
namespace {

using aggregator::v1::Snapshot;
using testing::IsOk;
using testing::RefusedWith;

// RFC 8032, 7.1, test 2.
constexpr char kSeed[] = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
constexpr char kPublic[] = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
constexpr char kSignatureOf72[] =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

SigningKey Key() { return *SigningKey::FromSeed(absl::HexStringToBytes(kSeed)); }

Snapshot Signed(const SigningKey& key) {
  Snapshot message;
  message.set_name("snapshots/2022-03-15_2022-04-14.1");
  message.set_fact_count(17);
  EXPECT_THAT(Sign(key, message), IsOk());
  return message;
}

TEST(KeyTest, IsTheOneOfTheRfc) {
  EXPECT_EQ(Key().public_key().Raw(), absl::HexStringToBytes(kPublic));
  EXPECT_EQ(Key().Sign("\x72"), absl::HexStringToBytes(kSignatureOf72));
  EXPECT_TRUE(Key().public_key().Verifies("\x72", absl::HexStringToBytes(kSignatureOf72)));
  EXPECT_FALSE(Key().public_key().Verifies("\x73", absl::HexStringToBytes(kSignatureOf72)));
}

TEST(KeyTest, GoesThroughPemAndBack) {
  const SigningKey key = SigningKey::Generate();
  const auto again = SigningKey::FromPem(key.Pem());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->Sign("a"), key.Sign("a"));
  const auto public_key = PublicKey::FromPem(key.public_key().Pem());
  ASSERT_THAT(public_key, IsOk());
  EXPECT_TRUE(public_key->Verifies("a", key.Sign("a")));
  EXPECT_EQ(public_key->id(), key.public_key().id());
  EXPECT_EQ(PublicKey::FromRaw(key.public_key().Raw())->id(), key.public_key().id());
}

TEST(KeyTest, OfTheDevelopmentScriptFitTogether) {
  const auto key = SigningKey::FromFile(testing::Certificates() + "/signing.key");
  const auto public_key = PublicKey::FromFile(testing::Certificates() + "/signing.pub");
  ASSERT_THAT(key, IsOk());
  ASSERT_THAT(public_key, IsOk());
  EXPECT_EQ(public_key->id(), key->public_key().id());
}

TEST(KeyTest, OtherFilesAreRefused) {
  const testing::TempDir dir;
  EXPECT_THAT(SigningKey::FromFile(dir.path() + "/none"), RefusedWith("KEY_NOT_READ"));
  EXPECT_THAT(SigningKey::FromFile(testing::Certificates() + "/signing.pub"),
              RefusedWith("KEY_INVALID"));
  // A key, but not for Ed25519.
  EXPECT_THAT(SigningKey::FromFile(testing::Certificates() + "/admin.key"),
              RefusedWith("KEY_INVALID"));
  EXPECT_THAT(PublicKey::FromPem(""), RefusedWith("KEY_INVALID"));
}

TEST(SignTest, HoldsForWhatWasSigned) {
  EXPECT_THAT(Verify(Key().public_key(), Signed(Key())), IsOk());
}

TEST(SignTest, EveryReasonHasItsName) {
  const PublicKey key = Key().public_key();
  Snapshot message = Signed(Key());
  message.set_fact_count(18);
  EXPECT_THAT(Verify(key, message), RefusedWith("DIGEST_MISMATCH"));
  message.clear_signature();
  EXPECT_THAT(Verify(key, message), RefusedWith("SIGNATURE_MISSING"));
  EXPECT_THAT(Verify(key, Signed(SigningKey::Generate())), RefusedWith("KEY_UNKNOWN"));
  EXPECT_THAT(Verify(key, aggregator::v1::SnapshotFact()), RefusedWith("NOT_CANONICAL"));
}

TEST(SignTest, EachKeyOfARingStandsForItsOwnSignatures) {
  const SigningKey other = SigningKey::Generate();
  Keyring ring = Key().public_key();
  ring.Add(other.public_key());
  EXPECT_THAT(Verify(ring, Signed(Key())), IsOk());
  Snapshot message = Signed(other);
  EXPECT_THAT(Verify(ring, message), IsOk());
  message.mutable_signature()->set_key_id(Key().public_key().id());
  EXPECT_THAT(Verify(ring, message), RefusedWith("SIGNATURE_MISMATCH"));
  EXPECT_THAT(Verify(Keyring(), Signed(Key())), RefusedWith("KEY_UNKNOWN"));
}

// Somebody who may write everything, but has not the key.
TEST(SignTest, WhoRecomputesTheDigestIsFound) {
  Snapshot message = Signed(Key());
  Snapshot forged = message;
  forged.set_fact_count(18);
  ASSERT_THAT(Sign(SigningKey::Generate(), forged), IsOk());
  forged.mutable_signature()->set_key_id(message.signature().key_id());
  EXPECT_THAT(Verify(Key().public_key(), forged), RefusedWith("SIGNATURE_MISMATCH"));
  forged.mutable_signature()->set_value(message.signature().value());
  EXPECT_THAT(Verify(Key().public_key(), forged), RefusedWith("SIGNATURE_MISMATCH"));
}

TEST(SignTest, EveryFlippedBitOfASignatureIsFound) {
  const Snapshot message = Signed(Key());
  for (std::size_t bit = 0; bit < 64 * 8; ++bit) {
    Snapshot flipped = message;
    std::string& value = *flipped.mutable_signature()->mutable_value();
    value[bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << bit % 8));
    EXPECT_THAT(Verify(Key().public_key(), flipped), RefusedWith("SIGNATURE_MISMATCH"));
  }
}

}  // namespace
}  // namespace motcua::signing
