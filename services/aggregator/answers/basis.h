// What every answer of ReportService rests on, and what all of them parse and tell.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_BASIS_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_BASIS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/request.h"
#include "motcua/aggregator/v1/aggregator.pb.h"
#include "motcua/type/v1/period.pb.h"
#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/domain/findings.h"
#include "services/aggregator/knowledge.h"
#include "services/aggregator/links.h"
#include "services/aggregator/tables/measure.h"

namespace motcua::aggregator {

// Thread-safe; owns only the clock, the rest must outlive it.
struct Basis {
  const Definitions& definitions;
  const Knowledge& knowledge;
  const Links& links;
  Clock clock;
};

// NOT_FOUND naming `field`.
absl::Status NotFound(std::string_view reason, std::string_view field, std::string_view what,
                      std::string_view what_vi);
// UNAVAILABLE: there are no rows without a catalogue.
absl::Status NoCatalog();
// Larger than a client takes by itself.
inline constexpr std::size_t kLargestAnswer = 3 << 20;
// RESOURCE_EXHAUSTED `REPORT_TOO_LARGE`.
absl::Status ReportTooLarge();

// The version in force on a day; without one, the newest. Never nullptr; NOT_FOUND
// `DEFINITION_UNKNOWN`.
absl::StatusOr<const v1::TableDefinition*> FindDefinition(const Basis& basis, const std::string& id,
                                                          std::optional<Day> day,
                                                          std::string_view field = "definition");
absl::StatusOr<Days> ParseDays(const type::v1::Period& period, std::string_view field = "period");
// Of a request that names the day of the tree, too, or leaves it to the period.
template <typename Request>
absl::StatusOr<Days> DaysOf(const Request& request) {
  absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days;
  const auto tree = rpc::ParseDate(request.tree_day(), "tree_day");
  if (!tree.ok()) return tree.status();
  days->tree = *tree;
  return days;
}

// Sources without a stream.
std::vector<std::string> Unreachable(const Links& links);
// What is shown of a source without a stream may be old; its age is told.
Finding UnreachableFinding(const Facts& facts, const std::string& source, absl::Time now);

// `table` is the definition's id; empty between tables.
void AddFindings(const std::vector<Finding>& findings, const std::string& table,
                 google::protobuf::RepeatedPtrField<v1::Finding>& all);
// By table, row and identity.
void SortFindings(google::protobuf::RepeatedPtrField<v1::Finding>& all);

v1::Watermark WatermarkOf(const SourceFacts& source);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_BASIS_H_
