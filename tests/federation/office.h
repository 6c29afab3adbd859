// Desks that work until they are told to go home, and what they were promised.
#ifndef MOTCUA_TESTS_FEDERATION_OFFICE_H_
#define MOTCUA_TESTS_FEDERATION_OFFICE_H_

#include <atomic>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "gtest/gtest.h"
#include "tests/federation/desk.h"

namespace motcua::federation {

// Three threads receive dossiers and finish every third. The sets are for after Close.
class Office {
 public:
  explicit Office(local::Federation& federation) : desk_(federation) {
    for (int i = 0; i < 3; ++i) threads_.emplace_back([this, i] { Work(i); });
  }
  ~Office() { Close(); }

  void Close() {
    closing_ = true;
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }
  int acknowledged() const { return acknowledged_; }
  const std::set<std::string>& received() const { return received_; }
  const std::set<std::string>& finished() const { return finished_; }

 private:
  void Work(int desk) {
    const std::atomic<bool> never = false;
    const std::string run = RandomId().substr(0, 8);
    for (int i = 0; !closing_; ++i) {
      const std::string code = desk_.Receive(absl::StrCat(run, "-", desk, "-", i), never);
      const bool finish = i % 3 == 0 && desk_.Finish(code, never);
      const std::lock_guard lock(mutex_);
      EXPECT_TRUE(received_.insert(code).second) << code << " was given twice";
      if (finish) finished_.insert(code);
      ++acknowledged_;
    }
  }

  Desk desk_;
  std::atomic<bool> closing_ = false;
  std::atomic<int> acknowledged_ = 0;
  std::mutex mutex_;
  std::set<std::string> received_;
  std::set<std::string> finished_;
  std::vector<std::thread> threads_;
};

}  // namespace motcua::federation

#endif  // MOTCUA_TESTS_FEDERATION_OFFICE_H_
