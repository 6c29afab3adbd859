#include "services/aggregator/definitions/definition_check.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/aggregator/definitions/definitions.h"

namespace motcua::aggregator {
namespace {

using catalog::v1::Agency;
using catalog::v1::Procedure;
using statistics::v1::Counter_IsValid;
using type::v1::Channel_IsValid;

bool IsId(const std::string& id) {
  return !id.empty() && id.size() <= 63 && std::all_of(id.begin(), id.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '_';
  });
}

// A part of a row id, as ids of agencies are.
bool IsPart(const std::string& id) {
  return !id.empty() && id.size() <= 31 && id != "total" &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == '-';
         });
}

std::string At(const std::string& field, int index) { return absl::StrCat(field, "[", index, "]"); }

// Goes through a definition and remembers the first fault.
class Check {
 public:
  explicit Check(const v1::TableDefinition& definition) : definition_(definition) {}

  std::optional<Fault> Run() {
    Require(IsId(definition_.id()), "id", "must be 1 to 63 of a–z, 0–9 and _");
    Require(definition_.version() >= 1, "version", "must be at least 1");
    Require(!definition_.title_vi().empty(), "title_vi", "is required");
    Rows();
    Require(definition_.columns_size() > 0, "columns", "at least one is required");
    std::set<std::string> ids;
    for (int i = 0; i < definition_.columns_size(); ++i) {
      const auto& column = definition_.columns(i);
      Require(ids.insert(column.id()).second, At("columns", i) + ".id", "is there twice");
      Column(column, At("columns", i));
    }
    for (int i = 0; i < definition_.checks_size(); ++i) {
      Identity(definition_.checks(i), At("checks", i));
    }
    Require(!definition_.has_sort() || definition_.rows().parts().empty(), "sort",
            "does not go with parts of areas");
    if (definition_.has_sort()) KnownColumn(definition_.sort().column(), "sort.column");
    return fault_;
  }

 private:
  void Require(bool condition, const std::string& field, const std::string& text) {
    if (!condition && !fault_) fault_ = Fault{field, text};
  }

  void Rows() {
    const v1::RowAxis& rows = definition_.rows();
    const int axes = (rows.levels_size() > 0) + (rows.agencies_size() > 0) + rows.by_field();
    Require(axes == 1, "rows", "needs exactly one of levels, agencies, by_field");
    const bool scoped =
        rows.scope() == v1::RowAxis::SCOPE_OWN || rows.scope() == v1::RowAxis::SCOPE_SUBTREE;
    Require(rows.parts().empty() ? scoped : rows.scope() == 0, "rows.scope",
            "is required, but for parts of areas, which have none");
    Require(!rows.by_field() || (rows.fields().empty() && rows.parts().empty()), "rows",
            "by_field goes with neither fields nor parts");
    Require(rows.subtotal_label_vi().empty() || !rows.parts().empty(), "rows.subtotal_label_vi",
            "belongs to parts of areas");
    Parts(rows);
    Require(!rows.by_field() || definition_.total_scope() == 0, "total_scope",
            "belongs to rows of agencies");
    Require(v1::TableDefinition::TotalScope_IsValid(definition_.total_scope()), "total_scope",
            "is no scope");
  }

  void Parts(const v1::RowAxis& rows) {
    std::set<std::string> ids;
    for (int i = 0; i < rows.parts_size(); ++i) {
      const v1::AreaPart& part = rows.parts(i);
      const std::string path = At("rows.parts", i);
      Require(IsPart(part.id()), path + ".id", "must be 1 to 31 of a–z, 0–9 and -, not total");
      Require(ids.insert(part.id()).second, path + ".id", "is there twice");
      Require(!part.label_vi().empty(), path + ".label_vi", "is required");
      Filter(part.agencies(), path + ".agencies");
    }
  }

  void Filter(const v1::AgencyFilter& filter, const std::string& path) {
    Require(filter.levels_size() + filter.kinds_size() > 0, path, "needs levels or kinds");
    for (int i = 0; i < filter.levels_size(); ++i) {
      Require(filter.levels(i) != 0 && Agency::Level_IsValid(filter.levels(i)),
              absl::StrCat(path, ".", At("levels", i)), "is no level");
    }
  }

  void Column(const v1::Column& column, const std::string& path) {
    Require(IsId(column.id()), path + ".id", "must be 1 to 63 of a–z, 0–9 and _");
    Require(!column.title_vi().empty(), path + ".title_vi", "is required");
    Measure(column.value(), path + ".value");
    if (column.has_denominator()) Measure(column.denominator(), path + ".denominator");
    Require(column.has_denominator() || !column.has_rounding(), path + ".rounding",
            "belongs to a rate");
    Rounding(column.rounding(), path + ".rounding");
  }

  void Rounding(const v1::Rounding& rounding, const std::string& path) {
    Require(0 <= rounding.decimals() && rounding.decimals() <= 6, path + ".decimals",
            "must be 0 to 6");
    if (rounding.mode() != v1::Rounding::MODE_COMPLEMENT) return;
    const int other = ColumnIndex(definition_, rounding.complement_of());
    Require(other >= 0 && definition_.columns(other).has_denominator() &&
                definition_.columns(other).rounding().mode() != v1::Rounding::MODE_COMPLEMENT &&
                definition_.columns(other).rounding().decimals() == rounding.decimals(),
            path + ".complement_of", "must name a rounded rate with as many decimals");
  }

