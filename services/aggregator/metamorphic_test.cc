// What must not change an answer: how cells arrive, and how a period is cut.
#include <random>

#include "common/received/batches_for_test.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/domain/sample_cells_for_test.h"
#include "services/aggregator/knowledge.h"
#include "services/aggregator/tables/evaluate.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using ::motcua::testing::IsOk;
using received::FakeSource;
using statistics::Batch;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'100);
const std::vector<std::string> kSources = {"intake", "processing", "payment", "digitization"};
constexpr int kBatches = 12;  // of each source

const Definitions& Shipped() {
  static const Definitions* const definitions =
      new Definitions(*LoadDefinitions("deploy/definitions"));
  return *definitions;
}

CellKey RandomKey(std::mt19937& random) {
  static const std::vector<std::string> agencies = {"so-tu-phap",   "so-xay-dung", "cuc-thue",
                                                    "huyen-cam-lo", "xa-cam-an",   "chi-nhanh"};
  static const std::vector<std::string> procedures = {"khai-sinh", "khai-tu", "cap-phep"};
  CellKey key = SampleKey(random);
  key.agency = agencies[random() % agencies.size()];
  key.procedure = procedures[random() % procedures.size()];
  key.day = kApril.first - 10 + static_cast<Day>(random() % 50);
  if (!key.responsible_agency.empty())
    key.responsible_agency = agencies[random() % agencies.size()];
  return key;
}

// Every table, printed; enough of it other than 0 to prove something.
std::vector<std::string> Answers(const Knowledge& knowledge) {
  return knowledge.Read([](const Facts& facts) {
    std::vector<std::string> answers;
    int counted = 0;
    for (const v1::TableDefinition* definition : Shipped().InForce(kApril.last)) {
      const Computed computed = Compute(*definition, facts, kApril);
      answers.push_back(ToProto(*definition, computed, kApril, facts).DebugString());
      if (!computed.total) continue;
      for (const Ratio& value : computed.total->values) counted += value.numerator != 0;
    }
    EXPECT_GT(counted, 50);
    return answers;
  });
}

// A source's life: batches that follow each other, and the whole count after each.
struct Life {
  std::string source;
  std::vector<Batch> batches;
  std::vector<Batch> full;
};

std::vector<Life> RandomLives(std::mt19937& random) {
  std::vector<Life> lives;
  for (const std::string& id : kSources) {
    Life& life = lives.emplace_back(Life{id, {}, {}});
    FakeSource source;
    for (int i = 0; i < kBatches; ++i) {
      const std::int64_t before = source.revision();
      for (int n = 0; n < 20; ++n) source.Set(RandomKey(random), random() % 5);
      life.batches.push_back(source.After(i == 0 ? std::nullopt : std::optional(before)));
      FakeSource again = source;
      again.StartEpoch("epoch-again");
      life.full.push_back(again.After(std::nullopt));
    }
  }
  return lives;
}

class MetamorphicTest : public ::testing::Test {
 protected:
  // Fresh, and empty.
  Knowledge& Another(const std::vector<std::string>& sources = kSources) {
    stores_.push_back(std::make_unique<received::Store>(received::FreshReceived()));
    knowledges_.push_back(std::make_unique<Knowledge>(*stores_.back(), sources));
    knowledges_.back()->SetCatalog(SampleProvince());
    return *knowledges_.back();
  }
  static void Apply(const std::string& source, const Batch& batch, Knowledge& knowledge) {
    ASSERT_THAT(knowledge.Apply(source, batch, kNow), IsOk());
  }
  // Source after source, batch after batch.
  std::vector<std::string> PlainAnswers(const std::vector<Life>& lives) {
    Knowledge& knowledge = Another();
    for (const Life& life : lives) {
      for (const Batch& batch : life.batches) Apply(life.source, batch, knowledge);
    }
    return Answers(knowledge);
  }

  std::mt19937 random_{20220415};

 private:
  std::vector<std::unique_ptr<received::Store>> stores_;
  std::vector<std::unique_ptr<Knowledge>> knowledges_;
};

