#include "services/portal/domain/snapshot_order.h"

#include "gtest/gtest.h"

namespace motcua::portal {
namespace {

SnapshotHead Number(int number, bool provisional = false) {
  SnapshotHead head{
      .name = "snapshots/" + std::to_string(number), .number = number, .provisional = provisional};
  if (number > 1) head.supersedes = "snapshots/" + std::to_string(number - 1);
  return head;
}

std::optional<ProblemKind> Verdict(const std::optional<SnapshotHead>& newest, bool complete,
                                   const SnapshotHead& next) {
  const auto objection = ExamineOrder(newest, complete, next);
  return objection ? std::optional(objection->kind) : std::nullopt;
}

TEST(SnapshotOrderTest, NumbersFollowEachOther) {
  EXPECT_EQ(Verdict(std::nullopt, false, Number(1)), std::nullopt);
  EXPECT_EQ(Verdict(Number(1), true, Number(2)), std::nullopt);
  EXPECT_EQ(Verdict(std::nullopt, false, Number(2)), ProblemKind::kOutOfOrder);
  EXPECT_EQ(Verdict(Number(1), true, Number(3)), ProblemKind::kOutOfOrder);
  EXPECT_EQ(Verdict(Number(2), true, Number(2)), ProblemKind::kOutOfOrder);
  SnapshotHead other = Number(2);
  other.supersedes = "snapshots/other";
  EXPECT_EQ(Verdict(Number(1), true, other), ProblemKind::kOutOfOrder);
}

TEST(SnapshotOrderTest, AnIncompleteOneNeverReplacesACompleteOne) {
  EXPECT_EQ(Verdict(Number(1, true), false, Number(2, true)), std::nullopt);
  EXPECT_EQ(Verdict(Number(1), true, Number(2, true)), ProblemKind::kIncompleteOverComplete);
  EXPECT_EQ(Verdict(Number(2, true), true, Number(3)), std::nullopt);
}

}  // namespace
}  // namespace motcua::portal
