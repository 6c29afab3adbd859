#include "tests/conformance/kit/feed_checks.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"
#include "common/rpc/request.h"
#include "tests/conformance/kit/event_stream.h"

namespace motcua::conform {
namespace {

namespace fv1 = feed::v1;
constexpr int kEventsPerMessage = 1000;
constexpr std::size_t kEnds = 32;

std::int64_t Micros(const google::protobuf::Timestamp& time) {
  return time.seconds() * 1'000'000 + time.nanos() / 1000;
}

fv1::Cursor CursorOf(const fv1::Event& event) {
  fv1::Cursor cursor;
  cursor.set_sequence(event.sequence());
  cursor.set_chain_hash(event.chain_hash());
  return cursor;
}

class Check {
 public:
  Check(fv1::ChangeFeedService::Stub& stub, Report& report, Patience patience)
      : stub_(stub), report_(report), patience_(patience) {}

  void All() {
    const grpc::Status status = stub_.GetHead(Context().get(), {}, &head_);
    report_.Judge("feed.head", status.ok(),
                  status.ok() ? absl::StrCat("sequence ", head_.sequence()) : Told(status));
    if (!status.ok()) return;
    ReadToHead();
    CheckResumptions();
    CheckForks();
    CheckMalformed();
    CheckFollowed();
    CheckSurvival();
  }

 private:
  std::unique_ptr<grpc::ClientContext> Context() const { return rpc::ContextFor(patience_.answer); }

  // Reads all there was when the head was asked for, then waits for silence.
  void ReadToHead() {
    EventStream stream(stub_, std::nullopt, patience_.answer * 10);
    while (last_.sequence() < head_.sequence()) {
      const auto message = stream.Next();
      if (!message) {
        return report_.Fail("feed.caught-up",
                            absl::StrCat("ended at ", last_.sequence(), " of ", head_.sequence(),
                                         ": ", Told(stream.status())));
      }
      Take(*message);
      if (report_.failed()) return;
    }
    const std::string seen = absl::StrCat(last_.sequence(), " events");
    for (const char* id : {"feed.order", "feed.chain", "feed.cursor", "feed.size", "feed.event"}) {
      report_.Pass(id, seen);
    }
    report_.Judge("feed.caught-up", head_.sequence() == 0 || head_hash_ == head_.chain_hash(),
                  absl::StrCat("the head, ", head_.sequence(), ", is on the chain read"));
    AwaitBookmark();
  }

  // A stream of its own: its deadline ends a read that would wait for ever.
  void AwaitBookmark() {
    const absl::Time end = absl::Now() + patience_.answer + patience_.bookmark;
    EventStream stream(stub_, last_.sequence() == 0 ? std::nullopt : std::optional(last_),
                       end - absl::Now());
    absl::Time heard = absl::Now();
    int messages = 0;
    int bookmarks = 0;
    while (bookmarks < 2) {
      const auto message = stream.Next();
      if (!message && absl::Now() < end &&
          stream.status().error_code() != grpc::StatusCode::DEADLINE_EXCEEDED) {
        return report_.Fail("feed.bookmark", absl::StrCat("ended after ", messages,
                                                          " messages: ", Told(stream.status())));
      }
      if (!message || (messages > 0 && absl::Now() - heard > patience_.bookmark)) break;
      heard = absl::Now();
      Take(*message);
      if (messages++ > 0 && message->events().empty()) ++bookmarks;
    }
    const bool silent = absl::Now() - heard > patience_.bookmark;
    report_.Judge("feed.bookmark", messages > 0 && !silent,
                  absl::StrCat(messages, " messages, ", bookmarks, " of them without events",
                               silent ? ", then silence" : ""));
  }

  void Take(const fv1::WatchEventsResponse& message) {
    int commands = 0;
    for (const fv1::Event& event : message.events()) {
      TakeEvent(event);
      commands += event.command_end() ? 1 : 0;
    }
    if (message.events_size() > kEventsPerMessage && commands > 1) {
      report_.Fail("feed.size", absl::StrCat(message.events_size(), " events of ", commands,
                                             " commands in a message"));
    }
    const bool at_end = message.events().empty() || message.events().rbegin()->command_end();
    if (!at_end || message.cursor().sequence() != last_.sequence() ||
        message.cursor().chain_hash() != last_.chain_hash()) {
      report_.Fail("feed.cursor",
                   absl::StrCat("cursor at ", message.cursor().sequence(), ", events through ",
                                last_.sequence(), at_end ? "" : ", within a command"));
    }
    if (message.has_complete_until()) TakePromise(message.complete_until());
  }

