#include "common/verify/server.h"

#include <utility>

#include "common/feed/convert.h"
#include "common/journal/verify.h"
#include "common/received/verify.h"
#include "common/rpc/answer.h"
#include "common/sql/connections.h"
#include "common/statistics/verify.h"
#include "motcua/verify/v1/verify.grpc.pb.h"

namespace motcua::verify {
namespace {

// A page of the longest tables, and a recount, are read without a word in between.
constexpr absl::Duration kLongestQuery = absl::Minutes(10);

v1::Part ToProto(const Checked& checked) {
  v1::Part part;
  part.set_checked_count(checked.count);
  part.set_fault_count(checked.fault_count);
  for (const StoredFault& fault : checked.faults) {
    v1::Fault& told = *part.add_faults();
    told.set_place(fault.place);
    told.set_text(fault.text);
  }
  return part;
}

sql::Settings Patient(sql::Settings database) {
  database.io_timeout = kLongestQuery;
  return database;
}

class VerifyService final : public v1::VerifyService::CallbackService {
 public:
  VerifyService(const sql::Settings& database, std::vector<StoredPart> parts)
      : connections_(Patient(database)), parts_(std::move(parts)) {}

  grpc::ServerUnaryReactor* VerifyStore(grpc::CallbackServerContext* context,
                                        const v1::VerifyStoreRequest* request,
                                        v1::VerifyStoreResponse* response) override {
    return rpc::AnswerOn(worker_, context, "VerifyStore", [this, context, request, response] {
      return connections_.With([&](sql::Connection& connection) {
        return Verify(connection, *context, request->recount(), *response);
      });
    });
  }

 private:
  absl::Status Verify(sql::Connection& connection, const grpc::CallbackServerContext& context,
                      bool recount, v1::VerifyStoreResponse& response) const {
    for (const StoredPart& part : parts_) {
      if (context.IsCancelled()) return absl::CancelledError("nobody waits for it");
      *response.add_parts() = part.check(connection, recount);
      response.mutable_parts()->rbegin()->set_part(part.name);
    }
    return absl::OkStatus();
  }

  sql::Connections connections_;
  const std::vector<StoredPart> parts_;
  // Last: what it runs uses the above. A second caller waits, a third is told to come again.
  rpc::Workers worker_{1, 1};
};

}  // namespace

StoredPart PartOf(std::string name, std::function<Checked(sql::Connection&)> check) {
  return {std::move(name), [check = std::move(check)](sql::Connection& connection, bool) {
            return ToProto(check(connection));
          }};
}

StoredPart JournalPart(journal::Journal& journal) {
  return {"journal", [&journal](sql::Connection& connection, bool) {
            const journal::CheckedJournal found = journal::Verify(connection, journal.durable());
            v1::Part part = ToProto(found.checked);
            *part.mutable_head() = feed::ToProto(found.head);
            return part;
          }};
}

StoredPart CellsPart(std::function<statistics::Deltas(sql::Connection&)> count_all) {
  return {"cells", [count_all = std::move(count_all)](sql::Connection& connection, bool recount) {
            return ToProto(statistics::Verify(connection, count_all, recount));
          }};
}

StoredPart ReceivedPart() { return PartOf("received", received::Verify); }

std::unique_ptr<grpc::Service> MakeVerifyService(const sql::Settings& database,
                                                 std::vector<StoredPart> parts) {
  return std::make_unique<VerifyService>(database, std::move(parts));
}

}  // namespace motcua::verify
