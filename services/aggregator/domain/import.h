// Documents with reported numbers: what one says counts until it says otherwise or is withdrawn.
// Pure.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_IMPORT_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_IMPORT_H_

#include <bitset>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/statistics/cells.h"

namespace motcua::aggregator {

// What a document says, and where it comes from.
struct Document {
  std::string title_vi;
  std::string agency;           // id of who reported; empty: several
  std::string sha256;           // of its file, hexadecimal; empty: not given
  statistics::Deltas counts{};  // as cells

  bool operator==(const Document&) const = default;
};

// Counters of the contract.
using CounterSet = std::bitset<static_cast<std::size_t>(statistics::kLastCounter) + 1>;

// What counts touch at most, so that nobody looks at ten thousand of them in vain.
struct Extent {
  CounterSet counters;
  Day first_day = std::numeric_limits<Day>::max();
  Day last_day = std::numeric_limits<Day>::min();

  bool operator==(const Extent&) const = default;
};
Extent ExtentOf(const statistics::Deltas& counts);

struct Import {
  std::string id;
  Document document;
  std::string organisation;  // that imported it last
  absl::Time import_time;
  bool withdrawn = false;
  std::int64_t version = 0;  // 1, 2, 3 …
  // Of the document; its counts themselves need not be at hand once it is withdrawn.
  int count_size = 0;
  Extent extent{};  // of the counts at hand

  bool operator==(const Import&) const = default;
};

std::string EtagOf(const Import& import);

// Takes a document in, whole, instead of what it said before.
using TakeIn = Document;
// Takes its numbers out; what it said is kept.
struct TakeOut {};

struct ImportChange {
  std::string id;
  std::string etag;  // the import must still have it; empty: any
  std::string organisation;
  absl::Time time;
  std::variant<TakeIn, TakeOut> what;
};

// The import after a change of it; `before` is null if there was none. One that changes nothing
// gives it back as it was. NOT_FOUND `IMPORT_NOT_FOUND`, ABORTED `ETAG_MISMATCH`.
absl::StatusOr<Import> Decide(const Import* before, const ImportChange& change);

// The rules of Contributions; raise it when they change.
inline constexpr std::int64_t kImportCounterVersion = 1;
// The cells an import adds: the only place where reported counters come from.
statistics::Deltas Contributions(const Import& import);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_IMPORT_H_
