// The calls that move files, as a client makes them.
#ifndef MOTCUA_SERVICES_DIGITIZATION_FILES_TRANSFER_FIXTURE_H_
#define MOTCUA_SERVICES_DIGITIZATION_FILES_TRANSFER_FIXTURE_H_

#include <string>
#include <vector>

#include "common/rpc/channel.h"
#include "services/digitization/digitization_fixture.h"
#include "services/digitization/domain/sniff.h"
#include "services/digitization/files/file_requests.h"
#include "services/digitization/files/running_hash.h"

namespace motcua::digitization {

using Head = v1::UploadFileRequest::Head;

class TransferTest : public DigitizationTest {
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

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_FILES_TRANSFER_FIXTURE_H_
