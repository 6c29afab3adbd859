#include "common/rpc/guard.h"

#include <stdexcept>

#include "common/base/errors.h"
#include "common/testing/grpc.h"
#include "gmock/gmock.h"

namespace motcua::rpc {
namespace {

using testing::DetailsOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(ErrorsTest, TellReasonFieldAndVietnameseText) {
  const grpc::Status status = ToGrpc(
      InvalidField("dossier.agency", "AGENCY_UNKNOWN", "unknown agency", "Không có đơn vị này."));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "unknown agency");
  EXPECT_EQ(DetailsOf(status).domain, "motcua");
  EXPECT_EQ(DetailsOf(status).reason, "AGENCY_UNKNOWN");
  EXPECT_THAT(DetailsOf(status).fields, ElementsAre("dossier.agency"));
  EXPECT_EQ(DetailsOf(status).message_vi, "Không có đơn vị này.");
  EXPECT_FALSE(DetailsOf(status).retry);
}

TEST(ErrorsTest, OverloadSaysWhenToComeBack) {
  const grpc::Status status = ToGrpc(Overloaded());
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(DetailsOf(status).reason, "OVERLOADED");
  EXPECT_TRUE(DetailsOf(status).retry);
}

TEST(ErrorsTest, InternalsNeverReachACaller) {
  for (const absl::Status& secret :
       {absl::InternalError("table t at 10.0.0.1"), absl::UnknownError("table t"),
        absl::DataLossError("table t"), absl::UnavailableError("table t")}) {
    const grpc::Status status = ToGrpc(secret);
    EXPECT_NE(status.error_code(), grpc::StatusCode::UNKNOWN);
    EXPECT_THAT(status.error_message(), Not(HasSubstr("table")));
    EXPECT_THAT(status.error_details(), Not(HasSubstr("table")));
    EXPECT_THAT(DetailsOf(status).message_vi, Not(IsEmpty()));
  }
}

TEST(GuardTest, AnExceptionBecomesInternal) {
  const grpc::Status status =
      Guard("Test", []() -> absl::Status { throw std::runtime_error("table t"); });
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INTERNAL);
  EXPECT_THAT(status.error_message(), Not(HasSubstr("table")));
  EXPECT_EQ(Guard("Test", []() -> absl::Status { throw 1; }).error_code(),
            grpc::StatusCode::INTERNAL);
  EXPECT_TRUE(Guard("Test", [] { return absl::OkStatus(); }).ok());
}

}  // namespace
}  // namespace motcua::rpc
