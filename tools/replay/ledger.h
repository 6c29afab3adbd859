// What has become of the entries of a replay.
#ifndef MOTCUA_TOOLS_REPLAY_LEDGER_H_
#define MOTCUA_TOOLS_REPLAY_LEDGER_H_

#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/replay/send.h"

namespace motcua::replay {

// Counts from several threads.
class Ledger {
 public:
  static constexpr std::size_t kMostRefusals = 10;

  Ledger(const SendOptions& options, std::size_t all) : options_(options), all_(all) {}

  void Done(std::size_t entries) {
    const std::lock_guard lock(mutex_);
    done_ += entries;
    options_.progress(done_, all_);
  }
  // One entry was refused for good; `code` is its dossier's if that was not received.
  template <typename Refusal>
  void Refused(const std::string& code, const std::string& what, const Refusal& refusal) {
    const std::lock_guard lock(mutex_);
    ++refused_;
    refused_codes_.insert(code);
    if (refusals_.size() == kMostRefusals) return;
    refusals_.push_back(absl::StrCat(what, ": ", refusal.reason(), " ", refusal.field(),
                                     refusal.field().empty() ? "" : ": ", refusal.message()));
  }
  // Not to be called while entries are sent.
  bool IsRefused(const std::string& code) const { return refused_codes_.count(code) > 0; }
  void Report(SendReport& report) const {
    report.refused = refused_;
    report.refusals = refusals_;
  }

 private:
  const SendOptions& options_;
  const std::size_t all_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::size_t refused_ = 0;
  std::set<std::string> refused_codes_;
  std::vector<std::string> refusals_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_LEDGER_H_
