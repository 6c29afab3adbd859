#include "services/digitization/domain/contributions.h"

#include <algorithm>
#include <random>

#include "services/digitization/domain/brute_force.h"
#include "services/digitization/domain/testing.h"

namespace motcua::digitization {
namespace {

using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;
using statistics::Deltas;

Deltas Cells(const std::vector<std::tuple<const char*, const char*, Counter>>& expected) {
  Deltas cells;
  for (const auto& [agency, day, counter] : expected) {
    cells.Add(CellKey{agency, "cap-phep", Channel::kOnline, D(day), counter, {}}, 1);
  }
  return cells;
}

constexpr char kBuilding[] = "so-xay-dung";
constexpr char kJustice[] = "so-tu-phap";

TEST(ContributionsTest, ComponentsCountOnTheReceiptDayWheneverTheyAreDigitized) {
  Desk desk;
  desk.Receive();
  desk.context.event_time = At("2022-06-01", 9);
  desk.Digitize("anh", '1');
  const auto any = Cells({{kBuilding, "2022-04-01", Counter::kComponentsReceived},
                          {kBuilding, "2022-04-01", Counter::kComponentsAny}});
  EXPECT_EQ(Contributions(*desk.folder), any);
  desk.Digitize("don", '2');
  desk.Do(desk.Scan("ban-ve", '3'));
  EXPECT_EQ(Contributions(*desk.folder), any);  // a scan that nobody stored is not digitized
  desk.Digitize("ban-ve", '4');
  Deltas full = any;
  full.Add(Cells({{kBuilding, "2022-04-01", Counter::kComponentsFull}}));
  EXPECT_EQ(Contributions(*desk.folder), full);
}

TEST(ContributionsTest, FullIsNeverMoreThanAny) {
  catalog::Procedure procedure;
  procedure.id = "cap-phep";
  procedure.name_vi = procedure.field = procedure.field_vi = "cap-phep";
  procedure.components = {{"anh", "Ảnh", true}};
  const auto catalog = catalog::Catalog::Build(1, {}, {procedure}, {}).value();
  Desk desk;
  desk.context.catalog = catalog.get();
  desk.Receive();
  EXPECT_EQ(Contributions(*desk.folder),
            Cells({{kBuilding, "2022-04-01", Counter::kComponentsReceived}}));
}

TEST(ContributionsTest, ResultsCountOnTheFinishDayAtWhoeverFinished) {
  Desk desk;
  desk.Receive();
  desk.Note(At("2022-04-02", 9), MovedTo{kJustice});
  desk.Finish(At("2022-04-04", 9));
  Deltas expected = Cells({{kBuilding, "2022-04-01", Counter::kComponentsReceived},
                           {kJustice, "2022-04-04", Counter::kResultsFinished},
                           {kJustice, "2022-04-04", Counter::kResultsInForce}});
  EXPECT_EQ(Contributions(*desk.folder), expected);
  desk.context.event_time = At("2022-05-04", 9);
  desk.Do(desk.ResultOf('1'));
  expected.Add(Cells({{kJustice, "2022-04-04", Counter::kResultsDigitized},
                      {kJustice, "2022-04-04", Counter::kResultsInForceDigitized}}));
  EXPECT_EQ(Contributions(*desk.folder), expected);
  AddDoubt(*desk.folder, FileOf('1'), Doubt::kTiny, At("2022-05-05", 9));
  expected.Add(Cells({{kJustice, "2022-04-04", Counter::kResultsDoubtful}}));
  EXPECT_EQ(Contributions(*desk.folder), expected);

  desk.Note(At("2022-05-06", 9), Reopened{});
  EXPECT_EQ(Contributions(*desk.folder),
            Cells({{kBuilding, "2022-04-01", Counter::kComponentsReceived}}));
  desk.Note(At("2022-05-07", 9), Ended{false});
  desk.Note(At("2022-05-08", 9), Voided{});
  EXPECT_TRUE(Contributions(*desk.folder).values().empty());
}

// The stock that a counter's cells give at the end of a day.
std::int64_t StockOf(const Desk& desk, Counter counter, Day day) {
  const Deltas cells = Contributions(*desk.folder);
  std::int64_t sum = 0;
  for (const auto& [key, value] : cells.values()) {
    if (key.counter == counter && key.day <= day) sum += value;
  }
  return sum;
}

TEST(ContributionsTest, AResultLeavesTheStockOnTheDayAfterItsLast) {
  Desk desk;
  desk.Receive();
  desk.Finish(At("2022-04-04", 9));
  AttachResult permit = desk.ResultOf('1');
  permit.valid_to = D("2022-04-30");
  desk.Do(permit);
  for (const Counter counter : {Counter::kResultsInForce, Counter::kResultsInForceDigitized}) {
    EXPECT_EQ(StockOf(desk, counter, D("2022-04-03")), 0);
    EXPECT_EQ(StockOf(desk, counter, D("2022-04-04")), 1);
    EXPECT_EQ(StockOf(desk, counter, D("2022-04-30")), 1);
    EXPECT_EQ(StockOf(desk, counter, D("2022-05-01")), 0);
  }
}

TEST(ContributionsTest, NoCellLiesBeyondTheLastDayThereIs) {
  Desk desk;
  desk.Receive();
  desk.Finish(At("2022-04-04", 9));
  AttachResult permit = desk.ResultOf('1');
  permit.valid_to = kLastDay;
  desk.Do(permit);
  EXPECT_EQ(StockOf(desk, Counter::kResultsInForce, kLastDay), 1);
  EXPECT_EQ(StockOf(desk, Counter::kResultsInForce, kLastDay + 1), 1);
}

TEST(ContributionsTest, AResultThatExpiredBeforeTheDossierWasFinishedAgainIsNeverInForce) {
  Desk desk;
  desk.Receive();
  desk.Finish(At("2022-04-04", 9));
  AttachResult permit = desk.ResultOf('1');
  permit.valid_to = D("2022-04-05");
  desk.Do(permit);
  desk.Note(At("2022-04-06", 9), Reopened{});
  desk.Note(At("2022-04-07", 9), Ended{true});
  for (const char* day : {"2022-04-04", "2022-04-05", "2022-04-07"}) {
    EXPECT_EQ(StockOf(desk, Counter::kResultsInForce, D(day)), 0) << day;
  }
}

// Makes a history and the commands that tell it: those of intake in their order, those of
// processing in theirs, and what officers do.
class RandomHistory {
 public:
  explicit RandomHistory(unsigned seed) : random_(seed) {}

