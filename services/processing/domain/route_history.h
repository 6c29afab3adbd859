// Random lives of a dossier on a random route, for tests: steps in parallel, returns, transfers,
// pauses, extensions; everything on whole minutes.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_ROUTE_HISTORY_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_ROUTE_HISTORY_H_

#include <map>
#include <random>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/catalog/catalog.h"
#include "services/processing/domain/decide.h"
#include "services/processing/domain/testing.h"

namespace motcua::processing {

class RouteHistory {
 public:
  explicit RouteHistory(std::uint64_t seed) : random_(seed) {
    procedure_.id = "p";
    LayRoute();
    now_ = MarchAt(1, 7) + absl::Minutes(Pick(600));
    Open open;
    open.code = "H50-220301-0001";
    open.agency = "a";
    open.procedure = {"p", 1, "f"};
    open.due_day = March(2 + Pick(6));
    Keep(open);
  }

  void Live(int commands) {
    for (int i = 0; i < commands; ++i) {
      if (Pick(5) > 0) now_ += absl::Minutes(Pick(Pick(2) == 0 ? 300 : 1500));
      Keep(Any());
    }
  }

  const Case& dossier() const { return dossier_; }
  absl::Time now() const { return now_; }
  // By index of the command.
  const std::map<std::size_t, int>& accepted() const { return accepted_; }

  static const worktime::Calendar& Calendar() {
    static const worktime::Calendar calendar = worktime::PlainCalendar();
    return calendar;
  }

 private:
  int Pick(int n) { return static_cast<int>(random_() % n); }
  std::string Agency() { return std::string(1, static_cast<char>('a' + Pick(6))); }
  int Leg() { return Pick(static_cast<int>(dossier_.legs.size())); }

  void LayRoute() {
    const int steps = 2 + Pick(5);
    for (int number = 1; number <= steps; ++number) {
      catalog::RouteStep step;
      step.number = number;
      Pick(2) == 0 ? step.agency = Agency() : step.kind = KindOf(Agency());
      step.time = Pick(4);
      step.time_unit =
          Pick(2) == 0 ? catalog::LegalTimeUnit::kHour : catalog::LegalTimeUnit::kWorkingDay;
      step.may_pause = Pick(4) > 0;
      for (int before = 1; before < number; ++before) {
        if (Pick(3) == 0) step.after.push_back(before);
      }
      procedure_.route.push_back(step);
    }
  }
  static std::string KindOf(const std::string& agency) { return agency < "d" ? "near" : "far"; }

  HandOver AnyHandOver() {
    HandOver command{Agency(), {}, Pick(static_cast<int>(procedure_.route.size()) + 1), Leg()};
    if (command.step == 0 && Pick(3) > 0) command.due_day = LocalDay(now_) + Pick(4);
    command.kind = KindOf(command.agency);
    return command;
  }

  Transfer AnyTransfer() {
    Transfer command{Leg(), Agency(), "misled"};
    command.kind = KindOf(command.agency);
    return command;
  }

  Command Any() {
    const int dice = Pick(100);
    if (dice < 30) return AnyHandOver();
    if (dice < 36) return Acknowledge{Leg()};
    if (dice < 43) return Return{Leg(), "not_ours"};
    if (dice < 51) return AnyTransfer();
    if (dice < 61) return Pause{Leg(), static_cast<PauseKind>(1 + Pick(3)), "again"};
    if (dice < 71) return Resume{Leg()};
    if (dice < 88) return FinishLeg{Leg()};
    if (dice < 90) return Extend{Leg(), LocalDay(now_) + Pick(9), "busy", "13/PHL"};
    if (dice < 97) return Finish{};
    if (dice < 98) return Stop{"fraud"};
    return Reopen{"error"};
  }

  void Keep(const Command& command) {
    const Case* before = dossier_.legs.empty() ? nullptr : &dossier_;
    const Context context{now_, false, &Calendar(), &procedure_};
    absl::StatusOr<Decision> decision = Decide(before, command, context);
    if (!decision.ok()) return;
    ++accepted_[command.index()];
    dossier_ = std::move(decision->after);
  }

  std::mt19937_64 random_;
  catalog::Procedure procedure_;
  absl::Time now_;
  Case dossier_;
  std::map<std::size_t, int> accepted_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_ROUTE_HISTORY_H_
