// Golden vectors: what this implementation makes is what is stored, and another implementation, in
// another language and from the documents alone, makes the same.
#include <sys/wait.h>

#include <limits>

#include "common/base/hash.h"
#include "common/feed/convert.h"
#include "common/journal/journal.h"
#include "common/rpc/request.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "common/statistics/cells.h"
#include "common/testing/database.h"
#include "google/protobuf/util/json_util.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/portal/v1/portal.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "tests/conformance/kit/feed_checks.h"
#include "tests/conformance/kit/held_cells.h"
#include "tests/conformance/kit/vector_file_fixture.h"

namespace motcua::conform {
namespace {

namespace agg = aggregator::v1;
using google::protobuf::Message;

Json ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string text;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(message, &text, options).ok());
  return Json::parse(text);
}

agg::Snapshot SampleSnapshot() {
  agg::Snapshot snapshot;
  snapshot.set_name("snapshots/2022-03-15_2022-04-14.2");
  snapshot.set_province("quang-tri");
  snapshot.mutable_period()->set_first_day("2022-03-15");
  snapshot.mutable_period()->set_last_day("2022-04-14");
  snapshot.set_number(2);
  snapshot.set_supersedes("snapshots/2022-03-15_2022-04-14.1");
  snapshot.set_reason_vi("Bổ sung hồ sơ của Sở Tư pháp");
  snapshot.set_organisation("quang-tri");
  *snapshot.mutable_close_time() = rpc::ToTimestamp(absl::FromUnixMicros(1'650'000'000'000'001));
  agg::SnapshotSource& source = *snapshot.add_sources();
  source.set_source("processing");
  source.set_epoch("e1");
  source.set_revision(4711);
  source.set_cells_digest(std::string("\0\1\2\3\4\5\6\7\x08\x09\xfa\xfb\xfc\xfd\xfe\xff", 16));
  snapshot.add_sources();  // a source that nothing is known of
  snapshot.set_fact_count(2);
  snapshot.add_fact_pages(Sha256("first page"));
  snapshot.add_fact_pages(Sha256("second page"));
  return snapshot;
}

Json CanonicalVector(const std::string& about, const Message& message) {
  return {{"about", about},
          {"type", std::string(message.GetTypeName())},
          {"message", ToJson(message)},
          {"canonical_hex", HexEncode(*signing::Canonical(message))},
          {"digest_hex", HexEncode(*signing::DigestOf(message))}};
}

TEST(VectorsTest, CanonicalForms) {
  agg::SnapshotClosed closed;
  closed.set_name("a");
  closed.set_provisional(true);
  agg::SnapshotFact fact;
  fact.set_source("processing");
  fact.set_agency("so-tu-phap");
  fact.set_channel(type::v1::CHANNEL_LINKED);
  fact.set_counter(statistics::v1::COUNTER_OVERDUE);
  fact.set_flow(-3);
  fact.set_before(std::numeric_limits<std::int64_t>::min());
  agg::Snapshot listed;
  listed.add_incomplete_sources("");
  listed.add_incomplete_sources("x");
  listed.mutable_period();
  statistics::v1::Leaf leaf;
  leaf.add_add(statistics::v1::COUNTER_RECEIVED);
  leaf.add_add(statistics::v1::COUNTER_MOVED_IN);
  leaf.set_first_day(-1);
  intake::v1::DossierEvent zero;
  zero.mutable_received()->set_due_day(0);
  portal::v1::PortalEvent chosen;
  chosen.mutable_faults_set();
  agg::Snapshot signed_one = SampleSnapshot();
  signed_one.mutable_signature()->set_key_id("left out of the digest");
  CompareOrMake(
      "canonical.json",
      Json::array(
          {CanonicalVector("nothing is set: the type's name alone", agg::SnapshotClosed()),
           CanonicalVector("a string and a bool, as in the document", closed),
           CanonicalVector("enums and negative integers", fact),
           CanonicalVector("a list with an empty element; a present message of no field", listed),
           CanonicalVector("a list of integers, however protobuf packs it", leaf),
           CanonicalVector("an optional scalar that is present with its default value", zero),
           CanonicalVector("a member of a oneof, an empty message", chosen),
           CanonicalVector("Vietnamese text, bytes, messages in lists", SampleSnapshot()),
           CanonicalVector("its own signature is in the form, not in the digest", signed_one)}));
}

TEST(VectorsTest, Signatures) {
  std::string seed;
  for (int i = 0; i < 32; ++i) seed += static_cast<char>(i);
  const auto key = signing::SigningKey::FromSeed(seed);
  ASSERT_TRUE(key.ok());
  agg::Snapshot snapshot = SampleSnapshot();
  ASSERT_TRUE(signing::Sign(*key, snapshot).ok());
  agg::Snapshot changed = snapshot;
  changed.set_fact_count(3);
  agg::Snapshot forged = snapshot;
  forged.mutable_signature()->mutable_value()->back() ^= 1;
  const auto vector = [&](const char* about, const agg::Snapshot& message) {
    return Json{{"about", about},
                {"type", std::string(message.GetTypeName())},
                {"message", ToJson(message)},
                {"signature_hex", HexEncode(message.signature().value())},
                {"verifies", signing::Verify(key->public_key(), message).ok()}};
  };
  CompareOrMake("signatures.json",
                {{"seed_hex", HexEncode(seed)},
                 {"public_key_hex", HexEncode(key->public_key().Raw())},
                 {"public_key_pem", key->public_key().Pem()},
                 {"key_id", key->public_key().id()},
                 {"messages", Json::array({vector("as it was signed", snapshot),
                                           vector("changed after it was signed", changed),
                                           vector("a bit of the signature flipped", forged)})}});
}

TEST(VectorsTest, Chain) {
  const std::pair<const char*, std::string> kEvents[] = {
      {"H50.01-220301-0001", std::string("\0\xff", 2)},
      {"H50.01-220301-0001", ""},
      {"snapshots/2022-03-15_2022-04-14.1", "payload"}};
  Json events = Json::array();
  std::string hash;
  std::string expected(32, '\0');
  std::int64_t sequence = 0;
  for (const auto& [subject, payload] : kEvents) {
    journal::StoredEvent event;
    event.sequence = ++sequence;
    event.event = {subject, "motcua.intake.v1.DossierEvent", payload,
                   absl::FromUnixMicros(sequence == 2 ? -1 : 1'646'100'000'000'000 + sequence)};
    event.record_time = absl::FromUnixMicros(1'646'100'000'500'000 + sequence);
    event.organisation = "quang-tri";
    event.command_end = sequence != 1;
    hash = event.chain_hash = journal::ChainHash(hash, event);
    // The kit's own, from the contract.
    expected = ChainHash(expected, feed::ToProto(event));
    EXPECT_EQ(hash, expected);
    events.push_back({{"sequence", sequence},
                      {"subject", subject},
                      {"event_time_us", absl::ToUnixMicros(event.event.time)},
                      {"record_time_us", absl::ToUnixMicros(event.record_time)},
                      {"organisation", event.organisation},
                      {"payload_type", event.event.type},
                      {"payload_hex", HexEncode(payload)},
                      {"command_end", event.command_end},
                      {"chain_hash_hex", HexEncode(hash)}});
  }
  CompareOrMake("chain.json", events);
}

// A batch is the cells as they are after it; the digest is that of all held.
TEST(VectorsTest, CellDigests) {
  struct Change {
    statistics::CellKey key;
    std::int64_t value;
  };
  using statistics::Channel;
  using statistics::Counter;
  const statistics::CellKey received{"so-tu-phap", "khai-sinh",        Channel::kOnline,
                                     19052,        Counter::kReceived, ""};
  const statistics::CellKey late{"so-tu-phap", "khai-sinh",        Channel::kPost,
                                 19060,        Counter::kLateStep, "chi-cuc-thue"};
  const statistics::CellKey overdue{"so-y-te", "", Channel::kLinked, -1, Counter::kOverdue, ""};
  const std::vector<std::vector<Change>> kBatches = {
      {}, {{received, 1}}, {{received, 2}, {late, 1}, {overdue, -7}}, {{received, 0}}, {{late, 0}}};
  Json batches = Json::array();
  statistics::Digest digest;
  HeldCells held;
  std::map<statistics::CellKey, std::int64_t> values;
  for (std::size_t number = 0; number < kBatches.size(); ++number) {
    Json cells = Json::array();
    CellBatch batch;
    batch.full = number == 0;
    batch.epoch = "e";
    batch.from = batch.through = static_cast<std::int64_t>(number);
    if (number > 0) --batch.from;
    for (const auto& [key, value] : kBatches[number]) {
      digest.Remove(key, values[key]);
      digest.Add(key, values[key] = value);
      statistics::v1::Cell& cell = batch.cells.emplace_back();
      cell.set_agency(key.agency);
      cell.set_procedure(key.procedure);
      cell.set_channel(static_cast<type::v1::Channel>(key.channel));
      cell.set_day(key.day);
      cell.set_counter(static_cast<statistics::v1::Counter>(key.counter));
      cell.set_responsible_agency(key.responsible_agency);
      cell.set_value(value);
      Json told = ToJson(cell);
      told["day"] = key.day;
      told["value"] = value;
      told["canonical_hex"] = HexEncode(CanonicalCell(KeyOf(cell), value));
      cells.push_back(told);
    }
    batch.digest = digest.ToBytes();
    EXPECT_FALSE(held.Take(batch)) << number;
    batches.push_back({{"cells", cells}, {"digest_hex", HexEncode(batch.digest)}});
  }
  CompareOrMake("cells.json", batches);
}

// The exit code of the checker.
int Check(const std::string& folder) {
  const std::string command =
      std::string(PYTHON) + " tests/conformance/kit/check_vectors.py " + folder;
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(VectorsTest, AnotherLanguageMakesTheSameFromTheDocuments) { EXPECT_EQ(Check(kVectors), 0); }

// What another language would have to say of a vector that is wrong in one place.
TEST(VectorsTest, AnotherLanguageFindsWhatIsWrong) {
  const std::pair<const char*, std::string> kPlaces[] = {{"canonical.json", "_hex\": \""},
                                                         {"signatures.json", "signature_hex\": \""},
                                                         {"chain.json", "_hex\": \""},
                                                         {"cells.json", "_hex\": \""},
                                                         {"timelines.json", "\"value\": "}};
  for (const auto& [name, place] : kPlaces) {
    const testing::TempDir dir;
    for (const auto& entry : std::filesystem::directory_iterator(kVectors)) {
      std::filesystem::copy_file(entry.path(),
                                 std::filesystem::path(dir.path()) / entry.path().filename());
    }
    const std::string path = dir.path() + "/" + name;
    std::ifstream stored(path);
    std::string text((std::istreambuf_iterator<char>(stored)), {});
    const std::size_t last = text.rfind(place);
    ASSERT_NE(last, std::string::npos);
    char& digit = text[last + place.size()];
    digit = digit == '9' ? '8' : '9';
    std::ofstream(path) << text;
    EXPECT_EQ(Check(dir.path()), 3) << name;
  }
}

}  // namespace
}  // namespace motcua::conform
