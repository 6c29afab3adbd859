#include "tests/oracle/random_definition.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/oracle/random_province.h"

namespace motcua::oracle {
namespace {

using namespace aggregator::v1;
using catalog::v1::Agency;
using catalog::v1::Procedure;
using type::v1::Channel;

constexpr int kColumns = 5;
constexpr int kLevels = 6;

// Counters that may be added up, by what one of them is: dossiers, events, payments, visits.
using namespace statistics::v1;
const std::vector<std::vector<int>> kUnits = {
    {COUNTER_FILED, COUNTER_REFUSED, COUNTER_POSTAL_OUT, COUNTER_RECEIVED, COUNTER_MOVED_IN,
     COUNTER_MOVED_OUT, COUNTER_FINISHED_EARLY, COUNTER_FINISHED_ON_TIME, COUNTER_FINISHED_LATE,
     COUNTER_FINISHED_UNDATED, COUNTER_WITHDRAWN, COUNTER_STOPPED, COUNTER_REFUSED_AFTER_RECEIPT,
     COUNTER_LATE_BY_OWN, COUNTER_PAID_NONE_RECORDED, COUNTER_PAID_BOTH_RECORDED,
     COUNTER_COMPONENTS_FULL, COUNTER_RESULTS_DIGITIZED},
    {COUNTER_SUPPLEMENT_FIRST, COUNTER_LATE_STEP},
    {COUNTER_PAYMENTS_COUNTER},
    {COUNTER_SITE_VISITS}};

const std::vector<int> kChannels = {1, 2, 3, 4};
const std::vector<int> kAllLevels = {1, 2, 3, 4, 5, 6};

void FillFilter(Dice& dice, AgencyFilter* filter) {
  for (const int level : dice.Some(kAllLevels, 3)) {
    filter->add_levels(static_cast<Agency::Level>(level));
  }
  for (const std::string& kind : kKinds) {
    if (!kind.empty() && dice.OneIn(3)) filter->add_kinds(kind);
  }
  if (filter->levels_size() + filter->kinds_size() == 0) filter->add_kinds("tax");
  filter->set_with_below(dice.OneIn(2));
}

template <typename Leaf>
void FillChannels(Dice& dice, Leaf* leaf) {
  if (dice.OneIn(2)) return;
  for (const int channel : dice.Some(kChannels, 2)) {
    leaf->add_channels(static_cast<Channel>(channel));
  }
}

template <typename Leaf>
void FillCounters(Dice& dice, const std::vector<int>& unit, Leaf* leaf) {
  for (const int counter : dice.Some(unit, 3)) leaf->add_counters(static_cast<Counter>(counter));
  if (leaf->counters().empty()) leaf->add_counters(static_cast<Counter>(unit.back()));
  FillChannels(dice, leaf);
}

void FillStock(Dice& dice, bool results, Term* term) {
  const int stock = results ? 6 + dice.Below(2) : 1 + dice.Below(5);
  term->mutable_stock()->set_stock(static_cast<StockLeaf::Stock>(stock));
  term->mutable_stock()->set_opening(dice.OneIn(2));
  FillChannels(dice, term->mutable_stock());
}

void FillProcedures(Dice& dice, CatalogCountLeaf* leaf) {
  leaf->set_what(CatalogCountLeaf::WHAT_PROCEDURES);
  leaf->set_has_fee(dice.OneIn(3));
  leaf->set_online_payment(dice.OneIn(3));
  leaf->set_on_national_portal(dice.OneIn(3));
  if (dice.OneIn(3)) {
    leaf->add_service_levels(static_cast<Procedure::ServiceLevel>(1 + dice.Below(4)));
  }
  if (dice.OneIn(3)) leaf->add_offered_at(static_cast<Agency::Level>(1 + dice.Below(kLevels)));
}

// Terms of a measure count things of one unit.
enum class Subject { kDossiers, kOthers, kResults, kProcedures, kAgencies };

void FillTerm(Dice& dice, Subject subject, const std::vector<int>& unit, Term* term) {
  term->set_minus(dice.OneIn(3));
  switch (subject) {
    case Subject::kDossiers:
      return dice.OneIn(2) ? FillStock(dice, false, term)
                           : FillCounters(dice, kUnits[0], term->mutable_flow());
    case Subject::kOthers:
      FillCounters(dice, unit, term->mutable_flow());
      if (term->flow().counters_size() == 1 && term->flow().counters(0) == COUNTER_LATE_STEP &&
          dice.OneIn(2)) {
        FillFilter(dice, term->mutable_flow()->mutable_responsible());
      }
      return;
    case Subject::kResults:
      return FillStock(dice, true, term);
    case Subject::kProcedures:
      if (dice.OneIn(2)) return FillProcedures(dice, term->mutable_catalog_count());
      FillCounters(dice, dice.Of(kUnits), term->mutable_distinct_count());
      term->mutable_distinct_count()->set_per_agency(dice.OneIn(2));
      return;
    case Subject::kAgencies:
      term->mutable_catalog_count()->set_what(CatalogCountLeaf::WHAT_AGENCIES);
      term->mutable_catalog_count()->set_has_site(dice.OneIn(2));
  }
}

void FillMeasure(Dice& dice, Measure* measure) {
  const auto subject = static_cast<Subject>(dice.Below(5));
  const std::vector<int>& unit = kUnits[1 + dice.Below(static_cast<int>(kUnits.size()) - 1)];
  for (int i = 0; i <= dice.Below(3); ++i) FillTerm(dice, subject, unit, measure->add_terms());
  if (dice.OneIn(3)) FillFilter(dice, measure->mutable_agencies());
  if (!dice.OneIn(3)) return;
  for (const std::string& field : dice.Some(kFields, 2)) measure->add_fields(field);
}

void FillParts(Dice& dice, RowAxis* rows) {
  for (int i = 0; i <= dice.Below(3); ++i) {
    AreaPart* const part = rows->add_parts();
    part->set_id(absl::StrCat("part", i));
    part->set_label_vi("P");
    FillFilter(dice, part->mutable_agencies());
  }
  if (dice.OneIn(2)) rows->set_subtotal_label_vi("Tổng");
}

void FillSets(Dice& dice, RowAxis* rows) {
  for (int i = 0; i <= dice.Below(3); ++i) {
    AgencySet* const set = rows->add_sets();
    set->set_id(absl::StrCat("set", i));
    set->set_label_vi("S");
    if (!dice.OneIn(4)) FillFilter(dice, set->mutable_agencies());
  }
}

void FillAgencies(Dice& dice, RowAxis* rows) {
  if (dice.OneIn(4)) {
    for (int i = 0; i < 14; ++i) {
      if (dice.OneIn(4)) rows->add_agencies(absl::StrCat("a", i));
    }
    rows->add_agencies("not-there");
    return;
  }
  for (const int level : dice.Some(kAllLevels, 2)) {
    rows->add_levels(static_cast<Agency::Level>(level));
  }
  if (rows->levels().empty()) rows->add_levels(Agency::LEVEL_COMMUNE);
  if (dice.OneIn(3)) rows->add_kinds(dice.OneIn(2) ? "tax" : "land");
  if (dice.OneIn(3)) rows->add_groups(dice.OneIn(2) ? "Khối A" : "Khối B");
}

void FillRows(Dice& dice, RowAxis* rows) {
  const int axis = dice.Below(5);
  if (axis == 0) {
    rows->set_by_field(true);
    return rows->set_scope(RowAxis::SCOPE_OWN);
  }
  if (dice.OneIn(4)) rows->add_fields(dice.Of(kFields));
  if (axis == 1) return FillSets(dice, rows);
  FillAgencies(dice, rows);
  if (axis == 2) return FillParts(dice, rows);
  rows->set_scope(static_cast<RowAxis::Scope>(1 + dice.Below(3)));
  rows->set_grouping(static_cast<RowAxis::Grouping>(dice.Below(3)));
}

}  // namespace

TableDefinition RandomDefinition(Dice& dice) {
  TableDefinition definition;
  definition.set_id("t");
  definition.set_version(1);
  definition.set_title_vi("T");
  FillRows(dice, definition.mutable_rows());
  for (int i = 0; i < kColumns; ++i) {
    Column* const column = definition.add_columns();
    column->set_id(absl::StrCat("c", i));
    column->set_title_vi("C");
    FillMeasure(dice, column->mutable_value());
    if (dice.OneIn(3)) FillMeasure(dice, column->mutable_denominator());
  }
  definition.set_total_label_vi("Tổng số");
  if (!definition.rows().by_field() && dice.OneIn(2)) {
    definition.set_total_scope(TableDefinition::TOTAL_SCOPE_ROWS);
  }
  return definition;
}

}  // namespace motcua::oracle
