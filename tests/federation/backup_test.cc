// The drill: back up, go on working, lose everything, restore. Every number is that of the backup,
// whoever follows from outside says that the history is another one, and one command brings it to
// one truth.
#include <signal.h>
#include <sys/file.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/hash.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "services/digitization/files/samples_for_test.h"
#include "tests/federation/figures.h"
#include "tests/federation/office.h"
#include "tests/federation/outside_portal.h"

namespace motcua::federation {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr absl::Duration kPatience = absl::Minutes(3);
const char* const kJournals[] = {"intake", "processing", "payment", "digitization", "aggregator"};
const char* const kSources[] = {"intake", "processing", "payment", "digitization"};

std::string ContentOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Told {
  int code = 0;
  std::string text;
};

// All that a province says, as its databases and its store have it.
struct Numbers {
  std::map<std::string, std::string> heads;
  std::map<std::string, Cells> counted;
  std::map<std::string, Cells> held;
  std::set<std::string> filed;
  std::set<std::string> cases;
  std::set<std::string> papers;
  bool operator==(const Numbers&) const = default;
};

std::string HeadIn(const sql::Settings& settings) {
  sql::Connection connection(settings);
  sql::Rows rows = connection.Query("SELECT sequence, LOWER(HEX(chain_hash)) FROM journal_head");
  rows.Next();
  return absl::StrCat(rows.Int(1), " ", rows.Text(2));
}

Cells SumsOf(const sql::Settings& portal) {
  sql::Connection connection(portal);
  Cells sums;
  sql::Rows rows = connection.Query(
      "SELECT CONCAT_WS('|', agency, procedure_id, channel, day, counter), SUM(value)"
      " FROM received_cell WHERE value <> 0 GROUP BY 1");
  while (rows.Next()) sums[rows.Text(1)] = rows.Int(2);
  return sums;
}

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() { fs::create_directories(nation_); }

  void Start() {
    federation_ = std::make_unique<local::Federation>(
        local::FederationOptions{.var = var_, .bin = bin_, .source = fs::current_path()});
  }
  void KillEverything() {
    for (const std::string& name : federation_->names()) federation_->Kill(name);
    federation_->database().Kill();
    federation_ = nullptr;
  }

