#include "services/digitization/files/upload_stream.h"

#include <fstream>
#include <functional>
#include <thread>

#include "absl/time/clock.h"
#include "services/digitization/files/transfer_fixture.h"

namespace motcua::digitization {
namespace {

using UploadStreamTest = TransferTest;

TEST_F(UploadStreamTest, AnswersARepeatedUploadAsTheFirst) {
  const std::string file = SamplePng();
  const v1::File first = Store(file, "scan-1");
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Store(file, "scan-1").ShortDebugString(), first.ShortDebugString());
  EXPECT_EQ(Store(file, "scan-2").ShortDebugString(), first.ShortDebugString());
  // Whatever the offset the caller believes in, and without the bytes.
  Head head = HeadOf(file, "scan-1");
  head.set_offset(17);
  v1::File again;
  EXPECT_TRUE(Send(Messages(head, ""), &again).ok());
  EXPECT_EQ(again.ShortDebugString(), first.ShortDebugString());
  EXPECT_EQ(CountOf("paper_file"), 1);
  EXPECT_EQ(CountOf("event"), 1);
}

TEST_F(UploadStreamTest, StoresAFileOnceForAllWhoSendItAtOnce) {
  const std::string file = SamplePng(1, 300'000);
  std::vector<std::thread> senders;
  for (int i = 0; i < 8; ++i) {
    senders.emplace_back([&, i] { EXPECT_NE(Store(file, std::to_string(i)).name(), ""); });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(CountOf("paper_file"), 1);
}

TEST_F(UploadStreamTest, GoesOnWithABrokenStream) {
  const std::string file = SamplePng(1, 300'000);
  {
    v1::File stored;
    const auto context = rpc::ContextFor(absl::Seconds(20));
    const auto stream = instance_->stub->UploadFile(context.get(), &stored);
    for (const auto& message : Messages(HeadOf(file, "scan-1"), file.substr(0, 200'000))) {
      ASSERT_TRUE(stream->Write(message));
    }
    // What was written is on disk before more is read; the break must not overtake it.
    const absl::Time end = absl::Now() + absl::Minutes(2);
    v1::Upload upload;
    while (upload.offset() < 200'000 && absl::Now() < end) {
      Call(&Stub::GetUpload, Named("scan-1"), &upload);
    }
    EXPECT_EQ(upload.size(), static_cast<std::int64_t>(file.size()));
    context->TryCancel();
  }
  Head head = HeadOf(file, "scan-1");
  EXPECT_EQ(RefusalOf(Messages(head, file)).reason.empty(), false);
  head.set_offset(200'000);
  v1::File stored;
  grpc::Status status;
  const absl::Time end = absl::Now() + absl::Minutes(2);
  do {  // the server may not have noticed yet
    status = Send(Messages(head, file.substr(200'000)), &stored);
  } while (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED && absl::Now() < end);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(Downloaded(stored.name()) == file);
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("scan-1")), "UPLOAD_UNKNOWN");
}

TEST_F(UploadStreamTest, RecordsAFileThatACrashLeftWithoutARow) {
  const std::string file = SamplePng();
  const std::string staged = instance_->files.staging() + "/crashed";
  std::ofstream(staged) << file;
  ASSERT_TRUE(instance_->files.Place({{staged, HexHashOf(file)}}).ok());
  v1::GetFileRequest get;
  get.set_name(FileName(HexHashOf(file)));
  EXPECT_EQ(Refusal(&Stub::GetFile, get), "FILE_NOT_FOUND");
  Store(file, "scan-1");
  EXPECT_EQ(Do(&Stub::GetFile, get).media_type(), kPng);
}

TEST_F(UploadStreamTest, RefusesBadHeads) {
  const std::string file = SamplePng();
  const auto refused = [&](const std::function<void(Head&)>& change) {
    Head head = HeadOf(file, "scan-1");
    change(head);
    const auto details = RefusalOf(Messages(head, file));
    return details.reason + " " + (details.fields.empty() ? "" : details.fields.front());
  };
  EXPECT_EQ(refused([](Head& h) { h.clear_upload_id(); }), "FIELD_REQUIRED head.upload_id");
  EXPECT_EQ(refused([](Head& h) { h.set_upload_id("a b"); }), "UPLOAD_ID_INVALID head.upload_id");
  EXPECT_EQ(refused([](Head& h) { h.set_upload_id(std::string(65, 'a')); }),
            "UPLOAD_ID_INVALID head.upload_id");
  EXPECT_EQ(refused([](Head& h) { h.set_size(0); }), "FILE_EMPTY head.size");
  EXPECT_EQ(refused([](Head& h) { h.set_size(-1); }), "SIZE_INVALID head.size");
  EXPECT_EQ(refused([](Head& h) { h.set_size(kLargestFile + 1); }), "FILE_TOO_LARGE head.size");
  EXPECT_EQ(refused([](Head& h) { h.set_sha256("abc"); }), "SHA256_INVALID head.sha256");
  EXPECT_EQ(refused([](Head& h) { h.set_sha256("../" + std::string(61, 'a')); }),
            "SHA256_INVALID head.sha256");
  EXPECT_EQ(refused([](Head& h) { h.set_media_type("text/html"); }),
            "TYPE_MISMATCH head.media_type");
  EXPECT_EQ(refused([](Head& h) { h.set_media_type(kPdf); }), "TYPE_MISMATCH head.media_type");
  EXPECT_EQ(refused([](Head& h) { h.set_offset(1); }), "OFFSET_MISMATCH head.offset");
  EXPECT_EQ(refused([](Head& h) { h.set_offset(-1); }), "OFFSET_MISMATCH head.offset");
  EXPECT_EQ(refused([](Head& h) { h.set_size(h.size() - 1); }), "SIZE_MISMATCH head.size");
  EXPECT_EQ(refused([](Head& h) { h.set_sha256(std::string(64, 'a')); }),
            "HASH_MISMATCH head.sha256");
  EXPECT_EQ(CountOf("paper_file"), 0);
}

TEST_F(UploadStreamTest, RefusesBadMessages) {
  const std::string file = SamplePng();
  const auto good = Messages(HeadOf(file, "scan-1"), file);
  EXPECT_EQ(RefusalOf({}).reason, "HEAD_REQUIRED");
  EXPECT_EQ(RefusalOf({v1::UploadFileRequest()}).reason, "HEAD_REQUIRED");
  EXPECT_EQ(RefusalOf({good[1], good[0]}).reason, "HEAD_REQUIRED");
  EXPECT_EQ(RefusalOf({good[0], good[0]}).reason, "HEAD_REQUIRED");
  EXPECT_EQ(RefusalOf({good[0], v1::UploadFileRequest()}).reason, "PART_INVALID");
  const std::string large = SamplePng(1, 1'100'000);
  EXPECT_EQ(RefusalOf(Messages(HeadOf(large, "scan-2"), large, large.size())).reason,
            "PART_INVALID");
  EXPECT_EQ(RefusalOf({good[0]}).reason, "UPLOAD_INCOMPLETE");
}

TEST_F(UploadStreamTest, RefusesFilesThatAreNotWhatTheyClaim) {
  const auto refused = [&](const std::string& file) {
    return RefusalOf(Messages(HeadOf(file, "scan-1"), file)).reason;
  };
  EXPECT_EQ(refused("xin chào"), "TYPE_UNKNOWN");
  EXPECT_EQ(refused(SamplePdf().substr(0, 60)), "FILE_DAMAGED");
  EXPECT_EQ(refused(SamplePng() + SampleDocx()), "FILE_AMBIGUOUS");
  EXPECT_EQ(refused(SampleZip({{"[Content_Types].xml", "a"}, {"word/a", "a", 1'000'000}})),
            "ARCHIVE_BOMB");
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("scan-1")), "UPLOAD_UNKNOWN");  // not kept
}

// Only UploadFile, with little patience.
class HastyService final : public v1::DigitizationService::CallbackService {
 public:
  explicit HastyService(FileTransfer& files) : files_(files) {}
  grpc::ServerReadReactor<v1::UploadFileRequest>* UploadFile(grpc::CallbackServerContext* context,
                                                             v1::File* response) override {
    return files_.UploadFile(context, response);
  }

 private:
  FileTransfer& files_;
};

TEST_F(UploadStreamTest, EndsAStreamOnWhichNothingMoves) {
  FileTransfer transfer({instance_->journal, instance_->reads}, instance_->pending,
                        instance_->files, {.uploads = {}, .patience = absl::Milliseconds(100)});
  HastyService service(transfer);
  rpc::Server server({}, {&service});
  const auto stub = v1::DigitizationService::NewStub(server.InProcessChannel());
  const std::string file = SamplePng();
  v1::File stored;
  const auto context = rpc::ContextFor(absl::Seconds(20));
  const auto stream = stub->UploadFile(context.get(), &stored);
  ASSERT_TRUE(stream->Write(Messages(HeadOf(file, "scan-1"), "").front()));
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  server.Shutdown();
}

}  // namespace
}  // namespace motcua::digitization
