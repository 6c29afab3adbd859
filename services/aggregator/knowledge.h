// What the aggregator knows: the cells of every source and the catalogue, at one moment.
#ifndef MOTCUA_SERVICES_AGGREGATOR_KNOWLEDGE_H_
#define MOTCUA_SERVICES_AGGREGATOR_KNOWLEDGE_H_

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "common/catalog/catalog.h"
#include "common/received/store.h"
#include "services/aggregator/domain/import.h"
#include "services/aggregator/domain/view.h"
#include "services/aggregator/facts.h"

namespace motcua::aggregator {

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
    const absl::ReaderMutexLock lock(&mutex_);
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
  // Calls `wake` after each change until the handle dies, which waits for a call under way: `wake`
  // must not let go of it.
  std::shared_ptr<void> Subscribe(std::function<void()> wake);

 private:
  void Load();
  SourceFacts* FindMutable(const std::string& source);
  View& UpToDateView(const Projection& projection);
  void Wake();

  received::Store& store_;
  std::mutex writing_;  // one batch at a time, from store to memory

  // Guards facts_ and changes_. Not a std::shared_mutex: its readers can keep a writer out for
  // ever.
  mutable absl::Mutex mutex_;
  Facts facts_;
  Changes changes_;

  std::mutex views_mutex_;  // taken before mutex_
  std::map<Projection, View> views_;

  std::mutex subscribers_mutex_;
  std::list<std::function<void()>> subscribers_;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_KNOWLEDGE_H_
