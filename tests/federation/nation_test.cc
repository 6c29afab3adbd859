// Three provinces, each with its own conventions, on one portal: whatever the nation is told is the
// sum of what the provinces' dossiers say, live and as published, restatements included.
#include <filesystem>
#include <memory>
#include <random>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/base/date.h"
#include "common/rpc/channel.h"
#include "common/rpc/request.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/aggregator/v1/snapshot.grpc.pb.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "tests/federation/desk.h"
#include "tests/federation/figures.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

namespace agg = aggregator::v1;
namespace fs = std::filesystem;
using ::testing::SizeIs;

constexpr int kDossiers = 60;  // of each province

struct Days {
  std::string first;
  std::string last;
};

absl::CivilMonth LastMonth() {
  return absl::CivilMonth(absl::ToCivilDay(absl::Now(), LocalZone())) - 1;
}
Days Calendar(absl::CivilMonth month) {
  return {absl::FormatCivilTime(absl::CivilDay(month)),
          absl::FormatCivilTime(absl::CivilDay(month + 1) - 1)};
}
// Quảng Trị's: from the 15th to the 14th.
Days FromTheFifteenth(absl::CivilMonth month) {
  return {absl::FormatCivilTime(absl::CivilDay(month - 1) + 14),
          absl::FormatCivilTime(absl::CivilDay(month) + 13)};
}

// The definitions of one province alone, and those that a plan rests on.
std::string OwnDefinitions(const std::string& dir, const std::string& province,
                           const std::vector<std::string>& prefixes) {
  const fs::path own = fs::path(dir) / ("definitions-" + province);
  fs::create_directories(own);
  for (const auto& entry : fs::directory_iterator("deploy/definitions")) {
    const std::string name = entry.path().filename();
    bool wanted = absl::StartsWith(name, "qn23_");
    for (const std::string& prefix : prefixes) wanted |= absl::StartsWith(name, prefix);
    if (wanted) fs::copy_file(entry.path(), own / name);
  }
  return own;
}

// One province's desk, which may state when things happened.
class Archive {
 public:
  Archive(const local::Federation& federation, const std::string& prefix, unsigned seed)
      : intake_(federation.Dial(prefix + "intake", "importer")),
        processing_(federation.Dial(prefix + "processing", "importer")),
        random_(seed) {}

  // Dossiers received in the ten weeks before `end`, two of three finished.
  void Work(Day end) {
    for (int i = 0; i < kDossiers; ++i) {
      const Day receive = end - 1 - static_cast<Day>(random_() % 70);
      const std::string name = Receive(receive, i);
      const Day finish = receive + static_cast<Day>(random_() % 20);
      if (random_() % 3 == 0 || finish >= end) {
        if (finish < end) late_.emplace_back(name, finish);
      } else {
        Finish(name, finish);
      }
    }
  }
  // What was finished long ago is told only now.
  void TellLate() {
    for (const auto& [name, day] : late_) Finish(name, day);
    EXPECT_FALSE(late_.empty());
  }

 private:
  static google::protobuf::Timestamp Morning(Day day) {
    return rpc::ToTimestamp(StartOfDay(day) + absl::Hours(9));
  }
  std::string Receive(Day day, int i) {
    intake::v1::ReceiveDossierRequest request;
    auto& dossier = *request.mutable_dossier();
    dossier.set_agency(absl::StrCat("agencies/so-", i % 4));
    dossier.set_procedure(absl::StrCat("procedures/", i % 3));
    dossier.set_channel(i % 2 == 0 ? type::v1::CHANNEL_ONLINE : type::v1::CHANNEL_IN_PERSON);
    dossier.mutable_applicant()->set_full_name("Nguyễn Thị B");
    *request.mutable_import()->mutable_receive_time() = Morning(day);
    intake::v1::Dossier received;
    Persist(false, [&](grpc::ClientContext* context) {
      return intake_.ReceiveDossier(context, request, &received);
    });
    return received.name();
  }
  void Finish(const std::string& name, Day day) {
    processing::v1::FinishCaseRequest request;
    request.set_name(name);
    *request.mutable_event_time() = Morning(day);
    request.mutable_event_time()->set_seconds(request.event_time().seconds() + 3600);
    processing::v1::Case finished;
    Persist(false, [&](grpc::ClientContext* context) {
      return processing_.FinishCase(context, request, &finished);
    });
  }

  intake::v1::IntakeService::Stub intake_;
  processing::v1::ProcessingService::Stub processing_;
  std::mt19937 random_;
  std::vector<std::pair<std::string, Day>> late_;
};

class NationTest : public ::testing::Test {
 protected:
  NationTest() {
    unsigned seed = 1;
    for (const std::string& prefix : prefixes_) {
      LoadCatalog(federation_, prefix);
      archives_.push_back(std::make_unique<Archive>(federation_, prefix, seed++));
      archives_.back()->Work(*ParseDay(Calendar(month_).last) + 1);
    }
  }

