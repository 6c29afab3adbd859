// A made-up catalogue, as the aggregator holds it and as tables of a database.
#ifndef MOTCUA_TESTS_ORACLE_RANDOM_PROVINCE_H_
#define MOTCUA_TESTS_ORACLE_RANDOM_PROVINCE_H_

#include <memory>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "common/sql/connection.h"
#include "tests/oracle/dice.h"

namespace motcua::oracle {

inline constexpr Day kFirst = 19'052;  // 2022-03-01
inline constexpr int kDays = 90;

inline const std::vector<std::string> kKinds = {"", "tax", "land"};
inline const std::vector<std::string> kHeadings = {"", "Khối A", "Khối B"};
inline const std::vector<std::string> kFields = {"dat-dai", "ho-tich", "xay-dung"};

// Agencies of all levels in a tree, with aliases, areas and ends; procedures that change their
// field.
std::shared_ptr<const catalog::Catalog> RandomProvince(Dice& dice);

// Tables `agency` and `procedure_version`, and what follows from them: `below` (who stands below
// whom or is it, aliases below their office), `office` (what an alias is) and `lies_in` (areas).
void WriteProvince(const catalog::Catalog& catalog, sql::Connection& connection);

}  // namespace motcua::oracle

#endif  // MOTCUA_TESTS_ORACLE_RANDOM_PROVINCE_H_
