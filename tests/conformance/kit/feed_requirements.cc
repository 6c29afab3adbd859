#include "tests/conformance/kit/feed_checks.h"

namespace motcua::conform {
namespace {

constexpr char kWatch[] = "feed.proto: WatchEvents";
constexpr char kEvent[] = "feed.proto: Event";

}  // namespace

std::vector<Requirement> FeedRequirements() {
  return {
      {"feed.head", "GetHead answers", "feed.proto: GetHead"},
      {"feed.order", "sequences are 1, 2, 3 … without gaps", kEvent},
      {"feed.chain", "every chain hash is that of the event and the hash before", kEvent},
      {"feed.event", "subject, payload and times in microseconds are there", kEvent},
      {"feed.cursor", "a message ends with a command, and its cursor stands there",
       "feed.proto: Cursor"},
      {"feed.size", "at most 1000 events in a message, more only of one command",
       "feed.proto: WatchEventsResponse"},
      {"feed.caught-up", "all events up to the head come, and the head is on their chain", kWatch},
      {"feed.resume", "after any cursor come the events behind it, none twice, none missing",
       kWatch},
      {"feed.forked", "a cursor with another hash is OUT_OF_RANGE CURSOR_FORKED", kWatch},
      {"feed.beyond", "a cursor beyond the head is OUT_OF_RANGE CURSOR_FORKED", kWatch},
      {"feed.within-command", "a cursor within a command is OUT_OF_RANGE CURSOR_FORKED",
       "feed.proto: Cursor"},
      {"feed.malformed-cursor", "a malformed cursor is INVALID_ARGUMENT", kWatch},
      {"feed.bookmark", "an idle stream gets a message of no event, here within 15 s",
       "feed.proto: WatchEventsResponse"},
      {"feed.promise", "complete_until never goes back, nor ahead of the clock",
       "feed.proto: complete_until"},
      {"feed.followed", "the journals followed are told by source, with cursor and state",
       "feed.proto: ListFollowed"},
      {"feed.survives", "calls that are cancelled or late do no harm", kWatch},
  };
}

}  // namespace motcua::conform