  portal::v1::NationalTable National(const Days& days, portal::v1::Basis basis) {
    portal::v1::GetNationalTableRequest request;
    request.mutable_period()->set_first_day(days.first);
    request.mutable_period()->set_last_day(days.last);
    request.set_basis(basis);
    portal::v1::NationalTable table;
    EXPECT_TRUE(
        portal_.GetNationalTable(rpc::ContextFor(absl::Seconds(10)).get(), request, &table).ok());
    return table;
  }
  std::vector<DossierFigures> Counted(const Days& days) {
    std::vector<DossierFigures> counted;
    for (const std::string& prefix : prefixes_) {
      counted.push_back(CountDossiers(federation_, prefix, days.first, days.last));
    }
    return counted;
  }
  // Every line is its province's dossiers, and the total is the sum of them.
  static void Hold(const portal::v1::NationalTable& table,
                   const std::vector<DossierFigures>& counted) {
    ASSERT_THAT(table.provinces(), SizeIs(3));
    DossierFigures sum;
    for (int i = 0; i < 3; ++i) {
      // By id: ninh-binh, quang-ninh, quang-tri; the first federation is the last of them.
      const DossierFigures& own = counted[(i + 1) % 3];
      EXPECT_EQ(FiguresOf(table.provinces(i)), own) << table.provinces(i).province();
      EXPECT_EQ(table.provinces(i).reasons_size(), 0) << table.provinces(i).ShortDebugString();
      sum += own;
    }
    EXPECT_EQ(FiguresOf(table.total()), sum);
    EXPECT_EQ(table.missing_size(), 0);
  }
  // Closes a period of a province.
  agg::Snapshot Close(const std::string& prefix, const Days& days, const std::string& reason = "") {
    agg::SnapshotService::Stub stub(federation_.Dial(prefix + "aggregator", "admin"));
    agg::ClosePeriodRequest request;
    request.mutable_period()->set_first_day(days.first);
    request.mutable_period()->set_last_day(days.last);
    request.set_reason_vi(reason);
    agg::Snapshot snapshot;
    Persist(false, [&](grpc::ClientContext* context) {
      return stub.ClosePeriod(context, request, &snapshot);
    });
    EXPECT_FALSE(snapshot.provisional());
    return snapshot;
  }
  // Until the snapshot is the one behind its province's line.
  portal::v1::NationalTable AwaitPublished(const Days& days, const std::string& province,
                                           const agg::Snapshot& snapshot) {
    const absl::Time end = absl::Now() + absl::Minutes(1);
    portal::v1::NationalTable table;
    while (absl::Now() < end) {
      table = National(days, portal::v1::BASIS_PUBLISHED);
      for (const auto& line : table.provinces()) {
        if (line.province() == province && line.snapshot() == snapshot.name()) return table;
      }
      absl::SleepFor(absl::Milliseconds(100));
    }
    ADD_FAILURE() << snapshot.name() << " of " << province << " did not arrive";
    return table;
  }

  const motcua::testing::TempDir dir_;
  const std::vector<std::string> prefixes_ = {"", "ninh-binh.", "quang-ninh."};
  const absl::CivilMonth month_ = LastMonth();
  local::Federation federation_{
      {.var = dir_.path(),
       .bin = fs::canonical("/proc/self/exe").parent_path(),
       .definitions_of = {{"quang-tri", OwnDefinitions(dir_.path(), "quang-tri", {"pl", "open_"})},
                          {"ninh-binh", OwnDefinitions(dir_.path(), "ninh-binh", {"nb_"})},
                          {"quang-ninh", OwnDefinitions(dir_.path(), "quang-ninh", {"qn22_"})}},
       .province = "quang-tri",
       .other_provinces = {"ninh-binh", "quang-ninh"}}};
  portal::v1::PortalService::Stub portal_{federation_.Dial("portal", "analyst")};
  std::vector<std::unique_ptr<Archive>> archives_;
};

TEST_F(NationTest, TheNationIsTheSumOfItsProvinces) {
  const Days month = Calendar(month_);
  ASSERT_TRUE(AwaitComplete(federation_, absl::Minutes(2)));
  const std::vector<DossierFigures> before = Counted(month);
  for (const DossierFigures& own : before) {
    EXPECT_GT(own.received, 0);
    EXPECT_GT(own.carried_over, 0);
    EXPECT_GT(own.open, 0);
    EXPECT_GT(own.finished_late, 0);
  }
  Hold(National(month, portal::v1::BASIS_LIVE), before);
  const Days fifteenth = FromTheFifteenth(month_);
  Hold(National(fifteenth, portal::v1::BASIS_LIVE), Counted(fifteenth));

  // Quảng Trị publishes its own period, and nothing of the calendar month yet.
  Close("", fifteenth);
  AwaitPublished(month, "provinces/ninh-binh", Close("ninh-binh.", month));
  const agg::Snapshot of_ninh = Close("quang-ninh.", month);
  const portal::v1::NationalTable two = AwaitPublished(month, "provinces/quang-ninh", of_ninh);
  ASSERT_THAT(two.missing(), SizeIs(1));
  EXPECT_EQ(two.missing(0).province(), "provinces/quang-tri");
  EXPECT_EQ(two.missing(0).kind(), portal::v1::PROBLEM_KIND_NOT_PUBLISHED);
  const agg::Snapshot first = Close("", month);
  Hold(AwaitPublished(month, "provinces/quang-tri", first), before);

  // What is told late changes the live figures, and the published ones only once they are restated.
  archives_[0]->TellLate();
  archives_[2]->TellLate();
  ASSERT_TRUE(AwaitComplete(federation_, absl::Minutes(2)));
  const std::vector<DossierFigures> after = Counted(month);
  EXPECT_NE(after[0], before[0]);
  Hold(National(month, portal::v1::BASIS_LIVE), after);
  Hold(National(month, portal::v1::BASIS_PUBLISHED), before);
  const agg::Snapshot second = Close("", month, "Hồ sơ cập nhật chậm");
  const portal::v1::NationalTable restated = AwaitPublished(month, "provinces/quang-tri", second);
  EXPECT_EQ(restated.provinces(2).snapshot_number(), 2);
  Hold(restated, {after[0], before[1], before[2]});
  AwaitPublished(month, "provinces/quang-ninh", Close("quang-ninh.", month, "Cập nhật chậm"));
  Hold(National(month, portal::v1::BASIS_PUBLISHED), after);
}

}  // namespace
}  // namespace motcua::federation
