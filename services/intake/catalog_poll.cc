#include "services/intake/catalog_poll.h"

#include <chrono>

#include "services/intake/catalog_store.h"

namespace motcua::intake {

void RefreshCatalog(sql::Connection& connection, CatalogBoard& board) {
  if (ReadCatalogRevision(connection) <= board.revision()) return;
  sql::Transaction snapshot(connection);
  if (auto catalog = ReadCatalog(connection)) board.Publish(std::move(catalog));
  snapshot.Commit();
}

CatalogPoll::CatalogPoll(sql::ReadPool& reads, CatalogBoard& board)
    : reads_(reads), board_(board), thread_([this] { Run(); }) {}

CatalogPoll::~CatalogPoll() {
  {
    std::unique_lock lock(mutex_);
    stop_ = true;
    stopped_.notify_all();
    stopped_.wait(lock, [this] { return !reading_; });
  }
  thread_.join();
}

void CatalogPoll::Run() {
  const auto done = [this] {
    const std::lock_guard lock(mutex_);
    reading_ = false;
    stopped_.notify_all();
  };
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, std::chrono::milliseconds(500), [this] { return stop_; })) {
    if (reading_) continue;
    reading_ = true;
    lock.unlock();
    reads_.Submit(
        [this, done](sql::Connection& connection) {
          RefreshCatalog(connection, board_);
          done();
        },
        [done](const absl::Status&) { done(); });  // the next look will tell
    lock.lock();
  }
}

}  // namespace motcua::intake
