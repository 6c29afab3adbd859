#include "services/aggregator/plans/baseline.h"

#include "common/base/errors.h"
#include "services/aggregator/domain/target.h"

namespace motcua::aggregator {
namespace {

absl::Status NoBaseline() {
  return Refuse(absl::StatusCode::kNotFound, "BASELINE_MISSING", "",
                "the plan prints no baseline to maintain",
                "Kế hoạch không ghi kết quả để duy trì.");
}

}  // namespace

std::optional<Ratio> MinimumOf(const v1::Target& target) {
  const std::optional<PrintedRate> rate = ParseRate(target.minimum_percent());
  if (!rate) return std::nullopt;
  const Ratio minimum = RatioOf(*rate);
  const bool sound = 0 <= minimum.numerator && minimum.numerator <= minimum.denominator;
  return sound ? std::optional(minimum) : std::nullopt;
}

std::optional<Ratio> PrintedBaselineOf(const v1::Target& target) {
  const v1::PrintedBaseline& printed = target.printed();
  const std::optional<PrintedRate> rate = ParseRate(printed.rate());
  const std::optional<std::int64_t> total = ParseCount(printed.total());
  const std::optional<std::int64_t> numerator = ParseCount(printed.numerator());
  if (total && numerator && 0 <= *numerator && *numerator <= *total && *total > 0) {
    const Ratio counts{*numerator, *total};
    if (IsBlank(printed.rate()) || (rate && Gives(counts, *rate))) return counts;
  }
  if (!rate || rate->scaled < 0) return std::nullopt;
  const Ratio printed_rate = RatioOf(*rate);
  const bool possible = printed_rate.numerator <= printed_rate.denominator;
  return possible ? std::optional(printed_rate) : std::nullopt;
}

const std::string& ColumnOf(const v1::TargetGroup& group, const v1::Target& target) {
  return target.column().empty() ? group.column() : target.column();
}

absl::StatusOr<Ratio> AimOf(const v1::TargetGroup& group, const v1::Target& target,
                            SnapshotCells& snapshots) {
  std::optional<Ratio> aim;
  if (!target.has_maintain()) {
    aim = MinimumOf(target);
  } else if (target.maintain().snapshot().empty()) {
    aim = PrintedBaselineOf(target);
  } else {
    v1::CellReference cell;
    cell.set_definition(group.definition());
    cell.set_row(target.row());
    cell.set_column(ColumnOf(group, target));
    return snapshots.Cell(target.maintain().snapshot(), cell);
  }
  if (!aim) return NoBaseline();
  return *aim;
}

}  // namespace motcua::aggregator
