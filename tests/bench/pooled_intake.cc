#include "tests/bench/pooled_intake.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "common/journal/batch.h"
#include "common/rpc/guard.h"
#include "services/intake/convert.h"
#include "services/intake/domain/contributions.h"
#include "services/intake/requests.h"
#include "services/intake/working_set.h"
#include "tests/bench/rows.h"

namespace motcua::bench {
namespace {

// Again until it is stored; a lost connection is not expected here.
void Persist(const std::function<void()>& transaction) {
  while (true) {
    try {
      return transaction();
    } catch (const sql::Error& error) {
      if (error.error_class() != sql::ErrorClass::kRetry) throw;
    }
  }
}

}  // namespace

Store OrderedStore(const sql::Settings& database, const intake::CatalogBoard& board) {
  const auto plugin = std::make_shared<journal::Plugin>(intake::MakeIntakePlugin(board));
  const auto options = std::make_shared<journal::Options>();
  options->database = database;
  options->counter_version = intake::kCounterVersion;
  return [=](sql::Connection& connection, std::shared_ptr<intake::IntakeCommand> command,
             const std::string& request_id) {
    journal::Call call;
    call.submission.command = std::move(command);
    call.submission.key = {"bench", "ReceiveDossier", request_id, Sha256(request_id)};
    call.submission.organisation = "bench";
    call.request_key = journal::RequestKeyHash(call.submission.key);
    Persist([&] {
      try {
        journal::RunBatch(connection, *plugin, *options, {&call, 1});
      } catch (...) {
        plugin->forget();
        throw;
      }
    });
  };
}

Store UnorderedStore() {
  return [](sql::Connection& connection, std::shared_ptr<intake::IntakeCommand> command,
            const std::string& request_id) {
    static std::atomic<std::int64_t> sequence = 1000;  // after the catalogue's event
    static const std::string series = "H50.0-" + RandomId().substr(0, 6);
    const std::int64_t mine = ++sequence;
    const Rows rows = MakeRows(absl::StrCat(series, "-", mine), mine, request_id);
    Persist([&] {
      sql::Transaction transaction(connection);
      sql::Rows known = connection.Query("SELECT sequence FROM event WHERE request_key = ?",
                                         {Sha256(request_id).substr(0, 16)});
      known.Next();
      InsertRows(connection, rows);
      transaction.Commit();
    });
  };
}

PooledIntake::PooledIntake(const sql::Settings& database, const intake::CatalogBoard& board,
                           int connections, const std::function<Store()>& make_store)
    : board_(board), pending_(SystemClock()) {
  for (int i = 0; i < connections; ++i) {
    threads_.emplace_back([this, database, store = make_store()] { Work(database, store); });
  }
}

PooledIntake::~PooledIntake() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  waiting_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

grpc::ServerUnaryReactor* PooledIntake::ReceiveDossier(
    grpc::CallbackServerContext* context, const intake::v1::ReceiveDossierRequest* request,
    intake::v1::Dossier* response) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const intake::Asked asked{rpc::CallerOf(*context), pending_.Now(), board_.current()};
  const auto command = intake::Parse(*request, asked);
  if (!command.ok()) {
    reactor->Finish(rpc::ToGrpc(command.status()));
    return reactor;
  }
  const std::lock_guard lock(mutex_);
  queue_.push_back([=, command = *command](sql::Connection& connection, const Store& store) {
    store(connection, command, request->request_id());
    intake::ToProto(command->after, response);
    reactor->Finish(grpc::Status::OK);
  });
  waiting_.notify_one();
  return reactor;
}

void PooledIntake::Work(const sql::Settings& database, const Store& store) {
  sql::Connection connection(database);
  while (true) {
    std::function<void(sql::Connection&, const Store&)> task;
    {
      std::unique_lock lock(mutex_);
      waiting_.wait(lock, [this] { return closing_ || !queue_.empty(); });
      if (queue_.empty()) return;
      task = std::move(queue_.front());
      queue_.pop_front();
    }
    task(connection, store);
  }
}

}  // namespace motcua::bench
