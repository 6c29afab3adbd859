// Counters as values: keys, differences, digest. Pure.
#ifndef MOTCUA_COMMON_STATISTICS_CELLS_H_
#define MOTCUA_COMMON_STATISTICS_CELLS_H_

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "common/base/date.h"

namespace motcua::statistics {

// As in statistics.proto, which tells unit, day and agency of each; a test compares the numbers.
enum class Counter : int {
  kFiled = 1,
  kRefused = 2,
  kSupplementFirst = 3,
  kSupplementRepeated = 4,
  kPostalIn = 5,
  kPostalOut = 6,
  kReceived = 20,
  kMovedIn = 21,
  kMovedOut = 22,
  kReopened = 23,
  kFinishedEarly = 24,
  kFinishedOnTime = 25,
  kFinishedLate = 26,
  kFinishedUndated = 27,
  kWithdrawn = 28,
  kStopped = 29,
  kRefusedAfterReceipt = 30,
  kOverdue = 31,
  kWaitingSupplement = 32,
  kWaitingObligation = 33,
  kUndated = 34,
  kLateByOwn = 35,
  kLateByLinked = 36,
  kLateApologisedOwn = 37,
  kLateApologisedLinked = 38,
  kLateExtendedOwn = 39,
  kLateExtendedLinked = 40,
  kLateStep = 41,
  kWaitingOtherBody = 42,
  kFeeBearingFee = 50,
  kFeeBearingObligation = 51,
  kPaidNoneUnrecorded = 52,
  kPaidNoneRecorded = 53,
  kPaidNationalUnrecorded = 54,
  kPaidNationalRecorded = 55,
  kPaidOtherUnrecorded = 56,
  kPaidOtherRecorded = 57,
  kPaidBothUnrecorded = 58,
  kPaidBothRecorded = 59,
  kAmountOwed = 60,
  kPaymentsNationalPortal = 61,
  kPaymentsProvinceGateway = 62,
  kPaymentsQrTransfer = 63,
  kPaymentsCounter = 64,
  kPaymentsPost = 65,
  kAmountNationalPortal = 66,
  kAmountProvinceGateway = 67,
  kAmountQrTransfer = 68,
  kAmountCounter = 69,
  kAmountPost = 70,
  kRefunds = 71,
  kAmountRefunded = 72,
  kComponentsReceived = 80,
  kComponentsAny = 81,
  kComponentsFull = 82,
  kComponentsReused = 83,
  kResultsFinished = 84,
  kResultsDigitized = 85,
  kResultsDoubtful = 86,
  kResultsInForce = 87,
  kResultsInForceDigitized = 88,
  kSyncedResults = 90,
  kSiteVisits = 100,
};
inline constexpr Counter kLastCounter = Counter::kSiteVisits;

enum class Channel : int { kOnline = 1, kInPerson = 2, kPost = 3, kLinked = 4 };

// What a counter adds to the stock of open legs: +1, −1 or 0.
int OpenSign(Counter counter);

struct CellKey {
  std::string agency;
  std::string procedure;
  Channel channel = Channel::kOnline;
  Day day = 0;
  Counter counter = Counter::kFiled;
  std::string responsible_agency;

  auto operator<=>(const CellKey&) const = default;
};

struct CellKeyHash {
  std::size_t operator()(const CellKey& key) const;
};

// Sums by key; a key whose sum returns to 0 is dropped.
class Deltas {
 public:
  void Add(const CellKey& key, std::int64_t value) {
    const auto [entry, fresh] = values_.emplace(key, value);
    if (!fresh) entry->second += value;
    if (entry->second == 0) values_.erase(entry);
  }
  void Add(const Deltas& other, std::int64_t factor = 1) {
    for (const auto& [key, value] : other.values_) Add(key, value * factor);
  }
  const std::map<CellKey, std::int64_t>& values() const { return values_; }
  bool operator==(const Deltas&) const = default;

 private:
  std::map<CellKey, std::int64_t> values_;
};

// Running additive digest: Σ first 16 bytes of SHA-256(canonical cell) modulo 2^128 over
// cells of value ≠ 0 (statistics.proto). Order does not matter.
class Digest {
 public:
  Digest() = default;
  // Big-endian, 16 bytes.
  static Digest FromBytes(const std::string& bytes);
  std::string ToBytes() const;

  // A value of 0 is no cell.
  void Add(const CellKey& key, std::int64_t value);
  void Remove(const CellKey& key, std::int64_t value);
  bool operator==(const Digest&) const = default;

 private:
  unsigned __int128 sum_ = 0;
};

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_CELLS_H_
