// One cell over several periods and two organisations: GetSeries.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_SERIES_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_SERIES_H_

#include "absl/status/status.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

absl::Status AnswerSeries(const Basis& basis, const v1::GetSeriesRequest& request,
                          v1::Series& response);

// The cell in a period's own organisation and in that of `tree_day`, with what stands between.
// `facts.catalog` must be there.
v1::SeriesPoint PointOf(const v1::TableDefinition& definition, const v1::CellReference& cell,
                        Days days, Day tree_day, const Facts& facts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_SERIES_H_
