// The flags every process has, so that one config file (--flagfile) serves all of them.
#ifndef MOTCUA_COMMON_SERVICE_OPTIONS_H_
#define MOTCUA_COMMON_SERVICE_OPTIONS_H_

#include <map>
#include <memory>
#include <string>

#include "common/rpc/serve.h"
#include "common/sql/connection.h"
#include "grpcpp/grpcpp.h"

namespace motcua::service {

struct Options {
  // --listen, --certs, --cert_name, --drain
  rpc::ServeOptions serve;
  // --db_socket or --db_host and --db_port; --db_user, --db_password_file, --database
  sql::Settings database;
  // --province, an id such as quang-tri
  std::string province;
  // Addresses of peers, host:port; empty: not followed.
  std::string intake;
  std::string processing;
  std::string payment;
  std::string digitization;
  // --catalog; by default where intake is.
  std::string catalog;
  // --sources=intake=host:port,… (aggregator)
  std::map<std::string, std::string> sources;
  // --provinces=quang-tri=host:port,… (portal)
  std::map<std::string, std::string> provinces;
  // --intakes=quang-tri=host:port,… whose dossiers' statuses are followed (portal)
  std::map<std::string, std::string> intakes;
  // --code_prefixes=quang-tri=H50,… (portal)
  std::map<std::string, std::string> code_prefixes;
  // --definitions, a folder (aggregator)
  std::string definitions;

  // A channel to a peer with this process's certificate.
  std::shared_ptr<grpc::Channel> Dial(const std::string& address) const;
};

// Parses the command line and the flag file, reads the password file, and logs the options
// without secrets. `name` is the service: the default of --cert_name and --database. Ends the
// process with a message when a flag is unknown or malformed.
Options ParseOptions(const std::string& name, int argc, char** argv);

}  // namespace motcua::service

#endif  // MOTCUA_COMMON_SERVICE_OPTIONS_H_
