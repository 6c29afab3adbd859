// motcua-conform: whether a service of another house keeps the contracts.
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/rpc/serve.h"
#include "tests/conformance/kit/feed_checks.h"
#include "tests/conformance/kit/portal_checks.h"
#include "tests/conformance/kit/statistics_checks.h"

ABSL_FLAG(std::string, certs, "", "folder with ca.pem, NAME.pem and NAME.key; empty: no TLS");
ABSL_FLAG(std::string, as, "admin", "NAME of the certificate to call with");
ABSL_FLAG(absl::Duration, answer, absl::Seconds(30), "how long to wait for an answer");
ABSL_FLAG(absl::Duration, bookmark, absl::Seconds(15), "how long a stream may be silent");
ABSL_FLAG(std::string, listen, "127.0.0.1:0", "portal: HOST:PORT where the kit is a province");
ABSL_FLAG(std::string, province, "", "portal: id of that province");
ABSL_FLAG(std::string, signing_key, "", "portal: PEM file of the key that province signs with");

namespace motcua::conform {
namespace {

constexpr char kUsage[] = R"(motcua-conform WHAT HOST:PORT …

  statistics   a StatisticsService (protos/motcua/statistics/v1/statistics.proto)
  feed         a ChangeFeedService (protos/motcua/feed/v1/feed.proto)
  portal       a PortalService (protos/motcua/portal/v1/portal.proto) that follows the province
               which the kit is at --listen, and knows its key

One line for each requirement: PASS, FAIL or NOT TRIED, its id, what it asks for, what was seen, and
where the contract says so. Ends with 0 if nothing failed, 3 if something did, 2 for a
wrong call (portal needs --province), 1 where it could not begin.)";

Patience PatienceFromFlags() {
  return {absl::GetFlag(FLAGS_answer), absl::GetFlag(FLAGS_bookmark)};
}

Report RunPortal(const std::shared_ptr<grpc::Channel>& portal, const rpc::Credentials& own) {
  const std::string id = absl::GetFlag(FLAGS_province);
  const auto key = signing::SigningKey::FromFile(absl::GetFlag(FLAGS_signing_key));
  if (!key.ok()) throw std::runtime_error("portal needs a key in --signing_key");
  ScriptedCells cells(id);
  ScriptedSnapshots snapshots(id, *key);
  rpc::Server server({.address = absl::GetFlag(FLAGS_listen), .credentials = own},
                     {&cells, &snapshots});
  const Report report = CheckPortal(portal, {id, cells, snapshots}, PatienceFromFlags());
  server.Shutdown();
  return report;
}

int Run(const std::vector<std::string>& arguments) {
  const std::string what = arguments.size() == 2 ? arguments[0] : "";
  const bool nameless = what == "portal" && absl::GetFlag(FLAGS_province).empty();
  if (nameless || (what != "statistics" && what != "feed" && what != "portal")) {
    std::cerr << kUsage << std::endl;
    return 2;
  }
  const std::string certs = absl::GetFlag(FLAGS_certs);
  const rpc::Credentials credentials =
      certs.empty() ? rpc::Credentials() : rpc::CredentialsIn(certs, absl::GetFlag(FLAGS_as));
  const auto channel = rpc::Dial(arguments[1], credentials);
  // One that is being started may take its time; one that is not there is told by the first answer.
  channel->WaitForConnected(absl::ToChronoTime(absl::Now() + absl::GetFlag(FLAGS_answer)));
  const Report report = what == "portal" ? RunPortal(channel, credentials)
                        : what == "feed" ? CheckFeed(channel, PatienceFromFlags())
                                         : CheckStatistics(channel, PatienceFromFlags());
  std::cout << report.Text();
  return report.failed() ? 3 : 0;
}

}  // namespace
}  // namespace motcua::conform

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage(motcua::conform::kUsage);
  const std::vector<char*> positional = absl::ParseCommandLine(argc, argv);
  try {
    return motcua::conform::Run({positional.begin() + 1, positional.end()});
  } catch (const std::exception& error) {
    std::cerr << "motcua-conform: " << error.what() << std::endl;
    return 1;
  }
}
