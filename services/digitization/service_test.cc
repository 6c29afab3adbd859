#include "services/digitization/service.h"

#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/rpc/request.h"
#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kCode[] = "H50.01-220401-0001";
constexpr char kOther[] = "H50.01-220401-0002";

class ServiceTest : public DigitizationTest {
 protected:
  template <typename Request>
  static Request Ask() {
    return For<Request>(kCode);
  }
  v1::AttachComponentRequest Scan(const std::string& component, const std::string& file) {
    auto request = Ask<v1::AttachComponentRequest>();
    request.set_component(component);
    request.set_file(file);
    return request;
  }
};

TEST_F(ServiceTest, AFolderTellsWhatIsAskedAndWhatIsThere) {
  EXPECT_EQ(Refusal(&Stub::GetFolder, Ask<v1::GetFolderRequest>()), "FOLDER_NOT_FOUND");
  Note(kCode, At("2022-04-01", 8), DueFrom{D("2022-04-15")});
  EXPECT_EQ(Refusal(&Stub::GetFolder, Ask<v1::GetFolderRequest>()), "FOLDER_NOT_FOUND");
  Receive(kCode);
  const v1::Folder folder = Get(kCode);
  EXPECT_EQ(folder.name(), "dossiers/H50.01-220401-0001");
  EXPECT_EQ(folder.agency(), "agencies/so-xay-dung");
  EXPECT_EQ(folder.procedure(), "procedures/cap-phep");
  ASSERT_EQ(folder.components_size(), 3);
  EXPECT_EQ(folder.components(0).component(), "don");
  EXPECT_TRUE(folder.components(2).optional());
  EXPECT_FALSE(folder.finished());
  EXPECT_EQ(folder.etag(), "2");
}

TEST_F(ServiceTest, AComponentIsScannedAndSignedOffStepByStep) {
  Receive(kCode);
  const std::string file = Upload(1);
  auto scan = Scan("don", file);
  scan.set_request_id("scan-1");
  const v1::Folder scanned = Do(&Stub::AttachComponent, scan);
  EXPECT_EQ(scanned.components(0).file(), file);
  EXPECT_EQ(scanned.components(0).steps(0).step(), "scan");
  EXPECT_EQ(scanned.components(0).steps(0).organisation(), "test");
  EXPECT_EQ(Do(&Stub::AttachComponent, scan).SerializeAsString(), scanned.SerializeAsString());

  auto sign = Ask<v1::SignOffStepRequest>();
  sign.set_component("don");
  sign.set_step("store");
  EXPECT_EQ(Refusal(&Stub::SignOffStep, sign), "STEP_OUT_OF_ORDER");
  v1::Folder folder;
  for (const char* step : {"extract", "assign_code", "store"}) {
    sign.set_step(step);
    folder = Do(&Stub::SignOffStep, sign);
  }
  EXPECT_TRUE(folder.components(0).digitized());
  EXPECT_EQ(Get(kCode).SerializeAsString(), folder.SerializeAsString());
  EXPECT_EQ(EventsOf(kCode).back().component().SerializeAsString(),
            folder.components(0).SerializeAsString());
}

TEST_F(ServiceTest, AnEtagGuardsAgainstChangesInBetween) {
  Receive(kCode);
  auto scan = Scan("don", Upload(1));
  scan.set_etag(Get(kCode).etag());
  Do(&Stub::AttachComponent, scan);
  EXPECT_EQ(Refusal(&Stub::AttachComponent, scan), "ETAG_MISMATCH");
}

TEST_F(ServiceTest, FilesMustBeStored) {
  ReceiveAndFinish(kCode);
  EXPECT_EQ(Refusal(&Stub::AttachComponent, Scan("don", "files/" + FileOf('a'))), "FILE_UNKNOWN");
  auto result = Ask<v1::AttachResultRequest>();
  result.set_file("files/" + FileOf('a'));
  EXPECT_EQ(Refusal(&Stub::AttachResult, result), "FILE_UNKNOWN");
}

TEST_F(ServiceTest, AFileIsRecordedOnceHoweverOftenItComes) {
  const std::string file = Upload(1);
  EXPECT_EQ(Upload(1), file);
  EXPECT_EQ(CountOf("paper_file"), 1);
  const auto events = EventsOf(file.substr(0, 63));
  ASSERT_THAT(events, SizeIs(1));
  EXPECT_EQ(events[0].file_stored().name(), file);
}

