// Whoever implements StatisticsService joins: two programs of other people, one in C++, one in
// Python, are followed, counted, missed when they die, and taken up again.
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/process/child.h"
#include "common/process/port.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tests/federation/desk.h"

namespace motcua::federation {
namespace {

namespace agg = aggregator::v1;
using ::testing::Contains;
using ::testing::Not;

// A program with its file. Its name is the source's id, its certificate is a service's.
class Program {
 public:
  Program(std::vector<std::string> command, const std::string& dir, const std::string& name)
      : command_(std::move(command)),
        file_(absl::StrCat(dir, "/", name, ".tsv")),
        log_(absl::StrCat(dir, "/log/", name, ".log")) {
    command_.insert(command_.end(), {address(), file_, dir + "/certs", "processing"});
  }

  // Another file in place of the one there was.
  void BeginEpoch(const std::string& epoch) {
    std::ofstream(file_ + ".new") << epoch << "\n";
    std::filesystem::rename(file_ + ".new", file_);
  }
  void Count(const std::string& agency, int received) {
    std::ofstream(file_, std::ios::app)
        << agency << "\tCOUNTER_RECEIVED\t2022-03-20\t" << received << std::endl;
  }
  void Start() {
    child_.emplace(command_, log_, std::vector<std::string>{"PYTHONPATH=" EXTERNAL_STUBS});
  }
  void Kill() { child_->Kill(); }
  std::string address() const { return port_.address(); }

 private:
  std::vector<std::string> command_;
  const std::string file_;
  const std::string log_;
  const process::Port port_;
  std::optional<process::Child> child_;
};

template <typename Request>
Request OfMarch(Request request) {
  request.set_definition("pl1_online");
  request.mutable_period()->set_first_day("2022-03-15");
  request.mutable_period()->set_last_day("2022-04-14");
  return request;
}

class ExternalSourceTest : public ::testing::Test {
 protected:
  ExternalSourceTest() {
    LoadCatalog(federation_);
    for (const auto& [name, program] : programs_) {
      program->BeginEpoch("first");
      program->Start();
    }
    std::string sources;
    for (const char* name : {"intake", "processing", "payment", "digitization"}) {
      absl::StrAppend(&sources, name, "=", federation_.address(name), ",");
    }
    for (const auto& [name, program] : programs_) {
      absl::StrAppend(&sources, name, "=", program->address(), ",");
    }
    federation_.Kill("aggregator");
    federation_.Start("aggregator", {"--sources=" + sources});
    federation_.AwaitHealthy("aggregator");
    reports_ = agg::ReportService::NewStub(federation_.Dial("aggregator", "analyst"));
  }

  // Until the table is as it should be; the last one that was asked for.
  template <typename Wanted>
  agg::Table Await(Wanted wanted) {
    agg::Table table;
    const absl::Time end = absl::Now() + absl::Minutes(1);
    do {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      table.Clear();
      reports_->GetTable(rpc::ContextFor(absl::Seconds(5)).get(), OfMarch(agg::GetTableRequest()),
                         &table);
    } while (!wanted(table) && absl::Now() < end);
    return table;
  }
  // What a row shows as received online.
  static std::int64_t Online(const agg::Table& table, const std::string& row) {
    for (const agg::Row& one : table.rows()) {
      for (int i = 0; one.id() == row && i < one.cells_size(); ++i) {
        if (table.columns(i) == "new_online") return one.cells(i).numerator();
      }
    }
    return -1;
  }
  void AwaitOnline(const std::string& row, std::int64_t received) {
    const auto table = Await([&](const auto& now) { return Online(now, row) == received; });
    EXPECT_EQ(Online(table, row), received);
  }
  static agg::Watermark MarkOf(const agg::Table& table, const std::string& source) {
    for (const agg::Watermark& mark : table.watermarks()) {
      if (mark.source() == source) return mark;
    }
    return {};
  }

  const motcua::testing::TempDir dir_;
  local::Federation federation_{
      {.var = dir_.path(), .bin = std::filesystem::canonical("/proc/self/exe").parent_path()}};
  const std::map<std::string, std::unique_ptr<Program>> programs_ = [this] {
    std::map<std::string, std::unique_ptr<Program>> programs;
    programs["kiosk"] =
        std::make_unique<Program>(std::vector<std::string>{EXTERNAL_SOURCE}, dir_.path(), "kiosk");
    programs["post"] = std::make_unique<Program>(
        std::vector<std::string>{PYTHON, EXTERNAL_SOURCE_PY}, dir_.path(), "post");
    return programs;
  }();
  std::unique_ptr<agg::ReportService::Stub> reports_;
};

TEST_F(ExternalSourceTest, APeerJoinsDiesReturnsAndCountsAnew) {
  const auto is_missed = [](const std::string& source) {
    return [source](const agg::Table& table) {
      return std::set<std::string>(table.unreachable().begin(), table.unreachable().end())
          .contains(source);
    };
  };
  for (const auto& [name, program] : programs_) {
    SCOPED_TRACE(name);
    const std::string row = name == "kiosk" ? "so-0" : "so-1";
    program->Count(row, 7);
    program->Count(row, 2);
    AwaitOnline(row, 9);

    program->Kill();
    const agg::Table old = Await(is_missed(name));
    EXPECT_TRUE(is_missed(name)(old));
    EXPECT_EQ(Online(old, row), 9);
    EXPECT_EQ(MarkOf(old, name).revision(), 2);

    program->Count(row, 3);
    program->Start();
    AwaitOnline(row, 12);
    const agg::Table on = Await([&](const agg::Table& table) { return !is_missed(name)(table); });
    EXPECT_FALSE(is_missed(name)(on));
    EXPECT_EQ(MarkOf(on, name).epoch(), "first");
    EXPECT_EQ(MarkOf(on, name).revision(), 3);

    program->BeginEpoch("second");
    AwaitOnline(row, 0);
    program->Count(row, 5);
    AwaitOnline(row, 5);
  }

  // They list no dossiers: the way back ends at the source.
  auto request = OfMarch(agg::ListCellContributorsRequest());
  request.set_row("total");
  request.set_column("new_online");
  agg::ListCellContributorsResponse answer;
  ASSERT_TRUE(
      reports_->ListCellContributors(rpc::ContextFor(absl::Seconds(20)).get(), request, &answer)
          .ok());
  std::map<std::string, std::int64_t> contributors;
  for (const auto& one : answer.contributors()) contributors[one.dossier()] = one.value();
  EXPECT_EQ(contributors,
            (std::map<std::string, std::int64_t>{{"sources/kiosk", 5}, {"sources/post", 5}}));
}

}  // namespace
}  // namespace motcua::federation
