#include "tests/bench/open_dossiers.h"

#include <cstdio>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/journal/journal.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/testing/database.h"
#include "common/worktime/due.h"
#include "services/processing/domain/clock.h"
#include "tests/bench/load.h"

namespace motcua::bench {
namespace {

using namespace motcua::processing;  // NOLINT: its values are what this file makes

constexpr int kAgencies = 33;
constexpr int kProcedures = 20;
constexpr int kOfficers = 40;
constexpr int kBatch = 1000;

int AgencyOf(int index) { return index % 4 == 0 ? 0 : 1 + index / 4 % (kAgencies - 1); }

// In working hours, some on a day off.
absl::Time ReceiptOf(int index) {
  const Day day = OpenToday() - 1 - static_cast<Day>(std::int64_t{index} * 7919 % 60);
  return StartOfDay(day) + absl::Hours(7) + absl::Minutes(index % 600);
}

void AddPause(Leg& leg, absl::Time from, absl::Duration stood) {
  leg.facts.push_back({from, Paused{PauseKind::kSupplement}});
  if (stood == absl::InfiniteDuration()) return;
  leg.facts.push_back({from + stood, Resumed{}});
}

Leg LinkedLeg(const Leg& own, bool acknowledged) {
  Leg linked;
  linked.number = 1;
  linked.channel = statistics::Channel::kLinked;
  linked.first_holder = AgencyId(kAgencies - 1);
  linked.sender = own.first_holder;
  linked.receive_time = own.receive_time + absl::Hours(1);
  linked.facts.push_back({linked.receive_time, DueFrom{LocalDay(linked.receive_time) + 7}});
  if (acknowledged) linked.facts.push_back({linked.receive_time, Acknowledged{}});
  return linked;
}

// What happened to one in a hundred of each sort.
void AddFacts(Case& dossier, int sort, const catalog::Catalog& catalog) {
  Leg& own = dossier.legs.front();
  const absl::Time next_day = own.receive_time + absl::Hours(24);
  const std::optional<Day> due = std::get<DueFrom>(own.facts.front().what).day;
  if (sort < 10) {
    AddPause(own, next_day, absl::InfiniteDuration());
  } else if (sort < 13) {
    own.facts.front().what = DueFrom{};
    own.first_due_is_legal = false;
  } else if (sort < 16) {
    own.facts.push_back({next_day, Extended{}});
    own.facts.push_back({next_day, DueFrom{catalog.calendar()->NextWorkingDay(*due + 10).value()}});
  } else if (sort < 21) {
    AddPause(own, next_day, absl::Hours(72));
    const auto* procedure = catalog.FindProcedure(dossier.procedure, dossier.procedure_version);
    const auto moved =
        ReckonLeg(own, LegalTimeOfLeg(dossier, own, procedure), *catalog.calendar()).value();
    own.facts.push_back({own.facts.back().time, DueFrom{moved->due.day}});
  } else if (sort < 26) {
    dossier.legs.push_back(LinkedLeg(own, sort % 2 == 0));
  }
}

}  // namespace

Day OpenToday() { return *ParseDay("2024-06-14"); }

std::string OfficerId(int agency, int officer) { return absl::StrCat("cb-", agency, "-", officer); }

std::shared_ptr<const catalog::Catalog> OpenCatalog(std::int64_t revision,
                                                    worktime::Calendar calendar) {
  std::vector<catalog::Agency> agencies;
  for (int i = 0; i < kAgencies; ++i) {
    catalog::Agency& agency = agencies.emplace_back();
    agency.id = agency.name_vi = AgencyId(i);
    agency.code = absl::StrFormat("H50.%02d", i);
  }
  std::vector<catalog::Procedure> procedures;
  for (int i = 0; i < kProcedures; ++i) {
    catalog::Procedure& procedure = procedures.emplace_back();
    procedure.id = procedure.name_vi = ProcedureId(i);
    procedure.field = procedure.field_vi = "field";
    procedure.legal_time = 5 + i;
    procedure.legal_time_unit = catalog::LegalTimeUnit::kWorkingDay;
  }
  return catalog::Catalog::Build(revision, agencies, procedures, std::move(calendar)).value();
}

Case OpenDossier(int index, const catalog::Catalog& catalog) {
  Case dossier;
  dossier.code = absl::StrFormat("H50.%02d-240601-%07d", AgencyOf(index), index);
  dossier.procedure = ProcedureId(index / 7 % kProcedures);
  dossier.procedure_version = 1;
  dossier.field = "field";
  dossier.catalog_revision = catalog.revision();
  Leg& own = dossier.legs.emplace_back();
  own.channel = index % 3 == 0 ? statistics::Channel::kOnline : statistics::Channel::kInPerson;
  own.first_holder = AgencyId(AgencyOf(index));
  own.officer = OfficerId(AgencyOf(index), index / 128 % kOfficers);
  own.receive_time = ReceiptOf(index);
  const auto* procedure = catalog.FindProcedure(dossier.procedure, 1);
  own.facts.push_back(
      {own.receive_time,
       DueFrom{catalog::DueDay(*procedure, catalog.calendar(),
                               own.channel == statistics::Channel::kOnline, own.receive_time)
                   .value()}});
  own.first_due_is_legal = true;
  AddFacts(dossier, index / 3 % 100, catalog);
  return dossier;
}

void StoreOpenDossiers(sql::Connection& connection, int count, const catalog::Catalog& catalog) {
  for (int next = 0; next < count;) {
    LoadedCases cases;
    for (int i = 0; i < kBatch && next < count; ++i) {
      Case dossier = OpenDossier(next++, catalog);
      const std::string code = dossier.code;
      cases[code] = {nullptr, std::make_shared<const Case>(std::move(dossier)), 1};
    }
    sql::Transaction transaction(connection);
    SaveCases(connection, cases);
    transaction.Commit();
  }
}

sql::Settings FillOpenDossiers(const process::MariaDb& server, int count,
                               const catalog::Catalog& catalog) {
  const sql::Settings database = testing::FreshDatabase(server);
  sql::Migrate(database, {journal::kSchema, statistics::kSchema, processing::kSchema});
  sql::Connection connection(database);
  const absl::Time begin = absl::Now();
  StoreOpenDossiers(connection, count, catalog);
  if (count == 0) return database;
  connection.Execute("ANALYZE TABLE leg, dossier_case, unmatched_hand_over");
  std::printf("%d open dossiers stored in %.0f s\n", count,
              absl::ToDoubleSeconds(absl::Now() - begin));
  return database;
}

}  // namespace motcua::bench
