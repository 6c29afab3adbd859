// The catalogue as an immutable value: the tree of agencies, procedure versions, calendar. Pure.
#ifndef MOTCUA_COMMON_CATALOG_CATALOG_H_
#define MOTCUA_COMMON_CATALOG_CATALOG_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/worktime/calendar.h"
#include "common/worktime/due.h"

namespace motcua::catalog {

// Numbers as in catalog.proto.
enum class Level : int {
  kDepartment = 1,
  kCentral = 2,
  kDistrict = 3,
  kCommune = 4,
  kBranch = 5,
  kExternal = 6
};
enum class LegalTimeUnit : int { kNone = 0, kWorkingDay = 1, kCalendarDay = 2, kHour = 3 };

// Where an agency stood before; `valid_to` is the last day.
struct FormerPlace {
  std::string parent;
  std::string area;
  Day valid_to = kFirstDay;

  bool operator==(const FormerPlace&) const = default;
};

struct Agency {
  std::string id;
  std::string name_vi;
  Level level = Level::kDepartment;
  std::string kind;
  std::string group_vi;
  std::string parent;  // empty: child of the province
  int list_order = 0;
  std::string area;
  std::string code;  // prefix of dossier codes
  std::string alias_of;
  Day valid_from = kFirstDay;
  Day valid_to = kLastDay;
  bool has_site = false;
  std::string successor;                   // took it over the day after `valid_to`
  std::vector<std::string> formed_from;    // split from it, or formed of them, on `valid_from`
  std::vector<FormerPlace> former_places;  // oldest first

  bool ValidOn(Day day) const { return valid_from <= day && day <= valid_to; }
  bool operator==(const Agency&) const = default;
};

// A paper of a dossier (thành phần hồ sơ).
struct Component {
  std::string id;
  std::string name_vi;
  bool optional = false;  // does not count for full digitization

  bool operator==(const Component&) const = default;
};

// A step of a linked dossier at another agency.
struct RouteStep {
  int number = 1;
  std::string agency;  // who does it, or
  std::string kind;    // any agency of this kind
  std::string name_vi;
  int time = 0;
  LegalTimeUnit time_unit = LegalTimeUnit::kNone;
  bool may_pause = false;
  std::vector<int> after;  // numbers of the steps to be finished before

  bool operator==(const RouteStep&) const = default;
};

struct Procedure {
  std::string id;
  int version = 1;
  Day valid_from = kFirstDay;
  std::string name_vi;
  std::string field;
  std::string field_vi;
  std::string agency;
  int service_level = 0;  // as in catalog.proto
  bool has_fee = false;
  bool online_payment = false;
  bool on_national_portal = false;
  int legal_time = 0;
  LegalTimeUnit legal_time_unit = LegalTimeUnit::kNone;
  int online_legal_time = 0;
  bool same_day = false;
  std::int64_t fee_dong = 0;     // lệ phí
  std::int64_t charge_dong = 0;  // phí
  std::optional<Level> offered_at;
  std::vector<Component> components;  // empty: the application form alone
  std::vector<RouteStep> route;       // by number

  bool operator==(const Procedure&) const = default;
};

// Percent taken off fees and charges of dossiers filed online.
struct FeeDiscount {
  std::string id;
  std::string procedure;  // empty: every procedure
  int percent = 0;
  Day valid_from = kFirstDay;
  Day valid_to = kLastDay;
  std::string basis_vi;  // the decision that grants it

  bool ValidOn(Day day) const { return valid_from <= day && day <= valid_to; }
  bool operator==(const FeeDiscount&) const = default;
};

// Immutable once built; shared between threads by shared_ptr<const Catalog>.
class Catalog {
 public:
  // INVALID_ARGUMENT naming the field (`agencies[3].parent` …): unknown or cyclic parents,
  // duplicate codes, version gaps, bad ranges, a route by an unknown agency, a discount of an
  // unknown procedure, a reorganisation that does not fit. Input order is kept for the indexes.
  static absl::StatusOr<std::shared_ptr<const Catalog>> Build(
      std::int64_t revision, std::vector<Agency> agencies, std::vector<Procedure> procedures,
      std::optional<worktime::Calendar> calendar = std::nullopt,
      std::vector<FeeDiscount> discounts = {});

