// A small province with random dossiers, late facts and reorganisations; and what they count,
// reckoned dossier by dossier, without cells.
#ifndef MOTCUA_SERVICES_AGGREGATOR_SAID_RANDOM_REFORM_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_SAID_RANDOM_REFORM_FOR_TEST_H_

#include <algorithm>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "common/catalog/catalog.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/said/moment.h"

namespace motcua::aggregator {

inline constexpr Days kMarch{19052, 19082};
inline constexpr Days kNextMonth{19083, 19112};

struct Dossier {
  std::string agency;
  std::string procedure;
  Channel channel = Channel::kOnline;
  Day received = 0;
  Day due = 0;
  std::optional<std::pair<Day, std::string>> moved;  // to another agency
  std::optional<Day> finished;                       // not before it was moved
  bool voided = false;

  bool operator==(const Dossier&) const = default;

  bool late() const { return finished && *finished > due; }
  // Where it is at 24:00; empty: nowhere.
  std::string HolderAt(Day day) const {
    if (voided || day < received || (finished && *finished <= day)) return "";
    return moved && moved->first <= day ? moved->second : agency;
  }
  std::string LastHolder() const { return moved ? moved->second : agency; }
  bool OverdueAt(Day day) const { return !HolderAt(day).empty() && due <= day; }
};

using Dossiers = std::vector<Dossier>;

// What sources would count of it.
inline void AddCells(const Dossier& dossier, Facts& facts) {
  if (dossier.voided) return;
  const auto add = [&](int source, const std::string& agency, Day day, Counter counter, int value) {
    Cube& cube = facts.sources[source].cube;
    const CellKey key{agency, dossier.procedure, dossier.channel, day, counter, ""};
    const Sum now = Sum::Flow({counter}, {dossier.channel}, day, day);
    const auto procedures = std::make_shared<const Ids>(Ids{dossier.procedure});
    cube.Set(key, cube.Total(now, {false, {agency}, procedures}) + value);
  };
  if (dossier.channel == Channel::kOnline) {
    add(0, dossier.agency, dossier.received, Counter::kFiled, 1);
  }
  add(1, dossier.agency, dossier.received, Counter::kReceived, 1);
  if (dossier.moved) {
    add(1, dossier.agency, dossier.moved->first, Counter::kMovedOut, 1);
    add(1, dossier.moved->second, dossier.moved->first, Counter::kMovedIn, 1);
  }
  if (dossier.finished) {
    add(1, dossier.LastHolder(), *dossier.finished,
        dossier.late() ? Counter::kFinishedLate : Counter::kFinishedEarly, 1);
  }
  std::string before;
  for (Day day = kMarch.first - 40; day <= kNextMonth.last; ++day) {
    const std::string holder = dossier.OverdueAt(day) ? dossier.HolderAt(day) : "";
    if (holder == before) continue;
    if (!before.empty()) add(1, before, day, Counter::kOverdue, -1);
    if (!holder.empty()) add(1, holder, day, Counter::kOverdue, 1);
    before = holder;
  }
}

inline Facts FactsOf(const Dossiers& dossiers, std::shared_ptr<const catalog::Catalog> catalog) {
  Facts facts;
  facts.sources.resize(2);
  facts.sources[0].id = "intake";
  facts.sources[1].id = "processing";
  facts.catalog = std::move(catalog);
  for (const Dossier& dossier : dossiers) AddCells(dossier, facts);
  return facts;
}

// Departments d0…, districts h0… and communes x0… below them.
class RandomReform {
 public:
  explicit RandomReform(unsigned seed) : random_(seed) {
    for (int i = 0; i < 2; ++i) AddAgency("d", i, catalog::Level::kDepartment, "");
    for (int i = 0; i < 3; ++i) AddAgency("h", i, catalog::Level::kDistrict, "");
    for (int i = 0; i < 7; ++i) {
      AddAgency("x", i, catalog::Level::kCommune, "h" + std::to_string(Pick(3)));
    }
    for (int i = 0; i < 4; ++i) {
      catalog::Procedure procedure;
      procedure.id = "p" + std::to_string(i);
      procedure.name_vi = "Thủ tục " + procedure.id;
      procedure.field = procedure.field_vi = "f" + std::to_string(i % 2);
      procedure.agency = "d0";
      procedures_.push_back(procedure);
    }
  }