TEST_F(ServiceTest, SignaturesAreJudgedWhenTheyComeAndAgainOnDemand) {
  ReceiveAndFinish(kCode);
  const Officer officer =
      disk_.authority.Issue("Cán bộ số hóa", At("2022-01-01", 0), At("2023-01-01", 0));
  const std::string bytes = SamplePng(1, 300);
  auto scan = Scan("don", UploadBytes(bytes));
  scan.set_signature(Sign(officer, SamplePng(2, 300), At("2022-04-05", 8)));
  EXPECT_EQ(Refusal(&Stub::AttachComponent, scan), "SIGNATURE_INVALID");
  scan.set_signature("no signature at all");
  EXPECT_EQ(Refusal(&Stub::AttachComponent, scan), "SIGNATURE_INVALID");
  scan.set_signature(Sign(officer, bytes, At("2022-04-05", 8)));
  const v1::Folder folder = Do(&Stub::AttachComponent, scan);
  EXPECT_EQ(folder.components(0).signature_verdict(), v1::SignatureVerdict::VERDICT_VALID);

  const Officer stranger = Authority("Người lạ", At("2022-04-05", 9))
                               .Issue("Ai đó", At("2022-01-01", 0), At("2023-01-01", 0));
  auto result = Ask<v1::AttachResultRequest>();
  result.set_file(UploadBytes(SamplePng(3, 300)));
  result.set_signature(Sign(stranger, SamplePng(3, 300), At("2022-04-05", 8)));
  EXPECT_EQ(Do(&Stub::AttachResult, result).results(0).signature_verdict(),
            v1::SignatureVerdict::VERDICT_UNKNOWN_SIGNER);

  const auto again = Do(&Stub::VerifySignatures, Ask<v1::VerifySignaturesRequest>());
  ASSERT_EQ(again.verdicts_size(), 2);
  EXPECT_EQ(again.verdicts(0).component(), "don");
  EXPECT_EQ(again.verdicts(0).verdict(), v1::SignatureVerdict::VERDICT_VALID);
  EXPECT_EQ(again.verdicts(1).component(), "result");
  EXPECT_EQ(again.verdicts(1).file(), result.file());
  EXPECT_EQ(again.verdicts(1).version(), 1);
  EXPECT_EQ(again.verdicts(1).verdict(), v1::SignatureVerdict::VERDICT_UNKNOWN_SIGNER);
}

TEST_F(ServiceTest, ASignatureIsJudgedAsOfItsAttachmentEverAfter) {
  Receive(kCode);
  const Officer retired =
      disk_.authority.Issue("Cán bộ số hóa", At("2022-01-01", 0), At("2022-04-05", 8));
  const std::string bytes = SamplePng(1, 300);
  auto scan = Scan("don", UploadBytes(bytes));
  scan.set_signature(Sign(retired, bytes, At("2022-04-05", 7)));
  EXPECT_EQ(Do(&Stub::AttachComponent, scan).components(0).signature_verdict(),
            v1::SignatureVerdict::VERDICT_EXPIRED);
  *scan.mutable_event_time() = rpc::ToTimestamp(At("2022-04-05", 7));
  EXPECT_EQ(Do(&Stub::AttachComponent, scan).components(0).signature_verdict(),
            v1::SignatureVerdict::VERDICT_VALID);
  clock_.Set(At("2032-04-05", 9));
  const auto again = Do(&Stub::VerifySignatures, Ask<v1::VerifySignaturesRequest>());
  ASSERT_EQ(again.verdicts_size(), 2);
  EXPECT_EQ(again.verdicts(0).verdict(), v1::SignatureVerdict::VERDICT_EXPIRED);
  EXPECT_EQ(again.verdicts(1).verdict(), v1::SignatureVerdict::VERDICT_VALID);
  EXPECT_EQ(again.verdicts(1).version(), 2);
}

TEST_F(ServiceTest, AResultGoesToItsOwnerAndIsReusedByHim) {
  ReceiveAndFinish(kCode);
  Receive(kOther);
  auto store = Ask<v1::StoreDocumentRequest>();
  store.set_request_id("store-1");
  store.set_owner_identity("045123456789");
  store.set_kind("giay-phep");
  store.set_valid_to("2022-04-05");
  EXPECT_EQ(Refusal(&Stub::StoreDocument, store), "RESULT_MISSING");
  const std::string file = Upload(1);
  AttachResult(kCode, file);
  const v1::Document document = Do(&Stub::StoreDocument, store);
  EXPECT_EQ(document.file(), file);
  EXPECT_EQ(document.dossier(), "dossiers/H50.01-220401-0001");
  EXPECT_EQ(Do(&Stub::StoreDocument, store).SerializeAsString(), document.SerializeAsString());

  v1::ListDocumentsRequest list;
  list.set_owner_identity("045123456789");
  EXPECT_EQ(Do(&Stub::ListDocuments, list).documents(0).name(), document.name());
  list.set_kind("khai-sinh");
  EXPECT_THAT(Do(&Stub::ListDocuments, list).documents(), IsEmpty());

  auto reuse = For<v1::ReuseDocumentRequest>(kOther);
  reuse.set_component("don");
  reuse.set_document(document.name());
  reuse.set_owner_identity("045000000000");
  EXPECT_EQ(Refusal(&Stub::ReuseDocument, reuse), "DOCUMENT_OF_ANOTHER_OWNER");
  reuse.set_owner_identity("045123456789");
  const v1::Folder folder = Do(&Stub::ReuseDocument, reuse);
  EXPECT_TRUE(folder.components(0).reused() && folder.components(0).digitized());
  EXPECT_EQ(folder.components(0).file(), file);
  reuse.set_document("documents/khong-co");
  EXPECT_EQ(Refusal(&Stub::ReuseDocument, reuse), "DOCUMENT_UNKNOWN");

  clock_.Set(At("2022-04-06", 9));
  reuse.set_document(document.name());
  EXPECT_EQ(Refusal(&Stub::ReuseDocument, reuse), "DOCUMENT_EXPIRED");
  list.clear_kind();
  EXPECT_THAT(Do(&Stub::ListDocuments, list).documents(), IsEmpty());
}

