// A dossier with a random life, for tests.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_RANDOM_HISTORY_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_RANDOM_HISTORY_H_

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "services/processing/domain/clock.h"
#include "services/processing/domain/contributions.h"
#include "services/processing/domain/decide.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {

inline constexpr int kTries = 30;  // commands tried in a history; the state refuses many

// Over all histories: a test that never met a case proves nothing about it.
struct Coverage {
  std::map<statistics::Counter, std::int64_t> counted;
  std::map<std::size_t, int> accepted;  // by index of the command
  int out_of_order = 0;
  int due_dates_moved = 0;
  int legal_due_dates = 0;   // moved by pauses
  int stated_due_dates = 0;  // moved by pauses
};

inline catalog::Procedure AProcedure(const std::string& id, int time, catalog::LegalTimeUnit unit) {
  catalog::Procedure procedure;
  procedure.id = id;
  procedure.legal_time = time;
  procedure.online_legal_time = time / 2;
  procedure.legal_time_unit = unit;
  return procedure;
}

// From its receipt in March 2022 on, by officers and importers, in any order.
class History {
 public:
  History(std::uint64_t seed, Coverage& coverage) : random_(seed), coverage_(coverage) {
    // In every other history due dates also move for reasons of their own.
    moves_due_dates_ = Pick(2) == 0;
    now_ = StartOfDay(March(1)) + absl::Minutes(Pick(24 * 60));
    const Open opening = Opening();
    const Context context{now_, false, &calendar_};
    Keep(opening, Decide(nullptr, opening, context), context);
  }

  void Live() {
    for (int i = 0; i < kTries; ++i) {
      PassTime();
      Command command = AnyCommand();
      const bool imported = Pick(10) < 4 && !std::holds_alternative<Recalculate>(command);
      Context context{now_, imported, &calendar_, &procedures_.at(dossier_.procedure)};
      if (context.imported) context.event_time = Earlier();
      const Correct* correct = std::get_if<Correct>(&command);
      if (correct != nullptr && correct->procedure) {
        context.procedure = &procedures_.at(correct->procedure->id);
      }
      Keep(command, Decide(&dossier_, command, context), context);
      if (moves_due_dates_ && Pick(6) == 0) MoveADueDate();
    }
  }

  const Case& dossier() const { return dossier_; }
  const worktime::Calendar& calendar() const { return calendar_; }
  std::optional<worktime::LegalTime> LegalTimeOf(const Leg& leg) const {
    return LegalTimeOfLeg(dossier_, leg, &procedures_.at(dossier_.procedure));
  }
  bool moves_due_dates() const { return moves_due_dates_; }
  // What the commands added, one after the other.
  const statistics::Deltas& added() const { return added_; }

 private:
  int Pick(int n) { return static_cast<int>(random_() % n); }
  std::string Agency() { return std::string(1, static_cast<char>('a' + Pick(4))); }
  int AnyLeg() {
    return dossier_.legs.size() > 1 && Pick(2) == 0 ? 1 + Pick(dossier_.legs.size() - 1) : 0;
  }
  Day Today() { return LocalDay(now_); }
  std::optional<Day> SomeDue() {
    if (Pick(8) == 0) return std::nullopt;
    return Today() - 2 + Pick(Pick(2) == 0 ? 7 : 20);
  }
  statistics::Channel OwnChannel() { return static_cast<statistics::Channel>(1 + Pick(3)); }

  Open Opening() {
    Open open;
    open.code = "H50-220301-0001";
    open.agency = Agency();
    open.procedure = {Pick(2) == 0 ? "p" : "q", 1, "f"};
    open.channel = OwnChannel();
    open.due_is_legal = Pick(2) == 0;
    open.due_day = open.due_is_legal ? LegalDue(open) : SomeDue();
    return open;
  }
  std::optional<Day> LegalDue(const Open& open) const {
    const bool online = open.channel == statistics::Channel::kOnline;
    return catalog::DueDay(procedures_.at(open.procedure.id), &calendar_, online, now_).value();
  }

  // Some hours, some days, nothing at all, or until the next midnight.
  void PassTime() {
    const int how = Pick(8);
    if (how == 0) return;
    if (how == 1) {
      now_ = StartOfDay(Today() + 1);
    } else if (how < 5) {
      now_ += absl::Minutes(Pick(10 * 60));
    } else {
      now_ += absl::Hours(Pick(4 * 24));
    }
  }

