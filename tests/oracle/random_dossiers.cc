#include "tests/oracle/random_dossiers.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/processing/domain/contributions.h"
#include "tests/oracle/random_province.h"

namespace motcua::oracle {
namespace {

using processing::Case;
using processing::Fact;
using processing::Happening;
using processing::Leg;
using processing::LegEnd;
using processing::PauseKind;
using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;

constexpr int kDossiers = 250;
constexpr int kResults = 80;
constexpr int kEventRows = 250;

constexpr char kLegTable[] =
    "CREATE TABLE leg (agency VARCHAR(63) NOT NULL, procedure_id VARCHAR(63) NOT NULL,"
    " channel INT NOT NULL, receive_day INT NOT NULL, due_day INT, pause_kind INT, pause_day INT,"
    " resume_day INT, later_due_day INT, move_day INT, move_to VARCHAR(63), end_day INT,"
    " outcome INT)";
constexpr char kResultTable[] =
    "CREATE TABLE result (agency VARCHAR(63) NOT NULL, procedure_id VARCHAR(63) NOT NULL,"
    " channel INT NOT NULL, first_day INT NOT NULL, day_after INT, digitized INT NOT NULL)";
constexpr char kEventTable[] =
    "CREATE TABLE event (counter INT NOT NULL, agency VARCHAR(63) NOT NULL,"
    " procedure_id VARCHAR(63) NOT NULL, channel INT NOT NULL, day INT NOT NULL,"
    " responsible VARCHAR(63) NOT NULL)";
// The last holder answers for the end; a moved due date is the one that counts.
constexpr char kFlowView[] =
    "CREATE VIEW flow AS"
    " SELECT 20 AS counter, agency, procedure_id, channel, receive_day AS day, '' AS responsible"
    " FROM leg"
    " UNION ALL SELECT 21, move_to, procedure_id, channel, move_day, '' FROM leg"
    " WHERE move_day IS NOT NULL"
    " UNION ALL SELECT 22, agency, procedure_id, channel, move_day, '' FROM leg"
    " WHERE move_day IS NOT NULL"
    " UNION ALL SELECT CASE outcome WHEN 2 THEN 28 WHEN 3 THEN 29 WHEN 4 THEN 30 ELSE"
    "  CASE WHEN IF(resume_day IS NULL, due_day, later_due_day) IS NULL THEN 27"
    "   WHEN end_day < IF(resume_day IS NULL, due_day, later_due_day) THEN 24"
    "   WHEN end_day = IF(resume_day IS NULL, due_day, later_due_day) THEN 25 ELSE 26 END END,"
    " COALESCE(move_to, agency), procedure_id, channel, end_day, '' FROM leg"
    " WHERE end_day IS NOT NULL"
    " UNION ALL SELECT counter, agency, procedure_id, channel, day, responsible FROM event";

// A leg in both forms, made step by step.
class LegInTheMaking {
 public:
  LegInTheMaking(Dice& dice, const std::vector<std::string>& agencies)
      : dice_(dice), agencies_(agencies) {}

  Leg leg;
  std::vector<sql::Value> row;

  void Live(const std::string& procedure, Channel channel, Day first, Day last) {
    day_ = first;
    leg.channel = channel;
    leg.number = channel == Channel::kLinked ? 1 : 0;
    leg.first_holder = dice_.Of(agencies_);
    leg.receive_time = Now();
    row = {leg.first_holder, procedure, static_cast<int>(channel), day_};
    Due(SomeDue());
    const bool moves_first = dice_.OneIn(2);
    if (moves_first) Move(last);
    Pause(last);
    if (!moves_first) Move(last);
    if (!waiting_ && !dice_.OneIn(3) && PassTime(last)) End();
    Put(pauses_, 4);
    Put(moves_, 2);
    Put(ends_, 2);
  }

 private:
  // Each fact is a minute after the one before.
  absl::Time Now() { return StartOfDay(day_) + absl::Minutes(8 * 60 + ++minute_); }
  void Happen(Happening what) { leg.facts.push_back({Now(), std::move(what)}); }
  bool PassTime(Day last) {
    if (day_ >= last) return false;
    day_ += std::min(last - day_, dice_.OneIn(3) ? 0 : dice_.Below(20));
    return true;
  }

  std::optional<Day> SomeDue() {
    return dice_.OneIn(6) ? std::nullopt : std::optional(day_ - 2 + dice_.Below(25));
  }
  void Due(std::optional<Day> due) {
    Happen(processing::DueFrom{due});
    due_ = due;
    row.push_back(sql::OrNull(due));
  }

  void Pause(Day last) {
    if (dice_.OneIn(2) || !PassTime(last)) return;
    const int kind = 1 + dice_.Below(3);
    Happen(processing::Paused{static_cast<PauseKind>(kind)});
    pauses_ = {kind, day_};
    waiting_ = true;
    if (dice_.OneIn(3) || !PassTime(last)) return;
    waiting_ = false;
    Happen(processing::Resumed{});
    pauses_.push_back(day_);
    if (!due_) return;
    const Day later = *due_ + dice_.Below(12);
    Happen(processing::DueFrom{later});
    pauses_.push_back(later);
  }

  void Move(Day last) {
    if (dice_.OneIn(2) || !PassTime(last)) return;
    const std::string& to = dice_.Of(agencies_);
    if (to == leg.first_holder) return;
    Happen(processing::MovedTo{to});
    moves_ = {day_, to};
  }

