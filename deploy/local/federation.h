// A whole federation on one machine: a private MariaDB, development certificates, the six
// processes, and, if wanted, further provinces on the same portal. The launcher runs one for a
// person, tests run one for themselves.
#ifndef MOTCUA_DEPLOY_LOCAL_FEDERATION_H_
#define MOTCUA_DEPLOY_LOCAL_FEDERATION_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/process/child.h"
#include "common/process/mariadb.h"
#include "common/process/port.h"
#include "common/rpc/channel.h"
#include "grpcpp/grpcpp.h"

namespace motcua::local {

struct FederationOptions {
  // Folder for all it makes: mariadb/, certs/, conf/, log/ and, while it runs, `addresses` with a
  // line NAME=HOST:PORT for each process. `lock` in it is held (flock) as long as the launcher
  // lives, however it ends.
  std::string var;
  // Folder of the programs; empty: that of the running one.
  std::string bin = {};
  // Root of the sources: the certificates' script, definitions.
  std::string source = ".";
  // Folder of definitions; empty: that of the sources.
  std::string definitions = {};
  // The same of single provinces, by id, instead.
  std::map<std::string, std::string> definitions_of = {};
  std::string province = "quang-tri";
  // Further provinces on the same portal; each gets all but a portal.
  std::vector<std::string> other_provinces = {};
  // Environment of the six processes, for instance LD_PRELOAD=…
  std::vector<std::string> environment = {};
  // Further options of mariadbd, and its environment.
  std::vector<std::string> database_options = {};
  std::vector<std::string> database_environment = {};
};

// Owns every process; what runs dies with it. Processes are named intake, processing, payment,
// digitization, aggregator, portal; those of another province PROVINCE.intake …
// PROVINCE.aggregator. Ports stay the same over restarts. Not thread-safe; construct it, and start
// processes, on a thread that outlives it.
class Federation {
 public:
  // Starts everything and waits until all are healthy. Throws std::runtime_error telling what did
  // not start and the end of its log.
  explicit Federation(FederationOptions options);
  // Stops the processes, then the database.
  ~Federation();
  Federation(const Federation&) = delete;
  Federation& operator=(const Federation&) = delete;

  const std::vector<std::string>& names() const { return names_; }
  std::string address(const std::string& name) const { return nodes_.at(name).port.address(); }
  // One of the certificates of deploy/local/dev-certs: importer, officer, admin …
  rpc::Credentials As(const std::string& identity) const;
  std::shared_ptr<grpc::Channel> Dial(const std::string& name, const std::string& identity) const;
  process::MariaDb& database() const { return *database_; }
  // Name of a process's database.
  std::string DatabaseOf(const std::string& name) const { return nodes_.at(name).database; }

  bool Running(const std::string& name);
  process::Child& child(const std::string& name) { return *nodes_.at(name).child; }
  // SIGKILL; Start brings it back.
  void Kill(const std::string& name);
  void Start(const std::string& name, const std::vector<std::string>& extra_flags = {});
  // Throws std::runtime_error when it is not serving in time.
  void AwaitHealthy(const std::string& name, absl::Duration timeout = absl::Seconds(60));
  // A further instance of a process on the same database, under `name`#2; gives its address.
  std::string StartSecond(const std::string& name);

 private:
  struct Node {
    std::string program;
    process::Port port;
    std::string database;
    std::string province;
    std::unique_ptr<process::Child> child;
  };
  using Flags = std::map<std::string, std::string>;
  // Holds `lock`.
  class Lock {
   public:
    // Throws std::runtime_error when another launcher, or a restore, has it.
    explicit Lock(const std::string& var);
    ~Lock();
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

   private:
    int file_;
  };

  void MakeCertificates() const;
  void Add(const std::string& name, const std::string& program, const std::string& province);
  void AddProvince(const std::string& prefix, const std::string& province);
  void Configure(const std::string& name, Flags flags) const;
  void ConfigureProvince(const std::string& prefix) const;
  void ConfigurePortal() const;
  void WriteAddresses() const;
  std::string CertificatesOf(const std::string& province) const;
  std::string LogOf(const std::string& name) const;

  const FederationOptions options_;
  const Lock lock_;
  std::unique_ptr<process::MariaDb> database_;
  std::vector<std::string> names_;
  std::map<std::string, Node> nodes_;
};

}  // namespace motcua::local

#endif  // MOTCUA_DEPLOY_LOCAL_FEDERATION_H_
