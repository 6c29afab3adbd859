// What the aggregator knows: the cells of every source and the catalogue, at one moment.
#ifndef MOTCUA_SERVICES_AGGREGATOR_KNOWLEDGE_H_
#define MOTCUA_SERVICES_AGGREGATOR_KNOWLEDGE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/catalog/catalog.h"
#include "common/received/store.h"
#include "services/aggregator/domain/cube.h"
#include "services/aggregator/domain/import.h"
#include "services/aggregator/domain/view.h"
#include "services/aggregator/tables/rows.h"
#include "services/aggregator/tables/selections.h"

namespace motcua::aggregator {

// The source whose numbers are not counted from dossiers: imports.
inline constexpr char kReported[] = "reported";

struct SourceFacts {
  std::string id;
  std::optional<received::Standing> standing;  // absent before its first batch
  Cube cube;
};

// A consistent picture. Valid only inside Knowledge::Read.
struct Facts {
  std::vector<SourceFacts> sources;                 // in configured order
  std::shared_ptr<const catalog::Catalog> catalog;  // null before the first
  statistics::CellCursor head;                      // of the union of all sources
  std::shared_ptr<RowCache> rows = std::make_shared<RowCache>();
  std::shared_ptr<Selections> selections = std::make_shared<Selections>();
  // Positions of the sources that have cells of an agency, so that a nation does not ask every
  // province for each commune; empty: not known.
  std::unordered_map<std::string, std::vector<std::size_t>> holders;
  std::map<std::string, std::shared_ptr<const Import>> imports;  // by id, withdrawn ones too

  // Over all sources.
  std::int64_t Total(const Sum& sum, const Scope& scope) const;
  const SourceFacts* Find(const std::string& source) const;
  // Fills `holders`.
  void IndexAgencies();
};

// Owns the store's image in memory. Thread-safe: readers share a lock, a batch is flipped in
// under the exclusive one, so no reader sees half a batch or two revisions of a source.
class Knowledge {
 public:
  // Loads what the store holds; a damaged source starts empty. Throws sql::Error.
  // `store` must outlive this.
  Knowledge(received::Store& store, const std::vector<std::string>& sources);

  // Database first, then memory. As Store::Apply.
  absl::Status Apply(const std::string& source, const statistics::Batch& batch, absl::Time now) {
    return Apply(source, batch, now, {});
  }
  // The same for the source of imports, with those changed.
  absl::Status Apply(const std::string& source, const statistics::Batch& batch, absl::Time now,
                     const std::vector<Import>& imports);
  void SetCatalog(std::shared_ptr<const catalog::Catalog> catalog);

  template <typename Body>
  auto Read(Body body) const {
    const std::shared_lock lock(mutex_);
    return body(facts_);
  }
  // Where a source stands in memory; asked by its follower.
  std::optional<statistics::CellCursor> CursorOf(const std::string& source) const;
  // The least any source promises; the infinite past until all were heard of.
  absl::Time CompleteUntil() const;

  // The next batch for one who follows this province with a projection; nullopt: no catalogue to
  // project by.
  std::optional<statistics::Batch> Next(const std::optional<statistics::CellCursor>& after,
                                        const Projection& projection);
  // Calls `wake` after each change until the handle dies.
  std::shared_ptr<void> Subscribe(std::function<void()> wake);

 private:
  struct Subscriber {
    std::function<void()> wake;
  };

  void Load();
  SourceFacts* FindMutable(const std::string& source);
  View& UpToDateView(const Projection& projection);
  void Wake();

  received::Store& store_;
  std::mutex writing_;  // one batch at a time, from store to memory

  mutable std::shared_mutex mutex_;  // guards facts_ and changes_
  Facts facts_;
  Changes changes_;

  std::mutex views_mutex_;  // taken before mutex_
  std::map<Projection, View> views_;

  std::mutex subscribers_mutex_;
  std::vector<std::weak_ptr<Subscriber>> subscribers_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_KNOWLEDGE_H_
