// A closing, from the order to a signed snapshot whose parts are stored.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_CLOSE_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_CLOSE_H_

#include <string>

#include "common/signing/key.h"
#include "common/sql/connection.h"
#include "services/aggregator/closing/draft.h"

namespace motcua::aggregator {

// A province, and what it signs with.
struct Signer {
  std::string province;
  signing::SigningKey key;
  signing::Keyring keys;  // with `key`, also those of before
};

// Everything but the row that makes it the period's next snapshot: that is the journal's. May take
// seconds. Errors as ClosePeriod tells; throws sql::Error.
absl::StatusOr<v1::Snapshot> PrepareClosing(sql::Connection& connection, const Basis& basis,
                                            const Signer& signer, const ClosingOrder& order);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_CLOSE_H_