  Told Run(const std::vector<std::string>& command) {
    const std::string log = dir_.path() + "/told";
    fs::remove(log);
    const int code = process::Child(command, log).Wait(absl::Minutes(5));
    return {code, ContentOf(log)};
  }
  Told Ctl(const std::string& folder, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {bin_ + "/motcuactl", "--federation=" + folder});
    return Run(arguments);
  }
  Told Backup(const std::string& to) { return Run({"tools/backup", "--var=" + var_, to}); }
  Told Restore(const std::string& from) { return Run({"tools/restore", "--var=" + var_, from}); }

  void Upload(int papers) {
    const auto stub = digitization::v1::DigitizationService::NewStub(
        federation_->Dial("digitization", "officer"));
    digitization::v1::BatchUploadFilesRequest request;
    for (int i = 0; i < papers; ++i) {
      ++paper_;
      request.add_files()->set_data(digitization::SamplePng(paper_, 1000 + paper_));
    }
    digitization::v1::BatchUploadFilesResponse response;
    const grpc::Status status =
        stub->BatchUploadFiles(rpc::ContextFor(absl::Seconds(30)).get(), request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  // What `during` does happens under load.
  void Work(int dossiers, const std::function<void()>& during = {}) {
    Office office(*federation_);
    const auto until = [&](int count) {
      while (office.acknowledged() < count)
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    };
    until(dossiers);
    if (!during) return;
    during();
    until(office.acknowledged() + dossiers);
  }

  // Names that the database knows, each of which must be there and be what it says.
  std::set<std::string> Papers() {
    std::map<std::string, std::string> stored;
    for (const auto& entry : fs::recursive_directory_iterator(var_ + "/store/digitization")) {
      if (entry.is_regular_file()) stored[entry.path().filename()] = entry.path();
    }
    std::set<std::string> names;
    sql::Connection connection(SettingsOf(*federation_, "digitization"));
    for (sql::Rows rows = connection.Query("SELECT sha256 FROM paper_file"); rows.Next();) {
      EXPECT_EQ(HexEncode(Sha256(ContentOf(stored[rows.Text(1)]))), rows.Text(1));
      names.insert(rows.Text(1));
    }
    return names;
  }
  Numbers All() {
    EXPECT_TRUE(AwaitComplete(*federation_, kPatience));
    Numbers numbers;
    for (const char* name : kJournals) {
      numbers.heads[name] = HeadIn(SettingsOf(*federation_, name));
    }
    for (const char* name : kSources) {
      numbers.counted[name] = CountedBy(*federation_, name);
      numbers.held[name] = HeldOf(*federation_, name);
      EXPECT_EQ(numbers.counted[name], numbers.held[name]) << name;
    }
    numbers.filed = CodesIn(*federation_, "intake");
    numbers.cases = CodesIn(*federation_, "processing");
    numbers.papers = Papers();
    return numbers;
  }

  // Until a motcuactl command at the nation ends with a code.
  bool NationSays(const std::vector<std::string>& arguments, int code) {
    const absl::Time end = absl::Now() + kPatience;
    while (Ctl(nation_, arguments).code != code) {
      if (absl::Now() > end) return false;
      absl::SleepFor(absl::Milliseconds(200));
    }
    return true;
  }
  // Everything of now is at the nation, too.
  bool NationIsComplete() { return Ctl(nation_, {"await", "120"}).code == 0; }

  void ExpectOneTruthInside() {
    const Told followed = Ctl(var_, {"followed"});
    EXPECT_EQ(followed.code, 0) << followed.text;
    const Told verified = Ctl(var_, {"verify", "all", "--dossiers"});
    EXPECT_EQ(verified.code, 0) << verified.text;
  }
  // The nation has read on in a history that is no more.
  void ExpectForkAndRejoin(OutsidePortal& nation) {
    nation.Start();
    EXPECT_TRUE(NationSays({"followed"}, 3));
    const Told rejoined = Ctl(nation_, {"rejoin", "portal", "quang-tri"});
    EXPECT_EQ(rejoined.code, 0) << rejoined.text;
    EXPECT_EQ(Ctl(nation_, {"followed"}).code, 0);
    EXPECT_TRUE(NationIsComplete());
    EXPECT_EQ(SumsOf(nation.settings()), SumsOf(SettingsOf(*federation_, "portal")));
  }

  const motcua::testing::TempDir dir_;
  const std::string var_ = dir_.path() + "/province";
  const std::string nation_ = dir_.path() + "/nation";
  const std::string bin_ = fs::canonical("/proc/self/exe").parent_path();
  int paper_ = 0;
  std::unique_ptr<local::Federation> federation_;
};

TEST_F(BackupTest, EveryNumberIsThatOfTheBackupAndFollowersComeToOneTruth) {
  const std::string idle = dir_.path() + "/idle";
  const std::string busy = dir_.path() + "/busy";
  Start();
  LoadCatalog(*federation_);
  Work(40);
  Upload(5);
  const Numbers then = All();
  OutsidePortal nation(var_, nation_);
  ASSERT_EQ(Backup(idle).code, 0);
  Work(40, [&] { EXPECT_EQ(Backup(busy).code, 0); });
  Upload(3);
  const Numbers later = All();
  EXPECT_FALSE(later == then);
  ASSERT_TRUE(NationIsComplete());
  EXPECT_EQ(SumsOf(nation.settings()), SumsOf(SettingsOf(*federation_, "portal")));
  const Told refused = Restore(idle);
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.text, HasSubstr("the launcher runs"));

  KillEverything();
  const Told restored = Restore(idle);
  ASSERT_EQ(restored.code, 0) << restored.text;
  Start();
  const Numbers now = All();
  EXPECT_EQ(now.heads, then.heads);
  EXPECT_TRUE(now == then);
  ExpectOneTruthInside();
  ExpectForkAndRejoin(nation);

  // Life goes on; and a backup that was made under load is of one moment.
  Work(20);
  Upload(2);
  EXPECT_TRUE(NationIsComplete());
  KillEverything();
  ASSERT_EQ(Restore(busy).code, 0);
  Start();
  const Numbers middle = All();
  EXPECT_GT(middle.filed.size(), then.filed.size());
  EXPECT_LT(middle.filed.size(), later.filed.size());
  ExpectOneTruthInside();
  ExpectForkAndRejoin(nation);
}

