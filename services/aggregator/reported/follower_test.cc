#include "services/aggregator/reported/follower.h"

#include <atomic>

#include "common/base/clock.h"
#include "services/aggregator/reported/reported_fixture.h"

namespace motcua::aggregator {
namespace {

// Another one follows the same imports.
class ReportedFollowerTest : public ReportedTest {
 protected:
  ReportedFollowerTest() {
    v1::Import import;
    EXPECT_TRUE(Import(Document("a", 5), &import).ok());
  }

  std::size_t ImportsKnown() const {
    return knowledge_.Read([](const Facts& facts) { return facts.imports.size(); });
  }
  // The cells, less what the imports say.
  std::int64_t Unexplained() const {
    return knowledge_.Read([](const Facts& facts) {
      const Sum sum = Sum::Flow({Counter::kSiteVisits}, {}, kFirstDay, kLastDay);
      std::int64_t visits = facts.Total(sum, Scope{true, {}, {}});
      for (const auto& [id, import] : facts.imports) {
        const statistics::Deltas cells = Contributions(*import);
        for (const auto& [key, value] : cells.values()) visits -= value;
      }
      return visits;
    });
  }

  statistics::CellSource cells_ = process_->cells();
  received::Store store_{MigratedDatabase()};
  Knowledge knowledge_{store_, {kReported}};
};

TEST_F(ReportedFollowerTest, ImportsAreTakenOverWithTheirCells) {
  std::atomic<bool> changed = false;
  cells_.next = [&](const auto& after, const auto& projection) {
    auto batch = process_->cells().next(after, projection);
    if (changed.exchange(true)) return batch;
    v1::Import import;
    EXPECT_TRUE(Import(Document("b", 7), &import).ok());
    return batch;
  };
  const ReportedFollower follower(database_, cells_, knowledge_);
  EXPECT_EQ(Unexplained(), 0);
  const absl::Time until = SteadyNow() + absl::Seconds(60);
  while (ImportsKnown() < 2 && SteadyNow() < until) absl::SleepFor(absl::Milliseconds(5));
  EXPECT_EQ(ImportsKnown(), 2u);
  EXPECT_EQ(Unexplained(), 0);
}

TEST_F(ReportedFollowerTest, TheFirstRoundIsRepeatedUntilItSucceeds) {
  std::atomic<int> tries = 0;
  cells_.next = [&](const auto& after,
                    const auto& projection) -> absl::StatusOr<std::optional<statistics::Batch>> {
    if (++tries < 3) return absl::UnavailableError("not yet");
    return process_->cells().next(after, projection);
  };
  const ReportedFollower follower(database_, cells_, knowledge_);
  EXPECT_TRUE(follower.state().connected);
  EXPECT_EQ(ImportsKnown(), 1u);
}

}  // namespace
}  // namespace motcua::aggregator
