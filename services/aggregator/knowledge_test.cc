#include "services/aggregator/knowledge.h"

#include <atomic>
#include <random>
#include <thread>

#include "common/received/batches_for_test.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/domain/sample_cells_for_test.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using received::FakeSource;
using received::ReceivedCell;
using statistics::Batch;
using statistics::CellCursor;
using statistics::Digest;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'100);
const std::vector<std::string> kSources = {"intake", "processing"};
const Projection kNation{ProcedureAxis::kField, 1, ""};

std::int64_t ReceivedIn(const Knowledge& knowledge, const Scope& scope) {
  return knowledge.Read([&](const Facts& facts) {
    return facts.Total(Sum::Flow({Counter::kReceived}, {}, kFirstDay, kLastDay), scope);
  });
}

Cells CellsOf(const Knowledge& knowledge) {
  return knowledge.Read([](const Facts& facts) {
    Cells cells;
    for (const SourceFacts& source : facts.sources) {
      source.cube.ForEachCell([&](const CellKey& key, std::int64_t value) { cells[key] = value; });
    }
    return cells;
  });
}

// What one holds who has applied every batch from a cursor on.
void Follow(Knowledge& knowledge, std::optional<CellCursor>& cursor, Cells& cells) {
  const std::optional<Batch> batch = knowledge.Next(cursor, kNation);
  ASSERT_TRUE(batch.has_value());
  if (batch->full) cells.clear();
  for (const auto& [key, value] : batch->cells) {
    cells[key] = value;
    if (value == 0) cells.erase(key);
  }
  Digest digest;
  for (const auto& [key, value] : cells) digest.Add(key, value);
  ASSERT_EQ(digest.ToBytes(), batch->digest);
  cursor = {batch->epoch, batch->through};
}

Cells Projected(const Cells& cells) {
  Cells projected;
  for (const auto& [key, value] : cells)
    projected[Project(key, kNation, SampleProvince().get())] += value;
  std::erase_if(projected, [](const auto& cell) { return cell.second == 0; });
  return projected;
}

class KnowledgeTest : public ::testing::Test {
 protected:
  // A cell of the sample province.
  static CellKey RandomKey(std::mt19937& random) {
    CellKey key = SampleKey(random);
    key.agency = random() % 2 == 0 ? "xa-cam-an" : "huyen-cam-lo";
    key.procedure = random() % 2 == 0 ? "khai-sinh" : "cap-phep";
    return key;
  }

  const sql::Settings database_ = received::FreshReceived();
  received::Store store_{database_};
};

TEST_F(KnowledgeTest, ARestartKnowsTheSame) {
  std::mt19937 random(1);
  FakeSource source;
  Cells before;
  {
    Knowledge knowledge(store_, kSources);
    std::int64_t sent = -1;
    for (int round = 0; round < 30; ++round) {
      for (int i = 0; i < 10; ++i) source.Set(RandomKey(random), random() % 4);
      const Batch batch = source.After(sent < 0 ? std::nullopt : std::optional(sent));
      ASSERT_THAT(knowledge.Apply("processing", batch, kNow), IsOk());
      sent = batch.through;
    }
    before = CellsOf(knowledge);
    EXPECT_EQ(knowledge.CursorOf("processing")->revision, sent);
    EXPECT_FALSE(knowledge.CursorOf("intake").has_value());
  }
  const Knowledge again(store_, kSources);
  EXPECT_EQ(CellsOf(again), before);
  EXPECT_EQ(again.CursorOf("processing")->revision, source.revision());
}

TEST_F(KnowledgeTest, AFollowerGoesOnOverRestartsReplacementsAndCatalogues) {
  std::mt19937 random(2);
  FakeSource source;
  auto knowledge = std::make_unique<Knowledge>(store_, kSources);
  EXPECT_FALSE(knowledge->Next(std::nullopt, kNation).has_value());  // no catalogue yet
  knowledge->SetCatalog(SampleProvince());
  std::optional<CellCursor> cursor;
  Cells held;
  std::int64_t sent = -1;
  int full = 0;
  for (int round = 0; round < 60; ++round) {
    for (int i = 0; i < 5; ++i) source.Set(RandomKey(random), random() % 3);
    if (round % 20 == 13) {
      source.StartEpoch("epoch-" + std::to_string(round));
      sent = -1;
    }
    const Batch batch = source.After(sent < 0 ? std::nullopt : std::optional(sent));
    ASSERT_THAT(knowledge->Apply("processing", batch, kNow), IsOk());
    sent = batch.through;
    if (round % 10 == 9) {
      knowledge = std::make_unique<Knowledge>(store_, kSources);
      knowledge->SetCatalog(SampleProvince());
    }
    if (round % 3 != 0) continue;  // behind by several batches now and then
    full += knowledge->Next(cursor, kNation)->full;
    Follow(*knowledge, cursor, held);
    ASSERT_EQ(held, Projected(CellsOf(*knowledge))) << round;
  }
  EXPECT_EQ(full, 4);  // the first one and three replacements; restarts go on where they were
}

TEST_F(KnowledgeTest, ANewCatalogueIsANewProjection) {
  FakeSource source;
  source.Set(ReceivedCell("xa-cam-an"), 3);
  Knowledge knowledge(store_, kSources);
  knowledge.SetCatalog(SampleProvince());
  ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  const Batch before = *knowledge.Next(std::nullopt, kNation);
  EXPECT_EQ(before.cells.at(0).key.agency, "huyen-cam-lo");
  catalog::Agency alone = *SampleProvince()->FindAgency("xa-cam-an");
  alone.parent.clear();
  knowledge.SetCatalog(*catalog::Catalog::Build(4, {alone}, {}, {}));
  const Batch after = *knowledge.Next(CellCursor{before.epoch, before.through}, kNation);
  EXPECT_TRUE(after.full);
  EXPECT_EQ(after.cells.at(0).key.agency, "xa-cam-an");
}

