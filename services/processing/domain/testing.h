// Short words for the tests of the domain.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_TESTING_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_TESTING_H_

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/base/errors.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"
#include "services/processing/domain/decide.h"

namespace motcua::processing {

// A day of March 2022 (the 1st is a Tuesday); days beyond 31 lie in April.
inline Day March(int day) { return *ParseDay("2022-03-01") + day - 1; }
inline absl::Time MarchAt(int day, int hour, int minute = 0) {
  return StartOfDay(March(day)) + absl::Hours(hour) + absl::Minutes(minute);
}

// As an officer makes them.
inline Apologise Apology(int leg) { return {leg, "busy", "12/PXL", March(60)}; }
inline Extend Extension(int leg, Day due) { return {leg, due, "busy", "13/PHL"}; }

// "OK", or the reason of the refusal.
inline std::string ReasonOf(const absl::Status& status) {
  return status.ok() ? "OK" : RefusalOf(status).reason;
}

// A dossier and what happens to it.
class Story {
 public:
  // Received online by so-tu-phap at nine.
  explicit Story(std::optional<Day> due, Day receipt = March(1),
                 worktime::Calendar calendar = worktime::PlainCalendar())
      : calendar_(std::move(calendar)) {
    Open open;
    open.code = "H50.01-220301-0001";
    open.agency = "so-tu-phap";
    open.procedure = {"khai-sinh", 3, "ho-tich"};
    open.channel = statistics::Channel::kOnline;
    open.due_day = due;
    open.catalog_revision = 7;
    Keep(Decide(nullptr, open, {StartOfDay(receipt) + absl::Hours(9), false, &calendar_}));
  }

  // From here on its procedure has a route.
  Story& On(catalog::Procedure procedure) {
    procedure_ = std::move(procedure);
    return *this;
  }

  // What must succeed, by an officer or, with `imported`, at a stated time.
  Story& Then(absl::Time time, const Command& command, bool imported = false) {
    Keep(Decide(&dossier_, command, {time, imported, &calendar_, &procedure_}));
    return *this;
  }
  // The outcome of a try that changes nothing.
  absl::Status Refused(absl::Time time, const Command& command, bool imported = false) const {
    return Decide(&dossier_, command, {time, imported, &calendar_, &procedure_}).status();
  }
  std::string Try(absl::Time time, const Command& command, bool imported = false) const {
    return ReasonOf(Refused(time, command, imported));
  }

  const Case& dossier() const { return dossier_; }
  const Leg& leg(int number) const { return dossier_.legs[number]; }
  Status status() const { return StatusOf(dossier_); }
  // Of the last command.
  const std::vector<Event>& events() const { return events_; }

 private:
  void Keep(absl::StatusOr<Decision> decision) {
    if (!decision.ok()) {
      ADD_FAILURE() << ReasonOf(decision.status());
      return;
    }
    dossier_ = std::move(decision->after);
    events_ = std::move(decision->events);
  }

  worktime::Calendar calendar_;
  catalog::Procedure procedure_;
  Case dossier_;
  std::vector<Event> events_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_TESTING_H_
