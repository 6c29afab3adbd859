// The tables of received cells: rows in, rows out. Internal to this folder.
#ifndef MOTCUA_COMMON_RECEIVED_ROWS_H_
#define MOTCUA_COMMON_RECEIVED_ROWS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/received/store.h"

namespace motcua::received {

struct SourceRow {
  Standing standing;
  statistics::Digest digest;
};

// Names a cell, with its source: the first 16 bytes of SHA-256 over source and canonical key.
std::string CellId(const std::string& source, const statistics::CellKey& key);

// Locks the head; made at first use.
statistics::CellCursor LockHead(sql::Connection& connection);
void SaveHead(sql::Connection& connection, const statistics::CellCursor& head);

std::optional<SourceRow> FindSource(sql::Connection& connection, const std::string& source);
void SaveSource(sql::Connection& connection, const std::string& source, const SourceRow& row);

// Values held, by CellId; cells never seen are missing.
std::map<std::string, std::int64_t> HeldValues(sql::Connection& connection,
                                               const std::string& source,
                                               const std::vector<std::string>& cell_ids);
void SaveCells(sql::Connection& connection, const std::string& source,
               const std::vector<statistics::CellValue>& cells,
               const std::vector<std::string>& cell_ids, std::int64_t own_revision);

}  // namespace motcua::received

#endif  // MOTCUA_COMMON_RECEIVED_ROWS_H_
