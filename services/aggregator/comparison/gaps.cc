#include "services/aggregator/comparison/gaps.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/aggregator/comparison/atoms.h"
#include "services/aggregator/comparison/regions.h"
#include "services/aggregator/tables/limits.h"

namespace motcua::aggregator {
namespace {

bool AddsUp(const v1::Term& term) { return term.has_flow() || term.has_stock(); }

// The terms that add up, over whatever is asked for.
v1::Measure AdditivePart(const v1::Measure& measure) {
  v1::Measure additive;
  for (const v1::Term& term : measure.terms()) {
    if (AddsUp(term)) *additive.add_terms() = term;
  }
  return additive;
}

Label WholeLabel(const v1::Term& term) {
  if (term.has_distinct_count()) {
    return {"thủ tục có phát sinh hồ sơ", "procedures with dossiers"};
  }
  if (term.catalog_count().what() == v1::CatalogCountLeaf::WHAT_AGENCIES) {
    return {"cơ quan, đơn vị", "agencies"};
  }
  return {"thủ tục hành chính", "procedures"};
}

// How often each term that does not add up is counted, negative where it is taken off.
using WholeTerms = std::map<std::string, int>;  // by the term on the wire

void AddTerms(const v1::Measure& measure, int times, WholeTerms& terms) {
  for (const v1::Term& term : measure.terms()) {
    if (!AddsUp(term)) terms[term.SerializeAsString()] += times;
  }
}

class Gaps {
 public:
  Gaps(const Side& left, const Side& right, const Facts& facts)
      : left_(left), right_(right), facts_(facts) {}

  std::vector<Gap> Find() {
    const Regions regions = RegionsOf(left_.scope, right_.scope, facts_);
    AddAtoms(regions.both);
    AddWholeTerms();
    AddProcedures(left_, regions.left, -1);
    AddProcedures(right_, regions.right, 1);
    AddAgencies(left_, regions.left, -1);
    AddAgencies(right_, regions.right, 1);
    return std::move(gaps_);
  }

 private:
  void AddAtoms(const Scope& both) {
    if (!both.whole && both.agencies.empty()) return;
    const Atoms more = Simplified(Minus(AtomsOf(right_.measure), AtomsOf(left_.measure)));
    for (const auto& [atom, times] : more) {
      gaps_.push_back({IdOf(atom), LabelOf(atom), {{times, MeasureOf(atom), both}}});
    }
  }

  // Over the same cells, those of one stand against those of the other.
  void AddWholeTerms() {
    WholeTerms left, right;
    const bool same = Same(left_.scope, right_.scope);
    AddTerms(right_.measure, 1, right);
    AddTerms(left_.measure, -1, same ? right : left);
    AddWholeTerms(left, left_.scope, "left.");
    AddWholeTerms(right, right_.scope, "right.");
  }

  void AddWholeTerms(const WholeTerms& terms, const Scope& scope, const char* side) {
    int number = 0;
    for (const auto& [bytes, times] : terms) {
      ++number;
      if (times == 0) continue;
      GapPart part{times, {}, scope};
      v1::Term* const term = part.measure.add_terms();
      term->ParseFromString(bytes);
      gaps_.push_back({absl::StrCat(side, "term.", number), WholeLabel(*term), {std::move(part)}});
    }
  }

  void AddProcedures(const Side& side, const OwnRegion& own, int times) {
    if (own.procedures.empty()) return;
    Gap gap{absl::StrCat(times < 0 ? "left" : "right", ".procedures"),
            {"thủ tục thuộc lĩnh vực khác", "procedures of other fields"},
            {}};
    for (const SignedScope& region : own.procedures) {
      gap.parts.push_back({times * region.times, AdditivePart(side.measure), region.scope});
    }
    gaps_.push_back(std::move(gap));
  }

  void AddAgencies(const Side& side, const OwnRegion& own, int times) {
    const v1::Measure measure = AdditivePart(side.measure);
    if (measure.terms().empty()) return;
    for (const std::string& id : own.agencies) {
      const catalog::Agency* agency = facts_.catalog->FindAgency(id);
      const std::string name = agency == nullptr ? id : agency->name_vi;
      Scope scope = side.scope;
      scope.whole = false;
      scope.agencies = {id};
      gaps_.push_back({absl::StrCat("agency.", id), {name, name}, {{times, measure, scope}}});
    }
  }

  const Side& left_;
  const Side& right_;
  const Facts& facts_;
  std::vector<Gap> gaps_;
};

}  // namespace

Side SideOf(const v1::Measure& measure, Days days, const Scope& scope, const Facts& facts) {
  Side side{measure, Limits(measure, days, facts).Within(scope)};
  side.measure.clear_agencies();
  side.measure.clear_fields();
  return side;
}

std::vector<Gap> GapsBetween(const Side& left, const Side& right, const Facts& facts) {
  return Gaps(left, right, facts).Find();
}

std::int64_t Value(const Gap& gap, const Facts& facts, Days days) {
  std::int64_t value = 0;
  for (const GapPart& part : gap.parts) {
    value += part.times * Measure(part.measure, days, facts).Value(facts, part.scope);
  }
  return value;
}

std::vector<SourceLeaf> LeavesOf(const Gap& gap, Days days, const Facts& facts) {
  std::vector<SourceLeaf> leaves;
  for (const GapPart& part : gap.parts) {
    for (SourceLeaf& leaf : LeavesOf(part.measure, days, part.scope, facts)) {
      leaf.sign *= part.times;
      leaves.push_back(std::move(leaf));
    }
  }
  return leaves;
}

}  // namespace motcua::aggregator