  void Run() {
    Begin();
    const int steps = Pick(25);
    for (int i = 0; i < steps; ++i) Happen();
    Deliver();
  }

  Desk desk;
  History history;

 private:
  int Pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }
  const char* Agency() { return Pick(2) == 0 ? kBuilding : kJustice; }

  void Begin() {
    now_ = history.receive_time = At("2022-04-01", 8 + Pick(8));
    history.agency = Agency();
    SetProcedure(Pick(2) == 0 ? "cap-phep" : "khai-sinh");
    intake_.push_back(Open{ReceiptAt(history.agency.c_str(), history.procedure.c_str(), now_)});
    received_ = now_;
    Tell(DueFrom{D("2022-04-15")});
  }
  void SetProcedure(const std::string& id) {
    history.procedure = id;
    const bool birth = id == "khai-sinh";
    history.required =
        birth ? std::set<std::string>{"application"} : std::set<std::string>{"don", "ban-ve"};
    history.optional = birth ? std::set<std::string>() : std::set<std::string>{"anh"};
  }
  template <typename What>
  void Tell(What what) {
    processing_.push_back(NoteCase{{CaseStep{now_, std::move(what)}}});
  }

  void Happen() {
    now_ += absl::Hours(1 + Pick(30));
    switch (Pick(6)) {
      case 0:
        return Move();
      case 1:
        return EndOrReopen();
      case 2:
        return Correct();
      case 3:
        if (Pick(8) == 0) {
          history.voided = true;
          Tell(Voided{});
        }
        return;
      default:
        return officers_.push_back(Pick(1000));
    }
  }
  void Move() {
    if (!open_) return;
    const char* agency = Agency();
    history.case_history.push_back({now_, agency, 0});
    Tell(MovedTo{agency});
  }
  void EndOrReopen() {
    const bool finished = Pick(4) > 0;
    history.case_history.push_back({now_, "", open_ ? (finished ? 1 : 2) : 3});
    if (open_) {
      Tell(Ended{finished});
    } else {
      Tell(Reopened{});
    }
    open_ = !open_;
  }
  void Correct() {
    Corrected corrected;
    corrected.old_procedure = history.procedure;
    history.agency = Agency();
    history.channel = static_cast<Channel>(1 + Pick(3));
    history.receive_time = At("2022-03-30", 8) + absl::Hours(Pick(30));
    if (Pick(3) == 0) SetProcedure(Pick(2) == 0 ? "cap-phep" : "khai-sinh");
    corrected.receipt = {
        history.agency, history.channel, history.receive_time, {history.procedure, 0, {}}};
    Tell(corrected);
  }

