#include "tests/conformance/examples.h"

namespace motcua::conformance {

// What is told with its time happens the day after the receipt, the rest now.
Examples PaymentExamples() {
  return {
      {"PaymentService.GetAccount", {R"(name: "$OWING")"}},
      {"PaymentService.ListAccounts", {R"(
           agency: "agencies/so-tu-phap" state: STATE_UNPAID page_size: 10)"}},
      {"PaymentService.ListTransactions", {R"(name: "$OWING" page_size: 10)"}},

      {"PaymentService.RaiseObligation", {R"(
           name: "$OWING" event_time { seconds: 1647396000 } kind: KIND_FINANCIAL_OBLIGATION
           amount { currency: "VND" dong: 5000000 } reason_code: "tax_notice")"}},
      {"PaymentService.ChangeObligation", {R"(
           name: "$OWING/obligations/1" event_time { seconds: 1647396000 }
           amount { currency: "VND" dong: 10000 } reason_code: "recalculated")"}},
      {"PaymentService.WaiveObligation", {R"(
           name: "$OWING/obligations/1" event_time { seconds: 1647396000 }
           reason_code: "poor_household")"}},
      {"PaymentService.CancelObligation", {R"(
           name: "$OWING/obligations/1" event_time { seconds: 1647396000 }
           reason_code: "raised_in_error")"}},

      // Not in the past: its end would be stored while other requests are tried.
      {"PaymentService.StartPayment", {R"(
           name: "$OWING" channel: PAYMENT_CHANNEL_NATIONAL_PORTAL)"}},
      {"PaymentService.CancelPayment", {R"(name: "$PENDING")"}},
      {"PaymentService.ConfirmPayment", {R"(
           gateway: PAYMENT_CHANNEL_QR_TRANSFER gateway_transaction: "$CODE"
           reference: "$PENDING" amount { currency: "VND" dong: 20000 }
           pay_time { seconds: 1647396000 })"}},
      {"PaymentService.CollectPayment", {R"(
           name: "$OWING" event_time { seconds: 1647396000 } channel: PAYMENT_CHANNEL_COUNTER
           amount { currency: "VND" dong: 5000 } book: "BL-22")"}},
      {"PaymentService.AssignConfirmation", {R"(
           name: "$OWING" gateway: PAYMENT_CHANNEL_QR_TRANSFER
           gateway_transaction: "$UNASSIGNED" reason_code: "payer_called")"}},

      {"PaymentService.OrderRefund", {R"(
           name: "$OVERPAID" amount { currency: "VND" dong: 10000 } reason_code: "overpaid")"}},
      {"PaymentService.ConfirmRefund", {R"(name: "$REFUND")"}},
      {"PaymentService.RejectRefund", {R"(name: "$REFUND" reason_code: "account_closed")"}},

      {"PaymentService.IssueReceipt", {R"(name: "$OVERPAID" book: "BL-22/TP")"}},
      {"PaymentService.ReplaceReceipt", {R"(name: "$RECEIPT" reason_code: "misprint")"}},
      {"PaymentService.CancelReceipt", {R"(name: "$RECEIPT" reason_code: "misprint")"}},
      {"PaymentService.ListReceipts", {R"(
           agency: "agencies/so-tu-phap" book: "BL-CT" page_size: 10)"}},

      {"PaymentService.GetQrCode", {R"(name: "$PENDING" format: FORMAT_PNG)"}},
      // A statement has at least its header row, in a message of its own.
      {"PaymentService.ImportStatement",
       {R"(
           head { gateway: PAYMENT_CHANNEL_QR_TRANSFER day: "2022-03-16" })",
        false}},
      {"PaymentService.ReconcileDay", {R"(
           day: "2022-03-16" gateway: PAYMENT_CHANNEL_QR_TRANSFER)"}},
      {"PaymentService.ListReconciliation", {R"(
           day: "2022-03-16" gateway: PAYMENT_CHANNEL_QR_TRANSFER
           outcome: RECONCILIATION_OUTCOME_MISSING_IN_STATEMENT page_size: 10)"}},
      {"PaymentService.ListPaymentFindings", {R"(
           first_day: "2022-03-15" last_day: "2022-04-14" page_size: 10)"}},
      {"PaymentService.BatchUpdateAccounts", {R"(
           commands {
             issue_receipt { name: "$OVERPAID" book: "BL-22" }
           })"}},
  };
}

}  // namespace motcua::conformance
