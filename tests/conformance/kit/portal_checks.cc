#include "tests/conformance/kit/portal_checks.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"

namespace motcua::conform {
namespace {

namespace pv1 = portal::v1;
using Batch = ScriptedCells::Batch;
constexpr std::int64_t kFalse = 999'999;  // no true figure is ever this

class Check {
 public:
  Check(pv1::PortalService::Stub& stub, const Province& province, Report& report, Patience patience)
      : stub_(stub), province_(province), report_(report), patience_(patience) {}

  void All() {
    if (!Listed()) return;
    if (!TakesCells()) return;
    DoesNotCountTwice();
    RefusesBatches();
    OutlastsSilence();
    TakesSnapshots();
    RefusesSnapshots();
    TakesRestatements();
    AddsUp();
  }

 private:
  template <typename Holds>
  bool Eventually(Holds holds) const {
    const absl::Time end = absl::Now() + patience_.answer;
    while (!holds()) {
      if (absl::Now() > end) return false;
      absl::SleepFor(absl::Milliseconds(50));
    }
    return true;
  }

  std::optional<pv1::Province> Told() {
    pv1::ListProvincesResponse response;
    last_ = stub_.ListProvinces(rpc::ContextFor(patience_.answer).get(), {}, &response);
    for (const pv1::Province& province : response.provinces()) {
      if (province.name() == "provinces/" + province_.id) return province;
    }
    return std::nullopt;
  }

  pv1::NationalTable Table(pv1::Basis basis) {
    pv1::GetNationalTableRequest request;
    request.mutable_period()->set_first_day(kFirstOfPeriod);
    request.mutable_period()->set_last_day(kLastOfPeriod);
    request.set_basis(basis);
    pv1::NationalTable table;
    last_ = stub_.GetNationalTable(rpc::ContextFor(patience_.answer).get(), request, &table);
    return table;
  }
  pv1::ProvinceLine Line(pv1::Basis basis = pv1::BASIS_LIVE) {
    const pv1::NationalTable table = Table(basis);
    for (const pv1::ProvinceLine& line : table.provinces()) {
      if (line.province() == "provinces/" + province_.id) return line;
    }
    return {};
  }

  // How often a problem was seen, now and before.
  std::int64_t Seen(pv1::ProblemKind kind) {
    std::int64_t count = 0;
    const auto told = Told();
    if (!told) return 0;
    for (const auto* problems : {&told->problems(), &told->passed_problems()}) {
      for (const pv1::Problem& problem : *problems) {
        if (problem.kind() == kind) count += problem.count();
      }
    }
    return count;
  }

  bool Listed() {
    const auto told = Told();
    const bool fresh = told && told->cursor().epoch().empty() && told->snapshots().empty();
    report_.Judge("portal.listed", told.has_value(),
                  told ? "listed" : absl::StrCat("not listed, ", last_.error_message()));
    if (told && !fresh) report_.Fail("portal.listed", "heard of before: give it another id");
    return fresh;
  }

  bool TakesCells() {
    province_.cells.SetDown(false);
    province_.cells.SetReceived(5);
    const bool first = Eventually([&] { return Line().received() == 5; });
    report_.Judge("portal.first-sync", first, absl::StrCat("shows ", Line().received(), " of 5"));
    province_.cells.SetReceived(7);
    const bool next = Eventually([&] { return Line().received() == 7; });
    report_.Judge("portal.next-batch", next, absl::StrCat("shows ", Line().received(), " of 7"));
    return first && next;
  }

  // A value is the value now, no difference: a batch that holds more than what changed is right.
  void DoesNotCountTwice() {
    province_.cells.SetSpoil([](Batch& batch) {
      if (!batch.full()) batch.set_from_revision(0);
    });
    province_.cells.SetReceived(8);
    const bool once = Eventually([&] { return Line().received() == 8; });
    absl::SleepFor(absl::Milliseconds(800));  // bookmarks that overlap, too
    const std::int64_t shown = Line().received();
    report_.Judge("portal.duplicates", once && shown == 8, absl::StrCat("shows ", shown, " of 8"));
    province_.cells.SetSpoil(nullptr);
  }

  // A batch that is spoilt is refused for what it is, and shown at no time.
  void Refuses(const char* id, pv1::ProblemKind kind, ScriptedCells::Spoil spoil) {
    const std::int64_t before = Line().received();
    const std::int64_t seen = Seen(kind);
    province_.cells.SetSpoil(std::move(spoil));
    province_.cells.SetReceived(before + 1);
    bool shown = false;
    const bool told = Eventually([&] {
      shown |= Line().received() == kFalse;
      return Seen(kind) > seen;
    });
    shown |= Line().received() == kFalse;
    province_.cells.SetSpoil(nullptr);
    const bool back = Eventually([&] { return Line().received() == before + 1; });
    report_.Judge(
        id, told && !shown && back,
        absl::StrCat(told ? "told as " : "not told as ", pv1::ProblemKind_Name(kind),
                     shown ? ", its figures were shown" : "",
                     back ? ", then the truth was taken" : ", then the truth was not taken"));
  }

  static void Falsify(Batch& batch) {
    for (auto& cell : *batch.mutable_cells()) cell.set_value(kFalse);
    if (!batch.cells().empty()) batch.set_digest(ScriptedCells::DigestOf(batch));
  }

