// VerifyService over whatever parts of a database hashes, digests and signatures cover.
#ifndef MOTCUA_COMMON_VERIFY_SERVER_H_
#define MOTCUA_COMMON_VERIFY_SERVER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/base/checked.h"
#include "common/journal/journal.h"
#include "common/statistics/cells.h"
#include "grpcpp/grpcpp.h"
#include "motcua/verify/v1/verify.pb.h"

namespace motcua::verify {

// Reads a part again; `recount` is the request's.
struct StoredPart {
  std::string name;
  std::function<v1::Part(sql::Connection& connection, bool recount)> check;
};

// A part of which nothing is known but what is wrong with it: signed snapshots, for instance.
StoredPart PartOf(std::string name, std::function<Checked(sql::Connection&)> check);
// `journal` must outlive the service.
StoredPart JournalPart(journal::Journal& journal);
// `count_all` gives the cells of all dossiers.
StoredPart CellsPart(std::function<statistics::Deltas(sql::Connection&)> count_all);
StoredPart ReceivedPart();

// Answers one caller at a time, on a connection and a thread of its own. Must outlive its server.
std::unique_ptr<grpc::Service> MakeVerifyService(const sql::Settings& database,
                                                 std::vector<StoredPart> parts);

}  // namespace motcua::verify

#endif  // MOTCUA_COMMON_VERIFY_SERVER_H_
