// What is changed after it was closed is found and named, and never served.
#include <random>

#include "absl/strings/str_cat.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "common/testing/bit_flip.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"
#include "services/aggregator/closing/check.h"
#include "services/aggregator/closing/closing_fixture.h"

namespace motcua::aggregator {
namespace {

using testing::BitFlip;
using testing::DetailsOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;
using testing::RefusedWith;

constexpr int kFlips = 60;  // of each table
constexpr int kFileFlips = 300;

class SnapshotTamperTest : public ClosingTest {
 protected:
  SnapshotTamperTest() {
    Closed(April());
    Receive("so-tu-phap", 8, kApril.last);
    Tell("processing");
    second_ = Closed(Restatement()).name();
  }

  // Every way to read a snapshot; the status of the first that refuses.
  absl::Status ReadEverything() {
    sql::Connection connection(database_);
    const auto heads = ReadHeadsAfter(connection, key_.public_key(), kBeforeAll, 100);
    if (!heads.ok()) return heads.status();
    for (const std::string& name : {std::string(kAprilName), second_}) {
      const auto snapshot = Read(name);
      if (!snapshot.ok()) return snapshot.status();
    }
    return absl::OkStatus();
  }
  grpc::Status Get(const std::string& name) {
    v1::GetSnapshotRequest request;
    request.set_name(name);
    v1::GetSnapshotResponse response;
    return Call(&v1::SnapshotService::Stub::GetSnapshot, request, &response);
  }

  std::string second_;
};

TEST_F(SnapshotTamperTest, EveryFlippedBitOfARowIsFoundAndNamed) {
  ASSERT_THAT(ReadEverything(), IsOk());
  sql::Connection connection(database_);
  std::mt19937 random(20220414);
  for (const char* table : {"snapshot", "snapshot_part"}) {
    std::set<std::string> columns;
    for (int i = 0; i < kFlips; ++i) {
      const auto flip = BitFlip::Of(connection, table, random);
      ASSERT_TRUE(flip.has_value());
      columns.insert(flip->column());
      const absl::Status read = ReadEverything();
      EXPECT_THAT(read, RefusedWith("SNAPSHOT_DAMAGED")) << flip->what();
      EXPECT_THAT(std::string(read.message()), HasSubstr("snapshots/")) << flip->what();
      const Checked checked = Check();
      ASSERT_GT(checked.fault_count, 0) << flip->what();
      EXPECT_THAT(checked.faults[0].place, HasSubstr("snapshots/")) << flip->what();
    }
    EXPECT_EQ(columns.size(), std::string(table) == "snapshot" ? 4U : 2U);
  }
  EXPECT_THAT(ReadEverything(), IsOk());
}

TEST_F(SnapshotTamperTest, NothingDamagedIsServed) {
  sql::Connection connection(database_);
  std::mt19937 random(1);
  for (int i = 0; i < 30; ++i) {
    const auto flip = BitFlip::Of(connection, "snapshot", random);
    const grpc::Status first = Get(kAprilName);
    const grpc::Status second = Get(second_);
    EXPECT_FALSE(first.ok() && second.ok()) << flip->what();
    for (const grpc::Status& status : {first, second}) {
      if (status.ok()) continue;
      EXPECT_EQ(DetailsOf(status).reason, "SNAPSHOT_DAMAGED") << flip->what();
    }
  }
}

TEST_F(SnapshotTamperTest, ADeletedRowIsMissed) {
  sql::Connection connection(database_);
  connection.Update("DELETE FROM snapshot WHERE number = ?", {2});
  // The newest leaves no gap, but the log knows of it.
  const Checked newest = Check();
  ASSERT_EQ(newest.fault_count, 1);
  EXPECT_EQ(newest.faults[0].place, second_);
  EXPECT_EQ(newest.faults[0].text, "it is missing");
  // Nor is its number given to other figures.
  v1::Snapshot snapshot;
  EXPECT_EQ(DetailsOf(Close(Restatement(), &snapshot)).reason, "SNAPSHOT_DAMAGED");
}

TEST_F(SnapshotTamperTest, ANumberThatWasGivenTwiceIsNamed) {
  sql::Connection connection(database_);
  connection.Update("DELETE FROM snapshot WHERE number = ?", {2});
  connection.Update("UPDATE event SET subject = 'x' WHERE subject = ?", {second_});
  EXPECT_EQ(Closed(Restatement()).name(), second_);
  EXPECT_THAT(ReadEverything(), IsOk());
  const Checked checked = Check();
  ASSERT_EQ(checked.fault_count, 1);
  EXPECT_EQ(checked.faults[0].place, second_);
  EXPECT_THAT(checked.faults[0].text, HasSubstr("twice"));
}

TEST_F(SnapshotTamperTest, TheKeysHolderCannotCallCompleteWhatWasNot) {
  v1::SnapshotFile file;
  ASSERT_TRUE(file.ParseFromString(FileOf(second_)));
  file.mutable_snapshot()->mutable_sources(0)->clear_complete_until();
  ASSERT_THAT(signing::Sign(key_, *file.mutable_snapshot()), IsOk());
  const Checked checked = CheckSnapshotFile(file.SerializeAsString(), key_.public_key());
  ASSERT_EQ(checked.fault_count, 1);
  EXPECT_EQ(checked.faults[0].place, "head");
}

TEST_F(SnapshotTamperTest, AGapIsNamed) {
  sql::Connection connection(database_);
  connection.Update("DELETE FROM snapshot WHERE number = ?", {1});
  const absl::Status read = ReadEverything();
  EXPECT_THAT(read, RefusedWith("SNAPSHOT_DAMAGED"));
  EXPECT_THAT(std::string(read.message()), HasSubstr(absl::StrCat(kAprilName, " is damaged")));
  // Nor can the period be stated again over it.
  v1::Snapshot snapshot;
  EXPECT_EQ(DetailsOf(Close(Restatement(), &snapshot)).reason, "SNAPSHOT_DAMAGED");
}

// An attacker who may write the database: a figure is changed, and every digest made anew.
class Forger : public SnapshotTamperTest {
 protected:
  Forger() : connection_(database_), forged_(*Read(second_)) {
    for (v1::SnapshotFact& fact : *forged_.fact_pages[0].mutable_facts()) fact.set_flow(1);
    forged_.content.mutable_tables(0)->mutable_rows(0)->mutable_cells(0)->set_numerator(1);
    forged_.head.set_fact_pages(0, *signing::DigestOf(forged_.fact_pages[0]));
    forged_.head.set_content_digest(*signing::DigestOf(forged_.content));
  }
  void Store() {
    ASSERT_THAT(SaveParts(connection_, forged_), IsOk());
    connection_.Update("UPDATE snapshot SET head = ? WHERE number = 2",
                       {forged_.head.SerializeAsString()});
  }