  // From a little before the receipt until now; at times just when another fact was.
  absl::Time Earlier() {
    const Leg& leg = dossier_.legs[AnyLeg()];
    if (Pick(4) == 0) return leg.facts[Pick(leg.facts.size())].time;
    const absl::Time from = dossier_.legs[0].receive_time - absl::Hours(2);
    return from + absl::Minutes(Pick(absl::ToInt64Minutes(now_ - from) + 1));
  }

  Correct AnyCorrection() {
    Correct correct;
    if (Pick(3) == 0) correct.receive_time = now_ - absl::Hours(Pick(100));
    if (Pick(3) == 0) correct.channel = OwnChannel();
    if (Pick(3) == 0) correct.procedure = PinnedProcedure{Pick(2) == 0 ? "p" : "q", 1, "f"};
    if (Pick(3) == 0) correct.agency = Agency();
    if (Pick(3) == 0) correct.due_day = SomeDue();
    return correct;
  }

  Command AnyCommand() {
    const auto kind = static_cast<PauseKind>(1 + Pick(3));
    const int dice = Pick(100);
    if (dice < 12) return Finish{};
    if (dice == 12) return Withdraw{""};
    if (dice == 13) return Stop{""};
    if (dice == 14) return RefuseAfterReceipt{""};
    if (dice < 26) return HandOver{Agency(), SomeDue()};
    if (dice < 38) return FinishLeg{AnyLeg()};
    if (dice < 42) return Transfer{AnyLeg(), Agency()};
    if (dice < 44) return Acknowledge{AnyLeg()};
    if (dice < 46) return Return{AnyLeg(), ""};
    if (dice < 47) return Assign{AnyLeg(), "nga"};
    if (dice < 53) return Pause{AnyLeg(), kind, Pick(2) == 0 ? "again" : ""};
    if (dice < 62) return Resume{AnyLeg()};
    if (dice < 71) return Apologise{AnyLeg(), "", "12/PXL", Today() + Pick(40)};
    if (dice < 80) return Extend{AnyLeg(), Today() + Pick(Pick(2) == 0 ? 6 : 30), "", "13/PHL"};
    if (dice < 83) return HandOverResult{Pick(2) == 0};
    if (dice < 90) return Reopen{""};
    if (dice < 92) return RefuseWithdrawal{""};
    if (dice == 92) return NoteWithdrawal{Pick(1000), ""};
    if (dice == 93 && Pick(4) == 0) return Void{""};
    if (dice < 96 && moves_due_dates_) return Recalculate{1, {{AnyLeg(), Today() + Pick(30)}}};
    return AnyCorrection();
  }

  // A due date valid from any time on, before or after the one it replaces.
  void MoveADueDate() {
    Case moved = dossier_;
    Leg& leg = moved.legs[AnyLeg()];
    const Fact due{std::max(Earlier(), leg.receive_time), DueFrom{SomeDue()}};
    auto place = leg.facts.begin();
    while (place != leg.facts.end() && place->time <= due.time) ++place;
    leg.facts.insert(place, due);
    if (dossier_.voided || !Consistent(moved)) return;
    ++coverage_.due_dates_moved;
    Become(std::move(moved));
  }

  void Keep(const Command& command, absl::StatusOr<Decision> decision, const Context& context) {
    if (!decision.ok()) return;
    ++coverage_.accepted[command.index()];
    if (!dossier_.legs.empty() && context.event_time < LastTime(dossier_)) {
      coverage_.out_of_order += context.imported;
    }
    EXPECT_EQ(decision->events.back().status, StatusOf(decision->after));
    Become(std::move(decision->after));
  }

  void Become(Case after) {
    if (!dossier_.legs.empty()) added_.Add(Contributions(dossier_), -1);
    added_.Add(Contributions(after));
    dossier_ = std::move(after);
  }

  std::mt19937_64 random_;
  Coverage& coverage_;
  const worktime::Calendar calendar_ =
      worktime::PlainCalendar({"2022-03-14"})
          .With(March(19), {worktime::DayKind::kWorking, "Làm bù", "test"})
          .value();
  absl::Time now_;
  bool moves_due_dates_ = false;
  const std::map<std::string, catalog::Procedure> procedures_ = {
      {"p", AProcedure("p", 5, catalog::LegalTimeUnit::kWorkingDay)},
      {"q", AProcedure("q", 30, catalog::LegalTimeUnit::kHour)}};
  Case dossier_;
  statistics::Deltas added_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_RANDOM_HISTORY_H_
