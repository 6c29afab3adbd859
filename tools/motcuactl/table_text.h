// A table on a terminal.
#ifndef MOTCUA_TOOLS_MOTCUACTL_TABLE_TEXT_H_
#define MOTCUA_TOOLS_MOTCUACTL_TABLE_TEXT_H_

#include <string>

#include "motcua/aggregator/v1/aggregator.pb.h"

namespace motcua::ctl {

// Gives the table English titles and labels for its Vietnamese ones, where it has some.
void PutIntoEnglish(aggregator::v1::Table& table);

// As the definition lays it out: a line per row; lists side by side, each row under its heading; or
// a block, a line per column, each rate beside the minimum it should reach. What was reported, not
// counted, bears a star, and the documents it stands in are named below.
std::string TableText(const aggregator::v1::Table& table,
                      const aggregator::v1::TableDefinition& definition);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_TABLE_TEXT_H_
