// Where a printed table and the computed one differ, and which finding explains it.
#ifndef MOTCUA_TOOLS_COMPARE_DIFFERENCE_H_
#define MOTCUA_TOOLS_COMPARE_DIFFERENCE_H_

#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "motcua/aggregator/v1/aggregator.pb.h"
#include "tools/compare/printed.h"

namespace motcua::compare {

using Findings = google::protobuf::RepeatedPtrField<aggregator::v1::Finding>;

// One cell that differs.
struct Difference {
  std::string row;
  std::string column;
  std::string printed;
  std::string computed;     // empty: the computed table has no such row or column
  std::string explanation;  // empty: nothing explains it
};

// The computed row with an id, `total` among them; null if there is none.
const aggregator::v1::Row* FindRow(const aggregator::v1::Table& table, const std::string& id);
// The computed cell; null if there is none.
const aggregator::v1::Cell* FindCell(const aggregator::v1::Table& table,
                                     const aggregator::v1::Row& row, const std::string& column);

// Cell by cell; blank printed cells state nothing. In a list each row must also stand in its place,
// and no other row in it: what differs there has the axis as column. `findings` are those of the
// printed table. A finding explains a count when it concerns the cell and its difference beyond the
// known gap of the form, alone or with other findings of the cell, is that of the cell; explained
// rows, with I5, explain their subtotal and total, which come below; explained counts explain the
// rates of their row, and its place.
std::vector<Difference> Compare(const PrintedTable& printed, const aggregator::v1::Table& table,
                                const Findings& findings);

// One line for all findings of one identity and cause: rows with their differences.
std::vector<std::string> Summarise(const Findings& findings);

}  // namespace motcua::compare

#endif  // MOTCUA_TOOLS_COMPARE_DIFFERENCE_H_
