// What went wrong in the database, by what a caller can do about it.
#ifndef MOTCUA_COMMON_SQL_ERROR_H_
#define MOTCUA_COMMON_SQL_ERROR_H_

#include <stdexcept>
#include <string>

namespace motcua::sql {

enum class ErrorClass {
  kRetry,      // 1205, 1213, 1020: the transaction again, reads too
  kLost,       // the connection is gone; a COMMIT under way has an unknown outcome
  kDuplicate,  // 1062
  kRefused,    // this statement, with these values, will never pass
};

// The message names the server's error, never parameter values.
class Error : public std::runtime_error {
 public:
  Error(int code, const std::string& message);

  int code() const { return code_; }
  ErrorClass error_class() const;

 private:
  int code_;
};

}  // namespace motcua::sql

#endif  // MOTCUA_COMMON_SQL_ERROR_H_
