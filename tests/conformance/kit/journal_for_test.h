// A journal that keeps the contract of feeds but for one fault.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_JOURNAL_FOR_TEST_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_JOURNAL_FOR_TEST_H_

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "tests/conformance/kit/feed_checks.h"

namespace motcua::conform {

enum class JournalFault {
  kNone,
  kSkipsAnEvent,
  kRepeatsAnEvent,
  kWrongHash,
  kHashWithoutSubject,
  kFinerThanMicroseconds,
  kCursorWithinACommand,
  kCursorBehindTheEvents,
  kTooManyEvents,
  kEndsEarly,
  kHeadOfAnotherJournal,
  kResumesAtTheBeginning,
  kSkipsOnResumption,
  kTakesForkedCursors,
  kForksWithoutReason,
  kTakesCursorsBeyond,
  kTakesCursorsWithin,
  kTakesMalformedCursors,
  kNoBookmarks,
  kEndsWhenIdle,
  kPromiseGoesBack,
  kFollowedOutOfOrder,
  kDiesOfCancelledCalls,
};

// Thread-safe; commands of two events. Nothing is added.
class JournalForTest final : public feed::v1::ChangeFeedService::Service {
 public:
  explicit JournalForTest(JournalFault fault) : fault_(fault) {
    const int count = Is(JournalFault::kTooManyEvents) ? 1002 : 40;
    std::string hash(32, '\0');
    for (int sequence = 1; sequence <= count; ++sequence) {
      feed::v1::Event event;
      event.set_sequence(sequence);
      event.set_subject("H50.01-220301-0001");
      *event.mutable_event_time() = rpc::ToTimestamp(absl::FromUnixMicros(1'646'100'000'000'000));
      *event.mutable_record_time() = rpc::ToTimestamp(absl::FromUnixMicros(1'646'100'000'000'001));
      if (Is(JournalFault::kFinerThanMicroseconds)) event.mutable_event_time()->set_nanos(1);
      event.set_organisation("quang-tri");
      event.mutable_payload()->set_type_url("type.googleapis.com/motcua.intake.v1.DossierEvent");
      event.mutable_payload()->set_value(std::string("\0\1", 2));
      event.set_command_end(sequence % 2 == 0);
      feed::v1::Event hashed = event;
      if (Is(JournalFault::kHashWithoutSubject)) hashed.clear_subject();
      hash = ChainHash(hash, hashed);
      event.set_chain_hash(hash);
      if (Is(JournalFault::kWrongHash) && sequence == 7) event.mutable_chain_hash()->back() ^= 1;
      events_.push_back(event);
    }
  }

  grpc::Status WatchEvents(grpc::ServerContext* context,
                           const feed::v1::WatchEventsRequest* request,
                           grpc::ServerWriter<feed::v1::WatchEventsResponse>* stream) override {
    if (Is(JournalFault::kDiesOfCancelledCalls) && cancelled_ > 10) {
      return {grpc::StatusCode::UNAVAILABLE, "dead"};
    }
    if (const grpc::Status status = Refused(request->after()); !status.ok()) return status;
    std::int64_t place = std::clamp<std::int64_t>(request->after().sequence(), 0, Size());
    if (Is(JournalFault::kResumesAtTheBeginning)) place = 0;
    if (Is(JournalFault::kSkipsOnResumption) && place > 0 && place + 2 < Size()) place += 2;
    for (int i = 0; !context->IsCancelled(); ++i) {
      if (i > 0 && Is(JournalFault::kEndsEarly)) return {grpc::StatusCode::UNAVAILABLE, "over"};
      feed::v1::WatchEventsResponse message = Message(place);
      const bool bookmark = message.events().empty();
      if (i > 0 && bookmark && Is(JournalFault::kEndsWhenIdle)) return grpc::Status::OK;
      if (i == 0 || !bookmark || !Is(JournalFault::kNoBookmarks)) stream->Write(message);
      if (bookmark) absl::SleepFor(absl::Milliseconds(50));
    }
    ++cancelled_;
    return grpc::Status::CANCELLED;
  }

  grpc::Status GetHead(grpc::ServerContext*, const feed::v1::GetHeadRequest*,
                       feed::v1::Cursor* head) override {
    *head = CursorAt(Size());
    if (Is(JournalFault::kHeadOfAnotherJournal)) head->mutable_chain_hash()->back() ^= 1;
    return grpc::Status::OK;
  }

  grpc::Status ListFollowed(grpc::ServerContext*, const feed::v1::ListFollowedRequest*,
                            feed::v1::ListFollowedResponse* response) override {
    for (const char* source : {"intake", "payment"}) {
      feed::v1::Followed& followed = *response->add_followed();
      followed.set_source(source);
      followed.set_state(feed::v1::Followed::STATE_FOLLOWING);
      *followed.mutable_cursor() = CursorAt(2);
    }
    if (Is(JournalFault::kFollowedOutOfOrder)) {
      response->mutable_followed()->SwapElements(0, 1);
    }
    return grpc::Status::OK;
  }

 private:
  bool Is(JournalFault fault) const { return fault_ == fault; }
  std::int64_t Size() const { return static_cast<std::int64_t>(events_.size()); }
  feed::v1::Cursor CursorAt(std::int64_t sequence) const {
    feed::v1::Cursor cursor;
    cursor.set_sequence(sequence);
    if (sequence > 0) cursor.set_chain_hash(events_[sequence - 1].chain_hash());
    return cursor;
  }

  grpc::Status Refused(const feed::v1::Cursor& after) const {
    const std::size_t size = after.chain_hash().size();
    const bool malformed = after.sequence() < 0 || size != (after.sequence() == 0 ? 0 : 32);
    if (malformed) {
      return Is(JournalFault::kTakesMalformedCursors)
                 ? grpc::Status::OK
                 : grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "after");
    }
    if (after.sequence() == 0) return grpc::Status::OK;
    const bool beyond = after.sequence() > Size();
    const bool within = !beyond && !events_[after.sequence() - 1].command_end();
    const bool forked = !beyond && events_[after.sequence() - 1].chain_hash() != after.chain_hash();
    if ((beyond && !Is(JournalFault::kTakesCursorsBeyond)) ||
        (within && !Is(JournalFault::kTakesCursorsWithin)) ||
        (forked && !Is(JournalFault::kTakesForkedCursors))) {
      if (Is(JournalFault::kForksWithoutReason)) return {grpc::StatusCode::OUT_OF_RANGE, "no"};
      return rpc::ToGrpc(
          Refuse(absl::StatusCode::kOutOfRange, "CURSOR_FORKED", "after", "another", "khác"));
    }
    return grpc::Status::OK;
  }

  // What comes at a place, of ten events; moves it.
  feed::v1::WatchEventsResponse Message(std::int64_t& place) {
    feed::v1::WatchEventsResponse message;
    const std::int64_t most = Is(JournalFault::kTooManyEvents) ? 1002 : 10;
    for (int i = 0; i < most && place < Size(); ++i, ++place) {
      *message.add_events() = events_[place];
      if (Is(JournalFault::kSkipsAnEvent) && place == 4) ++place;
      if (Is(JournalFault::kRepeatsAnEvent) && place == 4) *message.add_events() = events_[4];
    }
    *message.mutable_cursor() = CursorAt(place);
    if (Is(JournalFault::kCursorBehindTheEvents) && place > 2) {
      *message.mutable_cursor() = CursorAt(place - 2);
    }
    if (Is(JournalFault::kCursorWithinACommand) && !message.events().empty()) {
      message.mutable_events()->RemoveLast();
      *message.mutable_cursor() = CursorAt(--place);
    }
    const int told = ++messages_;
    *message.mutable_complete_until() = rpc::ToTimestamp(
        absl::FromUnixSeconds(1'700'000'000 + (Is(JournalFault::kPromiseGoesBack) ? -told : told)));
    return message;
  }

  const JournalFault fault_;
  std::vector<feed::v1::Event> events_;
  std::atomic<int> messages_ = 0;
  std::atomic<int> cancelled_ = 0;
};

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_JOURNAL_FOR_TEST_H_
