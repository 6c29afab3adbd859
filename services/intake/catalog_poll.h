// Shows this process the catalogue that another instance on the same database changed.
#ifndef MOTCUA_SERVICES_INTAKE_CATALOG_POLL_H_
#define MOTCUA_SERVICES_INTAKE_CATALOG_POLL_H_

#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/sql/read_pool.h"
#include "services/intake/catalog_board.h"

namespace motcua::intake {

// Reads the stored catalogue onto the board; what is there and newer stays.
void RefreshCatalog(sql::Connection& connection, CatalogBoard& board);

// Owns one thread that looks twice a second through the read pool; both must outlive it.
class CatalogPoll {
 public:
  CatalogPoll(sql::ReadPool& reads, CatalogBoard& board);
  ~CatalogPoll();

 private:
  void Run();

  sql::ReadPool& reads_;
  CatalogBoard& board_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stop_ = false;
  bool reading_ = false;
  std::thread thread_;
};

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_CATALOG_POLL_H_
