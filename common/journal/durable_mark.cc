#include "common/journal/durable_mark.h"

#include <algorithm>
#include <utility>

namespace motcua::journal {

Cursor DurableMark::Get() {
  const std::lock_guard lock(mutex_);
  asked_ = true;
  return cursor_;
}

bool DurableMark::Advance(const Cursor& cursor) {
  const std::lock_guard lock(mutex_);
  if (cursor.sequence <= cursor_.sequence) return false;
  cursor_ = cursor;
  return true;
}

std::shared_ptr<void> DurableMark::Subscribe(std::function<void()> wake) {
  auto subscriber = std::make_shared<Subscriber>();
  subscriber->wake = std::move(wake);
  const std::lock_guard lock(mutex_);
  subscribers_.push_back(subscriber);
  // The handle owns nothing of the mark: it may outlive it.
  return std::shared_ptr<void>(subscriber.get(), [subscriber](void*) {
    const std::lock_guard lock(subscriber->mutex);
    subscriber->alive = false;
  });
}

void DurableMark::WakeAll() {
  std::vector<std::shared_ptr<Subscriber>> subscribers;
  {
    const std::lock_guard lock(mutex_);
    subscribers = subscribers_;
  }
  std::vector<std::shared_ptr<Subscriber>> gone;
  for (const auto& subscriber : subscribers) {
    const std::lock_guard lock(subscriber->mutex);
    if (subscriber->alive) subscriber->wake();
    if (!subscriber->alive) gone.push_back(subscriber);
  }
  if (gone.empty()) return;
  const std::lock_guard lock(mutex_);
  std::erase_if(subscribers_, [&](const auto& subscriber) {
    return std::ranges::find(gone, subscriber) != gone.end();
  });
}

bool DurableMark::Wanted() {
  const std::lock_guard lock(mutex_);
  return std::exchange(asked_, false) || !subscribers_.empty();
}

}  // namespace motcua::journal
