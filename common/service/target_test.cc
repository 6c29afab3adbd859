#include "common/service/target.h"

#include "common/rpc/request.h"
#include "common/service/fields.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"

namespace motcua::service {
namespace {

using testing::RefusedAt;

const absl::Time kNow = absl::FromUnixSeconds(1'650'000'000);

absl::StatusOr<Target> Parse(const std::string& name, absl::Time event_time, type::v1::Role role) {
  const google::protobuf::Timestamp time = rpc::ToTimestamp(event_time);
  return ParseTarget(name, "7", &time, {"quang-tri", role}, kNow);
}

TEST(TargetTest, OnlyAnImporterStatesWhenItHappened) {
  const absl::Time before = kNow - absl::Hours(1);
  EXPECT_THAT(Parse("dossiers/H50-1", before, type::v1::ROLE_OFFICER),
              RefusedAt("IMPORT_ROLE_REQUIRED", "event_time"));
  const Target target = Parse("dossiers/H50-1", before, type::v1::ROLE_IMPORTER).value();
  EXPECT_EQ(target.code, "H50-1");
  EXPECT_EQ(target.etag, "7");
  EXPECT_EQ(target.stated_time, before);
  EXPECT_THAT(Parse("dossiers/H50-1", kNow + absl::Seconds(1), type::v1::ROLE_IMPORTER),
              RefusedAt("TIME_IN_FUTURE", "event_time"));
}

TEST(TargetTest, AnybodyLeavesTheTimeOut) {
  const auto target =
      ParseTarget("dossiers/H50-1", "", nullptr, {"quang-tri", type::v1::ROLE_OFFICER}, kNow);
  EXPECT_EQ(target.value().stated_time, std::nullopt);
}

TEST(TargetTest, TheNameIsReadFirst) {
  EXPECT_THAT(Parse("", kNow, type::v1::ROLE_OFFICER), RefusedAt("FIELD_REQUIRED", "name"));
}

TEST(FieldsTest, TheFirstFieldAtFaultRefusesTheWhole) {
  Fields fields;
  EXPECT_EQ(fields.Take(absl::StatusOr<int>(3)), 3);
  EXPECT_EQ(fields.Make(5).value(), 5);
  EXPECT_EQ(fields.Take(rpc::ParseName("agencies", "", "agency")), "");
  fields.Take(rpc::ParseName("procedures", "", "procedure"));
  EXPECT_THAT(fields.Make(5), RefusedAt("FIELD_REQUIRED", "agency"));
}

}  // namespace
}  // namespace motcua::service
