#include <mutex>

#include "common/received/batches_for_test.h"
#include "common/rpc/serve.h"
#include "common/sql/read_pool.h"
#include "common/statistics/server.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/portal/service.h"
#include "services/portal/table.h"

namespace motcua::portal {
namespace {

using ::motcua::testing::IsOk;
using received::FakeSource;
using received::ReceivedCell;
using statistics::Batch;
using statistics::CellCursor;
using statistics::CellKey;
using statistics::Channel;
using statistics::Counter;
using ::testing::SizeIs;

constexpr Day kFirst = 19066;  // 2022-03-15
constexpr Day kLast = 19096;   // 2022-04-14

// A province's aggregator over a FakeSource.
class FakeProvince {
 public:
  explicit FakeProvince(std::string id) : id_(std::move(id)) {}

  void Set(const CellKey& key, std::int64_t value) {
    const std::lock_guard lock(mutex_);
    cells_.Set(key, value);
    Wake();
  }
  // From now on every digest is wrong.
  void Spoil() {
    const std::lock_guard lock(mutex_);
    spoiled_ = true;
  }
  std::shared_ptr<grpc::Channel> channel() { return server_.InProcessChannel(); }
  void Stop() { server_.Shutdown(); }

 private:
  statistics::CellSource Source() {
    statistics::CellSource source;
    source.next = [this](const std::optional<CellCursor>& after,
                         const auto& projection) -> absl::StatusOr<std::optional<Batch>> {
      EXPECT_EQ(projection.tree_depth(), 1);
      const std::lock_guard lock(mutex_);
      const bool goes_on = after && after->epoch == "epoch-1";
      Batch batch = cells_.After(goes_on ? std::optional(after->revision) : std::nullopt);
      batch.source = id_;
      if (spoiled_) batch.digest[3] ^= 1;
      return batch;
    };
    source.complete_until = [] { return absl::InfinitePast(); };
    source.subscribe = [this](std::function<void()> wake) {
      const std::lock_guard lock(mutex_);
      wake_ = std::move(wake);
      return std::make_shared<int>(0);
    };
    return source;
  }
  void Wake() {
    if (wake_) wake_();
  }

  const std::string id_;
  std::mutex mutex_;
  FakeSource cells_;
  bool spoiled_ = false;
  std::function<void()> wake_;
  std::unique_ptr<grpc::Service> service_ = statistics::MakeStatisticsService(Source());
  rpc::Server server_{rpc::ServeOptions(), {service_.get()}};
};

CellKey Cell(Counter counter, Day day, Channel channel = Channel::kOnline) {
  return {"so-tu-phap", "tu-phap", channel, day, counter, ""};
}

class PortalTest : public ::testing::Test {
 protected:
  void Follow(const std::string& id, FakeProvince& province) {
    provinces_.push_back(std::make_unique<Province>(id, province.channel(), store_, SystemClock()));
  }
  // Waits, not longer than 10 s, until `holds`.
  template <typename Condition>
  static bool Eventually(Condition holds) {
    const absl::Time end = absl::Now() + absl::Minutes(2);
    while (!holds() && absl::Now() < end) absl::SleepFor(absl::Milliseconds(5));
    return holds();
  }
  std::int64_t RevisionOf(const std::string& id) {
    const auto standing = store_.Find(id);
    return standing ? standing->cursor.revision : -1;
  }
  v1::NationalTable National() {
    v1::GetNationalTableRequest request;
    request.mutable_period()->set_first_day(FormatDay(kFirst));
    request.mutable_period()->set_last_day(FormatDay(kLast));
    v1::NationalTable table;
    grpc::ClientContext context;
    EXPECT_TRUE(stub_->GetNationalTable(&context, request, &table).ok());
    return table;
  }
  v1::ListProvincesResponse List() {
    v1::ListProvincesResponse response;
    grpc::ClientContext context;
    EXPECT_TRUE(stub_->ListProvinces(&context, {}, &response).ok());
    return response;
  }

