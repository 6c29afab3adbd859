// Changes a stored row as a failing disk would, or somebody with a password.
#ifndef MOTCUA_COMMON_TESTING_BIT_FLIP_H_
#define MOTCUA_COMMON_TESTING_BIT_FLIP_H_

#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "common/sql/connection.h"

namespace motcua::testing {

// One bit of one column of one row of `table`, chosen by `random`; never of `spared` columns, nor
// of NULLs. Flips it back in Undo, or when it dies. nullopt from Of when the table is empty.
class BitFlip {
 public:
  static std::optional<BitFlip> Of(sql::Connection& connection, const std::string& table,
                                   std::mt19937& random, const std::set<std::string>& spared = {});
  BitFlip(BitFlip&& other) noexcept;
  ~BitFlip() { Undo(); }

  // `event.payload, bit 17 of (5, so-0 …)`.
  const std::string& what() const { return what_; }
  const std::string& column() const { return column_; }
  // The row's values in the order of its columns, as they are and as they were.
  const std::vector<sql::Value>& now() const { return now_; }
  const std::vector<sql::Value>& before() const { return before_; }
  void Undo();

 private:
  BitFlip() = default;

  sql::Connection* connection_ = nullptr;  // null: undone
  std::string table_;
  std::string column_;
  std::string what_;
  std::vector<std::string> columns_;
  std::vector<sql::Value> before_;
  std::vector<sql::Value> now_;
};

}  // namespace motcua::testing

#endif  // MOTCUA_COMMON_TESTING_BIT_FLIP_H_
