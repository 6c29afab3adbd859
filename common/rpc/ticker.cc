#include "common/rpc/ticker.h"

#include <algorithm>
#include <utility>

#include "common/base/clock.h"

namespace motcua::rpc {
namespace {

constexpr absl::Duration kBeat = absl::Milliseconds(100);

}  // namespace

Ticker::Ticker() : thread_([this] { Run(); }) {}

Ticker::~Ticker() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::shared_ptr<void> Ticker::Add(Look look) {
  auto added = std::make_shared<Look>(std::move(look));
  const std::lock_guard lock(mutex_);
  looks_.push_back(added);
  return added;
}

void Ticker::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void Ticker::Run() {
  absl::Time next = absl::InfinitePast();
  while (true) {
    {
      std::unique_lock lock(mutex_);
      const absl::Duration wait = std::clamp(next - SteadyNow(), absl::ZeroDuration(), kBeat);
      changed_.wait_for(lock, absl::ToChronoMicroseconds(wait),
                        [this] { return woken_ || stopping_; });
      if (stopping_) return;
      woken_ = false;
    }
    next = LookAll();
  }
}

absl::Time Ticker::LookAll() {
  absl::Time next = absl::InfiniteFuture();
  const absl::Time now = SteadyNow();
  for (const std::shared_ptr<Look>& look : Alive()) next = std::min(next, (*look)(now));
  return next;
}

std::vector<std::shared_ptr<Ticker::Look>> Ticker::Alive() {
  const std::lock_guard lock(mutex_);
  std::erase_if(looks_, [](const std::weak_ptr<Look>& look) { return look.expired(); });
  std::vector<std::shared_ptr<Look>> alive;
  for (const std::weak_ptr<Look>& look : looks_) {
    if (auto locked = look.lock()) alive.push_back(std::move(locked));
  }
  return alive;
}

}  // namespace motcua::rpc
