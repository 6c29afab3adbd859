// The province's cells as one who follows it wants them: projected, with revisions and digest.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_VIEW_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_VIEW_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "common/catalog/catalog.h"
#include "common/statistics/batch.h"
#include "common/statistics/cells.h"

namespace motcua::aggregator {

using statistics::CellKey;

// Numbers as in statistics.proto.
enum class ProcedureAxis : int { kProcedure = 0, kField = 1, kNone = 2 };

struct Projection {
  ProcedureAxis axis = ProcedureAxis::kProcedure;
  int tree_depth = 0;    // 0: every agency
  std::string province;  // not empty: every agency is counted as this one, nobody is responsible

  bool identity() const {
    return axis == ProcedureAxis::kProcedure && tree_depth == 0 && province.empty();
  }
  // Without it, what is projected is the same on every catalogue.
  bool needs_catalog() const { return axis == ProcedureAxis::kField || tree_depth > 0; }
  auto operator<=>(const Projection&) const = default;
};

// `catalog` may be null where the projection needs none.
CellKey Project(const CellKey& key, const Projection& projection, const catalog::Catalog* catalog);

// The newest changes of cells, bounded; older ones are forgotten by whole revisions.
class Changes {
 public:
  explicit Changes(std::int64_t floor = 0) : floor_(floor) {}

  void Add(std::int64_t revision, const CellKey& key, std::int64_t difference);
  // Every change after this revision is still known.
  std::int64_t floor() const { return floor_; }
  void ForEachAfter(std::int64_t revision,
                    const std::function<void(std::int64_t revision, const CellKey& key,
                                             std::int64_t difference)>& visit) const;

 private:
  std::int64_t floor_;
  std::multimap<std::int64_t, std::pair<CellKey, std::int64_t>> changes_;
};

// Not thread-safe.
class View {
 public:
  // Knows which cells changed after revision `oldest`.
  View(std::string epoch, std::int64_t oldest, std::function<CellKey(const CellKey&)> project);

  // A cell of the province changed by `difference` at `revision`; 0 only marks the change.
  void Add(const CellKey& key, std::int64_t difference, std::int64_t revision);
  void MoveTo(std::int64_t revision) { revision_ = revision; }

  const std::string& epoch() const { return epoch_; }
  std::int64_t revision() const { return revision_; }

  // What changed after a cursor, in (revision, key) order; everything when the cursor cannot be
  // continued.
  statistics::Batch Since(const std::optional<statistics::CellCursor>& after) const;

 private:
  struct Entry {
    std::int64_t value = 0;
    std::int64_t revision = 0;
  };
  using Place = std::pair<std::int64_t, const CellKey*>;  // revision, key in cells_
  struct InOrder {
    bool operator()(const Place& a, const Place& b) const {
      return a.first != b.first ? a.first < b.first : *a.second < *b.second;
    }
  };

  std::string epoch_;
  std::int64_t oldest_;
  std::int64_t revision_;
  std::function<CellKey(const CellKey&)> project_;
  std::map<CellKey, Entry> cells_;
  std::set<Place, InOrder> by_revision_;
  statistics::Digest digest_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_VIEW_H_
