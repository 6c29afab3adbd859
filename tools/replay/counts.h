// The counts of one row of counts.tsv.
#ifndef MOTCUA_TOOLS_REPLAY_COUNTS_H_
#define MOTCUA_TOOLS_REPLAY_COUNTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace motcua::replay {

// Columns of counts.tsv, in the order of the format.
enum class Column : std::size_t {
  kReceivedOnline,
  kReceivedInPerson,
  kReceivedPost,
  kReceivedLinked,
  kCarriedOver,
  kResolvedEarly,
  kResolvedOnTime,
  kResolvedLate,
  kNotAccepted,
  kWithdrawn,
  kStopped,
  kPendingInTime,
  kPendingOverdue,
  kWaiting,
  kLateOwn,
  kLateLinked,
  kApologies,
  kExtensions,
  kLateAtCommune,
  kLateAtDistrict,
  kLateAtDepartment,
  kLateAtConstruction,
  kLateAtTax,
  kComponentsAny,
  kComponentsFull,
  kResultsDigitized,
  kComponentsReused,
  kFeeDossiers,
  kPaidNationalPortal,
  kPaidProvinceGateway,
  kRecordedProvinceSystem,
  kReturnedPost,
  kSiteVisits,
  kResolvedLinked,
};

inline constexpr std::array<std::string_view, 34> kColumnNames = {
    "received_online",
    "received_in_person",
    "received_post",
    "received_linked",
    "carried_over",
    "resolved_early",
    "resolved_on_time",
    "resolved_late",
    "not_accepted",
    "withdrawn",
    "stopped",
    "pending_in_time",
    "pending_overdue",
    "waiting",
    "late_own",
    "late_linked",
    "apologies",
    "extensions",
    "late_at_commune",
    "late_at_district",
    "late_at_department",
    "late_at_construction",
    "late_at_tax",
    "components_any",
    "components_full",
    "results_digitized",
    "components_reused",
    "fee_dossiers",
    "paid_national_portal",
    "paid_province_gateway",
    "recorded_province_system",
    "returned_post",
    "site_visits",
    "resolved_linked",
};

inline constexpr std::size_t kColumns = kColumnNames.size();
// Late steps of the row's late dossiers, by where they were late.
inline constexpr std::array kLateAt = {
    Column::kLateAtCommune,      Column::kLateAtDistrict, Column::kLateAtDepartment,
    Column::kLateAtConstruction, Column::kLateAtTax,
};

inline std::string_view NameOf(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

// nullopt: not stated.
class Counts {
 public:
  std::optional<std::int64_t>& operator[](Column column) {
    return values_[static_cast<std::size_t>(column)];
  }
  const std::optional<std::int64_t>& operator[](Column column) const {
    return values_[static_cast<std::size_t>(column)];
  }
  // What is stated, else 0.
  std::int64_t Get(Column column) const { return (*this)[column].value_or(0); }

  bool operator==(const Counts&) const = default;

 private:
  std::array<std::optional<std::int64_t>, kColumns> values_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_COUNTS_H_