  // The two feeds run apart; officers come in anywhere once there is a folder.
  void Deliver() {
    std::size_t told = 0;
    bool opened = false;
    while (!opened || told < processing_.size()) {
      if (!opened && (told == processing_.size() || Pick(4) == 0)) {
        desk.context.event_time = received_;
        desk.Do(intake_.front());
        opened = true;
      } else if (told < processing_.size()) {
        desk.Do(processing_[told++]);
      }
      if (opened && !officers_.empty() && Pick(2) == 0) Work();
    }
    while (!officers_.empty()) Work();
  }
  void Work() {
    const int choice = officers_.back();
    officers_.pop_back();
    desk.context.event_time = now_;
    if (choice % 4 == 0) return AttachResult(choice);
    const char* components[] = {"don", "ban-ve", "anh", "application"};
    const std::string component = components[choice / 4 % 4];
    AttachComponent command = desk.Scan(component, '1');
    if (choice % 3 > 0) {
      command.steps = {Step::kExtract, Step::kAssignCode, Step::kStore};
    }
    const bool reuse = choice % 7 == 0;
    if (reuse) {
      desk.context.document = Document{"d", "o", "k", FileOf('5'), "x", {}, {}, now_};
    }
    const absl::Status done =
        reuse ? desk.Try(ReuseDocument{component, "d", "o"}) : desk.Try(command);
    if (done.ok()) history.papers[component] = {reuse || choice % 3 > 0, reuse};
  }
  void AttachResult(int choice) {
    desk.context.file_size = choice % 3 == 0 ? 1 : 1000;
    digitization::AttachResult command = desk.ResultOf('9');
    // Not longer than the hand counts, and now and then before a finish that is still to come.
    if (choice % 5 > 0) command.valid_to = LocalDay(now_) + (choice % 5 - 1) * 12;
    const absl::Status done = desk.Try(command);
    desk.context.file_size = 1000;
    if (done.ok()) history.results.push_back({choice % 3 == 0, command.valid_to});
  }

  std::mt19937 random_;
  absl::Time now_;
  absl::Time received_;
  bool open_ = true;
  std::vector<Open> intake_;
  std::vector<NoteCase> processing_;
  std::vector<int> officers_;
};

TEST(ContributionsTest, AgreeWithTheDefinitionsForAnyHistoryInAnyOrderOfTheFeeds) {
  for (unsigned seed = 0; seed < 3000 && !::testing::Test::HasFailure(); ++seed) {
    RandomHistory random(seed);
    random.Run();
    EXPECT_EQ(Contributions(*random.desk.folder).values(), CountByHand(random.history).values())
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace motcua::digitization
