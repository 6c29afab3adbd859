// How far the journal is known to be on disk, and who waits for it.
#ifndef MOTCUA_COMMON_JOURNAL_DURABLE_MARK_H_
#define MOTCUA_COMMON_JOURNAL_DURABLE_MARK_H_

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "common/journal/journal.h"

namespace motcua::journal {

// InnoDB shows rows before they are flushed, so only a returned COMMIT moves the mark.
// Thread-safe.
class DurableMark {
 public:
  Cursor Get();
  // Never moves back. True when it moved.
  bool Advance(const Cursor& cursor);

  std::shared_ptr<void> Subscribe(std::function<void()> wake);
  // Calls every subscriber.
  void WakeAll();

  // Whether somebody subscribed, or asked since the last call of this.
  bool Wanted();

 private:
  // Recursive, because a wake may end its own subscription.
  struct Subscriber {
    std::recursive_mutex mutex;
    std::function<void()> wake;
    bool alive = true;
  };

  std::mutex mutex_;
  Cursor cursor_;
  bool asked_ = false;
  std::vector<std::shared_ptr<Subscriber>> subscribers_;
};

}  // namespace motcua::journal

#endif  // MOTCUA_COMMON_JOURNAL_DURABLE_MARK_H_
