#include "common/feed/recent_events.h"

#include "common/feed/convert.h"
#include "common/journal/journal.h"

namespace motcua::feed {
namespace {

Events ReadTable(sql::Connection& connection, std::int64_t after, std::int64_t through) {
  Events events;
  for (const journal::StoredEvent& stored :
       journal::ReadEvents(connection, after, through, RecentEvents::kMostEvents)) {
    events.push_back(std::make_shared<const v1::Event>(ToProto(stored)));
  }
  return events;
}

// Counts what a message may hold; full only at a command's end.
class Room {
 public:
  bool FullAfter(const v1::Event& event) {
    ++events_;
    bytes_ += event.ByteSizeLong();
    return event.command_end() &&
           (events_ >= RecentEvents::kMostEvents || bytes_ >= RecentEvents::kMostBytes);
  }

 private:
  int events_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace

Events RecentEvents::Read(sql::Connection& connection, std::int64_t after, std::int64_t through) {
  {
    const std::lock_guard lock(mutex_);
    if (after > end_) {
      // Nobody was at the tail for a while: what is kept is old.
      kept_.clear();
      kept_bytes_ = 0;
      begin_ = end_ = after;
    }
    if (after >= begin_) {
      if (after == end_) Extend(connection, through);
      Events events = Kept(after);
      Trim();
      return events;
    }
  }
  Events events = ReadTable(connection, after, through);
  Room room;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (room.FullAfter(*events[i])) events.resize(i + 1);
  }
  return events;
}

// Under the lock: others at the tail wait for the very same events.
void RecentEvents::Extend(sql::Connection& connection, std::int64_t through) {
  for (std::shared_ptr<const v1::Event>& event : ReadTable(connection, end_, through)) {
    end_ = event->sequence();
    kept_bytes_ += event->ByteSizeLong();
    kept_.push_back(std::move(event));
  }
}

void RecentEvents::Trim() {
  for (; kept_bytes_ > kKeptBytes; kept_.pop_front()) {
    kept_bytes_ -= kept_.front()->ByteSizeLong();
    begin_ = kept_.front()->sequence();
  }
}

Events RecentEvents::Kept(std::int64_t after) const {
  Events events;
  Room room;
  for (std::size_t i = after - begin_; i < kept_.size(); ++i) {
    events.push_back(kept_[i]);
    if (room.FullAfter(*kept_[i])) break;
  }
  return events;
}

}  // namespace motcua::feed