// Data of before or data of the backup, whatever moment it is interrupted at.
class RestoreTest : public BackupTest {
 protected:
  RestoreTest() {
    Start();
    LoadCatalog(*federation_);
    Work(10);
    EXPECT_EQ(Backup(first_).code, 0);
    Work(10);
    EXPECT_EQ(Backup(second_).code, 0);
    KillEverything();
  }

  // As the manifest of a backup says.
  std::string HeadOf(const std::string& backup) const {
    for (const absl::string_view line : absl::StrSplit(ContentOf(backup + "/manifest"), '\n')) {
      if (absl::StartsWith(line, "journal.intake=")) {
        return std::string(line.substr(absl::string_view("journal.intake=").size()));
      }
    }
    return "none";
  }
  // As the data say, read by a server of their own.
  std::string HeadThere() const {
    process::MariaDb server(var_ + "/mariadb");
    sql::Settings settings;
    settings.socket = server.socket();
    settings.database = "intake";
    const std::string head = HeadIn(settings);
    server.Stop();
    return head;
  }
  void AwaitUnlocked() const {
    EXPECT_EQ(process::Child({"flock", "-w", "60", var_ + "/lock", "true"}, "").Wait(kPatience), 0);
  }

  const std::string first_ = dir_.path() + "/first";
  const std::string second_ = dir_.path() + "/second";
};

TEST_F(RestoreTest, InterruptionLeavesTheOldOrTheNew) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(absl::StrCat("seed ", seed));
  std::mt19937 random(seed);
  const std::set<std::string> whole = {HeadThere(), HeadOf(first_), HeadOf(second_)};
  for (int i = 0; i < 10; ++i) {
    const std::string& backup = i % 2 == 0 ? first_ : second_;
    {
      process::Child restore({"tools/restore", "--var=" + var_, backup}, dir_.path() + "/told");
      absl::SleepFor(absl::Milliseconds(random() % 3000));
      restore.Signal(i % 3 == 0 ? SIGTERM : SIGKILL);
      restore.Wait(kPatience);
    }
    AwaitUnlocked();
    if (!fs::exists(var_ + "/mariadb/data")) {
      EXPECT_THROW(HeadThere(), std::runtime_error);
      continue;
    }
    EXPECT_THAT(whole, ::testing::Contains(HeadThere()));
  }
  EXPECT_EQ(Restore(first_).code, 0);
  EXPECT_EQ(HeadThere(), HeadOf(first_));
}

TEST_F(RestoreTest, BetweenTheTwoRenamesNothingStartsAndTheOldComesBack) {
  const std::string data = var_ + "/mariadb/data";
  fs::rename(data, data + ".before");
  try {
    Start();
    FAIL() << "an empty database was installed beside the old one";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), HasSubstr("a restore was interrupted"));
  }
  // A backup that is refused changes nothing but that.
  EXPECT_EQ(Restore(dir_.path()).code, 1);
  EXPECT_EQ(Restore(second_).code, 0);
  EXPECT_FALSE(fs::exists(data + ".before"));
  EXPECT_EQ(HeadThere(), HeadOf(second_));
}

TEST_F(RestoreTest, DamagedBackupIsRefusedAndNamed) {
  const std::string before = HeadThere();
  for (const std::string file : {"data/ibdata1", "data/intake/event.ibd", "manifest"}) {
    const std::string path = first_ + "/" + file;
    const std::string whole = ContentOf(path);
    std::string damaged = whole;
    damaged[damaged.size() / 2] ^= 1;
    std::ofstream(path, std::ios::binary) << damaged;
    const Told told = Restore(first_);
    EXPECT_EQ(told.code, 1) << file;
    EXPECT_THAT(told.text, HasSubstr(fs::path(file).filename().string()));
    std::ofstream(path, std::ios::binary) << whole;
  }
  std::ofstream(first_ + "/data/more") << "x";
  EXPECT_THAT(Restore(first_).text, HasSubstr("data/more is in no list"));
  fs::remove(first_ + "/data/more");
  std::ofstream(var_ + "/certs/ca.pem", std::ios::app) << "\n";
  EXPECT_THAT(Restore(first_).text, HasSubstr("ca.pem is not the key"));
  EXPECT_EQ(HeadThere(), before);
  EXPECT_EQ(Backup(dir_.path() + "/none").code, 1);
}

}  // namespace
}  // namespace motcua::federation