  void End() {
    const int how = dice_.OneIn(4) ? 2 + dice_.Below(3) : 1;
    Happen(processing::Ended{static_cast<LegEnd>(how)});
    ends_ = {day_, how};
  }

  void Put(const std::vector<sql::Value>& values, std::size_t width) {
    row.insert(row.end(), values.begin(), values.end());
    row.insert(row.end(), width - values.size(), sql::Null());
  }

  Dice& dice_;
  const std::vector<std::string>& agencies_;
  Day day_ = 0;
  int minute_ = 0;
  std::optional<Day> due_;
  bool waiting_ = false;
  std::vector<sql::Value> pauses_, moves_, ends_;
};

class Office {
 public:
  Office(const catalog::Catalog& catalog, Dice& dice) : dice_(dice) {
    for (const auto& agency : catalog.agencies()) agencies_.push_back(agency.id);
    agencies_.push_back("nobody-knows");
    for (const auto& procedure : catalog.procedures()) procedures_.push_back(procedure.id);
    procedures_.push_back("no-procedure");
  }

  void MakeDossier() {
    Case dossier;
    dossier.procedure = dice_.Of(procedures_);
    const Day first = SomeDay();
    AddLeg(dossier, static_cast<Channel>(1 + dice_.Below(3)), first);
    if (dice_.OneIn(4)) AddLeg(dossier, Channel::kLinked, first);
    cells_.Add(Counted(dossier));
  }

  void MakeResult() {
    const CellKey place = SomePlace(Counter::kResultsInForce);
    const bool digitized = dice_.OneIn(2);
    const bool ends = dice_.OneIn(2);
    const Day after = place.day + 1 + dice_.Below(40);
    results_.push_back({place.agency, place.procedure, static_cast<int>(place.channel), place.day,
                        ends ? sql::Value(after) : sql::Null(), static_cast<int>(digitized)});
    for (const Counter counter : {Counter::kResultsInForce, Counter::kResultsInForceDigitized}) {
      if (counter == Counter::kResultsInForceDigitized && !digitized) continue;
      CellKey key = place;
      key.counter = counter;
      cells_.Add(key, 1);
      key.day = after;
      if (ends) cells_.Add(key, -1);
    }
  }

  void MakeEvent() {
    CellKey key = SomePlace(dice_.Of(kEvents));
    if (key.counter == Counter::kLateStep) key.responsible_agency = dice_.Of(agencies_);
    events_.push_back({static_cast<int>(key.counter), key.agency, key.procedure,
                       static_cast<int>(key.channel), key.day, key.responsible_agency});
    cells_.Add(key, 1);
  }

  void Write(sql::Connection& connection) {
    connection.Execute(kLegTable);
    connection.Execute(kResultTable);
    connection.Execute(kEventTable);
    connection.Insert("INSERT INTO leg", legs_);
    connection.Insert("INSERT INTO result", results_);
    connection.Insert("INSERT INTO event", events_);
    connection.Execute(kFlowView);
  }

  const statistics::Deltas& cells() const { return cells_; }

 private:
  Day SomeDay() { return kFirst + dice_.Below(kDays); }
  CellKey SomePlace(Counter counter) {
    return {dice_.Of(agencies_),
            dice_.Of(procedures_),
            static_cast<Channel>(1 + dice_.Below(4)),
            SomeDay(),
            counter,
            ""};
  }

  void AddLeg(Case& dossier, Channel channel, Day first) {
    LegInTheMaking made(dice_, agencies_);
    made.Live(dossier.procedure, channel, first, kFirst + kDays);
    dossier.legs.push_back(std::move(made.leg));
    legs_.push_back(std::move(made.row));
  }

  // Judgements of late dossiers are events here.
  static statistics::Deltas Counted(const Case& dossier) {
    const statistics::Deltas all = processing::Contributions(dossier);
    statistics::Deltas counted;
    for (const auto& [key, value] : all.values()) {
      const bool judged = Counter::kLateByOwn <= key.counter && key.counter <= Counter::kLateStep;
      if (!judged) counted.Add(key, value);
    }
    return counted;
  }

  Dice& dice_;
  std::vector<std::string> agencies_, procedures_;
  std::vector<std::vector<sql::Value>> legs_, results_, events_;
  statistics::Deltas cells_;
};

}  // namespace

const std::vector<Counter> kEvents = {
    Counter::kFiled,           Counter::kRefused,          Counter::kSupplementFirst,
    Counter::kPostalOut,       Counter::kLateByOwn,        Counter::kLateStep,
    Counter::kLateStep,        Counter::kPaidNoneRecorded, Counter::kPaidBothRecorded,
    Counter::kPaymentsCounter, Counter::kComponentsFull,   Counter::kResultsDigitized,
    Counter::kSiteVisits};

statistics::Deltas MakeDossiers(const catalog::Catalog& catalog, Dice& dice,
                                sql::Connection& connection) {
  Office office(catalog, dice);
  for (int i = 0; i < kDossiers; ++i) office.MakeDossier();
  for (int i = 0; i < kResults; ++i) office.MakeResult();
  for (int i = 0; i < kEventRows; ++i) office.MakeEvent();
  office.Write(connection);
  return office.cells();
}

}  // namespace motcua::oracle