  void Measure(const v1::Measure& measure, const std::string& path) {
    Require(measure.terms_size() > 0, path + ".terms", "at least one is required");
    for (int i = 0; i < measure.terms_size(); ++i) {
      Term(measure.terms(i), absl::StrCat(path, ".", At("terms", i)));
    }
  }

  void Term(const v1::Term& term, const std::string& path) {
    switch (term.leaf_case()) {
      case v1::Term::kFlow:
        return Flow(term.flow(), path + ".flow");
      case v1::Term::kDistinctCount:
        return Leaf(term.distinct_count(), path + ".distinct_count");
      case v1::Term::kStock:
        Require(v1::StockLeaf::Stock_IsValid(term.stock().stock()) && term.stock().stock() != 0,
                path + ".stock.stock", "is required");
        return Channels(term.stock().channels(), path + ".stock");
      case v1::Term::kCatalogCount:
        return CatalogCount(term.catalog_count(), path + ".catalog_count");
      case v1::Term::LEAF_NOT_SET:
        return Require(false, path, "needs a leaf");
    }
  }

  void CatalogCount(const v1::CatalogCountLeaf& leaf, const std::string& path) {
    Require(v1::CatalogCountLeaf::What_IsValid(leaf.what()) && leaf.what() != 0, path + ".what",
            "is required");
    for (int i = 0; i < leaf.service_levels_size(); ++i) {
      Require(
          leaf.service_levels(i) != 0 && Procedure::ServiceLevel_IsValid(leaf.service_levels(i)),
          absl::StrCat(path, ".", At("service_levels", i)), "is no service level");
    }
    for (int i = 0; i < leaf.offered_at_size(); ++i) {
      Require(leaf.offered_at(i) != 0 && Agency::Level_IsValid(leaf.offered_at(i)),
              absl::StrCat(path, ".", At("offered_at", i)), "is no level");
    }
    const bool of_agencies = leaf.what() == v1::CatalogCountLeaf::WHAT_AGENCIES;
    Require(!of_agencies || leaf.offered_at().empty(), path + ".offered_at",
            "belongs to procedures");
  }

  void Flow(const v1::FlowLeaf& leaf, const std::string& path) {
    Leaf(leaf, path);
    if (!leaf.has_responsible()) return;
    Filter(leaf.responsible(), path + ".responsible");
    Require(std::all_of(leaf.counters().begin(), leaf.counters().end(),
                        [](int counter) { return counter == statistics::v1::COUNTER_LATE_STEP; }),
            path + ".responsible", "belongs to COUNTER_LATE_STEP alone");
  }

  template <typename CounterLeaf>
  void Leaf(const CounterLeaf& leaf, const std::string& path) {
    Require(leaf.counters_size() > 0, path + ".counters", "at least one is required");
    for (int i = 0; i < leaf.counters_size(); ++i) {
      Require(leaf.counters(i) != 0 && Counter_IsValid(leaf.counters(i)),
              absl::StrCat(path, ".", At("counters", i)), "is no counter");
    }
    Channels(leaf.channels(), path);
  }

  template <typename List>
  void Channels(const List& channels, const std::string& path) {
    for (int i = 0; i < channels.size(); ++i) {
      Require(channels.Get(i) != 0 && Channel_IsValid(channels.Get(i)),
              absl::StrCat(path, ".", At("channels", i)), "is no channel");
    }
  }

  void Identity(const v1::Check& check, const std::string& path) {
    static const std::set<std::string> kKnown = {"I1", "I2", "I3", "I7", "I9", "I10"};
    Require(kKnown.contains(check.identity()), path + ".identity",
            "must be I1, I2, I3, I7, I9, I10");
    Require(check.left_size() > 0, path + ".left", "at least one column is required");
    Require(check.right_size() > 0, path + ".right", "at least one column is required");
    const bool rates = check.left_size() == 1 && check.right_size() == 1 && IsRate(check.left(0));
    for (int i = 0; i < check.left_size(); ++i) {
      Side(check.left(i), rates, absl::StrCat(path, ".", At("left", i)));
    }
    for (int i = 0; i < check.right_size() && check.right_table().empty(); ++i) {
      Side(check.right(i), rates, absl::StrCat(path, ".", At("right", i)));
    }
    if (check.has_explained_by()) Measure(check.explained_by(), path + ".explained_by");
    Require(check.has_explained_by() == !check.explained_by_vi().empty(), path + ".explained_by_vi",
            "belongs to explained_by, and is required there");
  }

  void KnownColumn(const std::string& column, const std::string& path) {
    Require(ColumnIndex(definition_, column) >= 0, path, "is no column of this table");
  }

  bool IsRate(const std::string& column) const {
    const int index = ColumnIndex(definition_, column);
    return index >= 0 && definition_.columns(index).has_denominator();
  }

  // A rate stands beside a rate, a count among counts.
  void Side(const std::string& column, bool rates, const std::string& path) {
    KnownColumn(column, path);
    Require(IsRate(column) == rates, path, rates ? "is no rate" : "is a rate");
  }

  const v1::TableDefinition& definition_;
  std::optional<Fault> fault_;
};

}  // namespace

std::optional<Fault> FindFault(const v1::TableDefinition& definition) {
  return Check(definition).Run();
}

}  // namespace motcua::aggregator