  int Pick(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

  std::shared_ptr<const catalog::Catalog> Tree() {
    return *catalog::Catalog::Build(++revision_, agencies_, procedures_);
  }

  Dossier NewDossier() {
    Dossier dossier;
    dossier.agency = AnyAgency();
    dossier.procedure = "p" + std::to_string(Pick(4));
    dossier.channel = static_cast<Channel>(1 + Pick(3));
    dossier.received = kMarch.first - 30 + Pick(70);
    dossier.due = dossier.received + Pick(25);
    Day day = dossier.received;
    if (Pick(4) == 0) {
      dossier.moved = {day += Pick(8), AnyAgency()};
      if (dossier.moved->second == dossier.agency) dossier.moved.reset();
    }
    if (Pick(3) > 0) dossier.finished = day + Pick(30);
    return dossier;
  }

  // What becomes known after the closing: corrections, voids, late entries.
  void Correct(Dossiers& dossiers) {
    const int changes = Pick(12);
    for (int i = 0; i < changes; ++i) {
      Dossier& one = dossiers[static_cast<std::size_t>(Pick(static_cast<int>(dossiers.size())))];
      switch (Pick(5)) {
        case 0:
          one.voided = true;
          break;
        case 1:
          one.channel = static_cast<Channel>(1 + Pick(3));
          break;
        case 2:
          one.finished = std::max(one.received, one.moved ? one.moved->first : 0) + Pick(20);
          break;
        case 3:
          one.moved = {one.received + Pick(8), one.agency == "h0" ? "h1" : "h0"};
          if (one.finished) one.finished = std::max(*one.finished, one.moved->first);
          break;
        default:
          dossiers.push_back(NewDossier());
      }
    }
  }

  // One that fits the history so far: a merger, a move, a split, a level abolished, a correction of
  // the past, a procedure of another field.
  void Reorganise() {
    const std::vector<catalog::Agency> before = agencies_;
    const Day day = kMarch.first - 20 + Pick(80);
    switch (Pick(7)) {
      case 0:
        Succeed(Commune(), Commune().id, day);
        break;
      case 1:
        MoveTo(Commune(), "h" + std::to_string(Pick(3)), day);
        break;
      case 2:
        Split(Commune().id, day);
        break;
      case 3:
        MergeIntoNew(day);
        break;
      case 4:
        AbolishDistricts(day);
        break;
      case 5:
        Commune().parent = "h" + std::to_string(Pick(3));
        break;
      default:
        procedures_[static_cast<std::size_t>(Pick(4))].field = "f" + std::to_string(Pick(3));
    }
    if (!catalog::Catalog::Build(1, agencies_, procedures_).ok()) agencies_ = before;
  }

 private:
  catalog::Agency& AddAgency(const std::string& prefix, int number, catalog::Level level,
                             const std::string& parent) {
    catalog::Agency agency;
    agency.id = prefix + std::to_string(number);
    agency.name_vi = "Đơn vị " + agency.id;
    agency.level = level;
    agency.parent = parent;
    agency.list_order = static_cast<int>(agencies_.size());
    return agencies_.emplace_back(agency);
  }
  std::string AnyAgency() {
    return agencies_[static_cast<std::size_t>(Pick(static_cast<int>(agencies_.size())))].id;
  }
  catalog::Agency& Find(const std::string& id) {
    return *std::find_if(agencies_.begin(), agencies_.end(),
                         [&](const auto& agency) { return agency.id == id; });
  }
  catalog::Agency& Commune() { return Find("x" + std::to_string(Pick(7))); }
  // It ends on the day before.
  static void Succeed(catalog::Agency& agency, const std::string& successor, Day day) {
    agency.valid_to = day - 1;
    agency.successor = successor;
  }
  static void MoveTo(catalog::Agency& agency, const std::string& parent, Day day) {
    agency.former_places.push_back({agency.parent, "", day - 1});
    agency.parent = parent;
  }
  void Split(const std::string& origin, Day day) {
    catalog::Agency& part = AddAgency("n", fresh_++, catalog::Level::kCommune, Find(origin).parent);
    part.valid_from = day;
    part.formed_from = {origin};
  }
  void MergeIntoNew(Day day) {
    const std::string first = Commune().id;
    const std::string second = Commune().id;
    catalog::Agency& merged =
        AddAgency("n", fresh_++, catalog::Level::kCommune, Find(first).parent);
    merged.valid_from = day;
    merged.formed_from = {first, second};
    const std::string id = merged.id;
    Succeed(Find(first), id, day);
    Succeed(Find(second), id, day);
  }
  // As in July 2025.
  void AbolishDistricts(Day day) {
    for (catalog::Agency& agency : agencies_) {
      if (agency.level == catalog::Level::kDistrict) agency.valid_to = day - 1;
      if (agency.level == catalog::Level::kCommune) MoveTo(agency, "", day);
    }
  }

  std::mt19937 random_;
  std::vector<catalog::Agency> agencies_;
  std::vector<catalog::Procedure> procedures_;
  std::int64_t revision_ = 0;
  int fresh_ = 0;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_SAID_RANDOM_REFORM_FOR_TEST_H_
