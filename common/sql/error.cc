#include "common/sql/error.h"

namespace motcua::sql {

Error::Error(int code, const std::string& message)
    : std::runtime_error("MariaDB " + std::to_string(code) + ": " + message), code_(code) {}

ErrorClass Error::error_class() const {
  switch (code_) {
    case 1020:  // record has changed since last read (snapshot isolation)
    case 1205:  // lock wait timeout
    case 1213:  // deadlock
      return ErrorClass::kRetry;
    case 0:     // the connector's own: used after close
    case 1040:  // too many connections
    case 1047:  // a cluster node that is not ready
    case 1053:  // server shutdown in progress
    case 1152:  // aborted connection
    case 1158:
    case 1159:
    case 1160:
    case 1161:  // network read and write errors
    case 1180:  // an error during COMMIT: nobody knows its outcome
    case 1243:  // unknown prepared statement: the session is another one
    case 1317:  // query interrupted
    case 1927:  // connection was killed
    case 1969:  // statement time limit
    case 2002:
    case 2003:
    case 2006:
    case 2013:
    case 2055:  // cannot connect, gone away, lost
    case 4031:  // disconnected because of inactivity
      return ErrorClass::kLost;
    case 1062:
      return ErrorClass::kDuplicate;
    default:
      return ErrorClass::kRefused;
  }
}

}  // namespace motcua::sql
