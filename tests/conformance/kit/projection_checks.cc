// Sums by projection beside the sums of the plain cells.
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/conformance/kit/statistics_checks.h"

namespace motcua::conform {
namespace {

namespace sv1 = statistics::v1;

// By channel, day and counter, which no projection changes, and by agencies where it keeps them.
std::map<CellKey, std::int64_t> SumsOf(const sv1::Projection& projection, const HeldCells& held) {
  const bool moved = projection.province() || projection.tree_depth() > 0;
  std::map<CellKey, std::int64_t> sums;
  for (const auto& [key, value] : held.values()) {
    const auto& [agency, procedure, channel, day, counter, responsible] = key;
    const CellKey kept = {moved ? "" : agency, "", channel, day, counter, moved ? "" : responsible};
    std::int64_t& sum = sums[kept];
    sum += value;
    if (sum == 0) sums.erase(kept);
  }
  return sums;
}

std::string Difference(const sv1::Projection& projection, const HeldCells& plain,
                       const HeldCells& projected) {
  const auto expected = SumsOf(projection, plain);
  const auto seen = SumsOf(projection, projected);
  for (const auto& [key, value] : expected) {
    const auto found = seen.find(key);
    if (found != seen.end() && found->second == value) continue;
    return absl::StrCat(Describe(key), " is ", found == seen.end() ? 0 : found->second,
                        ", the plain cells give ", value);
  }
  for (const auto& [key, value] : seen) {
    if (!expected.contains(key)) return Describe(key) + " has no plain cells";
  }
  return "";
}

// What a cell of a projection must not name.
std::string Misplaced(const sv1::Projection& projection, const HeldCells& projected) {
  std::set<std::string> agencies;
  for (const auto& [key, value] : projected.values()) {
    agencies.insert(std::get<0>(key));
    const bool none = projection.procedure_axis() == sv1::Projection::PROCEDURE_AXIS_NONE;
    if (none && !std::get<1>(key).empty()) return Describe(key) + " names a procedure";
    if (!projection.province()) continue;
    if (!std::get<5>(key).empty()) return Describe(key) + " names who is responsible";
    if (agencies.size() > 1) return absl::StrCat(agencies.size(), " agencies in one province");
  }
  return "";
}

bool IsRefused(Source& source, const sv1::Projection& projection) {
  sv1::WatchCellsRequest request;
  *request.mutable_projection() = projection;
  return Ask(source, request).status.error_code() == grpc::StatusCode::INVALID_ARGUMENT;
}

void CheckProjection(Source& source, const char* id, const sv1::Projection& projection) {
  if (IsRefused(source, projection)) {
    return source.report.NotTried(id, "PROJECTION_NOT_OFFERED: whole cells only");
  }
  for (int i = 0; i < kTries; ++i, Pause()) {
    const auto plain = FirstSync(source);
    const auto projected = FirstSync(source, &projection);
    if (!plain || !projected) return source.report.Fail(id, "no full batch");
    if (plain->revision() != projected->revision()) continue;
    std::string wrong = Misplaced(projection, *projected);
    if (wrong.empty()) wrong = Difference(projection, *plain, *projected);
    return source.report.Judge(id, wrong.empty(),
                               wrong.empty() ? absl::StrCat(plain->values().size(), " cells as ",
                                                            projected->values().size())
                                             : wrong);
  }
  source.report.NotTried(id, "the counts moved all the time");
}

}  // namespace

void CheckProjections(Source& source) {
  sv1::Projection field;
  field.set_procedure_axis(sv1::Projection::PROCEDURE_AXIS_FIELD);
  CheckProjection(source, "cells.projection-field", field);
  sv1::Projection none;
  none.set_procedure_axis(sv1::Projection::PROCEDURE_AXIS_NONE);
  CheckProjection(source, "cells.projection-none", none);
  sv1::Projection depth;
  depth.set_tree_depth(1);
  CheckProjection(source, "cells.projection-depth", depth);
  depth.set_procedure_axis(sv1::Projection::PROCEDURE_AXIS_FIELD);
  CheckProjection(source, "cells.projection-depth", depth);
  sv1::Projection province = none;
  province.set_province(true);
  CheckProjection(source, "cells.projection-province", province);

  sv1::Projection too_deep;
  too_deep.set_tree_depth(17);
  sv1::Projection negative;
  negative.set_tree_depth(-1);
  sv1::Projection both = province;
  both.set_tree_depth(1);
  for (const sv1::Projection& wrong : {too_deep, negative, both}) {
    const bool refused = IsRefused(source, wrong);
    source.report.Judge("cells.malformed-projection", refused,
                        absl::StrCat(wrong.ShortDebugString(), refused ? " refused" : " answered"));
  }
}

}  // namespace motcua::conform
