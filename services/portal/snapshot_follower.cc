#include "services/portal/snapshot_follower.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/log.h"
#include "common/rpc/channel.h"
#include "common/rpc/request.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "services/portal/domain/line.h"

namespace motcua::portal {
namespace {

namespace agg = aggregator::v1;

constexpr absl::Duration kTimeout = absl::Seconds(30);
constexpr std::size_t kMostHeads = 100'000;

// nullopt: its name is not what province, period and number say.
std::optional<SnapshotHead> ParseHead(const agg::Snapshot& message, const std::string& province) {
  const auto period = rpc::ParsePeriod(message.period(), "period");
  if (!period.ok() || message.province() != province || message.number() < 1) return std::nullopt;
  const auto [first, last] = *period;
  if (message.name() != SnapshotName(first, last, message.number())) return std::nullopt;
  return SnapshotHead{message.name(),      first, last, message.number(), message.provisional(),
                      message.supersedes()};
}

// nullopt: one of the keys signed it. A snapshot that was changed is damaged whoever signed it.
std::optional<Objection> CheckSignature(const agg::Snapshot& message,
                                        const signing::Keyring& keys) {
  const absl::Status status = signing::Verify(keys, message);
  if (status.ok()) return std::nullopt;
  const std::string reason = RefusalOf(status).reason;
  const bool damaged = reason == "DIGEST_MISMATCH" || reason == "NOT_CANONICAL";
  return Objection{damaged ? ProblemKind::kDamaged : ProblemKind::kBadSignature, reason};
}

absl::Status Damaged(const std::string& what) { return absl::DataLossError(what); }

absl::Status ToStatus(const grpc::Status& status) {
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

template <typename Message>
bool HasDigest(const Message& message, const std::string& digest) {
  const auto computed = signing::DigestOf(message);
  return computed.ok() && *computed == digest;
}

// Leaves room for every sum over counters, channels and provinces.
constexpr std::int64_t kLargestSum = 100'000'000'000'000;

bool AddWithin(std::int64_t value, std::int64_t& sum) {
  return !__builtin_add_overflow(sum, value, &sum) && -kLargestSum <= sum && sum <= kLargestSum;
}

bool AddFact(const agg::SnapshotFact& fact, PeriodSums& sums) {
  PeriodSum& sum =
      sums[{static_cast<Counter>(fact.counter()), static_cast<Channel>(fact.channel())}];
  return AddWithin(fact.flow(), sum.flow) && AddWithin(fact.before(), sum.before);
}

void AddViolations(const google::protobuf::RepeatedPtrField<agg::Finding>& findings,
                   std::vector<std::string>& violations) {
  for (const agg::Finding& finding : findings) {
    if (finding.severity() != agg::Finding::SEVERITY_VIOLATION) continue;
    violations.push_back(absl::StrCat(finding.identity(), " ", finding.table(), "/", finding.row(),
                                      ": ", finding.shown(), ", expected ", finding.expected()));
  }
}

}  // namespace

SnapshotFollower::SnapshotFollower(Options options)
    : options_(std::move(options)),
      stub_(agg::SnapshotService::NewStub(options_.channel)),
      thread_([this] { Run(); }) {}

SnapshotFollower::~SnapshotFollower() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (context_ != nullptr) context_->TryCancel();
  }
  stop_.notify_all();
  thread_.join();
}

void SnapshotFollower::Run() {
  while (true) {
    try {
      Look();
    } catch (const std::exception& error) {
      Log(LogLevel::kWarning, "snapshots_not_looked_at", {{"error", error.what()}});
    }
    std::unique_lock lock(mutex_);
    stop_.wait_for(lock, absl::ToChronoMilliseconds(options_.pause), [this] { return stopping_; });
    if (stopping_) return;
  }
}

template <typename Call>
grpc::Status SnapshotFollower::Do(Call call) {
  const auto context = rpc::ContextFor(kTimeout);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return {grpc::StatusCode::CANCELLED, ""};
    context_ = context.get();
  }
  const grpc::Status status = call(context.get());
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
  return stopping_ ? grpc::Status(grpc::StatusCode::CANCELLED, "") : status;
}

void SnapshotFollower::Note(ProblemKind kind, const std::string& subject,
                            const std::string& detail) {
  options_.problems->Note(options_.province, {kind, detail}, subject, options_.clock());
}

void SnapshotFollower::Pass(ProblemKind kind, const std::string& subject) {
  options_.problems->Pass(options_.province, kind, subject, options_.clock());
}

void SnapshotFollower::NoteFailure(const absl::Status& status, const std::string& subject) {
  if (absl::IsCancelled(status)) return;
  if (absl::IsDataLoss(status)) {
    Note(ProblemKind::kDamaged, subject, std::string(status.message()));
  } else {
    Note(ProblemKind::kUnreachable, kSnapshots, std::string(status.message()));
  }
}

std::optional<std::vector<agg::Snapshot>> SnapshotFollower::List() {
  std::vector<Head> heads;
  agg::ListSnapshotsRequest request;
  request.set_page_size(1000);
  do {
    agg::ListSnapshotsResponse page;
    const grpc::Status status = Do([&](grpc::ClientContext* context) {
      return stub_->ListSnapshots(context, request, &page);
    });
    if (!status.ok()) {
      NoteFailure(ToStatus(status), kSnapshots);
      return std::nullopt;
    }
    for (Head& head : *page.mutable_snapshots()) heads.push_back(std::move(head));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && heads.size() < kMostHeads);
  return heads;
}