  void TakePromise(const google::protobuf::Timestamp& told) {
    const absl::Time promise = rpc::FromTimestamp(told);
    report_.Judge("feed.promise", promise >= promised_ && promise <= absl::Now() + absl::Minutes(1),
                  absl::StrCat("complete until ", absl::FormatTime(promise), " after ",
                               absl::FormatTime(promised_)));
    promised_ = promise;
  }

  void TakeEvent(const fv1::Event& event) {
    if (event.sequence() != last_.sequence() + 1) {
      report_.Fail("feed.order", absl::StrCat(event.sequence(), " after ", last_.sequence()));
    }
    const std::string previous = last_.sequence() == 0 ? std::string(32, '\0') : last_.chain_hash();
    if (ChainHash(previous, event) != event.chain_hash()) {
      report_.Fail("feed.chain", absl::StrCat("event ", event.sequence(), ": computed ",
                                              HexEncode(ChainHash(previous, event)), ", sent ",
                                              HexEncode(event.chain_hash())));
    }
    if (event.subject().empty() || event.payload().type_url().empty() || !event.has_event_time() ||
        !event.has_record_time() || event.event_time().nanos() % 1000 != 0 ||
        event.record_time().nanos() % 1000 != 0) {
      report_.Fail("feed.event", absl::StrCat("event ", event.sequence(),
                                              " lacks a field or is finer than microseconds"));
    }
    last_ = CursorOf(event);
    if (event.sequence() == head_.sequence()) head_hash_ = event.chain_hash();
    if (!event.command_end()) {
      within_ = last_;
    } else {
      Remember(last_);
    }
  }

  // Some of all, spread: every second is dropped when there are too many.
  void Remember(const fv1::Cursor& end) {
    if (ends_seen_++ % stride_ != 0) return;
    ends_.push_back(end);
    if (ends_.size() < kEnds) return;
    std::vector<fv1::Cursor> kept;
    for (std::size_t i = 0; i < ends_.size(); i += 2) kept.push_back(ends_[i]);
    ends_ = std::move(kept);
    stride_ *= 2;
  }

  void CheckResumptions() {
    if (ends_.empty()) return report_.NotTried("feed.resume", "the journal is empty");
    for (const fv1::Cursor& end : ends_) CheckResumption(end);
    CheckResumption(last_);
  }

  void CheckResumption(const fv1::Cursor& after) {
    EventStream stream(stub_, after, patience_.answer);
    const auto message = stream.Next();
    const std::string from = absl::StrCat("after ", after.sequence(), ": ");
    if (!message) return report_.Fail("feed.resume", from + Told(stream.status()));
    if (message->events().empty()) {
      return report_.Judge("feed.resume", message->cursor().sequence() == after.sequence(),
                           absl::StrCat(from, "no event, cursor ", message->cursor().sequence()));
    }
    const fv1::Event& next = message->events(0);
    report_.Judge(
        "feed.resume",
        next.sequence() == after.sequence() + 1 &&
            ChainHash(after.chain_hash(), next) == next.chain_hash(),
        absl::StrCat(ends_.size(), " cursors tried, the last ", from, "event ", next.sequence()));
  }

  grpc::Status StatusAfter(const fv1::Cursor& cursor) {
    EventStream stream(stub_, cursor, patience_.answer);
    return stream.Next() ? grpc::Status::OK : stream.status();
  }

  void JudgeFork(const char* id, const fv1::Cursor& cursor) {
    const grpc::Status status = StatusAfter(cursor);
    report_.Judge(id,
                  status.error_code() == grpc::StatusCode::OUT_OF_RANGE &&
                      ReasonOf(status) == "CURSOR_FORKED",
                  absl::StrCat("sequence ", cursor.sequence(), ": ", Told(status)));
  }

