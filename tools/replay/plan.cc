#include "tools/replay/plan.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tools/replay/fees.h"
#include "tools/replay/hosting.h"
#include "tools/replay/linked_legs.h"
#include "tools/replay/own_legs.h"
#include "tools/replay/papers.h"
#include "tools/replay/random.h"
#include "tools/replay/split.h"
#include "tools/replay/state_calendar.h"
#include "tools/replay/stations.h"

namespace motcua::replay {
namespace {

// Where late steps of earlier months may have been: agencies that get linked dossiers, else any.
std::vector<std::string> PartnersOf(const std::string& agency, const std::vector<CountsRow>& rows) {
  std::vector<std::string> linked;
  std::vector<std::string> any;
  for (const CountsRow& row : rows) {
    if (row.agency == agency) continue;
    any.push_back(row.agency);
    if (row.counts.Get(Column::kReceivedLinked) > 0) linked.push_back(row.agency);
  }
  return linked.empty() ? any : linked;
}

void AddDemands(std::size_t index, const CountsRow& row, const Split& split,
                std::vector<LinkedDemand>& demands) {
  for (const auto& [outcome, count] : split.linked) {
    demands.insert(demands.end(), count, {index, row.agency, row.field, outcome});
  }
}

void NoteLeft(const std::vector<LinkedDemand>& left, const std::vector<CountsRow>& rows,
              std::vector<Remark>& remarks) {
  std::map<std::size_t, int> by_row;
  for (const LinkedDemand& demand : left) ++by_row[demand.row];
  for (const auto& [index, count] : by_row) {
    const CountsRow& row = rows[index];
    const auto stated = row.counts[Column::kReceivedLinked];
    remarks.push_back({Remark::Kind::kDeparture, row.line, row.agency, row.field,
                       Column::kReceivedLinked, "", stated, *stated - count,
                       "no more dossiers of other agencies that could be handed over"});
  }
}

void ChooseProcedures(Catalog& catalog, Random& random, std::vector<PlannedDossier>& dossiers) {
  for (PlannedDossier& dossier : dossiers) {
    const std::vector<std::size_t>& possible =
        catalog.ProceduresFor(dossier.agency, dossier.field, dossier.fee_wish);
    const catalog::Procedure& procedure = catalog.procedures()[random.Pick(possible)];
    dossier.procedure = procedure.id;
    dossier.field = procedure.field;
    if (dossier.fee && !dossier.fee->obligation) {
      dossier.fee->dong = procedure.fee_dong + procedure.charge_dong;
    }
  }
}

// The dossiers of each row.
std::vector<std::span<PlannedDossier>> SpansOf(const std::vector<std::size_t>& ends,
                                               std::vector<PlannedDossier>& dossiers) {
  std::vector<std::span<PlannedDossier>> spans;
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    spans.emplace_back(dossiers.data() + begin, end - begin);
    begin = end;
  }
  return spans;
}

void PlanFeesAndPapers(const std::vector<CountsRow>& rows, const std::vector<std::size_t>& ends,
                       Random& random, Plan& plan, std::vector<Remark>& remarks) {
  const std::vector<std::span<PlannedDossier>> spans = SpansOf(ends, plan.dossiers);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const bool land_branch = plan.catalog.FindAgency(rows[i].agency).kind == kLandBranch;
    PlanFees(rows[i], land_branch, plan.time, random, spans[i]);
    PlanPapers(rows[i], plan.time, random, spans[i], remarks);
  }
  PlanReuse(rows, spans, plan.time, random, remarks);
}

// `H50.07-220315-0001`: serial by agency and day of receipt.
void GiveCodes(const std::vector<catalog::Agency>& agencies, const WorkTime& time,
               std::vector<PlannedDossier>& dossiers) {
  std::map<std::string, std::string> codes;
  for (const catalog::Agency& agency : agencies) codes[agency.id] = agency.code;
  std::map<std::pair<std::string, Day>, int> serials;
  for (PlannedDossier& dossier : dossiers) {
    const Day day = time.DayOf(dossier.receive);
    const std::string date = FormatDay(day);  // YYYY-MM-DD
    dossier.code =
        absl::StrFormat("%s-%s%s%s-%04d", codes[dossier.agency], date.substr(2, 2),
                        date.substr(5, 2), date.substr(8, 2), ++serials[{dossier.agency, day}]);
  }
}

// Appends the dossiers of a row.
Split PlanRow(const Scenario& scenario, const std::vector<CountsRow>& rows, std::size_t index,
              const Hosting& hosting, Random& random, Plan& plan, std::vector<Remark>& remarks) {
  const CountsRow& row = rows[index];
  LateSteps steps{PartnersOf(row.agency, rows), hosting.hosts[index], {}};
  LinkedSteps linked{!steps.partners.empty(), static_cast<int>(steps.hosts.size()),
                     hosting.hosted[index]};
  std::optional<StationMap> stations;
  if (StatesLateSteps(row.counts)) {
    stations.emplace(row, scenario.agencies, rows);
    linked.partners = true;
    linked.hosts = CanBeLateInside(plan.time) ? stations->OfNewDossiers() : 0;
  }
  const Split split = SplitOutcomes(row, linked, remarks);
  if (stations) {
    const int carried = static_cast<int>(row.counts.Get(Column::kCarriedOver));
    steps.stations = stations->Plan(split.late, carried, remarks);
  }
  PlanOwnLegs(row, split, plan.time, steps, random, plan.dossiers);
  return split;
}

}  // namespace

Plan MakePlan(const Scenario& scenario, const std::vector<CountsRow>& rows,
              std::vector<Remark>& remarks) {
  Catalog catalog(scenario);
  const WorkTime time(StateCalendar(), scenario.period_start, scenario.period_end);
  Plan plan{std::move(catalog), time, {}};
  std::uint64_t seed = 0;
  (void)absl::SimpleHexAtoi(scenario.digest, &seed);
  Random random(seed);

  const Hosting hosting = PlanHosting(rows, time);
  std::vector<LinkedDemand> demands;
  std::vector<std::size_t> ends;  // of each row's dossiers
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Split split = PlanRow(scenario, rows, i, hosting, random, plan, remarks);
    ends.push_back(plan.dossiers.size());
    AddDemands(i, rows[i], split, demands);
  }
  PlanFeesAndPapers(rows, ends, random, plan, remarks);
  NoteLeft(PlaceLinkedLegs(std::move(demands), plan.catalog, time, random, plan.dossiers), rows,
           remarks);
  ChooseProcedures(plan.catalog, random, plan.dossiers);
  std::stable_sort(
      plan.dossiers.begin(), plan.dossiers.end(),
      [](const PlannedDossier& a, const PlannedDossier& b) { return a.receive < b.receive; });
  GiveCodes(scenario.agencies, time, plan.dossiers);
  return plan;
}

}  // namespace motcua::replay
