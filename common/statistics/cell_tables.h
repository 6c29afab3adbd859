// The tables cell and cell_head, inside a caller's transaction.
#ifndef MOTCUA_COMMON_STATISTICS_CELL_TABLES_H_
#define MOTCUA_COMMON_STATISTICS_CELL_TABLES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "common/sql/connection.h"
#include "common/statistics/cells.h"

namespace motcua::statistics {

struct CellHead {
  std::string epoch;
  std::int64_t epoch_no = 0;
  std::int64_t revision = 0;
  Digest digest;
};

CellHead ReadHead(sql::Connection& connection);
void WriteHead(sql::Connection& connection, const CellHead& head);

struct CellRow {
  CellKey key;
  std::int64_t value = 0;
};

// Sets value and revision of cells, new or old; `rows` in key order.
void WriteCells(sql::Connection& connection, std::int64_t epoch_no,
                const std::vector<CellRow>& rows, std::int64_t revision);

// The columns of a key, in the order KeyOf reads them.
inline constexpr char kKeyColumns[] =
    "agency, procedure_id, channel, day, counter, responsible_agency";
// The key in columns 1 to 6 of a row.
CellKey KeyOf(const sql::Rows& row);

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_CELL_TABLES_H_
