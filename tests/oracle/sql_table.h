// A table by SQL over the dossiers: the slow, obvious way.
#ifndef MOTCUA_TESTS_ORACLE_SQL_TABLE_H_
#define MOTCUA_TESTS_ORACLE_SQL_TABLE_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "motcua/aggregator/v1/definition.pb.h"

namespace motcua::oracle {

// Numerator and denominator of each column, by row; the denominator of a count is 1.
using Values = std::map<std::string, std::vector<std::pair<std::int64_t, std::int64_t>>>;

// Creates the tables that rows are written to.
void PrepareSqlTables(sql::Connection& connection);

// The period from `first` to `last`, over what RandomProvince and MakeDossiers wrote.
Values SqlTable(const aggregator::v1::TableDefinition& definition, Day first, Day last,
                sql::Connection& connection);

}  // namespace motcua::oracle

#endif  // MOTCUA_TESTS_ORACLE_SQL_TABLE_H_
