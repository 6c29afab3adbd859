#include "services/digitization/file_transfer.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/file_requests.h"
#include "services/digitization/running_hash.h"

namespace motcua::digitization {
namespace {

using ::testing::ElementsAre;
using Head = v1::UploadFileRequest::Head;

class FileTransferTest : public DigitizationTest {
 protected:
  static Head HeadOf(const std::string& file, const std::string& upload_id) {
    Head head;
    head.set_upload_id(upload_id);
    head.set_size(static_cast<std::int64_t>(file.size()));
    head.set_sha256(HexHashOf(file));
    return head;
  }

  // Sends messages until the server has enough of them.
  grpc::Status Send(const std::vector<v1::UploadFileRequest>& messages, v1::File* stored) {
    const auto context = rpc::ContextFor(absl::Seconds(20));
    const auto stream = instance_->stub->UploadFile(context.get(), stored);
    for (const v1::UploadFileRequest& message : messages) {
      if (!stream->Write(message)) break;
    }
    stream->WritesDone();
    return stream->Finish();
  }
  static std::vector<v1::UploadFileRequest> Messages(const Head& head, const std::string& bytes,
                                                     std::size_t part = kLargestPart) {
    std::vector<v1::UploadFileRequest> messages(1);
    *messages.front().mutable_head() = head;
    for (std::size_t i = 0; i < bytes.size(); i += part) {
      messages.emplace_back().set_data(bytes.substr(i, part));
    }
    return messages;
  }
  v1::File Store(const std::string& file, const std::string& upload_id) {
    v1::File stored;
    const grpc::Status status = Send(Messages(HeadOf(file, upload_id), file), &stored);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return stored;
  }
  // What a refused upload is told; nothing of it may be stored.
  motcua::testing::ErrorDetails RefusalOf(const std::vector<v1::UploadFileRequest>& messages) {
    const std::int64_t before = CountOf("event");
    v1::File stored;
    const grpc::Status status = Send(messages, &stored);
    EXPECT_FALSE(status.ok());
    EXPECT_NE(status.error_code(), grpc::StatusCode::INTERNAL);
    EXPECT_EQ(CountOf("event"), before);
    return motcua::testing::DetailsOf(status);
  }

  // The bytes of a range, and how the call ended.
  grpc::Status Download(const std::string& name, std::int64_t offset, std::int64_t length,
                        std::string* bytes) {
    v1::DownloadFileRequest request;
    request.set_name(name);
    request.set_offset(offset);
    request.set_length(length);
    const auto context = rpc::ContextFor(absl::Seconds(20));
    const auto stream = instance_->stub->DownloadFile(context.get(), request);
    v1::DownloadFileResponse part;
    while (stream->Read(&part)) {
      EXPECT_EQ(part.offset(), offset + static_cast<std::int64_t>(bytes->size()));
      EXPECT_LE(part.data().size(), kLargestPart);
      bytes->append(part.data());
    }
    return stream->Finish();
  }
  std::string Downloaded(const std::string& name, std::int64_t offset = 0,
                         std::int64_t length = 0) {
    std::string bytes;
    const grpc::Status status = Download(name, offset, length, &bytes);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return bytes;
  }

