// A flipped bit in any journal row, cell or snapshot is found, and named; and who rewrites a whole
// journal, hashes and all, is found by those who had read it.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/journal/journal.h"
#include "common/testing/bit_flip.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/verify/v1/verify.grpc.pb.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"

namespace motcua::federation {
namespace {

namespace fs = std::filesystem;
using testing::BitFlip;
using ::testing::HasSubstr;

constexpr absl::Duration kPatience = absl::Minutes(3);
constexpr int kFlips = 8;  // of each table

// A table that `part` covers, but for columns that say when something is sent on, not what it is.
struct Covered {
  const char* process;
  const char* table;
  const char* part;
  std::set<std::string> spared;
};

const Covered kCovered[] = {
    {"intake", "event", "journal", {}},
    {"processing", "event", "journal", {}},
    {"payment", "event", "journal", {}},
    {"digitization", "event", "journal", {}},
    {"aggregator", "event", "journal", {}},
    {"portal", "event", "journal", {}},
    {"intake", "cell", "cells", {"revision"}},
    {"processing", "cell", "cells", {"revision"}},
    {"payment", "cell", "cells", {"revision"}},
    {"digitization", "cell", "cells", {"revision"}},
    {"aggregator", "received_cell", "received", {"own_revision"}},
    {"portal", "received_cell", "received", {"own_revision"}},
    {"aggregator", "snapshot", "snapshots", {}},
    {"aggregator", "snapshot_part", "snapshots", {}},
    {"portal", "portal_snapshot_sum", "held snapshots", {}},
};

class TamperTest : public ::testing::Test {
 protected:
  TamperTest() : federation_({.var = dir_.path(), .bin = bin_, .source = fs::current_path()}) {
    LoadCatalog(federation_);
    {
      Office office(federation_);
      while (office.acknowledged() < 60) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    EXPECT_TRUE(AwaitComplete(federation_, kPatience));
  }

  void ClosePeriod(const std::string& first_day, const std::string& last_day) {
    const auto stub =
        aggregator::v1::SnapshotService::NewStub(federation_.Dial("aggregator", "admin"));
    aggregator::v1::ClosePeriodRequest request;
    request.mutable_period()->set_first_day(first_day);
    request.mutable_period()->set_last_day(last_day);
    request.set_provisional(true);
    aggregator::v1::Snapshot snapshot;
    const grpc::Status status =
        stub->ClosePeriod(rpc::ContextFor(absl::Seconds(60)).get(), request, &snapshot);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }

  // Faults of a part, as `PLACE: TEXT`.
  std::vector<std::string> FaultsOf(const std::string& process, const std::string& part) {
    const auto stub = verify::v1::VerifyService::NewStub(federation_.Dial(process, "admin"));
    verify::v1::VerifyStoreResponse found;
    const grpc::Status status =
        stub->VerifyStore(rpc::ContextFor(absl::Minutes(2)).get(), {}, &found);
    EXPECT_TRUE(status.ok()) << process << " " << status.error_message();
    std::vector<std::string> faults;
    bool checked = false;
    for (const verify::v1::Part& one : found.parts()) {
      checked |= one.part() == part;
      if (one.part() != part) continue;
      for (const auto& fault : one.faults()) faults.push_back(fault.place() + ": " + fault.text());
    }
    EXPECT_TRUE(checked) << process << " does not look at its " << part;
    return faults;
  }

  static std::string PlaceOf(const Covered& covered, const BitFlip& flip) {
    const auto text = [&](int column) { return std::get<std::string>(flip.before()[column]); };
    const std::string table = covered.table;
    if (table == "cell") return absl::StrCat("cell ", text(1), "/", text(2), "/");
    if (table == "event" && flip.column() != "sequence") {
      return absl::StrCat("event ", std::get<std::int64_t>(flip.before()[0]), ":");
    }
    if (table == "received_cell")
      return flip.column() == "value" ? "source " + text(1) : "cell of ";
    return table == "event" ? "event" : "snapshot";
  }

  // Flips what stands in a table, bit by bit.
  void Tamper(const Covered& covered, std::mt19937& random) {
    sql::Connection connection(SettingsOf(federation_, covered.process));
    EXPECT_THAT(FaultsOf(covered.process, covered.part), ::testing::IsEmpty());
    for (int i = 0; i < kFlips; ++i) {
      const auto flip = BitFlip::Of(connection, covered.table, random, covered.spared);
      if (!flip) return;  // nothing of this kind happened there
      SCOPED_TRACE(absl::StrCat(covered.process, " ", flip->what()));
      ++flips_;
      EXPECT_THAT(FaultsOf(covered.process, covered.part),
                  ::testing::Contains(HasSubstr(PlaceOf(covered, *flip))));
    }
    EXPECT_THAT(FaultsOf(covered.process, covered.part), ::testing::IsEmpty());
  }

  struct Told {
    int code = 0;
    std::string text;
  };
  Told Ctl(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {bin_ + "/motcuactl", "--federation=" + dir_.path()});
    const std::string log = dir_.path() + "/told";
    fs::remove(log);
    const int code = process::Child(arguments, log).Wait(absl::Minutes(3));
    std::ifstream file(log);
    return {code, {std::istreambuf_iterator<char>(file), {}}};
  }