void SnapshotFollower::Look() {
  const auto heads = List();
  if (!heads) return;
  Pass(ProblemKind::kUnreachable, kSnapshots);
  Pass(ProblemKind::kDamaged, kSnapshots);
  Pass(ProblemKind::kMalformed, kSnapshots);
  if (!heads->empty() && options_.keys.empty()) {
    return Note(ProblemKind::kNoKey, kSnapshots, absl::StrCat(heads->size(), " snapshots"));
  }
  Pass(ProblemKind::kNoKey, kSnapshots);
  std::set<std::string> listed;
  for (const Head& head : *heads) {
    listed.insert(head.name());
    Consider(head);
  }
  for (const SnapshotBook::Snapshot& held : options_.book->All()) {
    if (listed.contains(held->head.name)) continue;
    Note(ProblemKind::kRewrittenHistory, held->head.name, "the province lists it no longer");
  }
}

void SnapshotFollower::Consider(const Head& message) {
  const auto head = ParseHead(message, options_.province);
  if (!head) return Note(ProblemKind::kMalformed, kSnapshots, message.name());
  const SnapshotBook::Snapshot held = options_.book->Find(*head);
  if (held != nullptr) return CompareWithHeld(message, *held);
  if (const auto objection = CheckSignature(message, options_.keys)) {
    return Note(objection->kind, head->name, objection->detail);
  }
  Pass(ProblemKind::kBadSignature, head->name);
  const auto objection = options_.book->Examine(*head);
  if (objection && objection->kind != ProblemKind::kIncompleteOverComplete) {
    return Note(objection->kind, head->name, objection->detail);
  }
  Pass(ProblemKind::kOutOfOrder, head->name);
  if (objection) Note(objection->kind, head->name, objection->detail);
  const absl::Status met = options_.faults->Meet([&] {
    Take(message, *head);
    return absl::OkStatus();
  });
  if (!met.ok()) Log(LogLevel::kInfo, "snapshot_refused_on_request", {{"name", head->name}});
}

void SnapshotFollower::CompareWithHeld(const Head& message, const HeldSnapshot& held) {
  const auto digest = signing::DigestOf(message);
  if (digest.ok() && *digest == held.digest) {
    return Pass(ProblemKind::kRewrittenHistory, held.head.name);
  }
  Note(ProblemKind::kRewrittenHistory, held.head.name, "it is not the one that was taken here");
}

absl::Status SnapshotFollower::CheckContent(const Head& message,
                                            std::vector<std::string>& violations) {
  agg::GetSnapshotRequest request;
  request.set_name(message.name());
  agg::GetSnapshotResponse answer;
  const grpc::Status status = Do(
      [&](grpc::ClientContext* context) { return stub_->GetSnapshot(context, request, &answer); });
  if (!status.ok()) return ToStatus(status);
  if (!HasDigest(answer.content(), message.content_digest())) {
    return Damaged("the content is not the one signed");
  }
  AddViolations(answer.content().findings(), violations);
  for (const agg::Table& table : answer.content().tables()) {
    AddViolations(table.findings(), violations);
  }
  return absl::OkStatus();
}

absl::StatusOr<PeriodSums> SnapshotFollower::SumFacts(const Head& message) {
  PeriodSums sums;
  std::int64_t count = 0;
  agg::ListSnapshotFactsRequest request;
  request.set_name(message.name());
  for (int page = 0; page < message.fact_pages_size(); ++page) {
    agg::ListSnapshotFactsResponse answer;
    const grpc::Status status = Do([&](grpc::ClientContext* context) {
      return stub_->ListSnapshotFacts(context, request, &answer);
    });
    if (!status.ok()) return ToStatus(status);
    if (!HasDigest(answer.page(), message.fact_pages(page))) {
      return Damaged(absl::StrCat("page ", page, " of its facts is not the one signed"));
    }
    for (const agg::SnapshotFact& fact : answer.page().facts()) {
      if (!AddFact(fact, sums)) return Damaged("its facts add up to nothing possible");
    }
    count += answer.page().facts_size();
    request.set_page_token(answer.next_page_token());
  }
  if (count != message.fact_count()) return Damaged("it has not as many facts as it says");
  return sums;
}

// What was wrong with an earlier one is of no account once a complete one follows it.
void SnapshotFollower::PassEarlier(const SnapshotHead& complete) {
  for (int number = 1; number < complete.number; ++number) {
    const std::string name = SnapshotName(complete.first, complete.last, number);
    Pass(ProblemKind::kIncompleteOverComplete, name);
    Pass(ProblemKind::kIdentityFails, name);
  }
}

void SnapshotFollower::Take(const Head& message, const SnapshotHead& head) {
  if (options_.book->Find(head) != nullptr) return;  // the second of two
  std::vector<std::string> violations;
  if (const absl::Status status = CheckContent(message, violations); !status.ok()) {
    return NoteFailure(status, head.name);
  }
  auto sums = SumFacts(message);
  if (!sums.ok()) return NoteFailure(sums.status(), head.name);
  for (std::string& broken : BrokenIdentities(*sums)) violations.push_back(std::move(broken));
  // Noted before it is kept: it is never shown without, not even after a crash in between.
  if (!violations.empty()) {
    Note(ProblemKind::kIdentityFails, head.name,
         absl::StrCat(violations.size(), " violations, the first: ", violations.front()));
  }
  const auto objection = options_.book->Examine(head);
  const absl::Status kept = options_.book->Keep({.head = head,
                                                 .usable = !objection.has_value(),
                                                 .digest = message.signature().digest(),
                                                 .key_id = message.signature().key_id(),
                                                 .receive_time = options_.clock(),
                                                 .sums = *std::move(sums)});
  if (!kept.ok()) return;
  Pass(ProblemKind::kDamaged, head.name);
  if (!head.provisional) PassEarlier(head);
}

}  // namespace motcua::portal
