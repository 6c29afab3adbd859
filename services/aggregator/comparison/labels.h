// What counters, channels, stocks and levels are called where officials read them.
#ifndef MOTCUA_SERVICES_AGGREGATOR_COMPARISON_LABELS_H_
#define MOTCUA_SERVICES_AGGREGATOR_COMPARISON_LABELS_H_

#include <string>

#include "motcua/aggregator/v1/definition.pb.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "motcua/type/v1/dossier.pb.h"

namespace motcua::aggregator {

struct Label {
  std::string vi;
  std::string en;
};

// Empty for a value the contract does not know.
Label LabelOf(statistics::v1::Counter counter);
Label LabelOf(type::v1::Channel channel);
Label LabelOf(catalog::v1::Agency::Level level);
// At the beginning of the period, or at its end.
Label LabelOf(v1::StockLeaf::Stock stock, bool opening);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_COMPARISON_LABELS_H_
