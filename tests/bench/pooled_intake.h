// What the journal is measured against: a pool of connections, a transaction per call.
#ifndef MOTCUA_TESTS_BENCH_POOLED_INTAKE_H_
#define MOTCUA_TESTS_BENCH_POOLED_INTAKE_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "common/sql/connection.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "services/intake/catalog_board.h"
#include "services/intake/command.h"

namespace motcua::bench {

// Stores one received dossier in a transaction of its own; tries again until it is stored.
using Store = std::function<void(sql::Connection&, std::shared_ptr<intake::IntakeCommand>,
                                 const std::string& request_id)>;

// With the statements of the journal's batch: head lock, chain, digest.
Store OrderedStore(const sql::Settings& database, const intake::CatalogBoard& board);
// The same rows without head lock, chain and digest: cells are added to where they stand.
Store UnorderedStore();

// ReceiveDossier alone; as many threads as connections. Thread-safe.
class PooledIntake final : public intake::v1::IntakeService::CallbackService {
 public:
  // `make_store` is called once per thread.
  PooledIntake(const sql::Settings& database, const intake::CatalogBoard& board, int connections,
               const std::function<Store()>& make_store);
  ~PooledIntake() override;

  grpc::ServerUnaryReactor* ReceiveDossier(grpc::CallbackServerContext* context,
                                           const intake::v1::ReceiveDossierRequest* request,
                                           intake::v1::Dossier* response) override;

 private:
  void Work(const sql::Settings& database, const Store& store);

  const intake::CatalogBoard& board_;
  service::PendingTimes pending_;
  std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<std::function<void(sql::Connection&, const Store&)>> queue_;
  bool closing_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_POOLED_INTAKE_H_
