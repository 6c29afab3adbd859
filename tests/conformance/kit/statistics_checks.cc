#include "tests/conformance/kit/statistics_checks.h"

#include <algorithm>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"
#include "common/rpc/request.h"
#include "tests/conformance/kit/cell_stream.h"
#include "tests/conformance/kit/event_stream.h"

namespace motcua::conform {
namespace {

namespace sv1 = statistics::v1;

std::string Described(const HeldCells& held) {
  return absl::StrCat(held.values().size(), " cells through ", held.revision(), " of ",
                      held.epoch(), ", digest ", HexEncode(held.Digest()));
}

sv1::WatchCellsRequest After(const sv1::CellCursor& cursor) {
  sv1::WatchCellsRequest request;
  *request.mutable_after() = cursor;
  return request;
}

void CheckPromise(Source& source, const CellBatch& batch, absl::Time& promised) {
  if (!batch.complete_until) return;
  const absl::Time promise = rpc::FromTimestamp(*batch.complete_until);
  source.report.Judge("cells.promise",
                      promise >= promised && promise <= absl::Now() + absl::Minutes(1),
                      absl::StrCat("complete until ", absl::FormatTime(promise), " after ",
                                   absl::FormatTime(promised)));
  promised = promise;
}

// Reads on until the stream was idle. A stream that was never silent for long needs no bookmark,
// but it must go on.
void CheckBookmarks(Source& source, HeldCells& held) {
  const absl::Time end = absl::Now() + source.patience.answer + source.patience.bookmark;
  CellStream stream(source.stub, {}, end - absl::Now());
  absl::Time heard = absl::Now();
  absl::Time promised = absl::InfinitePast();
  int batches = 0;
  int bookmarks = 0;
  while (bookmarks < 2) {
    const auto batch = stream.Next();
    if (!batch && absl::Now() < end &&
        stream.status().error_code() != grpc::StatusCode::DEADLINE_EXCEEDED) {
      return source.report.Fail(
          "cells.bookmark",
          absl::StrCat("ended after ", batches, " batches: ", Told(stream.status())));
    }
    if (!batch || (batches > 0 && absl::Now() - heard > source.patience.bookmark)) break;
    heard = absl::Now();
    if (const Fault fault = held.Take(*batch)) return source.report.Fail(fault);
    CheckPromise(source, *batch, promised);
    if (batches++ > 0 && batch->cells.empty() && !batch->full) ++bookmarks;
  }
  const bool silent = absl::Now() - heard > source.patience.bookmark;
  source.report.Judge("cells.bookmark", batches > 0 && !silent,
                      absl::StrCat(batches, " batches, ", bookmarks, " of them bookmarks",
                                   silent ? ", then silence" : ""));
}

// From where it is held: nothing again, and what comes continues it.
void CheckResume(Source& source, HeldCells& held) {
  const Answer answer = Ask(source, After(held.cursor()));
  if (!answer.batch) return source.report.Fail("cells.resume", Told(answer.status));
  const CellBatch& batch = *answer.batch;
  if (batch.full && batch.epoch == held.epoch()) {
    return source.report.Fail("cells.resume", "the whole count again, of the same epoch");
  }
  const bool moved = batch.through != held.revision();
  if (const Fault fault = held.Take(batch)) return source.report.Fail(fault);
  source.report.Judge(
      "cells.resume", moved || batch.cells.empty(),
      absl::StrCat(batch.cells.size(), " cells, from ", batch.from, " through ", batch.through));
}

// From a revision before: each cell is as in the whole of the same revision.
Fault CompareSince(const CellBatch& since, const HeldCells& whole) {
  for (const sv1::Cell& cell : since.cells) {
    const std::int64_t expected = whole.ValueOf(KeyOf(cell));
    if (cell.value() == expected) continue;
    return {"cells.resume-middle",
            absl::StrCat(Describe(KeyOf(cell)), " is ", cell.value(), ", in the whole ", expected)};
  }
  if (since.digest == whole.Digest()) return {};
  return {"cells.resume-middle", "another digest than the whole count at the same revision"};
}

void CheckResumeAt(Source& source, std::int64_t revision) {
  for (int i = 0; i < kTries; ++i, Pause()) {
    const auto whole = FirstSync(source);
    if (!whole) return;
    sv1::CellCursor cursor = whole->cursor();
    cursor.set_revision(std::min(revision, whole->revision()));
    const Answer since = Ask(source, After(cursor));
    if (!since.batch) return source.report.Fail("cells.resume-middle", Told(since.status));
    if (since.batch->epoch != whole->epoch() || since.batch->through != whole->revision()) continue;
    if (!since.batch->full && since.batch->from > cursor.revision()) {
      return source.report.Fail("cells.gapless", absl::StrCat("asked after ", cursor.revision(),
                                                              ", given after ", since.batch->from));
    }
    if (const Fault fault = CompareSince(*since.batch, *whole)) return source.report.Fail(fault);
    HeldCells fresh;
    CellBatch all = *since.batch;
    all.full = true;
    // Everything has changed since the beginning.
    if (cursor.revision() == 0) {
      if (const Fault fault = fresh.Take(all)) {
        return source.report.Fail("cells.resume-middle", "after revision 0: " + fault.seen);
      }
    }
    return source.report.Pass("cells.resume-middle",
                              absl::StrCat(since.batch->full ? "all " : "", all.cells.size(),
                                           " cells after ", cursor.revision()));
  }
  source.report.NotTried("cells.resume-middle", "the counts moved all the time");
}

void CheckUnknownEpoch(Source& source, const HeldCells& held) {
  sv1::CellCursor cursor = held.cursor();
  cursor.set_epoch("no-such-epoch");
  const Answer answer = Ask(source, After(cursor));
  if (!answer.batch) return source.report.Fail("cells.unknown-epoch", Told(answer.status));
  source.report.Judge(
      "cells.unknown-epoch", answer.batch->full && answer.batch->epoch != cursor.epoch(),
      absl::StrCat(answer.batch->full ? "full" : "not full", ", epoch ", answer.batch->epoch));
}

void CheckMalformed(Source& source, const HeldCells& held) {
  sv1::CellCursor negative = held.cursor();
  negative.set_revision(-1);
  sv1::CellCursor nameless = held.cursor();
  nameless.clear_epoch();
  for (const sv1::CellCursor& cursor : {negative, nameless}) {
    const Answer answer = Ask(source, After(cursor));
    const bool refused = answer.status.error_code() == grpc::StatusCode::INVALID_ARGUMENT;
    source.report.Judge("cells.malformed-cursor", refused && !answer.batch,
                        absl::StrCat("epoch `", cursor.epoch(), "`, revision ", cursor.revision(),
                                     ": ", answer.batch ? "was answered" : Told(answer.status)));
  }
}

// Calls that nobody waits for any more.
void CheckSurvival(Source& source) {
  constexpr int kCalls = 20;
  for (int i = 0; i < kCalls; ++i) {
    CellStream cancelled(source.stub, {}, source.patience.answer);
    if (i % 2 == 0) cancelled.Next();
    CellStream late(source.stub, {}, absl::Milliseconds(1));
    late.Next();
  }
  const Answer answer = Ask(source, {});
  source.report.Judge("cells.survives", answer.batch.has_value(),
                      answer.batch ? absl::StrCat("answers after ", 2 * kCalls, " calls given up")
                                   : Told(answer.status));
}

void CheckTwoReaders(Source& source) {
  for (int i = 0; i < kTries; ++i, Pause()) {
    Answer one;
    std::thread beside([&] { one = Ask(source, {}); });
    const Answer other = Ask(source, {});
    beside.join();
    if (!one.batch || !other.batch) {
      return source.report.Fail("cells.two-readers", Told(one.batch ? other.status : one.status));
    }
    if (one.batch->epoch != other.batch->epoch || one.batch->through != other.batch->through) {
      continue;
    }
    return source.report.Judge("cells.two-readers", one.batch->digest == other.batch->digest,
                               absl::StrCat("through ", one.batch->through));
  }
  source.report.NotTried("cells.two-readers", "the counts moved all the time");
}

void CheckAll(Source& source) {
  std::optional<HeldCells> first = FirstSync(source);
  if (!first) return;
  const HeldCells old = *first;
  if (old.values().empty()) source.report.NotTried("cells.known", "the source has no cells");
  HeldCells following;
  CheckBookmarks(source, following);
  CheckResume(source, *first);
  for (const std::int64_t revision : {old.revision() / 2, old.revision() - 1, std::int64_t{0}}) {
    if (revision >= 0) CheckResumeAt(source, revision);
  }
  CheckUnknownEpoch(source, old);
  CheckMalformed(source, old);
  CheckProjections(source);
  CheckSummary(source);
  CheckContributors(source);
  CheckSurvival(source);
  CheckTwoReaders(source);
  // What was held at first and what changed meanwhile give what is there now.
  HeldCells held = old;
  CheckResume(source, held);
}

}  // namespace

void Pause() { absl::SleepFor(absl::Milliseconds(200)); }

Answer Ask(Source& source, const sv1::WatchCellsRequest& request) {
  CellStream stream(source.stub, request, source.patience.answer);
  Answer answer;
  answer.batch = stream.Next();
  if (!answer.batch) answer.status = stream.status();
  if (stream.fault()) source.report.Fail(stream.fault());
  return answer;
}

std::optional<HeldCells> FirstSync(Source& source, const sv1::Projection* projection) {
  sv1::WatchCellsRequest request;
  if (projection != nullptr) *request.mutable_projection() = *projection;
  const Answer answer = Ask(source, request);
  if (!answer.batch) {
    source.report.Fail("cells.first-sync", Told(answer.status));
    return std::nullopt;
  }
  for (const sv1::Cell& cell : answer.batch->cells) {
    const std::string fault = FaultOf(cell);
    if (!fault.empty()) source.report.Fail("cells.known", fault);
  }
  source.report.Judge("cells.first-sync", answer.batch->full,
                      answer.batch->full ? "full" : "not full");
  if (!answer.batch->full) return std::nullopt;
  HeldCells held;
  if (const Fault fault = held.Take(*answer.batch)) source.report.Fail(fault);
  const std::string seen = Described(held);
  if (!answer.batch->cells.empty()) source.report.Pass("cells.known", seen);
  for (const char* id : {"cells.parts", "cells.unique", "cells.digest"}) {
    source.report.Pass(id, seen);
  }
  return held;
}

Report CheckStatistics(const std::shared_ptr<grpc::Channel>& channel, Patience patience) {
  const auto stub = sv1::StatisticsService::NewStub(channel);
  Report report(StatisticsRequirements());
  Source source{*stub, report, patience};
  CheckAll(source);
  if (report.VerdictOf("cells.resume") == Verdict::kPass) {
    report.Pass("cells.gapless", "as seen in the resumptions");
  }
  return report;
}

}  // namespace motcua::conform
