#include "deploy/local/federation.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "common/rpc/health.h"
#include "deploy/local/own_flags.h"

namespace motcua::local {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kSources = {"intake", "processing", "payment", "digitization"};

FederationOptions Absolute(FederationOptions options) {
  options.var = fs::absolute(options.var).lexically_normal();
  options.source = fs::canonical(options.source);
  if (options.bin.empty()) options.bin = fs::canonical("/proc/self/exe").parent_path();
  return options;
}

std::vector<std::string> DatabaseOptions(const FederationOptions& options) {
  std::vector<std::string> all = {"--innodb-log-file-size=512M", "--innodb-buffer-pool-size=512M"};
  all.insert(all.end(), options.database_options.begin(), options.database_options.end());
  return all;
}

std::string EndOf(const std::string& file) {
  constexpr std::size_t kMost = 2000;
  std::ifstream log(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(log)), std::istreambuf_iterator<char>());
  return text.size() > kMost ? text.substr(text.size() - kMost) : text;
}

}  // namespace

Federation::Lock::Lock(const std::string& var) {
  fs::create_directories(var);
  const std::string path = var + "/lock";
  file_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file_ < 0) throw std::runtime_error("cannot write " + path);
  if (flock(file_, LOCK_EX | LOCK_NB) == 0) return;
  close(file_);
  throw std::runtime_error(var + " is in use: another launcher runs there, or a restore");
}

Federation::Lock::~Lock() { close(file_); }

Federation::Federation(FederationOptions options)
    : options_(Absolute(std::move(options))), lock_(options_.var) {
  for (const char* folder : {"conf", "log"}) fs::create_directories(options_.var + "/" + folder);
  fs::remove(options_.var + "/addresses");
  MakeCertificates();
  database_ = std::make_unique<process::MariaDb>(
      options_.var + "/mariadb", DatabaseOptions(options_), options_.database_environment);
  // Every address first: the processes need each other's.
  AddProvince("", options_.province);
  for (const std::string& other : options_.other_provinces) AddProvince(other + ".", other);
  Add("portal", "portal", options_.province);
  ConfigureProvince("");
  for (const std::string& other : options_.other_provinces) ConfigureProvince(other + ".");
  ConfigurePortal();
  // In any order: whoever follows waits for whom it follows.
  for (const std::string& name : names_) Start(name);
  for (const std::string& name : names_) AwaitHealthy(name);
  WriteAddresses();
}

Federation::~Federation() {
  std::error_code ignored;
  fs::remove(options_.var + "/addresses", ignored);
  for (auto& [name, node] : nodes_) {
    if (node.child != nullptr) node.child->Signal(SIGTERM);
  }
  for (auto& [name, node] : nodes_) {
    if (node.child != nullptr) node.child->Terminate();
  }
  database_->Stop();
}

rpc::Credentials Federation::As(const std::string& identity) const {
  return rpc::CredentialsIn(CertificatesOf(options_.province), identity);
}

std::shared_ptr<grpc::Channel> Federation::Dial(const std::string& name,
                                                const std::string& identity) const {
  return rpc::Dial(address(name), As(identity));
}

bool Federation::Running(const std::string& name) {
  Node& node = nodes_.at(name);
  return node.child != nullptr && node.child->Running();
}

void Federation::Kill(const std::string& name) {
  Node& node = nodes_.at(name);
  if (node.child != nullptr) node.child->Kill();
}

void Federation::Start(const std::string& name, const std::vector<std::string>& extra_flags) {
  Node& node = nodes_.at(name);
  std::vector<std::string> command = {options_.bin + "/motcua-" + node.program,
                                      "--flagfile=" + options_.var + "/conf/" + name + ".flags"};
  command.insert(command.end(), extra_flags.begin(), extra_flags.end());
  node.child = std::make_unique<process::Child>(command, LogOf(name), options_.environment);
}

void Federation::AwaitHealthy(const std::string& name, absl::Duration timeout) {
  const absl::Time end = absl::Now() + timeout;
  const auto channel = Dial(name, "admin");
  while (!rpc::IsServing(channel, "", absl::Seconds(1))) {
    if (!Running(name) || absl::Now() > end) {
      throw std::runtime_error(name + " is not serving: " + EndOf(LogOf(name)));
    }
    absl::SleepFor(absl::Milliseconds(20));
  }
}

std::string Federation::StartSecond(const std::string& name) {
  const std::string second = name + "#2";
  if (!nodes_.contains(second)) {
    const Node& first = nodes_.at(name);
    const std::string database = first.database;
    Add(second, first.program, first.province);
    nodes_[second].database = database;
    const std::string conf = options_.var + "/conf/";
    fs::copy_file(conf + name + ".flags", conf + second + ".flags",
                  fs::copy_options::overwrite_existing);
  }
  Start(second, {"--listen=" + address(second)});
  AwaitHealthy(second);
  return address(second);
}