  void CheckForks() {
    if (last_.sequence() == 0) {
      for (const char* id : {"feed.forked", "feed.beyond", "feed.within-command"}) {
        report_.NotTried(id, "the journal is empty");
      }
      return;
    }
    fv1::Cursor other = last_;
    other.mutable_chain_hash()->back() ^= 1;
    JudgeFork("feed.forked", other);
    fv1::Cursor beyond = last_;
    beyond.set_sequence(last_.sequence() + 1'000'000'000);
    JudgeFork("feed.beyond", beyond);
    if (within_.sequence() == 0) {
      return report_.NotTried("feed.within-command", "no command has two events");
    }
    JudgeFork("feed.within-command", within_);
  }

  void CheckMalformed() {
    fv1::Cursor negative;
    negative.set_sequence(-1);
    fv1::Cursor short_hash;
    short_hash.set_sequence(1);
    short_hash.set_chain_hash("short");
    fv1::Cursor no_hash;
    no_hash.set_sequence(1);
    for (const fv1::Cursor& cursor : {negative, short_hash, no_hash}) {
      const grpc::Status status = StatusAfter(cursor);
      report_.Judge("feed.malformed-cursor",
                    status.error_code() == grpc::StatusCode::INVALID_ARGUMENT,
                    absl::StrCat("sequence ", cursor.sequence(), ", hash of ",
                                 cursor.chain_hash().size(), " bytes: ", Told(status)));
    }
  }

  void CheckFollowed() {
    fv1::ListFollowedResponse response;
    const grpc::Status status = stub_.ListFollowed(Context().get(), {}, &response);
    if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
      return report_.NotTried("feed.followed", "UNIMPLEMENTED");
    }
    if (!status.ok()) return report_.Fail("feed.followed", Told(status));
    std::string before;
    for (const fv1::Followed& followed : response.followed()) {
      const std::size_t size = followed.cursor().chain_hash().size();
      const bool whole = followed.source() > before && followed.state() != 0 &&
                         size == (followed.cursor().sequence() == 0 ? 0 : 32);
      if (!whole) return report_.Fail("feed.followed", followed.ShortDebugString());
      before = followed.source();
    }
    report_.Pass("feed.followed", absl::StrCat(response.followed_size(), " journals"));
  }

  void CheckSurvival() {
    constexpr int kCalls = 20;
    for (int i = 0; i < kCalls; ++i) {
      EventStream cancelled(stub_, std::nullopt, patience_.answer);
      if (i % 2 == 0) cancelled.Next();
      EventStream late(stub_, std::nullopt, absl::Milliseconds(1));
      late.Next();
    }
    const grpc::Status status = StatusAfter({});
    report_.Judge(
        "feed.survives", status.ok(),
        status.ok() ? absl::StrCat("answers after ", 2 * kCalls, " calls given up") : Told(status));
  }

  fv1::ChangeFeedService::Stub& stub_;
  Report& report_;
  const Patience patience_;
  fv1::Cursor head_;
  std::string head_hash_;  // as read at the head's sequence
  fv1::Cursor last_;
  fv1::Cursor within_;  // a command, not at its end
  std::vector<fv1::Cursor> ends_;
  std::size_t ends_seen_ = 0;
  std::size_t stride_ = 1;
  absl::Time promised_ = absl::InfinitePast();
};

}  // namespace

std::string ChainHash(const std::string& previous, const fv1::Event& event) {
  std::string text = previous;
  AppendInt64(text, event.sequence());
  AppendInt64(text, Micros(event.event_time()));
  AppendInt64(text, Micros(event.record_time()));
  text += static_cast<char>(event.command_end());
  AppendSized(text, event.subject());
  AppendSized(text, event.organisation());
  const std::string& url = event.payload().type_url();
  AppendSized(text, url.substr(url.rfind('/') + 1));
  AppendSized(text, event.payload().value());
  return Sha256(text);
}

Report CheckFeed(const std::shared_ptr<grpc::Channel>& channel, Patience patience) {
  const auto stub = fv1::ChangeFeedService::NewStub(channel);
  Report report(FeedRequirements());
  Check(*stub, report, patience).All();
  return report;
}

}  // namespace motcua::conform