  std::int64_t revision() const { return revision_; }
  // Null if unknown.
  const Agency* FindAgency(const std::string& id) const;
  const Agency* FindAgencyByCode(const std::string& code) const;
  // The version in force on a day; null if unknown or not yet in force.
  const Procedure* ProcedureOn(const std::string& id, Day day) const;
  const Procedure* FindProcedure(const std::string& id, int version) const;
  // Percent off for filing online: the highest in force on a day, 0 when there is none.
  int DiscountOn(const std::string& procedure, Day day) const;
  // As the procedure states it, else the level of the agency that manages it, if one does.
  std::optional<Level> OfferedAt(const Procedure& procedure) const;

  // By list order, then id.
  const std::vector<Agency>& agencies() const { return agencies_; }
  const std::vector<Procedure>& procedures() const { return rules_->procedures; }
  // Null when no years are stated: then nothing can be reckoned.
  const worktime::Calendar* calendar() const {
    return rules_->calendar ? &*rules_->calendar : nullptr;
  }
  // By id.
  const std::vector<FeeDiscount>& discounts() const { return rules_->discounts; }

  // The agency and everything below it; aliases included.
  std::vector<std::string> Subtree(const std::string& agency) const;
  // The ancestor (or self) at a depth; children of the province have depth 1.
  std::string AncestorAtDepth(const std::string& agency, int depth) const;

  // The catalogue with the organisation of a day. Parents and areas are those of that day. Whoever
  // is no longer, or not yet, is an alias of the office that does its work: its successor's
  // successor, or what it was split from; so every agency is in one place and is counted there
  // alone. Days between the same reorganisations give the same value, kept as long as this.
  std::shared_ptr<const Catalog> TreeOn(Day day) const;
  // In the tree of a day: an office that was there on it.
  bool Stands(const Agency& agency, Day day) const {
    return agency.alias_of.empty() && agency.ValidOn(tree_day_.value_or(day));
  }

 private:
  // What does not change with the day.
  struct Rules {
    std::vector<Procedure> procedures;
    std::map<std::pair<std::string, int>, std::size_t> procedure_by_version;
    std::optional<worktime::Calendar> calendar;
    std::vector<FeeDiscount> discounts;
  };

  void Index();

  std::int64_t revision_ = 0;
  std::vector<Agency> agencies_;
  std::map<std::string, std::size_t> agency_by_id_;
  std::map<std::string, std::size_t> agency_by_code_;
  std::map<std::string, std::vector<std::string>> children_;  // aliases stand below their office
  std::shared_ptr<const Rules> rules_;
  std::optional<Day> tree_day_;   // the first of the days it is the tree of; none: no tree
  std::vector<Day> reorganised_;  // first days of trees, ascending
  mutable std::mutex trees_mutex_;
  mutable std::map<Day, std::shared_ptr<const Catalog>> trees_;  // by their first days
};

// What a procedure version allows a dossier; nullopt when it states no time.
std::optional<worktime::LegalTime> LegalTimeOf(const Procedure& procedure, bool online);
// What a route step allows; nullopt when it states no time.
std::optional<worktime::LegalTime> LegalTimeOf(const RouteStep& step);

// Due day of a dossier received at `receive_time`, by worktime::Reckon; nullopt when the procedure
// states no time. FAILED_PRECONDITION `CALENDAR_YEAR_MISSING` when the calendar does not cover it,
// or is null.
absl::StatusOr<std::optional<Day>> DueDay(const Procedure& procedure,
                                          const worktime::Calendar* calendar, bool online,
                                          absl::Time receive_time);

}  // namespace motcua::catalog

#endif  // MOTCUA_COMMON_CATALOG_CATALOG_H_