  FakeProvince quang_tri_{"quang-tri"};
  FakeProvince ninh_binh_{"ninh-binh"};
  const sql::Settings database_ = received::FreshReceived();
  received::Store store_{database_};
  sql::ReadPool reads_{database_};
  Provinces provinces_;
  PortalService service_{provinces_, reads_};
  rpc::Server server_{rpc::ServeOptions(), {&service_}};
  std::unique_ptr<v1::PortalService::Stub> stub_ =
      v1::PortalService::NewStub(server_.InProcessChannel());
};

TEST_F(PortalTest, TheNationIsTheSumOfItsProvinces) {
  quang_tri_.Set(Cell(Counter::kReceived, kFirst - 1), 10);
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 4);
  quang_tri_.Set(Cell(Counter::kReceived, kLast, Channel::kPost), 3);
  quang_tri_.Set(Cell(Counter::kFinishedLate, kLast), 2);
  quang_tri_.Set(Cell(Counter::kWithdrawn, kLast), 1);
  quang_tri_.Set(Cell(Counter::kOverdue, kFirst - 5), 1);
  quang_tri_.Set(Cell(Counter::kReceived, kLast + 1), 99);
  ninh_binh_.Set(Cell(Counter::kReceived, kFirst), 5);
  Follow("ninh-binh", ninh_binh_);
  Follow("quang-tri", quang_tri_);
  ASSERT_TRUE(
      Eventually([&] { return RevisionOf("quang-tri") == 7 && RevisionOf("ninh-binh") == 1; }));
  const v1::NationalTable table = National();
  ASSERT_THAT(table.provinces(), SizeIs(2));
  const v1::ProvinceLine& line = table.provinces(1);
  EXPECT_EQ(line.province(), "provinces/quang-tri");
  EXPECT_EQ(line.received(), 7);
  EXPECT_EQ(line.received_online(), 4);
  EXPECT_EQ(line.carried_over(), 10);
  EXPECT_EQ(line.finished_late(), 2);
  EXPECT_EQ(line.ended_otherwise(), 1);
  EXPECT_EQ(line.open(), 14);
  EXPECT_EQ(line.overdue(), 1);
  EXPECT_FALSE(line.unreachable());
  EXPECT_EQ(table.total().received(), 12);
  EXPECT_EQ(table.total().open(), 19);
}

TEST_F(PortalTest, ChangesArriveAndARestartGoesOn) {
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 4);
  Follow("quang-tri", quang_tri_);
  ASSERT_TRUE(Eventually([&] { return RevisionOf("quang-tri") == 1; }));
  provinces_.clear();
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 6);
  Follow("quang-tri", quang_tri_);
  ASSERT_TRUE(Eventually([&] { return RevisionOf("quang-tri") == 2; }));
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 7);
  ASSERT_TRUE(Eventually([&] { return RevisionOf("quang-tri") == 3; }));
  EXPECT_EQ(National().total().received(), 7);
  EXPECT_EQ(List().provinces(0).cell_count(), 1);
}

TEST_F(PortalTest, ADigestThatDiffersReplacesNothingAndIsCounted) {
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 4);
  Follow("quang-tri", quang_tri_);
  ASSERT_TRUE(Eventually([&] { return RevisionOf("quang-tri") == 1; }));
  quang_tri_.Spoil();
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 5);
  ASSERT_TRUE(Eventually([&] { return provinces_[0]->refused_batches() >= 2; }));
  EXPECT_EQ(National().total().received(), 4);
  EXPECT_GE(List().provinces(0).refused_batches(), 2);
}

TEST_F(PortalTest, AnotherProvincesCellsAreRefused) {
  ninh_binh_.Set(Cell(Counter::kReceived, kFirst), 4);
  Follow("quang-tri", ninh_binh_);
  ASSERT_TRUE(Eventually([&] { return provinces_[0]->refused_batches() >= 1; }));
  EXPECT_FALSE(store_.Find("quang-tri").has_value());
}

TEST_F(PortalTest, AProvinceThatIsGoneIsShownAsItWas) {
  quang_tri_.Set(Cell(Counter::kReceived, kFirst), 4);
  Follow("quang-tri", quang_tri_);
  ASSERT_TRUE(Eventually([&] { return RevisionOf("quang-tri") == 1; }));
  quang_tri_.Stop();
  ASSERT_TRUE(Eventually([&] { return !provinces_[0]->connected(); }));
  const v1::NationalTable table = National();
  EXPECT_EQ(table.provinces(0).received(), 4);
  EXPECT_TRUE(table.provinces(0).unreachable());
}

TEST_F(PortalTest, AMalformedPeriodIsRefused) {
  v1::NationalTable table;
  grpc::ClientContext context;
  EXPECT_EQ(stub_->GetNationalTable(&context, {}, &table).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace motcua::portal