TEST_F(MetamorphicTest, TheOrderOfSourcesAndOfTheirBatchesChangesNothing) {
  const std::vector<Life> lives = RandomLives(random_);
  const std::vector<std::string> expected = PlainAnswers(lives);
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> sources = kSources;
    std::shuffle(sources.begin(), sources.end(), random_);
    Knowledge& knowledge = Another(sources);
    std::vector<std::size_t> next(lives.size(), 0);
    for (std::size_t left = lives.size() * kBatches; left > 0;) {
      const std::size_t some = random_() % lives.size();
      if (next[some] == lives[some].batches.size()) continue;
      Apply(lives[some].source, lives[some].batches[next[some]++], knowledge);
      --left;
    }
    EXPECT_EQ(Answers(knowledge), expected) << round;
  }
}

TEST_F(MetamorphicTest, ABatchThatComesAgainAtOnceChangesNothing) {
  const std::vector<Life> lives = RandomLives(random_);
  const std::vector<std::string> expected = PlainAnswers(lives);
  Knowledge& knowledge = Another();
  for (const Life& life : lives) {
    for (const Batch& batch : life.batches) {
      Apply(life.source, batch, knowledge);
      (void)knowledge.Apply(life.source, batch,
                            kNow);  // refused or passed over, but for a full one
    }
  }
  EXPECT_EQ(Answers(knowledge), expected);
}

TEST_F(MetamorphicTest, AnOldBatchThatComesAgainChangesNothing) {
  const std::vector<Life> lives = RandomLives(random_);
  const std::vector<std::string> expected = PlainAnswers(lives);
  Knowledge& knowledge = Another();
  for (const Life& life : lives) {
    for (std::size_t i = 0; i < life.batches.size(); ++i) {
      Apply(life.source, life.batches[i], knowledge);
      const std::size_t old = random_() % (i + 1);
      // Refused or passed over, but for the first, which is the whole count of its time.
      if (!life.batches[old].full) (void)knowledge.Apply(life.source, life.batches[old], kNow);
    }
  }
  EXPECT_EQ(Answers(knowledge), expected);
}

TEST_F(MetamorphicTest, ARefreshInTheMiddleChangesNothing) {
  const std::vector<Life> lives = RandomLives(random_);
  const std::vector<std::string> expected = PlainAnswers(lives);
  Knowledge& knowledge = Another();
  for (const Life& life : lives) {
    const std::size_t refreshed = random_() % life.batches.size();
    for (std::size_t i = 0; i <= refreshed; ++i) Apply(life.source, life.batches[i], knowledge);
    Apply(life.source, life.full[refreshed], knowledge);
    for (std::size_t i = refreshed + 1; i < life.batches.size(); ++i) {
      Batch batch = life.batches[i];
      batch.epoch = "epoch-again";
      Apply(life.source, batch, knowledge);
    }
  }
  EXPECT_EQ(Answers(knowledge), expected);
}

std::int64_t ValueOf(const std::string& terms, Days days, const Facts& facts, const Scope& scope) {
  v1::Measure measure;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(terms, &measure));
  return Measure(measure, days, facts).Value(facts, scope);
}

TEST_F(MetamorphicTest, HoweverAPeriodIsCutFlowsAddUpAndStocksGoOn) {
  SampleFacts sample;
  for (int i = 0; i < 2000; ++i) sample.processing().Set(RandomKey(random_), random_() % 5);
  const std::string flow = "terms { flow { counters: [COUNTER_RECEIVED, COUNTER_MOVED_IN] } }";
  const std::vector<Scope> scopes = {{true, {}, {}},
                                     {false, {"so-tu-phap", "xa-cam-an"}, {}},
                                     {true, {}, std::make_shared<const Ids>(Ids{"khai-sinh"})}};
  for (int round = 0; round < 50; ++round) {
    const Scope& scope = scopes[round % scopes.size()];
    std::int64_t sum = 0;
    for (Day first = kApril.first; first <= kApril.last;) {
      const Day last = std::min(kApril.last, first + static_cast<Day>(random_() % 10));
      sum += ValueOf(flow, {first, last}, sample.facts, scope);
      for (int stock = 1; stock <= 5; ++stock) {
        const std::string number = "terms { stock { stock: " + std::to_string(stock);
        const Days before{first - 1, first - 1};
        ASSERT_EQ(ValueOf(number + " opening: true } }", {first, last}, sample.facts, scope),
                  ValueOf(number + " } }", before, sample.facts, scope));
      }
      first = last + 1;
    }
    ASSERT_EQ(sum, ValueOf(flow, kApril, sample.facts, scope));
  }
}

}  // namespace
}  // namespace motcua::aggregator