  sql::Connection connection_;
  WholeSnapshot forged_;
};

TEST_F(Forger, IsFoundByTheDigest) {
  Store();
  EXPECT_THAT(ReadEverything(), RefusedWith("SNAPSHOT_DAMAGED"));
  EXPECT_THAT(Get(second_).error_message(), HasSubstr("DIGEST_MISMATCH"));
}

TEST_F(Forger, IsFoundByTheSignatureWhereTheDigestIsRight) {
  const std::string value = forged_.head.signature().value();
  forged_.head.mutable_signature()->set_digest(*signing::DigestOf(forged_.head));
  Store();
  EXPECT_THAT(Get(second_).error_message(), HasSubstr("SIGNATURE_MISMATCH"));
  EXPECT_EQ(forged_.head.signature().value(), value);
}

TEST_F(Forger, WithAKeyOfTheirOwnIsFound) {
  ASSERT_THAT(signing::Sign(signing::SigningKey::Generate(), forged_.head), IsOk());
  Store();
  EXPECT_THAT(Get(second_).error_message(), HasSubstr("KEY_UNKNOWN"));
}

TEST_F(Forger, CannotPutAnotherSnapshotInItsPlace) {
  // The first one is well signed, too.
  forged_ = *Read(kAprilName);
  Store();
  EXPECT_THAT(Get(second_).error_message(), HasSubstr("it is stored as"));
}

TEST_F(SnapshotTamperTest, EveryFlippedBitOfAFileIsFound) {
  const std::string file = FileOf(second_);
  ASSERT_THAT(CheckSnapshotFile(file, key_.public_key()).faults, IsEmpty());
  std::mt19937 random(7);
  std::set<std::string> places;
  for (int i = 0; i < kFileFlips; ++i) {
    // Every part in its turn: the content is by far the largest.
    const std::size_t byte = i % 2 == 0 ? file.size() * static_cast<std::size_t>(i) / kFileFlips
                                        : random() % std::min<std::size_t>(file.size(), 4000);
    std::string flipped = file;
    flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << random() % 8));
    const Checked checked = CheckSnapshotFile(flipped, key_.public_key());
    ASSERT_GT(checked.fault_count, 0) << "byte " << byte;
    for (const StoredFault& fault : checked.faults) places.insert(fault.place);
  }
  EXPECT_TRUE(places.contains("head"));
  EXPECT_TRUE(places.contains("content"));
}

TEST_F(SnapshotTamperTest, EachPartOfAFileIsNamed) {
  v1::SnapshotFile file;
  ASSERT_TRUE(file.ParseFromString(FileOf(second_)));
  const auto place = [&](const v1::SnapshotFile& changed) {
    const Checked checked = CheckSnapshotFile(changed.SerializeAsString(), key_.public_key());
    return checked.faults.empty() ? "" : checked.faults[0].place;
  };
  v1::SnapshotFile changed = file;
  changed.mutable_snapshot()->mutable_close_time()->set_seconds(1);
  EXPECT_EQ(place(changed), "head");
  changed = file;
  changed.mutable_content()->mutable_tables(1)->mutable_rows(0)->set_label_vi("x");
  EXPECT_EQ(place(changed), "content");
  changed = file;
  changed.mutable_fact_pages(0)->mutable_facts(1)->set_before(77);
  EXPECT_EQ(place(changed), "facts page 0");
  changed = file;
  changed.mutable_fact_pages()->RemoveLast();
  EXPECT_EQ(place(changed), "facts");
  changed = file;
  changed.mutable_catalog()->mutable_agencies(0)->set_display_name_vi("x");
  EXPECT_EQ(place(changed), "catalog");
  EXPECT_EQ(place(file), "");
}

TEST_F(SnapshotTamperTest, AFileThatIsCutOffOrEmptyIsNone) {
  const std::string file = FileOf(second_);
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, file.size() / 2, file.size() - 1}) {
    EXPECT_GT(CheckSnapshotFile(file.substr(0, size), key_.public_key()).fault_count, 0) << size;
  }
  EXPECT_GT(CheckSnapshotFile(file + file, key_.public_key()).fault_count, 0);
}

}  // namespace
}  // namespace motcua::aggregator
