#include "common/base/errors.h"
#include "common/catalog/convert.h"
#include "common/testing/status.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

using testing::IsOk;

// Commune, then two steps in parallel, then the commune again.
v1::Procedure Routed() {
  v1::Procedure procedure;
  procedure.set_name("procedures/dat-dai");
  procedure.set_version(1);
  procedure.set_display_name_vi("Cấp giấy chứng nhận");
  procedure.set_field("dat-dai");
  for (int number = 1; number <= 4; ++number) {
    v1::RouteStep& step = *procedure.add_route();
    step.set_number(number);
    step.set_kind("commune");
    step.set_display_name_vi("Bước");
    step.set_time(3);
    step.set_time_unit(v1::Procedure::LEGAL_TIME_UNIT_HOUR);
    step.set_may_pause(number == 2);
  }
  procedure.mutable_route(2)->set_agency("agencies/cuc-thue");
  procedure.mutable_route(1)->add_after(1);
  procedure.mutable_route(2)->add_after(1);
  procedure.mutable_route(3)->add_after(2);
  procedure.mutable_route(3)->add_after(3);
  return procedure;
}

// The field at fault after `change`.
template <typename Change>
std::string FaultAfter(Change change) {
  v1::Procedure procedure = Routed();
  change(procedure);
  const auto read = ProcedureFromProto(procedure, "p");
  EXPECT_EQ(read.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(RefusalOf(read.status()).message_vi.empty());
  return RefusalOf(read.status()).field;
}

TEST(RouteTest, ProtoAndBackIsTheSame) {
  const auto procedure = ProcedureFromProto(Routed(), "p");
  ASSERT_THAT(procedure, IsOk());
  ASSERT_EQ(procedure->route.size(), 4u);
  EXPECT_EQ(procedure->route[1].kind, "commune");
  EXPECT_TRUE(procedure->route[1].may_pause);
  EXPECT_EQ(procedure->route[2].agency, "cuc-thue");
  EXPECT_EQ(procedure->route[3].after, (std::vector<int>{2, 3}));
  EXPECT_EQ(ToProto(*procedure).SerializeAsString(), Routed().SerializeAsString());
}

TEST(RouteTest, FaultsNameTheField) {
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->set_number(1); }),
            "p.route[1].number");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(0)->set_number(0); }),
            "p.route[0].number");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->clear_holder(); }),
            "p.route[1].agency");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->set_agency("cuc-thue"); }),
            "p.route[1].agency");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->set_kind(""); }),
            "p.route[1].kind");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->set_kind("Xã"); }),
            "p.route[1].kind");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->clear_display_name_vi(); }),
            "p.route[1].display_name_vi");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->set_time(3651); }),
            "p.route[1].time");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->set_time(-1); }),
            "p.route[1].time");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(1)->clear_time_unit(); }),
            "p.route[1].time_unit");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) {
              for (int i = 0; i < 47; ++i) *p.add_route() = p.route(3);
            }),
            "p.route");
}

TEST(RouteTest, AStepWaitsOnlyForSmallerNumbers) {
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(3)->set_after(1, 4); }),
            "p.route[3].after[1]");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(3)->set_after(0, 0); }),
            "p.route[3].after[0]");
  EXPECT_EQ(FaultAfter([](v1::Procedure& p) { p.mutable_route(0)->add_after(2); }),
            "p.route[0].after[0]");
}

}  // namespace
}  // namespace motcua::catalog
