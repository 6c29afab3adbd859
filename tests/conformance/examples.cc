#include "tests/conformance/examples.h"

namespace motcua::conformance {
namespace {

// Received on 15 March 2022 at nine; what follows happens on the 16th.
Examples FoundationExamples() {
  return {
      {"CatalogService.UpdateCatalog", {R"(
           agencies {
             name: "agencies/so-y-te" display_name_vi: "Sở Y tế" level: LEVEL_DEPARTMENT
             kind: "department" group_vi: "Sở" list_order: 2 code: "H50.02"
             valid_from: "2000-01-01" valid_to: "2030-01-01"
             successor: "agencies/so-y-te-moi" former_places { valid_to: "2010-01-01" }
           }
           agencies {
             name: "agencies/so-y-te-moi" display_name_vi: "Sở Y tế" level: LEVEL_DEPARTMENT
             list_order: 3 valid_from: "2030-01-02" formed_from: "agencies/so-y-te"
           }
           procedures {
             name: "procedures/cap-the" version: 1 display_name_vi: "Cấp thẻ" field: "y-te"
             field_name_vi: "Y tế" agency: "agencies/so-y-te" service_level: SERVICE_LEVEL_FULL
             legal_time: 5 legal_time_unit: LEGAL_TIME_UNIT_WORKING_DAY online_legal_time: 3
             fee_dong: 20000 charge_dong: 5000 has_fee: true valid_from: "2000-01-01"
             offered_at: LEVEL_DEPARTMENT
             components { id: "to-khai" display_name_vi: "Tờ khai" }
             route {
               number: 1 kind: "commune" display_name_vi: "Xác nhận" time: 8
               time_unit: LEGAL_TIME_UNIT_HOUR may_pause: true
             }
             route {
               number: 2 agency: "agencies/so-y-te" display_name_vi: "Thẩm định" time: 2
               time_unit: LEGAL_TIME_UNIT_WORKING_DAY after: 1
             }
           }
           fee_discounts {
             name: "feeDiscounts/truc-tuyen" procedure: "procedures/cap-the" percent: 50
             valid_from: "2022-01-01" valid_to: "2022-12-31" basis_vi: "Nghị quyết"
           }
           calendar_years { year: 2022 source: "Bộ luật Lao động 2019" }
           calendar_days {
             date: "2022-04-11" reason_vi: "Giỗ Tổ Hùng Vương" source: "Bộ luật Lao động 2019"
           }
           calendar_days {
             date: "2022-04-12" working: true half_day: HALF_DAY_AFTERNOON_OFF reason_vi: "Thử"
           })"}},
      {"CatalogService.GetCatalog", {""}},
      {"CatalogService.WatchCatalog", {""}},

      {"IntakeService.FileDossier", {R"(
           dossier {
             agency: "agencies/so-tu-phap" procedure: "procedures/cap-phep"
             channel: CHANNEL_ONLINE
             applicant { full_name: "Nguyễn Văn A" identity_number: "045123456789"
                         phone: "+84 912 345 678" }
           })"}},
      {"IntakeService.ReceiveDossier", {R"(
           dossier {
             agency: "agencies/so-tu-phap" procedure: "procedures/cap-phep"
             channel: CHANNEL_IN_PERSON applicant { full_name: "Nguyễn Văn A" }
           }
           import {
             file_time { seconds: 1647306000 } receive_time { seconds: 1647309600 }
             due_date: "2022-03-29" code: "$CODE"
           })"}},
      {"IntakeService.BatchReceiveDossiers", {R"(
           requests {
             dossier {
               agency: "agencies/so-tu-phap" procedure: "procedures/cap-phep"
               channel: CHANNEL_POST applicant { full_name: "Nguyễn Văn A" }
             }
             import { receive_time { seconds: 1647309600 } code: "$CODE" }
           })"}},
      {"IntakeService.AcceptDossier", {R"(name: "$FILED")"}},
      {"IntakeService.RefuseDossier", {R"(name: "$FILED" reason_code: "wrong_agency")"}},
      {"IntakeService.RequestWithdrawal", {R"(name: "$FILED" reason_code: "not_needed")"}},
      {"IntakeService.GetDossier", {R"(name: "$FILED")"}},
      {"IntakeService.ListDossiers", {R"(
           agency: "agencies/so-tu-phap" status: DOSSIER_STATUS_RECEIVED page_size: 10)"}},
      {"IntakeService.GetPublicStatus", {R"(name: "$FILED")"}},
      {"IntakeService.ErasePerson", {R"(name: "$FILED")"}},

      {"ProcessingService.GetCase", {R"(name: "$RECEIVED")"}},
      {"ProcessingService.ListWork", {R"(
           agency: "agencies/so-tu-phap" view: VIEW_DUE_SOON days: 7 as_of: "2022-03-20"
           page_size: 10)"}},
      {"ProcessingService.ListUnmatchedHandOvers", {R"(
           agency: "agencies/so-tu-phap" side: SIDE_RECEIVED page_size: 10)"}},
      {"ProcessingService.PreviewDueDates", {R"(days { date: "2022-03-18" })"}},
      {"ProcessingService.RecalculateDueDates",
       {R"(
           catalog_revision: 1000000 reason_code: "decree")",
        false}},
      {"ProcessingService.GetRecalculation",
       {R"(
           name: "recalculations/1")",
        false}},
      {"ProcessingService.FinishCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 })"}},
      {"ProcessingService.WithdrawCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } reason_code: "not_needed")"}},
      {"ProcessingService.StopCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } reason_code: "no_answer")"}},
      {"ProcessingService.RefuseCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } reason_code: "not_entitled")"}},
      {"ProcessingService.HandOverCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } agency: "agencies/so-y-te"
           due_date: "2022-03-25" step: 1)"}},
      {"ProcessingService.FinishLeg", {R"(
           name: "$LINKED" event_time { seconds: 1647396000 } leg: 1)"}},
      {"ProcessingService.AcknowledgeLeg", {R"(
           name: "$LINKED" event_time { seconds: 1647396000 } leg: 1)"}},
      {"ProcessingService.ReturnLeg", {R"(
           name: "$LINKED" event_time { seconds: 1647396000 } leg: 1 reason_code: "not_ours")"}},
      {"ProcessingService.AssignLeg", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } officer: "nguyen.van-a_1")"}},
      {"ProcessingService.TransferLeg", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } agency: "agencies/so-y-te"
           reason_code: "misled")"}},
      {"ProcessingService.GetCustody", {R"(name: "$LINKED")"}},
      {"ProcessingService.ExplainDueDate", {R"(name: "$LINKED")"}},
      {"ProcessingService.PauseCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } kind: PAUSE_KIND_SUPPLEMENT
           reason_code: "paper_missing")"}},
      {"ProcessingService.ResumeCase",
       {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 })",
        false}},
      {"ProcessingService.ApologiseCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } reason_code: "overload"
           document: "12/PXL" promise_date: "2022-04-08")"}},
      {"ProcessingService.ExtendCase", {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } due_date: "2022-04-08"
           reason_code: "overload" document: "13/PHL")"}},
      {"ProcessingService.HandOverResult",
       {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } by_post: true)",
        false}},
      {"ProcessingService.ReopenCase",
       {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } reason_code: "court")",
        false}},
      {"ProcessingService.RefuseWithdrawal",
       {R"(
           name: "$RECEIVED" event_time { seconds: 1647396000 } reason_code: "decided")",
        false}},
      {"ProcessingService.CorrectCase", {R"(
           name: "$RECEIVED" reason_code: "typing_error" receive_time { seconds: 1647306000 }
           channel: CHANNEL_ONLINE procedure: "procedures/cap-phep"
           agency: "agencies/so-y-te" due_date: "2022-03-30")"}},
      {"ProcessingService.VoidCase", {R"(name: "$RECEIVED" reason_code: "test_entry")"}},
      {"ProcessingService.BatchUpdateCases", {R"(
           commands {
             stop_case { name: "$RECEIVED" event_time { seconds: 1647396000 }
                         reason_code: "no_answer" }
           })"}},

      {"ChangeFeedService.WatchEvents", {"after { }"}},
      {"ChangeFeedService.GetHead", {""}},
      {"ChangeFeedService.ListFollowed", {""}},

      {"VerifyService.VerifyStore", {"recount: true"}},
      {"StatisticsService.WatchCells", {R"(after { epoch: "old" revision: 1 } projection { })"}},
      {"StatisticsService.GetSummary", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" }
           agencies: "agencies/so-tu-phap")"}},
      {"StatisticsService.ListContributors", {R"(
           leaf {
             kind: KIND_FLOW add: COUNTER_RECEIVED first_day: 19066 last_day: 19096
             channels: CHANNEL_ONLINE
           }
           page_size: 10)"}},

      {"PlanService.ListPlans", {""}},
      {"PlanService.GetPlan", {R"(plan: "kh_269_2023")"}},
      {"PlanService.GetProgress", {R"(plan: "kh_269_2023" day: "2023-10-31" group: "pl3_so")"}},
      {"PlanService.ListPlanFindings", {R"(plan: "kh_269_2023")"}},
      {"ReportService.ListDefinitions", {""}},
      {"ReportService.GetTable", {R"(
           definition: "pl1_online"
           period { first_day: "2022-03-15" last_day: "2022-04-14" }
           tree_day: "2022-04-14")"}},
      {"ReportService.GetReport", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" }
           definitions: "pl1_online" definitions: "open_stock")"}},
      {"ReportService.CompareCells", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" }
           left { definition: "pl1_online" row: "total" column: "total" }
           right { definition: "pl1_online" row: "so-tu-phap" column: "new_online" })"}},
      {"ReportService.GetSeries", {R"(
           cell { definition: "pl1_online" row: "total" column: "total" }
           periods { first_day: "2022-03-15" last_day: "2022-04-14" }
           tree_day: "2022-04-14")"}},
      {"ReportService.ListFindings", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" })"}},
      {"ReportService.CheckTable", {R"(
           definition: "pl1_online" columns: "total" columns: "new_online"
           rows { id: "so-tu-phap" cells: "10" cells: "4" }
           period { first_day: "2022-03-15" last_day: "2022-04-14" })"}},
      {"ReportService.CheckReport", {R"(
           tables {
             definition: "pl1_online" columns: "total" columns: "new_online"
             rows { id: "so-tu-phap" cells: "10" cells: "4" }
             heading { first_day: "2022-03-15" last_day: "2022-04-14" }
           }
           period { first_day: "2022-03-15" last_day: "2022-04-14" }
           agencies { name: "agencies/so-tu-phap" display_name_vi: "Sở Tư pháp" level: LEVEL_DEPARTMENT }
           claims { id: "received" printed: "10" cell { definition: "pl1_online" row: "so-tu-phap" column: "total" } }
           claims { id: "online" printed: "4" }
           claims { id: "rate" printed: "40%" numerator: "online" denominator: "received" })"}},
      {"ReportService.ListCellContributors", {R"(
           definition: "pl1_online" row: "total" column: "total" page_size: 10
           period { first_day: "2022-03-15" last_day: "2022-04-14" })"}},
      {"ReportService.ListSources", {""}},
      {"ReportedService.ImportCounts", {R"(
           name: "imports/bieu-14" document_vi: "Báo cáo quý I/2022, biểu 14"
           agency: "agencies/so-tu-phap"
           document_sha256: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
           counts {
             agency: "agencies/so-y-te" counter: COUNTER_SITE_VISITS day: "2022-03-31" value: 1200
             channel: CHANNEL_ONLINE procedure: "procedures/cap-phep"
           })"}},
      {"ReportedService.WithdrawImport", {R"(name: "$IMPORT")"}},
      {"ReportedService.ListImports", {R"(page_size: 10)"}},
      {"SnapshotService.ClosePeriod", {R"(
           period { first_day: "$DAY" last_day: "$DAY" } provisional: true)"}},
      {"SnapshotService.GetSnapshot", {R"(name: "$SNAPSHOT")"}},
      {"SnapshotService.ListSnapshots", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" } page_size: 10)"}},
      {"SnapshotService.ListSnapshotFacts", {R"(name: "$SNAPSHOT")"}},
      {"SnapshotService.GetSnapshotCatalog", {R"(name: "$SNAPSHOT")"}},
      {"SaidService.CompareSnapshot", {R"(
           name: "$SNAPSHOT" definition: "open_stock" differing_only: true)"}},
      {"SaidService.GetCarryOver",
       {R"(
           period { first_day: "2022-04-15" last_day: "2022-05-14" }
           previous: "snapshots/2022-03-15_2022-04-14.1")",
        false}},
      {"SyncService.GetSyncReport", {R"(name: "provinces/quang-tri" page_size: 10)"}},
      {"SyncService.ReplayStatuses", {R"(name: "provinces/quang-tri")", false}},
      {"SyncService.Rejoin", {R"(name: "provinces/quang-tri")", false}},
      {"SyncService.PutStatuses", {R"(
           name: "provinces/quang-tri"
           statuses {
             dossier: "dossiers/$CODE" status: DOSSIER_STATUS_RECEIVED
             status_time { seconds: 1647306000 }
           })"}},
      {"PortalService.ListProvinces", {""}},
      {"PortalService.GetNationalTable", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" } basis: BASIS_PUBLISHED)"}},
      {"PortalService.RankProvinces", {R"(
           period { first_day: "2022-03-15" last_day: "2022-04-14" } basis: BASIS_LIVE
           measure: PROVINCE_MEASURE_ON_TIME)"}},
      {"PortalService.AcceptHistory", {R"(
           province: "provinces/quang-tri" epoch: "c0ffee" reason: REASON_RECOUNT)"}},
      {"PortalService.SetFaults", {R"(
           faults { province: "provinces/quang-tri" delay_per_mille: 10 delay_ms: 1 seed: 7 })"}},
  };
}

const Examples& AllExamples() {
  static const auto* all = [] {
    auto* examples = new Examples(FoundationExamples());
    examples->merge(PaymentExamples());
    examples->merge(DigitizationExamples());
    return examples;
  }();
  return *all;
}

}  // namespace

Example ExampleOf(const std::string& method) {
  const auto found = AllExamples().find(method);
  return found == AllExamples().end() ? Example{nullptr, false} : found->second;
}

}  // namespace motcua::conformance
