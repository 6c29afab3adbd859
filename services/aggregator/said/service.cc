#include "services/aggregator/said/service.h"

#include <utility>

#include "common/rpc/guard.h"
#include "common/service/mutate.h"
#include "services/aggregator/said/answers.h"

namespace motcua::aggregator {
namespace {

constexpr int kThreads = 2;
constexpr std::size_t kMostWaiting = 64;

}  // namespace

SaidService::SaidService(const Basis& basis, const sql::Settings& database, signing::Keyring keys)
    : basis_(basis), keys_(std::move(keys)), reads_(database, kThreads, kMostWaiting) {}

grpc::ServerUnaryReactor* SaidService::CompareSnapshot(grpc::CallbackServerContext* context,
                                                       const v1::CompareSnapshotRequest* request,
                                                       v1::SnapshotComparison* response) {
  const absl::StatusOr<Comparing> asked = Parse(*request);
  if (!asked.ok()) return rpc::Answer(context, "CompareSnapshot", [&] { return asked.status(); });
  return service::Read(reads_, context, "CompareSnapshot",
                       [this, asked = *asked, response](sql::Connection& connection) {
                         return AnswerThenAndNow(basis_, keys_, asked, connection, *response);
                       });
}

grpc::ServerUnaryReactor* SaidService::GetCarryOver(grpc::CallbackServerContext* context,
                                                    const v1::GetCarryOverRequest* request,
                                                    v1::CarryOver* response) {
  const absl::StatusOr<Carrying> asked = Parse(*request);
  if (!asked.ok()) return rpc::Answer(context, "GetCarryOver", [&] { return asked.status(); });
  return service::Read(reads_, context, "GetCarryOver",
                       [this, asked = *asked, response](sql::Connection& connection) {
                         return AnswerCarryOver(basis_, keys_, asked, connection, *response);
                       });
}

}  // namespace motcua::aggregator
