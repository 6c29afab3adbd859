// What a batch of changes is decided by.
#ifndef MOTCUA_SERVICES_PAYMENT_LOAD_H_
#define MOTCUA_SERVICES_PAYMENT_LOAD_H_

#include <vector>

#include "common/sql/connection.h"
#include "services/payment/domain/working_set.h"
#include "services/payment/plugin.h"

namespace motcua::payment {

// Everything the changes name and may lead to, with a query per table.
WorkingSet LoadWorkingSet(sql::Connection& connection, const std::vector<AccountChange*>& changes);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_LOAD_H_
