// What a decision made happen, as the feed tells it.
#ifndef MOTCUA_SERVICES_PROCESSING_DOMAIN_EVENTS_H_
#define MOTCUA_SERVICES_PROCESSING_DOMAIN_EVENTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/statistics/cells.h"
#include "services/processing/domain/timeline.h"

namespace motcua::processing {

struct CaseOpened {
  std::string agency;
  std::string procedure;
  statistics::Channel channel = statistics::Channel::kOnline;
  std::optional<Day> due_day;
  bool operator==(const CaseOpened&) const = default;
};
struct LegOpened {
  std::string agency;
  std::optional<Day> due_day;
  int step = 0;
  std::string sender;
  bool operator==(const LegOpened&) const = default;
};
struct ResultHandedOver {
  bool by_post = false;
  bool operator==(const ResultHandedOver&) const = default;
};

// The own leg as a correction sees it.
struct Receipt {
  absl::Time receive_time;
  statistics::Channel channel = statistics::Channel::kOnline;
  std::string procedure;
  std::string agency;
  std::optional<Day> due_day;  // the first
  bool operator==(const Receipt&) const = default;
};
struct Corrected {
  Receipt now;
  Receipt before;
  bool operator==(const Corrected&) const = default;
};
struct Voided {
  bool operator==(const Voided&) const = default;
};
struct WithdrawalNoted {
  std::int64_t cause_sequence = 0;
  bool operator==(const WithdrawalNoted&) const = default;
};
struct WithdrawalRefused {
  bool operator==(const WithdrawalRefused&) const = default;
};

using ChangeOfCase = std::variant<CaseOpened, LegOpened, Fact, ResultHandedOver, Corrected, Voided,
                                  WithdrawalNoted, WithdrawalRefused>;

// One change of one case.
struct Event {
  absl::Time time;                // when it happened
  Status status = Status::kVoid;  // after the event
  int leg = 0;
  std::string reason_code;
  ChangeOfCase change;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_DOMAIN_EVENTS_H_
