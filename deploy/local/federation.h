// A whole federation on one machine: a private MariaDB, development certificates, the six
// processes, and, if wanted, a second province on the same portal.
#ifndef MOTCUA_DEPLOY_LOCAL_FEDERATION_H_
#define MOTCUA_DEPLOY_LOCAL_FEDERATION_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/process/child.h"
#include "common/process/mariadb.h"
#include "common/rpc/channel.h"

namespace motcua::local {

struct FederationOptions {
  std::string var;                 // folder for everything it makes
  std::string bin;                 // folder of the programs
  std::string source;              // root of the sources: certificates script, definitions
  std::string province = "quang-tri";
  std::string second_province = {};// id; empty: none
  std::vector<std::string> database_options = {};      // further ones of mariadbd
  std::vector<std::string> database_environment = {};  // for instance LD_PRELOAD=…
};

// Owns every process; what runs dies with it. Processes are named intake, processing, payment,
// digitization, aggregator, portal; those of a second province PROVINCE.intake,
// PROVINCE.processing, PROVINCE.aggregator. Ports stay the same over restarts. Not thread-safe.
class Federation {
 public:
  // Starts everything and waits until all are healthy, then writes `var`/addresses (lines
  // NAME=HOST:PORT). Throws std::runtime_error naming what did not start and its log.
  explicit Federation(FederationOptions options);
  // Stops the processes, followers before those they follow, then the database.
  ~Federation();

  const std::vector<std::string>& names() const { return names_; }
  const std::string& address(const std::string& name) const;
  // One of the certificates of deploy/local/dev-certs: importer, officer, admin …
  rpc::Credentials As(const std::string& identity) const;
  std::shared_ptr<grpc::Channel> Dial(const std::string& name, const std::string& identity) const;
  process::MariaDb& database() { return *database_; }
  // Name of a process's database.
  std::string DatabaseOf(const std::string& name) const;

  bool Running(const std::string& name);
  // SIGKILL; Start brings it back.
  void Kill(const std::string& name);
  void Start(const std::string& name);
  // Throws std::runtime_error when it is not serving in time.
  void AwaitHealthy(const std::string& name, absl::Duration timeout = absl::Seconds(60));
  // A further instance of a process on the same database, under `name`#2; gives its address.
  std::string StartSecond(const std::string& name);

 private:
  struct Node {
    std::string program;
    std::vector<std::string> flags;
    std::string address;
    std::string database;
    std::unique_ptr<process::Child> child;
  };

  void AddProvince(const std::string& prefix, const std::string& province, bool all);
  void AddPortal();
  void Add(const std::string& name, const std::string& program, std::vector<std::string> flags);
  std::string Peer(const std::string& flag, const std::string& name) const;
  void WriteAddresses() const;

  const FederationOptions options_;
  std::unique_ptr<process::MariaDb> database_;
  std::vector<std::string> names_;
  std::map<std::string, Node> nodes_;
};

}  // namespace motcua::local

#endif  // MOTCUA_DEPLOY_LOCAL_FEDERATION_H_
