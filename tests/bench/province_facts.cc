#include "tests/bench/province_facts.h"

#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregator/tables/quang_tri_for_test.h"
#include "services/aggregator/tables/sample_province_for_test.h"
#include "tests/bench/load.h"

namespace motcua::bench {
namespace {

using aggregator::Facts;
using aggregator::SourceFacts;
using statistics::CellKey;
using statistics::CellValue;
using statistics::Channel;
using statistics::Counter;

constexpr int kProcedures = 500;

// What a source counts of dossiers.
class Counts {
 public:
  void Add(const catalog::Agency& agency, std::uint64_t hash, Day day, Counter counter) {
    ++cells_[{agency.id, ProcedureId(static_cast<int>(hash / 64 % kProcedures)),
              static_cast<Channel>(1 + hash / 8192 % 4), day, counter, ""}];
  }
  std::vector<CellValue> Cells() const {
    std::vector<CellValue> cells;
    for (const auto& [key, value] : cells_) cells.push_back({key, value});
    return cells;
  }

 private:
  std::unordered_map<CellKey, std::int64_t, statistics::CellKeyHash> cells_;
};

}  // namespace

std::shared_ptr<const catalog::Catalog> BenchProvince() {
  const auto printed = aggregator::QuangTriCatalog();
  std::vector<catalog::Procedure> procedures;
  for (int i = 0; i < kProcedures; ++i) {
    const auto& agencies = printed->agencies();
    procedures.push_back(aggregator::SampleProcedure(ProcedureId(i), absl::StrCat("field-", i % 40),
                                                     agencies[i % agencies.size()].id, i % 3 != 0));
  }
  return *catalog::Catalog::Build(1, printed->agencies(), procedures, {});
}

std::map<std::string, std::vector<CellValue>> CountDossiers(const catalog::Catalog& catalog,
                                                            std::int64_t dossiers) {
  Counts intake, processing, payment, digitization;
  for (std::int64_t i = 0; i < dossiers; ++i) {
    const std::uint64_t hash = static_cast<std::uint64_t>(i) * 0x9E3779B97F4A7C15ULL >> 20;
    const auto& agencies = catalog.agencies();
    const catalog::Agency& agency = agencies[hash % agencies.size()];
    const Day day = kFirstDay + static_cast<Day>(hash / 32768 % kDays);
    intake.Add(agency, hash, day, Counter::kFiled);
    processing.Add(agency, hash, day, Counter::kReceived);
    digitization.Add(agency, hash, day, Counter::kComponentsReceived);
    if (hash % 3 == 0) payment.Add(agency, hash, day, Counter::kFeeBearingFee);
    if (hash % 3 == 0) payment.Add(agency, hash, day, Counter::kPaidNationalRecorded);
    if (hash % 9 == 0) continue;
    const Day finish = day + static_cast<Day>(hash / 512 % 20);
    processing.Add(agency, hash, finish,
                   hash % 11 == 0 ? Counter::kFinishedLate : Counter::kFinishedEarly);
    digitization.Add(agency, hash, finish, Counter::kResultsFinished);
  }
  return {{"intake", intake.Cells()},
          {"processing", processing.Cells()},
          {"payment", payment.Cells()},
          {"digitization", digitization.Cells()}};
}

Facts MakeFacts(std::int64_t dossiers) {
  Facts facts;
  facts.catalog = BenchProvince();
  const auto cells = CountDossiers(*facts.catalog, dossiers);
  for (const char* id : {"intake", "processing", "payment", "digitization"}) {
    SourceFacts& source = facts.sources.emplace_back();
    source.id = id;
    source.cube = aggregator::Cube(cells.at(id));
  }
  return facts;
}

}  // namespace motcua::bench
