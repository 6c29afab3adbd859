#include "deploy/local/federation.h"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/generic/generic_stub.h"

namespace motcua::local {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kSources = {"intake", "processing", "payment", "digitization"};

// grpc.health.v1.Health/Check of the whole server, by bytes: Debian ships no header for it.
// An empty request asks for the server; the answer is field 1 = SERVING (1).
bool Serving(const std::shared_ptr<grpc::Channel>& channel) {
  grpc::GenericStub stub(channel);
  const auto context = rpc::ContextFor(absl::Seconds(1));
  grpc::CompletionQueue queue;
  const auto call = stub.PrepareUnaryCall(context.get(), "/grpc.health.v1.Health/Check",
                                          grpc::ByteBuffer(nullptr, 0), &queue);
  grpc::ByteBuffer answer;
  grpc::Status status;
  call->StartCall();
  call->Finish(&answer, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice bytes;
  return status.ok() && answer.DumpToSingleSlice(&bytes).ok() &&
         std::string_view(reinterpret_cast<const char*>(bytes.begin()), bytes.size()) == "\x08\x01";
}

void MakeCertificates(const FederationOptions& options) {
  process::Child child({options.source + "/deploy/local/dev-certs", options.var + "/certs",
                        options.province},
                       options.var + "/certs.log");
  if (child.Wait(absl::Seconds(30)) != 0) {
    throw std::runtime_error("no certificates, see " + options.var + "/certs.log");
  }
}

std::vector<std::string> DatabaseOptions(const FederationOptions& options) {
  std::vector<std::string> extra = {"--innodb-log-file-size=512M", "--innodb-buffer-pool-size=512M"};
  extra.insert(extra.end(), options.database_options.begin(), options.database_options.end());
  return extra;
}

}  // namespace

Federation::Federation(FederationOptions options) : options_(std::move(options)) {
  fs::create_directories(options_.var);
  fs::remove(options_.var + "/addresses");
  MakeCertificates(options_);
  database_ = std::make_unique<process::MariaDb>(options_.var, DatabaseOptions(options_),
                                                 options_.database_environment);
  AddProvince("", options_.province, true);
  if (!options_.second_province.empty()) {
    AddProvince(options_.second_province + ".", options_.second_province, false);
  }
  AddPortal();
  for (const std::string& name : names_) Start(name);
  for (const std::string& name : names_) AwaitHealthy(name);
  WriteAddresses();
}

Federation::~Federation() {
  fs::remove(options_.var + "/addresses");
  for (auto name = names_.rbegin(); name != names_.rend(); ++name) {
    Node& node = nodes_.at(*name);
    if (node.child != nullptr) node.child->Terminate();
  }
  if (database_ != nullptr) database_->Stop();
}

const std::string& Federation::address(const std::string& name) const {
  return nodes_.at(name).address;
}

rpc::Credentials Federation::As(const std::string& identity) const {
  return rpc::CredentialsIn(options_.var + "/certs", identity);
}

std::shared_ptr<grpc::Channel> Federation::Dial(const std::string& name,
                                                const std::string& identity) const {
  return rpc::Dial(address(name), As(identity));
}

std::string Federation::DatabaseOf(const std::string& name) const {
  return nodes_.at(name).database;
}

bool Federation::Running(const std::string& name) {
  Node& node = nodes_.at(name);
  return node.child != nullptr && node.child->Running();
}

void Federation::Kill(const std::string& name) {
  Node& node = nodes_.at(name);
  if (node.child != nullptr) node.child->Kill();
}

void Federation::Start(const std::string& name) {
  Node& node = nodes_.at(name);
  std::vector<std::string> command = {options_.bin + "/" + node.program};
  command.insert(command.end(), node.flags.begin(), node.flags.end());
  node.child = std::make_unique<process::Child>(command, options_.var + "/" + name + ".log");
}

void Federation::AwaitHealthy(const std::string& name, absl::Duration timeout) {
  const absl::Time end = absl::Now() + timeout;
  const auto channel = Dial(name, "admin");
  while (absl::Now() < end) {
    if (!Running(name)) break;
    // A channel that was refused waits a second before it tries again; a fresh one does not.
    if (channel->WaitForConnected(std::chrono::system_clock::now() +
                                  std::chrono::milliseconds(2000)) &&
        Serving(channel)) {
      return;
    }
  }
  throw std::runtime_error(name + " is not serving, see " + options_.var + "/" + name + ".log");
}

std::string Federation::StartSecond(const std::string& name) {
  const std::string second = name + "#2";
  if (!nodes_.contains(second)) {
    const Node& first = nodes_.at(name);
    Node node = {first.program, first.flags, absl::StrCat("127.0.0.1:", process::FreePort()),
                 first.database, nullptr};
    node.flags.push_back("--listen=" + node.address);  // the last one counts
    nodes_.emplace(second, std::move(node));
    names_.push_back(second);
  }
  Start(second);
  AwaitHealthy(second);
  return address(second);
}

void Federation::Add(const std::string& name, const std::string& program,
                     std::vector<std::string> flags) {
  Node node;
  node.program = "motcua-" + program;
  node.address = nodes_.contains(name) ? nodes_[name].address
                                       : absl::StrCat("127.0.0.1:", process::FreePort());
  node.database = absl::StrReplaceAll(name, {{".", "_"}, {"-", "_"}});
  flags.insert(flags.end(),
               {"--listen=" + node.address, "--db_socket=" + database_->socket(),
                "--database=" + node.database, "--certs=" + options_.var + "/certs",
                "--cert_name=" + program});
  node.flags = std::move(flags);
  nodes_[name] = std::move(node);
  names_.push_back(name);
}

std::string Federation::Peer(const std::string& flag, const std::string& name) const {
  return absl::StrCat("--", flag, "=", nodes_.at(name).address);
}

void Federation::AddProvince(const std::string& prefix, const std::string& province, bool all) {
  std::vector<std::string> services = {"intake", "processing"};
  if (all) services = kSources;
  // Addresses first: intake and processing follow each other.
  for (const std::string& service : services) {
    nodes_[prefix + service].address = absl::StrCat("127.0.0.1:", process::FreePort());
  }
  std::vector<std::string> sources;
  for (const std::string& service : services) {
    std::vector<std::string> flags = {"--province=" + province};
    if (service != "intake") flags.push_back(Peer("intake", prefix + "intake"));
    if (service != "processing") flags.push_back(Peer("processing", prefix + "processing"));
    Add(prefix + service, service, std::move(flags));
    sources.push_back(absl::StrCat(service, "=", address(prefix + service)));
  }
  Add(prefix + "aggregator", "aggregator",
      {"--province=" + province, "--sources=" + absl::StrJoin(sources, ","),
       Peer("catalog", prefix + "intake"),
       "--definitions=" + options_.source + "/deploy/definitions"});
}

void Federation::AddPortal() {
  std::vector<std::string> provinces = {
      absl::StrCat(options_.province, "=", address("aggregator"))};
  if (!options_.second_province.empty()) {
    provinces.push_back(absl::StrCat(options_.second_province, "=",
                                     address(options_.second_province + ".aggregator")));
  }
  Add("portal", "portal", {"--provinces=" + absl::StrJoin(provinces, ",")});
}

void Federation::WriteAddresses() const {
  const std::string path = options_.var + "/addresses";
  std::ofstream file(path + ".new");
  for (const std::string& name : names_) file << name << "=" << address(name) << "\n";
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
  fs::rename(path + ".new", path);
}

}  // namespace motcua::local
