#include "services/aggregator/definitions/column_check.h"

#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/definitions/measure_check.h"
#include "services/aggregator/definitions/unit_check.h"
#include "services/aggregator/definitions/words.h"

namespace motcua::aggregator {
namespace {

constexpr int kMostDigits = 6;

bool IsRoundedRate(const v1::Column& column) {
  return column.has_denominator() && column.rounding().mode() != v1::Rounding::MODE_COMPLEMENT;
}

void CheckRounding(const v1::TableDefinition& definition, const v1::Rounding& rounding,
                   const std::string& path, Faults& faults) {
  faults.Require(0 <= rounding.decimals() && rounding.decimals() <= kMostDigits, path + ".decimals",
                 "must be 0 to 6");
  faults.Require(v1::Rounding::Mode_IsValid(rounding.mode()), path + ".mode", "is no mode");
  if (rounding.mode() != v1::Rounding::MODE_COMPLEMENT) {
    return faults.Require(rounding.complement_of().empty(), path + ".complement_of",
                          "belongs to MODE_COMPLEMENT");
  }
  const int other = ColumnIndex(definition, rounding.complement_of());
  faults.Require(other >= 0 && IsRoundedRate(definition.columns(other)) &&
                     definition.columns(other).rounding().decimals() == rounding.decimals(),
                 path + ".complement_of", "must name a rounded rate with as many decimals");
}

void CheckNumber(const v1::Number& number, const std::string& path, Faults& faults) {
  faults.Require(v1::Number::Grouping_IsValid(number.grouping()), path + ".grouping",
                 "is no grouping");
  faults.Require(0 <= number.digits() && number.digits() <= kMostDigits, path + ".digits",
                 "must be 0 to 6");
}

void CheckPrinting(const v1::TableDefinition& definition, const v1::Column& column,
                   const std::string& path, Faults& faults) {
  const bool rate = column.has_denominator();
  faults.Require(rate || !column.has_rounding(), path + ".rounding", "belongs to a rate");
  faults.Require(!rate || !column.has_number(), path + ".number", "belongs to a count");
  faults.Require(rate || !column.has_minimum_percent(), path + ".minimum_percent",
                 "belongs to a rate");
  faults.Require(0 <= column.minimum_percent() && column.minimum_percent() <= 100,
                 path + ".minimum_percent", "must be 0 to 100");
  CheckRounding(definition, column.rounding(), path + ".rounding", faults);
  CheckNumber(column.number(), path + ".number", faults);
}

}  // namespace

void CheckColumn(const v1::TableDefinition& definition, const v1::Column& column,
                 const std::string& path, Faults& faults) {
  faults.Require(IsId(column.id()), path + ".id", "must be 1 to 63 of a–z, 0–9 and _");
  faults.Require(!column.title_vi().empty(), path + ".title_vi", "is required");
  CheckMeasure(column.value(), path + ".value", faults);
  if (column.has_denominator()) CheckMeasure(column.denominator(), path + ".denominator", faults);
  CheckPrinting(definition, column, path, faults);
  CheckStatedUnit(column, path, faults);
}

}  // namespace motcua::aggregator
