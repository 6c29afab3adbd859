#include "tests/conformance/examples.h"

namespace motcua::conformance {

// What is told with its time happens the day after the receipt, the rest now.
Examples DigitizationExamples() {
  return {
      // Head and bytes are messages of their own.
      {"DigitizationService.UploadFile",
       {R"(
           head {
             upload_id: "scan-1" size: 10 media_type: "application/pdf"
             sha256: "5fd924625f6ab16a19cc9807c7c506ae1813490e4ba675f843d5a10e0baacdb8"
           })",
        false}},
      {"DigitizationService.BatchUploadFiles", {R"(
           files { data: "$PDF" media_type: "application/pdf" })"}},
      {"DigitizationService.GetUpload", {R"(upload_id: "$UPLOAD")"}},
      {"DigitizationService.GetFile", {R"(name: "$STORED")"}},
      {"DigitizationService.DownloadFile", {R"(name: "$STORED" offset: 1 length: 10)"}},

      {"DigitizationService.GetFolder", {R"(name: "$FOLDER")"}},
      {"DigitizationService.ListFolders", {R"(
           agency: "agencies/so-tu-phap" view: VIEW_INCOMPLETE page_size: 10)"}},
      {"DigitizationService.AttachComponent", {R"(
           name: "$FOLDER" event_time { seconds: 1647396000 } component: "application"
           file: "$STORED" steps: "extract")"}},
      {"DigitizationService.SignOffStep", {R"(
           name: "$SCANNED" event_time { seconds: 1647396000 } component: "application"
           step: "extract")"}},
      {"DigitizationService.ReuseDocument", {R"(
           name: "$FOLDER" event_time { seconds: 1647396000 } component: "application"
           document: "$DOCUMENT" owner_identity: "045123456789")"}},
      {"DigitizationService.AttachResult", {R"(
           name: "$FINISHED" event_time { seconds: 1647396000 } file: "$STORED"
           valid_to: "2027-03-16")"}},
      {"DigitizationService.VerifySignatures", {R"(name: "$SCANNED")"}},
      {"DigitizationService.StoreDocument", {R"(
           name: "$WITHRESULT" event_time { seconds: 1647396000 }
           owner_identity: "045123456789" kind: "giay-phep" valid_to: "2032-03-16")"}},
      {"DigitizationService.ListDocuments", {R"(
           owner_identity: "045123456789" kind: "giay-phep")"}},
      // The form is no picture.
      {"DigitizationService.ExtractFields",
       {R"(
           name: "$SCANNED" component: "application"
           fields { field: "ho_ten" label_vi: "Họ và tên" })",
        false}},
      {"DigitizationService.ListResultFindings", {R"(
           first_day: "2022-03-15" last_day: "2022-04-14" doubt: DOUBT_TINY page_size: 10)"}},
      {"DigitizationService.BatchUpdateFolders", {R"(
           commands {
             attach_component { name: "$FOLDER" event_time { seconds: 1647396000 }
                                component: "application" file: "$STORED" }
           })"}},
  };
}

}  // namespace motcua::conformance
