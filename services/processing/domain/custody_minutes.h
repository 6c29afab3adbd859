// Custody once more, for tests: every leg is looked at in every minute, without the code of
// custody.cc and timeline.cc.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_CUSTODY_MINUTES_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_CUSTODY_MINUTES_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/time/time.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

class CustodyMinutes {
 public:
  // Minutes of the clock, and of these of work.
  struct Minutes {
    std::int64_t all = 0;
    std::int64_t work = 0;
    bool operator==(const Minutes&) const = default;
  };
  // By agency, or `pause 1` to `pause 3`.
  std::map<std::string, Minutes> totals;
  std::int64_t age = 0;

  // Everything in the case happened on whole minutes, Monday to Friday being working days.
  CustodyMinutes(const Case& dossier, absl::Time now) : dossier_(dossier) {
    const Leg& own = dossier.legs[0];
    absl::Time end = now;
    if (!Open(own, absl::InfiniteFuture())) end = LastEnd(own);
    for (absl::Time minute = own.receive_time; minute < end; minute += absl::Minutes(1)) {
      Minutes& minutes = totals[Keeper(minute)];
      ++minutes.all;
      minutes.work += AtWork(minute);
      ++age;
    }
  }

 private:
  static std::string Holder(const Leg& leg, absl::Time minute) {
    std::string holder = leg.first_holder;
    for (const Fact& fact : leg.facts) {
      const auto* moved = std::get_if<MovedTo>(&fact.what);
      if (moved != nullptr && fact.time <= minute) holder = moved->agency;
    }
    return holder;
  }
  static bool Open(const Leg& leg, absl::Time minute) {
    bool open = leg.receive_time <= minute;
    for (const Fact& fact : leg.facts) {
      if (fact.time > minute) continue;
      if (std::holds_alternative<Ended>(fact.what)) open = false;
      if (std::holds_alternative<Reopened>(fact.what)) open = true;
    }
    return open;
  }
  static int Waiting(const Leg& leg, absl::Time minute) {
    int waiting = 0;
    for (const Fact& fact : leg.facts) {
      if (fact.time > minute) continue;
      if (const auto* paused = std::get_if<Paused>(&fact.what)) {
        waiting = static_cast<int>(paused->kind);
      } else if (std::holds_alternative<Resumed>(fact.what) ||
                 std::holds_alternative<Ended>(fact.what)) {
        waiting = 0;
      }
    }
    return waiting;
  }
  static Day DueOrNever(const Leg& leg, absl::Time minute) {
    Day due = kLastDay;
    for (const Fact& fact : leg.facts) {
      const auto* from = std::get_if<DueFrom>(&fact.what);
      if (from != nullptr && fact.time <= minute) due = from->day ? *from->day : kLastDay;
    }
    return due;
  }
  static absl::Time LastEnd(const Leg& leg) {
    absl::Time end;
    for (const Fact& fact : leg.facts) {
      if (std::holds_alternative<Ended>(fact.what)) end = fact.time;
    }
    return end;
  }

  // Who, or which pause, has the dossier in a minute.
  std::string Keeper(absl::Time minute) const {
    const Leg* keeper = &dossier_.legs[0];
    if (Waiting(*keeper, minute) == 0) {
      for (std::size_t i = dossier_.legs.size(); i-- > 1;) {
        const Leg& leg = dossier_.legs[i];
        if (!Open(leg, minute)) continue;
        const bool sooner =
            keeper->number == 0 || DueOrNever(leg, minute) <= DueOrNever(*keeper, minute);
        if (sooner) keeper = &leg;
      }
    }
    const int waiting = Waiting(*keeper, minute);
    return waiting == 0 ? Holder(*keeper, minute) : "pause " + std::to_string(waiting);
  }

  // 7:00–11:30 and 13:30–17:00 in Vietnam; 1 January 1970 was a Thursday.
  static bool AtWork(absl::Time minute) {
    const std::int64_t since_epoch = absl::ToUnixSeconds(minute) / 60 + 7 * 60;
    const std::int64_t weekday = (since_epoch / (24 * 60) + 3) % 7;
    const std::int64_t of_day = since_epoch % (24 * 60);
    const bool morning = 7 * 60 <= of_day && of_day < 11 * 60 + 30;
    const bool afternoon = 13 * 60 + 30 <= of_day && of_day < 17 * 60;
    return weekday < 5 && (morning || afternoon);
  }

  const Case& dossier_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_CUSTODY_MINUTES_H_