void Federation::MakeCertificates() const {
  std::vector<std::string> provinces = {options_.province};
  provinces.insert(provinces.end(), options_.other_provinces.begin(),
                   options_.other_provinces.end());
  for (const std::string& province : provinces) {
    process::Child script({options_.source + "/deploy/local/dev-certs", CertificatesOf(province),
                           province, CertificatesOf(options_.province)},
                          LogOf("dev-certs"));
    if (script.Wait(absl::Seconds(30)) != 0) {
      throw std::runtime_error("no certificates: " + EndOf(LogOf("dev-certs")));
    }
  }
}

void Federation::Add(const std::string& name, const std::string& program,
                     const std::string& province) {
  Node& node = nodes_[name];
  node.program = program;
  node.database = absl::StrReplaceAll(name, {{".", "_"}, {"-", "_"}});
  node.province = province;
  names_.push_back(name);
}

void Federation::AddProvince(const std::string& prefix, const std::string& province) {
  for (const std::string& source : kSources) Add(prefix + source, source, province);
  Add(prefix + "aggregator", "aggregator", province);
}

// Writes the config file of a process.
void Federation::Configure(const std::string& name, Flags flags) const {
  const Node& node = nodes_.at(name);
  flags.insert({{"listen", node.port.address()},
                {"db_socket", database_->socket()},
                {"database", node.database},
                {"certs", CertificatesOf(node.province)},
                {"cert_name", node.program},
                {"drain", "1s"},
                {"province", node.province}});
  flags.merge(OwnFlags(node.program, name, options_.var, CertificatesOf(node.province)));
  std::ofstream conf(options_.var + "/conf/" + name + ".flags");
  for (const auto& [flag, value] : flags) conf << "--" << flag << "=" << value << "\n";
  if (!conf.flush()) throw std::runtime_error("cannot write the config file of " + name);
}

void Federation::ConfigureProvince(const std::string& prefix) const {
  const std::string intake = address(prefix + "intake");
  const std::string processing = address(prefix + "processing");
  std::vector<std::string> peers;
  for (const std::string& source : kSources) {
    peers.push_back(source + "=" + address(prefix + source));
    Flags flags;
    if (source != "intake") flags["intake"] = intake;
    if (source != "processing") flags["processing"] = processing;
    Configure(prefix + source, std::move(flags));
  }
  // What the portal holds of the province's dossiers counts as a source of its own.
  peers.push_back("portal=" + address("portal"));
  const std::string& province = nodes_.at(prefix + "aggregator").province;
  const auto own = options_.definitions_of.find(province);
  std::string definitions = options_.definitions;
  if (own != options_.definitions_of.end()) definitions = own->second;
  if (definitions.empty()) definitions = options_.source + "/deploy/definitions";
  Configure(prefix + "aggregator", {{"catalog", intake},
                                    {"signing_key", CertificatesOf(province) + "/signing.key"},
                                    {"sources", absl::StrJoin(peers, ",")},
                                    {"definitions", definitions},
                                    {"plans", options_.source + "/deploy/plans"}});
}

void Federation::ConfigurePortal() const {
  std::vector<std::string> provinces, intakes, keys;
  const auto add = [&](const std::string& province, const std::string& prefix) {
    provinces.push_back(province + "=" + address(prefix + "aggregator"));
    intakes.push_back(province + "=" + address(prefix + "intake"));
    keys.push_back(province + "=" + CertificatesOf(province) + "/signing.pub");
  };
  add(options_.province, "");
  for (const std::string& other : options_.other_provinces) add(other, other + ".");
  Configure("portal", {{"provinces", absl::StrJoin(provinces, ",")},
                       {"intakes", absl::StrJoin(intakes, ",")},
                       {"province_keys", absl::StrJoin(keys, ",")}});
}

// Renamed into place, so that nobody reads half of it.
void Federation::WriteAddresses() const {
  const std::string path = options_.var + "/addresses";
  std::ofstream file(path + ".new");
  for (const std::string& name : names_) file << name << "=" << address(name) << "\n";
  file.close();
  if (!file) throw std::runtime_error("cannot write " + path);
  fs::rename(path + ".new", path);
}

std::string Federation::CertificatesOf(const std::string& province) const {
  return options_.var + "/certs" + (province == options_.province ? "" : "-" + province);
}

std::string Federation::LogOf(const std::string& name) const {
  return options_.var + "/log/" + name + ".log";
}

}  // namespace motcua::local
