// Identity I12: rows stand by the value they are ranked by.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_ORDER_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_ORDER_H_

#include <string>
#include <vector>

#include "services/aggregator/domain/findings.h"
#include "services/aggregator/domain/ratio.h"

namespace motcua::aggregator {

struct RankedRow {
  std::string id;
  int group = 0;  // rows are ranked inside their group
  Ratio value;
};

// One warning for each row that ranks before the one printed above it in its group, with the
// place where it should stand and the place where it stands. Ties may stand in any order.
std::vector<Finding> CheckOrder(const std::vector<RankedRow>& rows, bool descending);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_ORDER_H_
