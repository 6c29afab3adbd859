#include "common/signing/canonical.h"

#include "common/base/hash.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "motcua/digitization/v1/digitization.pb.h"

namespace motcua::signing {
namespace {

using aggregator::v1::Snapshot;
using aggregator::v1::SnapshotClosed;
using aggregator::v1::SnapshotFact;
using testing::IsOk;
using testing::RefusedWith;

std::string Hex(const google::protobuf::Message& message) {
  const auto form = Canonical(message);
  EXPECT_THAT(form, IsOk());
  return form.ok() ? HexEncode(*form) : "";
}

// What stands in README.md, by which others implement it.
TEST(CanonicalTest, IsAsDocumented) {
  SnapshotClosed message;
  message.set_name("a");
  message.set_provisional(true);
  EXPECT_EQ(Hex(message),
            "00000023"
            "6d6f746375612e61676772656761746f722e76312e536e617073686f74436c6f736564"
            "00000001020000000161"
            "00000003010000000000000001");
}

TEST(CanonicalTest, NegativeNumbersNestedMessagesAndListsHaveOneForm) {
  Snapshot message;
  message.mutable_period()->set_last_day("b");
  message.set_number(-1);
  message.add_incomplete_sources("");
  message.add_incomplete_sources("x");
  const std::string type = HexEncode("motcua.aggregator.v1.Snapshot");
  EXPECT_EQ(Hex(message), "0000001d" + type + "00000003030000000a" + "00000002020000000162" +
                              "0000000401ffffffffffffffff" + "000000060200000000" +
                              "00000006020000000178");
}

TEST(CanonicalTest, TheTypeIsPartOfIt) { EXPECT_NE(Hex(SnapshotClosed()), Hex(SnapshotFact())); }

TEST(CanonicalTest, WhereAStringEndsIsPartOfIt) {
  SnapshotFact one;
  one.set_source("ab");
  one.set_agency("c");
  SnapshotFact other;
  other.set_source("a");
  other.set_agency("bc");
  EXPECT_NE(Hex(one), Hex(other));
}

TEST(CanonicalTest, AnAbsentMessageIsNotAnEmptyOne) {
  Snapshot absent;
  Snapshot empty;
  empty.mutable_period();
  EXPECT_NE(Hex(absent), Hex(empty));
}

TEST(CanonicalTest, UnknownFieldsAtAnyDepthAreRefused) {
  Snapshot message;
  Snapshot::GetReflection()->MutableUnknownFields(&message)->AddVarint(1000, 1);
  EXPECT_THAT(Canonical(message), RefusedWith("NOT_CANONICAL"));
  Snapshot nested;
  auto* period = nested.mutable_period();
  period->GetReflection()->MutableUnknownFields(period)->AddVarint(1000, 1);
  EXPECT_THAT(Canonical(nested), RefusedWith("NOT_CANONICAL"));
}

TEST(CanonicalTest, FloatingPointIsRefused) {
  digitization::v1::ExtractFieldsResponse::ExtractedField message;
  message.set_confidence(0.5);
  EXPECT_THAT(Canonical(message), RefusedWith("NOT_CANONICAL"));
}

TEST(CanonicalTest, OnlyTheMessagesOwnSignatureIsLeftOutOfTheDigest) {
  Snapshot message;
  message.set_name("a");
  const auto before = DigestOf(message);
  message.mutable_signature()->set_key_id("k");
  EXPECT_EQ(*DigestOf(message), *before);
  EXPECT_NE(Sha256(*Canonical(message)), *before);
  message.set_name("b");
  EXPECT_NE(*DigestOf(message), *before);

  aggregator::v1::SnapshotFile file;
  *file.mutable_snapshot() = message;
  const auto signed_inside = DigestOf(file);
  file.mutable_snapshot()->mutable_signature()->set_key_id("other");
  EXPECT_NE(*DigestOf(file), *signed_inside);
}

}  // namespace
}  // namespace motcua::signing
