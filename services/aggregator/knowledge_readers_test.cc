// Batches that are applied while many read.
#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <thread>

#include "common/received/batches_for_test.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/knowledge.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using received::FakeSource;
using received::ReceivedCell;
using statistics::Batch;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'100);

// What one counter says of three agencies, raised together by each batch.
class ThreeAgencies {
 public:
  explicit ThreeAgencies(Knowledge& knowledge) : knowledge_(knowledge) {}

  // `anew`: the source counts again.
  void Raise(bool anew) {
    const std::int64_t before = source_.revision();
    ++round_;
    for (const std::string& agency : agencies_) source_.Set(ReceivedCell(agency), round_);
    if (anew) source_.StartEpoch("epoch-" + std::to_string(round_));
    const Batch batch = source_.After(anew ? std::nullopt : std::optional(before));
    ASSERT_THAT(knowledge_.Apply("processing", batch, kNow), IsOk());
  }

  // How many cells of the table are not what its revision says.
  int Wrong() const {
    return knowledge_.Read([&](const Facts& facts) {
      const auto& standing = facts.Find("processing")->standing;
      const std::int64_t expected = standing ? standing->cursor.revision / 3 : 0;
      const Computed computed = Compute(definitions_.at("pl1_online"), facts, kApril);
      int wrong = computed.total->values[0].numerator != 3 * expected;
      for (const ComputedRow& row : computed.rows) {
        const bool counts =
            std::find(agencies_.begin(), agencies_.end(), row.spec->id) != agencies_.end();
        wrong += row.values[0].numerator != (counts ? expected : 0);
      }
      return wrong;
    });
  }

 private:
  const std::vector<std::string> agencies_ = {"so-tu-phap", "so-xay-dung", "so-ngoai-vu"};
  const Definitions definitions_ = *LoadDefinitions("deploy/definitions");
  Knowledge& knowledge_;
  FakeSource source_;
  int round_ = 0;
};

// Runs `body` again and again in three threads until it dies.
class Readers {
 public:
  explicit Readers(std::function<void()> body) {
    for (int i = 0; i < 3; ++i) {
      threads_.emplace_back([this, body] {
        while (!stop_) body();
      });
    }
  }
  ~Readers() {
    stop_ = true;
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> threads_;
};

class KnowledgeReadersTest : public ::testing::Test {
 protected:
  received::Store store_{received::FreshReceived()};
  Knowledge knowledge_{store_, {"processing"}};

  void SetUp() override { knowledge_.SetCatalog(SampleProvince()); }
};

TEST_F(KnowledgeReadersTest, NoAnswerMixesTwoRevisionsOfASource) {
  ThreeAgencies three(knowledge_);
  std::atomic<int> looks = 0, wrong = 0;
  {
    const Readers readers([&] {
      wrong += three.Wrong();
      ++looks;
    });
    for (int round = 0; round < 150 || looks < 150; ++round) three.Raise(round % 40 == 0);
  }
  EXPECT_EQ(wrong, 0);
}

// Each reader waits for the next one before it goes, as long as none is kept out.
TEST_F(KnowledgeReadersTest, ReadersWhoKeepComingDoNotKeepABatchOut) {
  ThreeAgencies three(knowledge_);
  std::atomic<int> inside = 0;
  std::atomic<bool> over = false;
  {
    const Readers readers([&] {
      knowledge_.Read([&](const Facts&) {
        ++inside;
        const absl::Time until = absl::Now() + absl::Milliseconds(50);
        while (inside < 2 && !over && absl::Now() < until) std::this_thread::yield();
        --inside;
        return 0;
      });
    });
    const auto raised = std::async(std::launch::async, [&] { three.Raise(true); });
    EXPECT_EQ(raised.wait_for(std::chrono::seconds(30)), std::future_status::ready);
    over = true;
  }
  EXPECT_EQ(three.Wrong(), 0);
}

}  // namespace
}  // namespace motcua::aggregator
