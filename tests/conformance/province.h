// A small province on a running federation: two agencies, a procedure, dossiers as they are wanted.
#ifndef MOTCUA_TESTS_CONFORMANCE_PROVINCE_H_
#define MOTCUA_TESTS_CONFORMANCE_PROVINCE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "deploy/local/federation.h"
#include "motcua/aggregator/v1/reported.grpc.pb.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/feed/v1/feed.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"
#include "tests/conformance/archivist.h"
#include "tests/conformance/cashier.h"

namespace motcua::conformance {

// Newest sequence of each journal, by process.
using Heads = std::map<std::string, std::int64_t>;

// Not thread-safe. Throws std::runtime_error when the federation refuses it.
class Province {
 public:
  explicit Province(const local::Federation& federation);

  // Names of new dossiers: only filed; received on 15 March 2022 and known to processing.
  std::string File();
  std::string Receive();
  // Hands a received one over to so-y-te, on the day after.
  std::string Link(const std::string& name);
  // Name of a new document with reported numbers.
  std::string Import();
  // Name of a new snapshot, of a day of its own.
  std::string Close();
  // A day nobody has closed.
  std::string NewDay();
  // A code nobody has used.
  std::string NewCode();

  // `text` with its placeholders replaced.
  std::string Fill(std::string text);

  Heads ReadHeads() const;
  // Waits until every process applied what it follows and the journals have stood still for a
  // while: some work follows an answer.
  Heads Settle() const;

 private:
  // Whether every process has applied, on disk, what it follows up to these heads.
  bool AllApplied(const Heads& heads) const;

  const std::unique_ptr<intake::v1::IntakeService::Stub> intake_;
  const std::unique_ptr<processing::v1::ProcessingService::Stub> processing_;
  std::map<std::string, std::unique_ptr<feed::v1::ChangeFeedService::Stub>> feeds_;
  Cashier cashier_;
  Archivist archivist_;
  const std::unique_ptr<aggregator::v1::ReportedService::Stub> imports_;
  const std::unique_ptr<aggregator::v1::SnapshotService::Stub> snapshots_;
  int codes_ = 0;
  int imported_ = 0;
  int closed_ = 0;
};

}  // namespace motcua::conformance

#endif  // MOTCUA_TESTS_CONFORMANCE_PROVINCE_H_
