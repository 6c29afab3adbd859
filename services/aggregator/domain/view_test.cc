#include "services/aggregator/domain/view.h"

#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/domain/sample_cells_for_test.h"

namespace motcua::aggregator {
namespace {

using statistics::Batch;
using statistics::CellCursor;
using statistics::Digest;
using ::testing::IsEmpty;

std::shared_ptr<const catalog::Catalog> SampleCatalog() {
  catalog::Agency district;
  district.id = "huyen";
  catalog::Agency commune;
  commune.id = "xa";
  commune.parent = "huyen";
  catalog::Procedure procedure;
  procedure.id = "khai-sinh";
  procedure.field = "tu-phap";
  return *catalog::Catalog::Build(1, {district, commune}, {procedure}, {});
}

TEST(ProjectTest, FieldAndAncestor) {
  const CellKey key{"xa", "khai-sinh", Channel::kPost, 19000, Counter::kLateStep, "xa"};
  const CellKey projected = Project(key, {ProcedureAxis::kField, 1, ""}, SampleCatalog().get());
  EXPECT_EQ(projected,
            (CellKey{"huyen", "tu-phap", Channel::kPost, 19000, Counter::kLateStep, "huyen"}));
  EXPECT_EQ(Project(key, {ProcedureAxis::kNone, 0, ""}, SampleCatalog().get()),
            (CellKey{"xa", "", Channel::kPost, 19000, Counter::kLateStep, "xa"}));
}

TEST(ProjectTest, AWholeProvinceNeedsNoCatalogue) {
  const CellKey key{"xa", "khai-sinh", Channel::kPost, 19000, Counter::kLateStep, "xa"};
  const Projection whole{ProcedureAxis::kNone, 0, "quang-tri"};
  EXPECT_FALSE(whole.needs_catalog());
  EXPECT_EQ(Project(key, whole, nullptr),
            (CellKey{"quang-tri", "", Channel::kPost, 19000, Counter::kLateStep, ""}));
}

CellKey WithoutProcedure(const CellKey& key) {
  CellKey projected = key;
  projected.procedure.clear();
  return projected;
}

// One who follows a view: applies batches as the contract says.
struct Consumer {
  void Apply(const Batch& batch) {
    if (batch.full) cells.clear();
    for (const auto& [key, value] : batch.cells) {
      cells[key] = value;
      if (value == 0) cells.erase(key);
    }
    Digest digest;
    for (const auto& [key, value] : cells) digest.Add(key, value);
    ASSERT_EQ(digest.ToBytes(), batch.digest);
    cursor = {batch.epoch, batch.through};
  }
  std::optional<CellCursor> cursor;
  Cells cells;
};

TEST(ViewTest, AConsumerHoldsTheProjectedSumsWhereverItStops) {
  std::mt19937 random(3);
  View view("epoch", 0, WithoutProcedure);
  Cells cells;
  Cells projected;
  std::vector<Consumer> consumers(4);
  for (std::int64_t revision = 1; revision <= 400; ++revision) {
    for (int i = 0; i < 5; ++i) {
      const CellKey key = SampleKey(random);
      const std::int64_t difference = static_cast<std::int64_t>(random() % 5) - 2;
      view.Add(key, difference, revision);
      if ((projected[WithoutProcedure(key)] += difference) == 0) {
        projected.erase(WithoutProcedure(key));
      }
    }
    view.MoveTo(revision);
    Consumer& consumer = consumers[random() % consumers.size()];
    consumer.Apply(view.Since(consumer.cursor));
    ASSERT_EQ(consumer.cells, projected);
  }
}

TEST(ViewTest, AnUnknownCursorGetsEverything) {
  View view("epoch", 10, WithoutProcedure);
  view.Add({"xa", "p", Channel::kPost, 19000, Counter::kFiled, ""}, 2, 12);
  view.MoveTo(12);
  EXPECT_TRUE(view.Since(std::nullopt).full);
  EXPECT_TRUE(view.Since(CellCursor{"other", 11}).full);
  EXPECT_TRUE(view.Since(CellCursor{"epoch", 9}).full);
  EXPECT_TRUE(view.Since(CellCursor{"epoch", 13}).full);
  EXPECT_FALSE(view.Since(CellCursor{"epoch", 10}).full);
  EXPECT_THAT(view.Since(CellCursor{"epoch", 12}).cells, IsEmpty());
}

TEST(ChangesTest, ForgetsWholeRevisions) {
  Changes changes(5);
  const CellKey key;
  changes.Add(5, key, 1);  // before the floor
  for (int i = 0; i < 3; ++i) changes.Add(6, key, 1);
  for (int i = 0; i < 200'000; ++i) changes.Add(7, key, 1);
  EXPECT_EQ(changes.floor(), 6);
  int seen = 0;
  changes.ForEachAfter(0, [&](std::int64_t revision, const CellKey&, std::int64_t) {
    EXPECT_EQ(revision, 7);
    ++seen;
  });
  EXPECT_EQ(seen, 200'000);
}

}  // namespace
}  // namespace motcua::aggregator
