#include "services/aggregator/definitions/counter_unit.h"

#include "common/statistics/cells.h"

namespace motcua::aggregator {

// No default: a counter that is new does not compile before it has a unit.
v1::Unit UnitOf(statistics::v1::Counter counter) {
  using statistics::Counter;
  switch (static_cast<Counter>(counter)) {
    case Counter::kFiled:
    case Counter::kRefused:
    case Counter::kPostalIn:
    case Counter::kPostalOut:
    case Counter::kLateByOwn:
    case Counter::kLateByLinked:
    case Counter::kLateApologisedOwn:
    case Counter::kLateApologisedLinked:
    case Counter::kLateExtendedOwn:
    case Counter::kLateExtendedLinked:
    case Counter::kFeeBearingFee:
    case Counter::kFeeBearingObligation:
    case Counter::kPaidNoneUnrecorded:
    case Counter::kPaidNoneRecorded:
    case Counter::kPaidNationalUnrecorded:
    case Counter::kPaidNationalRecorded:
    case Counter::kPaidOtherUnrecorded:
    case Counter::kPaidOtherRecorded:
    case Counter::kPaidBothUnrecorded:
    case Counter::kPaidBothRecorded:
    case Counter::kComponentsReceived:
    case Counter::kComponentsAny:
    case Counter::kComponentsFull:
    case Counter::kComponentsReused:
    case Counter::kResultsFinished:
    case Counter::kResultsDigitized:
    case Counter::kResultsDoubtful:
    case Counter::kSyncedResults:
      return v1::UNIT_DOSSIER;
    case Counter::kReceived:
    case Counter::kMovedIn:
    case Counter::kMovedOut:
    case Counter::kReopened:
    case Counter::kFinishedEarly:
    case Counter::kFinishedOnTime:
    case Counter::kFinishedLate:
    case Counter::kFinishedUndated:
    case Counter::kWithdrawn:
    case Counter::kStopped:
    case Counter::kRefusedAfterReceipt:
    case Counter::kOverdue:
    case Counter::kWaitingSupplement:
    case Counter::kWaitingObligation:
    case Counter::kUndated:
    case Counter::kWaitingOtherBody:
      return v1::UNIT_LEG;
    case Counter::kSupplementFirst:
    case Counter::kSupplementRepeated:
    case Counter::kLateStep:
      return v1::UNIT_EVENT;
    case Counter::kPaymentsNationalPortal:
    case Counter::kPaymentsProvinceGateway:
    case Counter::kPaymentsQrTransfer:
    case Counter::kPaymentsCounter:
    case Counter::kPaymentsPost:
    case Counter::kRefunds:
      return v1::UNIT_TRANSACTION;
    case Counter::kAmountOwed:
    case Counter::kAmountNationalPortal:
    case Counter::kAmountProvinceGateway:
    case Counter::kAmountQrTransfer:
    case Counter::kAmountCounter:
    case Counter::kAmountPost:
    case Counter::kAmountRefunded:
      return v1::UNIT_DONG;
    case Counter::kResultsInForce:
    case Counter::kResultsInForceDigitized:
      return v1::UNIT_RESULT;
    case Counter::kSiteVisits:
      return v1::UNIT_VISIT;
  }
  return v1::UNIT_UNSPECIFIED;
}

}  // namespace motcua::aggregator
