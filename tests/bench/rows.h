// The rows one receipt leaves, made without the product: dossier, person, event, a cell.
#ifndef MOTCUA_TESTS_BENCH_ROWS_H_
#define MOTCUA_TESTS_BENCH_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/sql/connection.h"

namespace motcua::bench {

struct Rows {
  std::vector<std::vector<sql::Value>> dossiers;
  std::vector<std::vector<sql::Value>> persons;
  std::vector<std::vector<sql::Value>> events;
  std::vector<std::vector<sql::Value>> cells;
};

Rows MakeRows(const std::string& code, std::int64_t sequence, const std::string& request_id);
void Append(Rows more, Rows& rows);

// Prepared multi-row statements, inside the caller's transaction.
void InsertRows(sql::Connection& connection, const Rows& rows);

}  // namespace motcua::bench

#endif  // MOTCUA_TESTS_BENCH_ROWS_H_
