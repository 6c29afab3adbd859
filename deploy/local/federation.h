// A whole federation on this machine: MariaDB, certificates and every process, as real processes.
// The launcher runs one for a person, tests run one for themselves.
#ifndef MOTCUA_DEPLOY_LOCAL_FEDERATION_H_
#define MOTCUA_DEPLOY_LOCAL_FEDERATION_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/process/child.h"
#include "common/process/mariadb.h"
#include "common/rpc/channel.h"
#include "grpcpp/grpcpp.h"

namespace motcua::local {

struct FederationOptions {
  // Holds all it makes: mariadb/, certs/, conf/, log/ and, while it runs, `addresses` with a
  // line NAME=HOST:PORT for each process.
  std::string var;
  // The project: deploy/local/dev-certs, deploy/definitions.
  std::string root = ".";
  // Folder of the programs; empty: that of the running program.
  std::string binaries;
  // The first has all services; a further one intake, processing and aggregator.
  std::vector<std::string> provinces = {"quang-tri"};
  std::vector<std::string> mariadb_options;
  std::vector<std::string> mariadb_environment;
};

// Owns the processes. Not thread-safe; construct it on a thread that outlives it.
class Federation {
 public:
  // Starts everything and waits until each process says it serves. Throws std::runtime_error
  // naming the one that does not within a minute, and its log.
  explicit Federation(FederationOptions options);
  // SIGTERM to all, then MariaDB.
  ~Federation();
  Federation(const Federation&) = delete;
  Federation& operator=(const Federation&) = delete;

  // By name: `intake`, `processing`, `payment`, `digitization`, `aggregator`, `portal`; those of
  // a further province with its id in front, `ninh-binh.intake`.
  const std::map<std::string, std::string>& addresses() const { return addresses_; }
  process::Child& child(const std::string& name) { return *running_.at(name); }
  process::MariaDb& database() { return *database_; }

  // A channel as officer, importer, analyst, admin, portal … of the first province.
  std::shared_ptr<grpc::Channel> Dial(const std::string& name, const std::string& identity) const;

  // Starts a process that ended, on its old port and data, and waits until it serves.
  void Restart(const std::string& name);

  // The name of a process that has ended; empty while all run.
  std::string Ended();

 private:
  void Plan();
  void PlanProvince(const std::string& province, const std::string& prefix);
  void Add(const std::string& name, const std::string& province,
           const std::map<std::string, std::string>& flags);
  void MakeCertificates() const;
  void Launch(const std::string& name);
  void AwaitServing(const std::string& name);
  void PublishAddresses() const;
  std::string CertificatesOf(const std::string& province) const;

  const FederationOptions options_;
  std::unique_ptr<process::MariaDb> database_;
  std::map<std::string, std::string> addresses_;
  std::map<std::string, std::string> programs_;
  std::map<std::string, std::unique_ptr<process::Child>> running_;
};

}  // namespace motcua::local

#endif  // MOTCUA_DEPLOY_LOCAL_FEDERATION_H_
