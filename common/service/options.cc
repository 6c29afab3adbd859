#include "common/service/options.h"

#include <cstdlib>
#include <iostream>
#include <string_view>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/log.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "host:port to serve on; port 0 is any free one");
ABSL_FLAG(std::string, certs, "", "folder with ca.pem and NAME.pem, NAME.key");
ABSL_FLAG(std::string, cert_name, "", "NAME of this process's certificate; default: the service");
ABSL_FLAG(absl::Duration, drain, absl::Seconds(5), "how long calls may go on after SIGTERM");
ABSL_FLAG(std::string, db_socket, "", "unix socket of MariaDB; empty: host and port");
ABSL_FLAG(std::string, db_host, "127.0.0.1", "host of MariaDB");
ABSL_FLAG(int, db_port, 3306, "port of MariaDB");
ABSL_FLAG(std::string, db_user, "root", "user of MariaDB");
ABSL_FLAG(std::string, db_password_file, "", "file that holds the user's password");
ABSL_FLAG(std::string, database, "", "this process's own database; default: the service");
ABSL_FLAG(std::string, province, "", "id of the province, for instance quang-tri");
ABSL_FLAG(std::string, intake, "", "host:port of intake");
ABSL_FLAG(std::string, processing, "", "host:port of processing");
ABSL_FLAG(std::string, payment, "", "host:port of payment");
ABSL_FLAG(std::string, digitization, "", "host:port of digitization");
ABSL_FLAG(std::string, catalog, "", "host:port of the catalogue; default: intake's");
ABSL_FLAG(std::string, sources, "", "aggregator: NAME=host:port,… of the sources of counters");
ABSL_FLAG(std::string, provinces, "", "portal: PROVINCE=host:port,… of the provinces' aggregators");
ABSL_FLAG(std::string, intakes, "", "portal: PROVINCE=host:port,… of the provinces' intakes");
ABSL_FLAG(std::string, code_prefixes, "",
          "portal: PROVINCE=PREFIX,… of the codes of their dossiers; without one: any");
ABSL_FLAG(std::string, definitions, "", "aggregator: folder of table definitions");

namespace motcua::service {
namespace {

[[noreturn]] void Die(const std::string& message) {
  std::cerr << message << std::endl;
  std::exit(2);
}

std::string OrElse(std::string value, const std::string& other) {
  return value.empty() ? other : value;
}

// NAME=ADDRESS,… An address may itself hold commas (`ipv4:a:1,b:2`): those without `=`.
std::map<std::string, std::string> ParsePeers(const std::string& flag, const std::string& text) {
  std::map<std::string, std::string> peers;
  std::string name;
  const std::vector<std::string> parts = absl::StrSplit(text, ',', absl::SkipEmpty());
  for (const std::string& part : parts) {
    const std::size_t equals = part.find('=');
    if (equals != std::string::npos) {
      name = part.substr(0, equals);
      peers[name] = part.substr(equals + 1);
    } else if (name.empty()) {
      Die("--" + flag + " must have the form NAME=host:port,…");
    } else {
      peers[name] += "," + part;
    }
  }
  return peers;
}

sql::Settings DatabaseFromFlags(const std::string& name) {
  sql::Settings settings;
  settings.socket = absl::GetFlag(FLAGS_db_socket);
  settings.host = absl::GetFlag(FLAGS_db_host);
  settings.port = absl::GetFlag(FLAGS_db_port);
  settings.user = absl::GetFlag(FLAGS_db_user);
  settings.database = OrElse(absl::GetFlag(FLAGS_database), name);
  const std::string password_file = absl::GetFlag(FLAGS_db_password_file);
  if (!password_file.empty()) {
    settings.password = std::string(absl::StripAsciiWhitespace(rpc::ReadFile(password_file)));
  }
  return settings;
}

Options FromFlags(const std::string& name) {
  Options options;
  options.serve.address = absl::GetFlag(FLAGS_listen);
  options.serve.drain = absl::GetFlag(FLAGS_drain);
  const std::string certs = absl::GetFlag(FLAGS_certs);
  if (!certs.empty()) {
    options.serve.credentials =
        rpc::CredentialsIn(certs, OrElse(absl::GetFlag(FLAGS_cert_name), name));
  }
  options.database = DatabaseFromFlags(name);
  options.province = absl::GetFlag(FLAGS_province);
  options.intake = absl::GetFlag(FLAGS_intake);
  options.processing = absl::GetFlag(FLAGS_processing);
  options.payment = absl::GetFlag(FLAGS_payment);
  options.digitization = absl::GetFlag(FLAGS_digitization);
  options.catalog = OrElse(absl::GetFlag(FLAGS_catalog), options.intake);
  options.sources = ParsePeers("sources", absl::GetFlag(FLAGS_sources));
  options.provinces = ParsePeers("provinces", absl::GetFlag(FLAGS_provinces));
  options.intakes = ParsePeers("intakes", absl::GetFlag(FLAGS_intakes));
  options.code_prefixes = ParsePeers("code_prefixes", absl::GetFlag(FLAGS_code_prefixes));
  options.definitions = absl::GetFlag(FLAGS_definitions);
  return options;
}

}  // namespace

std::shared_ptr<grpc::Channel> Options::Dial(const std::string& address) const {
  return rpc::Dial(address, serve.credentials);
}

Options ParseOptions(const std::string& name, int argc, char** argv) {
  absl::SetProgramUsageMessage("motcua-" + name + ": --help=options lists the flags");
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) Die(std::string("unexpected argument: ") + rest[1]);
  Options options = FromFlags(name);
  // No secret among these: the password stays in its file.
  Log(LogLevel::kInfo, "starting",
      {{"service", name},
       {"province", options.province},
       {"listen", options.serve.address},
       {"certificate", options.serve.credentials.cert_file},
       {"db", OrElse(options.database.socket,
                     absl::StrCat(options.database.host, ":", options.database.port))},
       {"database", options.database.database},
       {"intake", options.intake},
       {"processing", options.processing},
       {"sources", absl::GetFlag(FLAGS_sources)},
       {"provinces", absl::GetFlag(FLAGS_provinces)},
       {"intakes", absl::GetFlag(FLAGS_intakes)}});
  return options;
}

}  // namespace motcua::service
