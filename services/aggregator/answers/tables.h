// Answers with tables: GetTable, GetReport.
#ifndef MOTCUA_SERVICES_AGGREGATOR_ANSWERS_TABLES_H_
#define MOTCUA_SERVICES_AGGREGATOR_ANSWERS_TABLES_H_

#include "absl/status/status.h"
#include "services/aggregator/answers/basis.h"

namespace motcua::aggregator {

absl::Status AnswerTable(const Basis& basis, const v1::GetTableRequest& request,
                         v1::Table& response);
// The tables of definitions, with all findings, of the moment that the lock on `facts` holds.
absl::Status EvaluateReport(const Basis& basis,
                            const std::vector<const v1::TableDefinition*>& definitions, Days days,
                            const Facts& facts, const std::vector<std::string>& unreachable,
                            v1::Report& response);
// All tables from one moment.
absl::Status AnswerReport(const Basis& basis, const v1::GetReportRequest& request,
                          v1::Report& response);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_ANSWERS_TABLES_H_
