#include "services/portal/domain/examine_batch.h"

#include "gtest/gtest.h"

namespace motcua::portal {
namespace {

using statistics::Batch;
using statistics::CellKey;
using statistics::CellValue;

constexpr Day kDay = 19'000;

CellKey Key(Day day = kDay) {
  return {"quang-tri", "", Channel::kOnline, day, Counter::kReceived, ""};
}

Batch Full(std::vector<CellValue> cells, std::int64_t through = 5,
           const std::string& epoch = "epoch-1") {
  Batch batch;
  batch.source = "quang-tri";
  batch.epoch = epoch;
  batch.full = true;
  batch.through = through;
  batch.digest = Holding(cells).digest().ToBytes();
  batch.cells = std::move(cells);
  return batch;
}

Held Nothing() { return {.province = "quang-tri"}; }

// Of one cell of 4, through 5.
Held Four() {
  Held held = Nothing();
  held.cells = Holding({{Key(), 4}});
  held.cursor = {"epoch-1", 5};
  return held;
}

Batch GoesOn(const Held& held, std::vector<CellValue> cells) {
  Batch batch = Full({}, 6);
  batch.full = false;
  batch.from = 5;
  batch.digest = held.cells.DigestAfter(cells).ToBytes();
  batch.cells = std::move(cells);
  return batch;
}

std::optional<ProblemKind> Verdict(const Held& held, const Batch& batch) {
  const auto objection = ExamineBatch(held, batch);
  return objection ? std::optional(objection->kind) : std::nullopt;
}

TEST(ExamineBatchTest, WhatGoesOnIsTaken) {
  EXPECT_EQ(Verdict(Nothing(), Full({{Key(), 4}})), std::nullopt);
  EXPECT_EQ(Verdict(Four(), GoesOn(Four(), {{Key(), 7}, {Key(kDay + 1), 1}})), std::nullopt);
  EXPECT_EQ(Verdict(Four(), Full({{Key(), 4}})), std::nullopt);  // the same again
}

TEST(ExamineBatchTest, AGapIsRefused) {
  Batch batch = GoesOn(Four(), {{Key(), 7}});
  batch.from = 6;
  EXPECT_EQ(Verdict(Four(), batch), ProblemKind::kGap);
  EXPECT_EQ(Verdict(Nothing(), GoesOn(Four(), {})), ProblemKind::kGap);
  batch = GoesOn(Four(), {});
  batch.epoch = "epoch-2";
  EXPECT_EQ(Verdict(Four(), batch), ProblemKind::kGap);
}

TEST(ExamineBatchTest, AnotherDigestIsRefused) {
  Batch batch = GoesOn(Four(), {{Key(), 7}});
  batch.cells[0].value = 8;
  EXPECT_EQ(Verdict(Four(), batch), ProblemKind::kDigest);
  batch = Full({{Key(), 4}});
  batch.cells[0].value = 5;
  EXPECT_EQ(Verdict(Nothing(), batch), ProblemKind::kDigest);
}

TEST(ExamineBatchTest, WhatWasLeftOrGoesBackIsStale) {
  Held held = Four();
  held.left_epochs = {"epoch-0"};
  EXPECT_EQ(Verdict(held, Full({}, 9, "epoch-0")), ProblemKind::kStaleEpoch);
  EXPECT_EQ(Verdict(held, Full({{Key(), 4}}, 4)), ProblemKind::kStaleEpoch);
  EXPECT_FALSE(NeedsAcceptance(held, Full({{Key(), 4}}, 5)));
  held.accepted_epochs = {"epoch-0"};
  EXPECT_EQ(Verdict(held, Full({}, 9, "epoch-0")), std::nullopt);
  EXPECT_TRUE(NeedsAcceptance(held, Full({}, 9, "epoch-0")));
}

TEST(ExamineBatchTest, OneRevisionSaysOneThing) {
  EXPECT_EQ(Verdict(Four(), Full({{Key(), 5}}, 5)), ProblemKind::kRewrittenHistory);
  EXPECT_EQ(Verdict(Four(), Full({{Key(), 5}}, 6)), std::nullopt);
}

TEST(ExamineBatchTest, ANewEpochMayChangeOnlyWhatWasNotPublished) {
  const Batch batch = Full({{Key(), 4}, {Key(kDay + 3), 1}}, 1, "epoch-2");
  Held held = Four();
  EXPECT_EQ(Verdict(held, batch), std::nullopt);
  held.published_through = kDay + 2;
  EXPECT_EQ(Verdict(held, batch), std::nullopt);
  held.published_through = kDay + 3;
  EXPECT_EQ(Verdict(held, batch), ProblemKind::kRewrittenHistory);
  EXPECT_EQ(Verdict(held, Full({}, 1, "epoch-2")), ProblemKind::kRewrittenHistory);
  held.accepted_epochs = {"epoch-2"};
  EXPECT_EQ(Verdict(held, batch), std::nullopt);
}

TEST(ExamineBatchTest, OtherProvincesAgenciesAndCountersAreForeign) {
  Batch batch = Full({{Key(), 4}});
  batch.source = "ninh-binh";
  EXPECT_EQ(Verdict(Nothing(), batch), ProblemKind::kForeign);
  const auto with = [](auto change) {
    CellKey key = Key();
    change(key);
    return Full({{key, 1}});
  };
  for (const Batch& foreign :
       {with([](CellKey& key) { key.agency = "so-tu-phap"; }),
        with([](CellKey& key) { key.procedure = "khai-sinh"; }),
        with([](CellKey& key) { key.responsible_agency = "so-tu-phap"; }),
        with([](CellKey& key) { key.counter = static_cast<Counter>(10'000); }),
        with([](CellKey& key) { key.channel = static_cast<Channel>(9); })}) {
    EXPECT_EQ(Verdict(Nothing(), foreign), ProblemKind::kForeign);
  }
}

TEST(ExamineBatchTest, WhatNoColumnTakesIsMalformed) {
  for (const std::string& epoch : {std::string(), std::string(65, 'x'), std::string("a b")}) {
    EXPECT_EQ(Verdict(Nothing(), Full({}, 1, epoch)), ProblemKind::kMalformed);
  }
  Batch batch = Full({});
  batch.digest = "short";
  EXPECT_EQ(Verdict(Nothing(), batch), ProblemKind::kMalformed);
  EXPECT_EQ(Verdict(Nothing(), Full({{Key(kLastDay + 1), 1}})), ProblemKind::kMalformed);
  EXPECT_EQ(Verdict(Nothing(), Full({{Key(), INT64_MAX}})), ProblemKind::kMalformed);
  EXPECT_EQ(Verdict(Nothing(), Full({}, -1)), ProblemKind::kMalformed);
}

}  // namespace
}  // namespace motcua::portal