  const motcua::testing::TempDir dir_;
  const std::string bin_ = fs::canonical("/proc/self/exe").parent_path();
  local::Federation federation_;
  int flips_ = 0;
};

TEST_F(TamperTest, EveryFlippedBitIsFoundAndNamed) {
  ClosePeriod("2026-01-01", "2026-01-31");
  ClosePeriod("2026-02-01", "2026-02-28");
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  for (const Covered& covered : kCovered) Tamper(covered, random);
  EXPECT_GE(flips_, 10 * kFlips);
  const Told told = Ctl({"verify", "all", "--dossiers"});
  EXPECT_EQ(told.code, 0) << told.text;
  // Without a trace, but for the log.
  sql::Connection connection(SettingsOf(federation_, "aggregator"));
  EXPECT_EQ(connection.Update("DELETE FROM snapshot ORDER BY first_day DESC LIMIT 1"), 1);
  EXPECT_THAT(FaultsOf("aggregator", "snapshots"),
              ::testing::Contains(HasSubstr("2026-02-01_2026-02-28.1")));
}

// Someone who may write intake's database, and knows the rules, gives a dossier another time and
// every hash after it anew. The database alone looks sound.
TEST_F(TamperTest, RewrittenJournalIsNotWhatItsFollowersRead) {
  sql::Connection connection(SettingsOf(federation_, "intake"));
  federation_.Kill("intake");
  journal::Cursor last;
  for (journal::StoredEvent event : journal::ReadEvents(connection, 0, 1'000'000, 1'000'000)) {
    if (event.sequence == 10) event.event.time -= absl::Hours(72);
    event.chain_hash = journal::ChainHash(last.chain_hash, event);
    connection.Update(
        "UPDATE event SET event_time = ?, chain_hash = ?, request_hash = NULL WHERE sequence = ?",
        {absl::ToUnixMicros(event.event.time), event.chain_hash, event.sequence});
    last = {event.sequence, event.chain_hash};
  }
  connection.Update("UPDATE journal_head SET chain_hash = ?", {last.chain_hash});
  federation_.Start("intake");
  federation_.AwaitHealthy("intake");

  const Told alone = Ctl({"verify", "intake"});
  EXPECT_EQ(alone.code, 0) << alone.text;
  const Told all = Ctl({"verify", "all"});
  EXPECT_EQ(all.code, 3);
  EXPECT_THAT(all.text, HasSubstr(absl::StrCat("intake journal: event ", last.sequence,
                                               " is not what processing read")));
  const absl::Time end = absl::Now() + kPatience;
  while (Ctl({"followed"}).code != 3 && absl::Now() < end) absl::SleepFor(absl::Seconds(1));
  EXPECT_THAT(Ctl({"followed", "processing"}).text, HasSubstr("FORKED"));
}

}  // namespace
}  // namespace motcua::federation
