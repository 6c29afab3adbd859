#include "deploy/local/federation.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "common/rpc/health.h"

namespace motcua::local {
namespace {

namespace fs = std::filesystem;

constexpr absl::Duration kStartTimeout = absl::Minutes(1);
constexpr char kPortal[] = "portal";

FederationOptions Absolute(FederationOptions options) {
  options.var = fs::absolute(options.var).lexically_normal();
  options.root = fs::canonical(options.root);
  if (options.binaries.empty()) {
    options.binaries = fs::read_symlink("/proc/self/exe").parent_path();
  }
  return options;
}

// Hyphens would have to be quoted in SQL.
std::string DatabaseName(const std::string& name, const std::string& province) {
  if (name == kPortal) return name;
  return absl::StrReplaceAll(province, {{"-", "_"}}) + "_" + name.substr(name.find('.') + 1);
}

std::string LastLines(const std::string& file) {
  constexpr std::size_t kMost = 2000;
  std::ifstream log(file, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(log)), std::istreambuf_iterator<char>());
  return text.size() > kMost ? text.substr(text.size() - kMost) : text;
}

}  // namespace

Federation::Federation(FederationOptions options) : options_(Absolute(std::move(options))) {
  for (const char* folder : {"conf", "log"}) fs::create_directories(options_.var + "/" + folder);
  fs::remove(options_.var + "/addresses");
  MakeCertificates();
  database_ = std::make_unique<process::MariaDb>(
      options_.var + "/mariadb", options_.mariadb_options, options_.mariadb_environment);
  Plan();
  // In any order: whoever follows waits for whom it follows.
  for (const auto& [name, address] : addresses_) Launch(name);
  for (const auto& [name, address] : addresses_) AwaitServing(name);
  PublishAddresses();
}

Federation::~Federation() {
  std::error_code ignored;
  fs::remove(options_.var + "/addresses", ignored);
  for (const auto& [name, child] : running_) child->Signal(SIGTERM);
  for (const auto& [name, child] : running_) child->Terminate();
  database_->Stop();
}

std::shared_ptr<grpc::Channel> Federation::Dial(const std::string& name,
                                                const std::string& identity) const {
  const auto credentials = rpc::CredentialsIn(CertificatesOf(options_.provinces.front()), identity);
  return rpc::Dial(addresses_.at(name), credentials);
}

void Federation::Restart(const std::string& name) {
  Launch(name);
  AwaitServing(name);
}

std::string Federation::Ended() {
  for (const auto& [name, child] : running_) {
    if (!child->Running()) return name;
  }
  return "";
}

// Where everything will be: the processes need each other's addresses.
void Federation::Plan() {
  for (const std::string& province : options_.provinces) {
    const bool first = province == options_.provinces.front();
    const std::string prefix = first ? "" : province + ".";
    std::vector<std::string> services = {"intake", "processing", "aggregator"};
    if (first) services.insert(services.end(), {"payment", "digitization", kPortal});
    for (const std::string& service : services) {
      addresses_[prefix + service] = absl::StrCat("127.0.0.1:", process::FreePort());
      programs_[prefix + service] = options_.binaries + "/motcua-" + service;
    }
  }
  std::vector<std::string> aggregators;
  for (const std::string& province : options_.provinces) {
    const std::string prefix = province == options_.provinces.front() ? "" : province + ".";
    PlanProvince(province, prefix);
    aggregators.push_back(province + "=" + addresses_.at(prefix + "aggregator"));
  }
  Add(kPortal, options_.provinces.front(), {{"provinces", absl::StrJoin(aggregators, ",")}});
}

void Federation::PlanProvince(const std::string& province, const std::string& prefix) {
  const std::string intake = addresses_.at(prefix + "intake");
  const std::string processing = addresses_.at(prefix + "processing");
  std::vector<std::string> sources;
  for (const char* source : {"intake", "processing", "payment", "digitization"}) {
    const auto address = addresses_.find(prefix + source);
    if (address != addresses_.end()) sources.push_back(absl::StrCat(source, "=", address->second));
  }
  Add(prefix + "intake", province, {{"processing", processing}});
  Add(prefix + "processing", province, {{"intake", intake}});
  Add(prefix + "aggregator", province,
      {{"catalog", intake},
       {"sources", absl::StrJoin(sources, ",")},
       {"definitions", options_.root + "/deploy/definitions"}});
  if (!prefix.empty()) return;
  for (const char* follower : {"payment", "digitization"}) {
    Add(follower, province, {{"intake", intake}, {"processing", processing}});
  }
}

// Writes the config file of a process.
void Federation::Add(const std::string& name, const std::string& province,
                     const std::map<std::string, std::string>& flags) {
  std::ofstream conf(options_.var + "/conf/" + name + ".flags");
  conf << "--listen=" << addresses_.at(name) << "\n"
       << "--db_socket=" << database_->socket() << "\n"
       << "--database=" << DatabaseName(name, province) << "\n"
       << "--certs=" << CertificatesOf(province) << "\n"
       << "--province=" << province << "\n";
  for (const auto& [flag, value] : flags) conf << "--" << flag << "=" << value << "\n";
  if (!conf.flush()) throw std::runtime_error("cannot write the config file of " + name);
}

void Federation::MakeCertificates() const {
  const std::string authority = CertificatesOf(options_.provinces.front());
  for (const std::string& province : options_.provinces) {
    process::Child script(
        {options_.root + "/deploy/local/dev-certs", CertificatesOf(province), province, authority},
        options_.var + "/log/dev-certs.log");
    if (script.Wait(absl::Minutes(1)) != 0) throw std::runtime_error("dev-certs failed");
  }
}

void Federation::Launch(const std::string& name) {
  running_[name] = std::make_unique<process::Child>(
      std::vector<std::string>{programs_.at(name),
                               "--flagfile=" + options_.var + "/conf/" + name + ".flags"},
      options_.var + "/log/" + name + ".log");
}

void Federation::AwaitServing(const std::string& name) {
  const auto channel = Dial(name, "admin");
  const absl::Time deadline = absl::Now() + kStartTimeout;
  while (!rpc::IsServing(channel, "", absl::Seconds(1))) {
    if (!child(name).Running() || absl::Now() > deadline) {
      throw std::runtime_error(name + " does not serve:\n" +
                               LastLines(options_.var + "/log/" + name + ".log"));
    }
    absl::SleepFor(absl::Milliseconds(20));
  }
}

// Renamed into place, so that nobody reads half of it.
void Federation::PublishAddresses() const {
  const std::string file = options_.var + "/addresses";
  std::ofstream lines(file + ".new");
  for (const auto& [name, address] : addresses_) lines << name << "=" << address << "\n";
  lines.close();
  fs::rename(file + ".new", file);
}

std::string Federation::CertificatesOf(const std::string& province) const {
  const bool first = province == options_.provinces.front();
  return options_.var + "/certs" + (first ? "" : "-" + province);
}

}  // namespace motcua::local