  static v1::GetUploadRequest Named(const std::string& upload_id) {
    v1::GetUploadRequest request;
    request.set_upload_id(upload_id);
    return request;
  }
};

TEST_F(FileTransferTest, GivesBackWhatItWasGiven) {
  const std::string file = SamplePng(1, 2'500'000);
  const v1::File stored = Store(file, "scan-1");
  EXPECT_EQ(stored.name(), "files/" + HexHashOf(file));
  EXPECT_EQ(stored.size(), static_cast<std::int64_t>(file.size()));
  EXPECT_EQ(stored.media_type(), kPng);
  EXPECT_EQ(stored.store_time().seconds(), absl::ToUnixSeconds(At("2022-04-05", 9)));
  EXPECT_TRUE(Downloaded(stored.name()) == file);
  EXPECT_TRUE(Downloaded(stored.name(), 999'999, 1'000'002) == file.substr(999'999, 1'000'002));
  EXPECT_TRUE(Downloaded(stored.name(), 2'500'000) == file.substr(2'500'000));
  v1::GetFileRequest get;
  get.set_name(stored.name());
  EXPECT_EQ(Do(&Stub::GetFile, get).ShortDebugString(), stored.ShortDebugString());
}

TEST_F(FileTransferTest, AnswersARepeatedUploadAsTheFirst) {
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

TEST_F(FileTransferTest, StoresAFileOnceForAllWhoSendItAtOnce) {
  const std::string file = SamplePng(1, 300'000);
  std::vector<std::thread> senders;
  for (int i = 0; i < 8; ++i) {
    senders.emplace_back([&, i] { EXPECT_NE(Store(file, std::to_string(i)).name(), ""); });
  }
  for (std::thread& sender : senders) sender.join();
  EXPECT_EQ(CountOf("paper_file"), 1);
}

TEST_F(FileTransferTest, GoesOnWithABrokenStream) {
  const std::string file = SamplePng(1, 300'000);
  {
    v1::File stored;
    const auto context = rpc::ContextFor(absl::Seconds(20));
    const auto stream = instance_->stub->UploadFile(context.get(), &stored);
    for (const auto& message : Messages(HeadOf(file, "scan-1"), file.substr(0, 200'000))) {
      ASSERT_TRUE(stream->Write(message));
    }
    // What was written is on disk before more is read; the break must not overtake it.
    const absl::Time end = absl::Now() + absl::Seconds(20);
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
  const absl::Time end = absl::Now() + absl::Seconds(20);
  do {  // the server may not have noticed yet
    status = Send(Messages(head, file.substr(200'000)), &stored);
  } while (status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED && absl::Now() < end);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(Downloaded(stored.name()) == file);
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("scan-1")), "UPLOAD_UNKNOWN");
}

TEST_F(FileTransferTest, RecordsAFileThatACrashLeftWithoutARow) {
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

TEST_F(FileTransferTest, RefusesBadHeads) {
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
  EXPECT_EQ(refused([](Head& h) { h.set_size(0); }), "FILE_EMPTY data");
  EXPECT_EQ(refused([](Head& h) { h.set_size(-1); }), "SIZE_INVALID head.size");
  EXPECT_EQ(refused([](Head& h) { h.set_size(kLargestFile + 1); }), "FILE_TOO_LARGE data");
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

TEST_F(FileTransferTest, RefusesBadMessages) {
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

TEST_F(FileTransferTest, RefusesFilesThatAreNotWhatTheyClaim) {
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

TEST_F(FileTransferTest, StoresSmallFilesEachForItself) {
  v1::BatchUploadFilesRequest request;
  request.add_files()->set_data(SamplePng());
  request.add_files()->set_data("xin chào");
  request.add_files()->set_data(SampleDocx());
  request.add_files()->set_data(SamplePng());
  request.add_files()->set_data("");
  auto* const wrong = request.add_files();
  wrong->set_data(SampleJpeg());
  wrong->set_media_type(kPng);
  const auto response = Do(&Stub::BatchUploadFiles, request);
  std::vector<std::string> outcomes;
  for (const auto& result : response.results()) {
    outcomes.push_back(result.has_file()
                           ? result.file().media_type()
                           : result.refusal().reason() + " " + result.refusal().field());
  }
  EXPECT_THAT(outcomes, ElementsAre(kPng, "TYPE_UNKNOWN data", kDocx, kPng, "FILE_EMPTY data",
                                    "TYPE_MISMATCH media_type"));
  EXPECT_EQ(CountOf("paper_file"), 2);
  EXPECT_TRUE(Downloaded(response.results(2).file().name()) == SampleDocx());
  EXPECT_EQ(Do(&Stub::BatchUploadFiles, request).ShortDebugString(), response.ShortDebugString());
  EXPECT_EQ(CountOf("event"), 2);
}

TEST_F(FileTransferTest, BoundsItsBatches) {
  v1::BatchUploadFilesRequest request;
  EXPECT_EQ(Refusal(&Stub::BatchUploadFiles, request), "BATCH_SIZE_INVALID");
  for (int i = 0; i < 201; ++i) request.add_files()->set_data("a");
  EXPECT_EQ(Refusal(&Stub::BatchUploadFiles, request), "BATCH_SIZE_INVALID");
  request.clear_files();
  request.add_files()->set_data(std::string(4'000'001, 'a'));
  EXPECT_EQ(Refusal(&Stub::BatchUploadFiles, request), "BATCH_SIZE_INVALID");
}

TEST_F(FileTransferTest, RefusesNamesThatAreNone) {
  for (const std::string& name :
       {std::string(), std::string("files/"), "files/" + std::string(63, 'a'),
        "files/" + std::string(64, 'A'), "files/../" + std::string(61, 'a')}) {
    v1::GetFileRequest get;
    get.set_name(name);
    EXPECT_EQ(Refusal(&Stub::GetFile, get), name.empty() ? "FIELD_REQUIRED" : "NAME_INVALID");
    std::string bytes;
    EXPECT_EQ(Download(name, 0, 0, &bytes).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  }
  std::string bytes;
  EXPECT_EQ(Download(FileName(HexHashOf("a")), 0, 0, &bytes).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("")), "FIELD_REQUIRED");
  EXPECT_EQ(Refusal(&Stub::GetUpload, Named("\n")), "UPLOAD_ID_INVALID");
}

TEST_F(FileTransferTest, RefusesRangesOutsideTheFile) {
  const std::string file = SamplePng();
  const std::string name = Store(file, "scan-1").name();
  const auto size = static_cast<std::int64_t>(file.size());
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  for (const auto& [offset, length] : std::vector<std::pair<std::int64_t, std::int64_t>>{
           {-1, 0}, {0, -1}, {size, 0}, {0, size + 1}, {1, kMost}, {kMost, kMost}, {kMost, 1}}) {
    std::string bytes;
    const grpc::Status status = Download(name, offset, length, &bytes);
    EXPECT_EQ(motcua::testing::DetailsOf(status).reason, "RANGE_INVALID")
        << offset << " " << length;
    EXPECT_EQ(status.error_code(), grpc::StatusCode::OUT_OF_RANGE);
    EXPECT_EQ(bytes, "");
  }
  EXPECT_EQ(Downloaded(name, size - 1, 1), file.substr(size - 1));
}

TEST_F(FileTransferTest, NeverGivesASpoiltFileForWhole) {
  const std::string file = SamplePng(1, 1'500'000);
  const std::string name = Store(file, "scan-1").name();
  const std::string path = instance_->files.PathOf(HexHashOf(file));
  const auto expect_corrupt = [&] {
    std::string bytes;
    const grpc::Status status = Download(name, 0, 0, &bytes);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::DATA_LOSS);
    EXPECT_EQ(motcua::testing::DetailsOf(status).reason, "FILE_CORRUPT");
    EXPECT_LT(bytes.size(), file.size());
  };
  std::string spoilt = file;
  spoilt[700'000] ^= 1;
  std::ofstream(path) << spoilt;
  expect_corrupt();
  std::filesystem::resize_file(path, 1000);
  expect_corrupt();
  std::filesystem::remove(path);
  expect_corrupt();
  Store(file, "scan-2");  // whoever still has it mends it
  EXPECT_TRUE(Downloaded(name) == file);
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

TEST_F(FileTransferTest, EndsAStreamOnWhichNothingMoves) {
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
