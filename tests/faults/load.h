// Journals under load, for tests of their faults.
#ifndef MOTCUA_TESTS_FAULTS_LOAD_H_
#define MOTCUA_TESTS_FAULTS_LOAD_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/journal/journal.h"
#include "common/testing/ledger.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::faults {

inline std::unique_ptr<journal::Journal> Open(const sql::Settings& database) {
  journal::Options options;
  options.database = database;
  return std::make_unique<journal::Journal>(options, testing::LedgerPlugin());
}

// Callers that submit until they are told to stop, and know what they were told. Two and two, on
// different journals, send the same requests: whoever comes second must be told the same.
class Load {
 public:
  Load(std::vector<journal::Journal*> journals, int callers) {
    for (int i = 0; i < callers; ++i) {
      threads_.emplace_back([this, i, journal = journals[i % journals.size()]] {
        for (int round = 0; !stop_; ++round) Round(*journal, absl::StrCat(i / 2, "/", round));
      });
    }
  }

  ~Load() { Stop(); }

  bool AwaitAcknowledged(int more) {
    const int target = acknowledged() + more;
    const absl::Time deadline = absl::Now() + absl::Minutes(2);
    while (acknowledged() < target) {
      if (absl::Now() > deadline) return false;
      absl::SleepFor(absl::Milliseconds(1));
    }
    return true;
  }

  // Sequence of each acknowledged request id.
  std::map<std::string, std::int64_t> Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
    return sequences_;
  }

 private:
  static constexpr int kInFlight = 50;

  int acknowledged() {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(sequences_.size());
  }

  void Round(journal::Journal& journal, const std::string& round) {
    std::map<std::string, testing::Answer> answers;
    for (int i = 0; i < kInFlight; ++i) {
      const std::string id = absl::StrCat(round, "/", i);
      answers[id] = testing::Send(
          journal, testing::Command({.account = absl::StrCat("a", i), .amount = 1}, id));
    }
    for (auto& [id, answer] : answers) {
      const auto receipt = testing::Await(answer);
      EXPECT_THAT(receipt, testing::IsOk());
      const std::lock_guard lock(mutex_);
      if (!receipt.ok()) continue;
      const auto [told, first] = sequences_.emplace(id, receipt->sequence);
      EXPECT_EQ(told->second, receipt->sequence) << id;
    }
  }

  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::map<std::string, std::int64_t> sequences_;
  std::vector<std::thread> threads_;
};

// Every acknowledged command is in the log, at its place, once, and nothing else is.
inline void ExpectExactly(const sql::Settings& database,
                          const std::map<std::string, std::int64_t>& acknowledged) {
  std::set<std::int64_t> places;
  for (const auto& [id, sequence] : acknowledged) places.insert(sequence);
  EXPECT_EQ(places.size(), acknowledged.size());
  EXPECT_EQ(testing::EventCount(database), static_cast<std::int64_t>(acknowledged.size()));
  sql::Connection connection(database);
  for (const auto& event : journal::ReadEvents(connection, 0, INT64_MAX, 1 << 30)) {
    EXPECT_TRUE(places.contains(event.sequence)) << event.sequence;
  }
}

}  // namespace motcua::faults

#endif  // MOTCUA_TESTS_FAULTS_LOAD_H_
