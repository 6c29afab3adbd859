// The rows of a definition as a statistician would say them in SQL.
#ifndef MOTCUA_TESTS_ORACLE_SQL_ROWS_H_
#define MOTCUA_TESTS_ORACLE_SQL_ROWS_H_

#include <string>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::oracle {

// `'a', 'b'`; of nothing, what nothing is equal to.
template <typename List>
std::string Quoted(const List& words);
std::string Numbers(const google::protobuf::RepeatedField<int>& numbers);

// A condition on `agency`, an id: that it passes a filter.
std::string Passes(const aggregator::v1::AgencyFilter& filter, const std::string& agency);
// A condition on `procedure`, an id: that it is of one of the fields on a day.
std::string IsOfFields(const google::protobuf::RepeatedPtrField<std::string>& fields,
                       const std::string& procedure, Day day);

// Fills tables `row_def` (id, whole: every agency, limited: only its procedures), `row_agency` and
// `row_procedure` of a definition, `total` among the rows.
void WriteRows(const aggregator::v1::TableDefinition& definition, Day day,
               sql::Connection& connection);

template <typename List>
std::string Quoted(const List& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "'" : ", '") + word + "'";
  return text.empty() ? "NULL" : text;
}

}  // namespace motcua::oracle

#endif  // MOTCUA_TESTS_ORACLE_SQL_ROWS_H_