// A request id remembers a plain hash of its request: twelve digits could be guessed from it.
TEST_F(ServiceTest, IdentityNumbersAreNowhereInTheDatabase) {
  ReceiveAndFinish(kCode);
  AttachResult(kCode, Upload(1));
  auto store = Ask<v1::StoreDocumentRequest>();
  store.set_owner_identity("045123456789");
  store.set_kind("giay-phep");
  store.set_request_id("store-1");
  Do(&Stub::StoreDocument, store);
  EXPECT_EQ(CountOf("personal_document WHERE owner_key LIKE '%045123456789%'"), 0);
  EXPECT_EQ(CountOf("event WHERE payload LIKE '%045123456789%'"), 0);
  store.clear_request_id();
  EXPECT_EQ(CountOf("event WHERE body_hash = UNHEX('" +
                    HexEncode(Sha256(store.SerializeAsString())) + "')"),
            0);
  store.set_request_id("store-1");
  store.set_owner_identity("045123456780");
  EXPECT_EQ(Refusal(&Stub::StoreDocument, store), "REQUEST_ID_REUSED");
}

TEST_F(ServiceTest, EntriesOfABatchStandAlone) {
  Receive(kCode);
  ReceiveAndFinish(kOther);
  const std::string file = Upload(1);
  v1::BatchUpdateFoldersRequest batch;
  *batch.add_commands()->mutable_attach_component() = Scan("don", file);
  *batch.add_commands()->mutable_attach_component() = Scan("khong-co", file);
  batch.add_commands();
  auto result = For<v1::AttachResultRequest>(kOther);
  result.set_file(Upload(2));
  *batch.add_commands()->mutable_attach_result() = result;
  auto store = For<v1::StoreDocumentRequest>(kOther);
  store.set_kind("giay-phep");
  store.set_owner_identity("045123456789");
  *batch.add_commands()->mutable_store_document() = store;
  const auto response = Do(&Stub::BatchUpdateFolders, batch);
  ASSERT_EQ(response.results_size(), 5);
  EXPECT_EQ(response.results(0).name(), "dossiers/H50.01-220401-0001");
  EXPECT_EQ(response.results(1).refusal().reason(), "COMPONENT_UNKNOWN");
  EXPECT_EQ(response.results(2).refusal().reason(), "COMMAND_REQUIRED");
  EXPECT_EQ(response.results(3).name(), "dossiers/H50.01-220401-0002");
  EXPECT_THAT(response.results(4).name(), ::testing::StartsWith("documents/"));
  EXPECT_EQ(Refusal(&Stub::BatchUpdateFolders, v1::BatchUpdateFoldersRequest()),
            "BATCH_SIZE_INVALID");
}

TEST_F(ServiceTest, ImportersStateWhenItHappened) {
  Receive(kCode);
  auto scan = Scan("don", Upload(1));
  *scan.mutable_event_time() = rpc::ToTimestamp(At("2022-04-02", 10));
  EXPECT_EQ(Do(&Stub::AttachComponent, scan).components(0).steps(0).sign_off_time().seconds(),
            absl::ToUnixSeconds(At("2022-04-02", 10)));
  *scan.mutable_event_time() = rpc::ToTimestamp(At("2022-03-31", 10));
  EXPECT_EQ(Refusal(&Stub::AttachComponent, scan), "EVENT_BEFORE_RECEIPT");
  *scan.mutable_event_time() = rpc::ToTimestamp(At("2022-04-06", 10));
  EXPECT_EQ(Refusal(&Stub::AttachComponent, scan), "TIME_IN_FUTURE");
}

}  // namespace
}  // namespace motcua::digitization