TEST_F(KnowledgeTest, TheWholeProvinceGoesOnOverACatalogue) {
  const Projection whole{ProcedureAxis::kNone, 0, "quang-tri"};
  FakeSource source;
  source.Set(ReceivedCell("xa-cam-an"), 3);
  source.Set(ReceivedCell("so-tu-phap"), 4);
  Knowledge knowledge(store_, kSources);
  ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  const Batch before = *knowledge.Next(std::nullopt, whole);
  ASSERT_EQ(before.cells.size(), 1U);
  EXPECT_EQ(before.cells[0].key.agency, "quang-tri");
  EXPECT_EQ(before.cells[0].value, 7);
  knowledge.SetCatalog(SampleProvince());
  const Batch after = *knowledge.Next(CellCursor{before.epoch, before.through}, whole);
  EXPECT_FALSE(after.full);
  EXPECT_EQ(after.digest, before.digest);
}

TEST_F(KnowledgeTest, ADamagedSourceIsAskedAnew) {
  FakeSource source;
  source.Set(ReceivedCell("xa-cam-an"), 3);
  {
    Knowledge knowledge(store_, kSources);
    ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  }
  sql::Connection(database_).Execute("UPDATE received_cell SET value = 4");
  Knowledge knowledge(store_, kSources);
  EXPECT_FALSE(knowledge.CursorOf("processing").has_value());
  EXPECT_EQ(ReceivedIn(knowledge, Scope{true, {}, {}}), 0);
  ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  EXPECT_EQ(ReceivedIn(knowledge, Scope{true, {}, {}}), 3);
}

// Restored alone from an older backup: the fault is the province's to set right, and is not hidden
// by taking the older numbers. A recount, which is another epoch, is taken.
TEST_F(KnowledgeTest, ASourceThatWentBackIsRefusedUntilItCountsAnew) {
  FakeSource source;
  source.Set(ReceivedCell("xa-cam-an"), 3);
  FakeSource backup = source;
  source.Set(ReceivedCell("xa-cam-an"), 5);
  Knowledge knowledge(store_, kSources);
  ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  EXPECT_TRUE(absl::IsOutOfRange(knowledge.Apply("processing", backup.After(std::nullopt), kNow)));
  EXPECT_EQ(ReceivedIn(knowledge, Scope{true, {}, {}}), 5);
  backup.StartEpoch("epoch-2");
  ASSERT_THAT(knowledge.Apply("processing", backup.After(std::nullopt), kNow), IsOk());
  EXPECT_EQ(ReceivedIn(knowledge, Scope{true, {}, {}}), 3);
}

TEST_F(KnowledgeTest, ARefusedBatchIsNotSeen) {
  FakeSource source;
  source.Set(ReceivedCell("xa-cam-an"), 3);
  Knowledge knowledge(store_, kSources);
  Batch batch = source.After(std::nullopt);
  batch.digest[0] ^= 1;
  EXPECT_TRUE(absl::IsDataLoss(knowledge.Apply("processing", batch, kNow)));
  EXPECT_EQ(ReceivedIn(knowledge, Scope{true, {}, {}}), 0);
  EXPECT_FALSE(knowledge.CursorOf("processing").has_value());
}

// Dossiers move between two agencies, batch by batch; whoever looks sees all of them, once.
TEST_F(KnowledgeTest, ARefreshInTheMiddleOfAReadIsNeverSeen) {
  constexpr std::int64_t kDossiers = 1000;
  FakeSource source;
  source.Set(ReceivedCell("a"), kDossiers);
  source.Set(ReceivedCell("b"), 0);
  Knowledge knowledge(store_, kSources);
  ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  std::atomic<bool> stop = false;
  std::atomic<int> looks = 0;
  std::atomic<int> wrong = 0;
  std::thread reader([&] {
    while (!stop) {
      wrong += ReceivedIn(knowledge, Scope{false, {"a", "b"}, {}}) != kDossiers;
      ++looks;
    }
  });
  for (std::int64_t moved = 1; moved <= 200; ++moved) {
    const std::int64_t before = source.revision();
    source.Set(ReceivedCell("a"), kDossiers - moved);
    source.Set(ReceivedCell("b"), moved);
    const bool anew = moved % 50 == 0;
    if (anew) source.StartEpoch("epoch-" + std::to_string(moved));
    const Batch batch = source.After(anew ? std::nullopt : std::optional(before));
    ASSERT_THAT(knowledge.Apply("processing", batch, kNow), IsOk());
  }
  stop = true;
  reader.join();
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(looks, 0);
}

TEST_F(KnowledgeTest, TheLeastPromiseCountsAndSubscribersAreWoken) {
  Knowledge knowledge(store_, kSources);
  int woken = 0;
  auto subscription = knowledge.Subscribe([&] { ++woken; });
  FakeSource source;
  source.Set(ReceivedCell("a"), 1);
  ASSERT_THAT(knowledge.Apply("processing", source.After(std::nullopt), kNow), IsOk());
  EXPECT_EQ(knowledge.CompleteUntil(), absl::InfinitePast());  // intake has not spoken
  Batch late = source.After(std::nullopt);
  late.complete_until -= absl::Hours(1);
  ASSERT_THAT(knowledge.Apply("intake", late, kNow), IsOk());
  EXPECT_EQ(knowledge.CompleteUntil(), late.complete_until);
  EXPECT_EQ(woken, 2);
  subscription.reset();
  knowledge.SetCatalog(SampleProvince());
  EXPECT_EQ(woken, 2);
}

}  // namespace
}  // namespace motcua::aggregator