  void RefusesBatches() {
    Refuses("portal.gap", pv1::PROBLEM_KIND_GAP, [](Batch& batch) {
      if (batch.full()) return;
      batch.set_from_revision(batch.through_revision() + 1000);
      batch.set_through_revision(batch.through_revision() + 1001);
      Falsify(batch);
    });
    Refuses("portal.digest", pv1::PROBLEM_KIND_DIGEST, [](Batch& batch) {
      for (auto& cell : *batch.mutable_cells()) cell.set_value(kFalse);
      batch.mutable_digest()->back() ^= 1;
    });
    Refuses("portal.foreign", pv1::PROBLEM_KIND_FOREIGN, [](Batch& batch) {
      Falsify(batch);
      batch.set_source("another-province");
    });
    Refuses("portal.malformed", pv1::PROBLEM_KIND_MALFORMED, [](Batch& batch) {
      Falsify(batch);
      batch.set_epoch(std::string(65, 'e'));
    });
    province_.cells.SetEpoch("second");
    Eventually([&] { return Told() && Told()->cursor().epoch() == "second"; });
    Refuses("portal.stale-epoch", pv1::PROBLEM_KIND_STALE_EPOCH, [](Batch& batch) {
      Falsify(batch);
      batch.set_epoch("first");
      batch.set_full(true);
      batch.set_from_revision(0);
    });
  }

  void OutlastsSilence() {
    const std::int64_t before = Line().received();
    province_.cells.SetDown(true);
    const bool told = Eventually([&] { return Line().unreachable(); });
    const std::int64_t shown = Line().received();
    province_.cells.SetDown(false);
    const bool back = Eventually([&] { return !Line().unreachable(); });
    report_.Judge("portal.unreachable", told && shown == before && back,
                  absl::StrCat(told ? "told as unreachable" : "not told", ", shows ", shown, " of ",
                               before, back ? "" : ", and remains so"));
  }

  bool Publishes(int number, std::int64_t received) {
    return Eventually([&] {
      const pv1::ProvinceLine line = Line(pv1::BASIS_PUBLISHED);
      return line.snapshot_number() == number && line.received() == received;
    });
  }
  std::string Published() {
    const pv1::ProvinceLine line = Line(pv1::BASIS_PUBLISHED);
    return absl::StrCat("number ", line.snapshot_number(), " with ", line.received());
  }

  void TakesSnapshots() {
    province_.snapshots.Serve(province_.snapshots.Make(1, 100));
    report_.Judge("portal.snapshot", Publishes(1, 100), Published());
  }

  void RefusesSnapshot(const char* id, pv1::ProblemKind kind, const ScriptedSnapshots::Whole& whole,
                       bool remove = true) {
    const std::int64_t seen = Seen(kind);
    province_.snapshots.Serve(whole);
    const bool told = Eventually([&] { return Seen(kind) > seen; });
    const pv1::ProvinceLine line = Line(pv1::BASIS_PUBLISHED);
    report_.Judge(id, told && line.snapshot_number() == 1 && line.received() == 100,
                  absl::StrCat(told ? "told as " : "not told as ", pv1::ProblemKind_Name(kind),
                               ", published is ", Published()));
    if (remove) province_.snapshots.Remove(whole.answer.snapshot().name());
  }

  void RefusesSnapshots() {
    ScriptedSnapshots::Whole forged = province_.snapshots.Make(2, kFalse);
    province_.snapshots.SignWith(signing::SigningKey::Generate(), forged);
    RefusesSnapshot("portal.bad-signature", pv1::PROBLEM_KIND_BAD_SIGNATURE, forged);
    ScriptedSnapshots::Whole changed = province_.snapshots.Make(2, 101);
    changed.answer.mutable_snapshot()->set_fact_count(2);
    RefusesSnapshot("portal.changed-head", pv1::PROBLEM_KIND_DAMAGED, changed);
    ScriptedSnapshots::Whole damaged = province_.snapshots.Make(2, 101);
    damaged.facts.mutable_facts(0)->set_flow(kFalse);
    RefusesSnapshot("portal.changed-facts", pv1::PROBLEM_KIND_DAMAGED, damaged);
    RefusesSnapshot("portal.out-of-order", pv1::PROBLEM_KIND_OUT_OF_ORDER,
                    province_.snapshots.Make(4, kFalse));
    RefusesSnapshot("portal.incomplete", pv1::PROBLEM_KIND_INCOMPLETE_OVER_COMPLETE,
                    province_.snapshots.Make(2, kFalse, true), false);
  }

  void TakesRestatements() {
    province_.snapshots.Serve(province_.snapshots.Make(3, 103));
    report_.Judge("portal.restatement", Publishes(3, 103), Published());
    const std::int64_t seen = Seen(pv1::PROBLEM_KIND_REWRITTEN_HISTORY);
    province_.snapshots.Serve(province_.snapshots.Make(3, kFalse));
    const bool told = Eventually([&] { return Seen(pv1::PROBLEM_KIND_REWRITTEN_HISTORY) > seen; });
    report_.Judge("portal.rewritten", told && Publishes(3, 103),
                  absl::StrCat(told ? "told" : "not told", ", published is ", Published()));
  }

  void AddsUp() {
    const pv1::NationalTable table = Table(pv1::BASIS_LIVE);
    std::int64_t received = 0;
    for (const pv1::ProvinceLine& line : table.provinces()) received += line.received();
    report_.Judge("portal.total", received == table.total().received(),
                  absl::StrCat("total ", table.total().received(), ", lines ", received));
  }

  pv1::PortalService::Stub& stub_;
  const Province& province_;
  Report& report_;
  const Patience patience_;
  grpc::Status last_;
};

}  // namespace

Report CheckPortal(const std::shared_ptr<grpc::Channel>& portal, const Province& province,
                   Patience patience) {
  const auto stub = pv1::PortalService::NewStub(portal);
  Report report(PortalRequirements());
  Check(*stub, province, report, patience).All();
  return report;
}

}  // namespace motcua::conform
