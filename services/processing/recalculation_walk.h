// The walk of a recalculation through the open dossiers.
#ifndef MOTCUA_SERVICES_PROCESSING_RECALCULATION_WALK_H_
#define MOTCUA_SERVICES_PROCESSING_RECALCULATION_WALK_H_

#include <functional>
#include <memory>

#include "common/catalog/catalog.h"
#include "common/journal/journal.h"
#include "common/rpc/ticker.h"
#include "common/service/pending_times.h"
#include "common/sql/read_pool.h"

namespace motcua::processing {

// Goes on with the recalculation that the table says is running, wherever it is, until it is done:
// reads `page` open dossiers, submits those of which a due date moves, and, when all of them are
// decided, that it has come so far. What fails is tried again a second later, so a crash or another
// instance on the same database costs at most a page. Decisions do not wait for it. Waits for the
// catalogue of the recalculation, and ends it when there is a newer one. Owns one thread; what it
// is given must outlive it and what it submitted, which may be decided after it is gone.
class RecalculationWalk {
 public:
  static constexpr int kPage = 500;
  using NewestCatalog = std::function<std::shared_ptr<const catalog::Catalog>()>;

  RecalculationWalk(journal::Journal& journal, sql::ReadPool& reads, service::PendingTimes& pending,
                    NewestCatalog catalog, int page = kPage);
  ~RecalculationWalk();
  RecalculationWalk(const RecalculationWalk&) = delete;
  RecalculationWalk& operator=(const RecalculationWalk&) = delete;

 private:
  class Walk;

  const std::shared_ptr<Walk> walk_;
  rpc::Ticker ticker_;  // after what its looks use
  const std::shared_ptr<void> look_;
};

}  // namespace motcua::processing

#endif  // MOTCUA_SERVICES_PROCESSING_RECALCULATION_WALK_H_
