#include "gmock/gmock.h"
#include "services/portal/portal_fixture.h"

namespace motcua::portal {
namespace {

using statistics::Batch;
using ::testing::SizeIs;

class PortalTest : public PortalFixture {
 protected:
  FakeProvince quang_tri_{"quang-tri"};
  FakeProvince ninh_binh_{"ninh-binh"};
};

TEST_F(PortalTest, TheNationIsTheSumOfItsProvinces) {
  quang_tri_.Set(Counter::kReceived, kFirst - 1, 10);
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  quang_tri_.Set(Counter::kReceived, kLast, 3, Channel::kPost);
  quang_tri_.Set(Counter::kFinishedLate, kLast, 2);
  quang_tri_.Set(Counter::kWithdrawn, kLast, 1);
  quang_tri_.Set(Counter::kOverdue, kFirst - 5, 1);
  quang_tri_.Set(Counter::kReceived, kLast + 1, 99);
  ninh_binh_.Set(Counter::kReceived, kFirst, 5);
  Follow(ninh_binh_);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 7));
  ASSERT_TRUE(AwaitRevision("ninh-binh", 1));
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
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 1));
  Restart();
  quang_tri_.Set(Counter::kReceived, kFirst, 6);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 2));
  quang_tri_.Set(Counter::kReceived, kFirst, 7);
  ASSERT_TRUE(AwaitRevision("quang-tri", 3));
  EXPECT_EQ(National().total().received(), 7);
  EXPECT_EQ(First().cell_count(), 1);
}

TEST_F(PortalTest, AProvinceThatWasNeverHeardIsMissing) {
  quang_tri_.BeNowhere();
  Follow(quang_tri_);
  const v1::NationalTable table = National();
  EXPECT_THAT(table.provinces(), SizeIs(0));
  ASSERT_THAT(table.missing(), SizeIs(1));
  EXPECT_EQ(table.missing(0).kind(), v1::PROBLEM_KIND_NEVER_HEARD);
  EXPECT_TRUE(AwaitProblem(v1::PROBLEM_KIND_UNREACHABLE));
  EXPECT_TRUE(Has(v1::PROBLEM_KIND_NEVER_HEARD));
}

TEST_F(PortalTest, ADigestThatDiffersReplacesNothingAndPassesOnceItIsRight) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 1));
  quang_tri_.Spoil([](Batch& batch) { batch.digest[3] ^= 1; });
  quang_tri_.Set(Counter::kReceived, kFirst, 5);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_DIGEST));
  ASSERT_TRUE(Eventually([&] { return First().refused_batches() >= 2; }));
  EXPECT_EQ(National().total().received(), 4);
  EXPECT_TRUE(First().connected());
  EXPECT_TRUE(HasReason(National().provinces(0), v1::PROBLEM_KIND_DIGEST));
  quang_tri_.Spoil(nullptr);
  ASSERT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_DIGEST));
  EXPECT_EQ(National().total().received(), 5);
  EXPECT_EQ(First().passed_problems(0).kind(), v1::PROBLEM_KIND_DIGEST);
}

TEST_F(PortalTest, AnotherProvincesCellsAreRefused) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  quang_tri_.Spoil([](Batch& batch) { batch.source = "ninh-binh"; });
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_FOREIGN));
  EXPECT_FALSE(running_->store.Find("quang-tri").has_value());
}

TEST_F(PortalTest, ASingleAgencysCellsAreRefused) {
  quang_tri_.SetCell({"so-tu-phap", "", Channel::kOnline, kFirst, Counter::kReceived, ""}, 1);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_FOREIGN));
}

TEST_F(PortalTest, AnEpochThatNoColumnTakesIsRefusedBeforeTheDatabase) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  quang_tri_.Spoil([](Batch& batch) { batch.epoch = std::string(100, 'x'); });
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_MALFORMED));
  EXPECT_TRUE(First().connected());
}

TEST_F(PortalTest, AGapIsRefusedAndTheRestAskedForAgain) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 1));
  quang_tri_.Spoil([](Batch& batch) {
    if (!batch.full) batch.from += 1;
  });
  quang_tri_.Set(Counter::kReceived, kFirst, 5);
  quang_tri_.Set(Counter::kReceived, kFirst + 1, 5);
  // Asked for the rest, it leaves the gap again; asked for everything, it gives it.
  ASSERT_TRUE(AwaitRevision("quang-tri", 3));
  EXPECT_EQ(National().total().received(), 10);
  EXPECT_GE(First().refused_batches(), 2);
}

TEST_F(PortalTest, AnEpochThatWasLeftIsStale) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 1));
  quang_tri_.StartEpoch("epoch-2");
  ASSERT_TRUE(Eventually([&] { return First().cursor().epoch() == "epoch-2"; }));
  quang_tri_.StartEpoch("epoch-1");
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_STALE_EPOCH));
  Restart();
  Follow(quang_tri_);
  ASSERT_TRUE(Eventually([&] { return First().refused_batches() >= 1; }));
  EXPECT_EQ(First().cursor().epoch(), "epoch-2");
}

TEST_F(PortalTest, ASourceThatWentBackIsStaleUntilItIsAccepted) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  quang_tri_.Set(Counter::kReceived, kFirst, 5);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 2));
  quang_tri_.Spoil([](Batch& batch) {
    batch.full = true;
    batch.from = 0;
    batch.through = 1;
    batch.cells = {{{"quang-tri", "", Channel::kOnline, kFirst, Counter::kReceived, ""}, 4}};
    batch.digest = Holding(batch.cells).digest().ToBytes();
  });
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_STALE_EPOCH));
  EXPECT_EQ(National().total().received(), 5);
  v1::AcceptHistoryRequest request;
  request.set_request_id("accept-1");
  request.set_province("provinces/quang-tri");
  request.set_epoch("epoch-1");
  request.set_reason(v1::AcceptHistoryRequest::REASON_RESTORED);
  v1::Province province;
  grpc::ClientContext context;
  ASSERT_TRUE(stub_->AcceptHistory(&context, request, &province).ok());
  ASSERT_TRUE(AwaitRevision("quang-tri", 1));
  EXPECT_EQ(National().total().received(), 4);
  EXPECT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_STALE_EPOCH));
  // It was used, and the same request does not renew it.
  grpc::ClientContext again;
  ASSERT_TRUE(stub_->AcceptHistory(&again, request, &province).ok());
  quang_tri_.Spoil(nullptr);
  ASSERT_TRUE(AwaitRevision("quang-tri", 2));
}

TEST_F(PortalTest, ANewEpochMayNotRewriteWhatWasPublished) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  quang_tri_.Set(Counter::kReceived, kLast + 1, 1);
  quang_tri_.Close(kFirst, kLast, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(Eventually([&] { return First().snapshots_size() == 1; }));
  ASSERT_TRUE(AwaitRevision("quang-tri", 2));
  // Later days may differ.
  quang_tri_.Set(Counter::kReceived, kLast + 1, 7);
  quang_tri_.StartEpoch("epoch-2");
  ASSERT_TRUE(Eventually([&] { return First().cursor().epoch() == "epoch-2"; }));
  quang_tri_.Spoil([](Batch& batch) {
    batch.epoch = "epoch-3";
    batch.full = true;
    batch.from = 0;
    batch.cells = {{{"quang-tri", "", Channel::kOnline, kFirst, Counter::kReceived, ""}, 3}};
    batch.digest = Holding(batch.cells).digest().ToBytes();
  });
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_REWRITTEN_HISTORY));
  EXPECT_EQ(National().total().received(), 4);
  EXPECT_TRUE(HasReason(National().provinces(0), v1::PROBLEM_KIND_REWRITTEN_HISTORY));
  v1::AcceptHistoryRequest request;
  request.set_province("provinces/quang-tri");
  request.set_epoch("epoch-3");
  request.set_reason(v1::AcceptHistoryRequest::REASON_RECOUNT);
  v1::Province province;
  grpc::ClientContext context;
  ASSERT_TRUE(stub_->AcceptHistory(&context, request, &province).ok());
  ASSERT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_REWRITTEN_HISTORY));
  EXPECT_EQ(National().total().received(), 3);
}

TEST_F(PortalTest, SumsThatContradictThemselvesAreShownWithTheReason) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  quang_tri_.Set(Counter::kResultsFinished, kFirst, 2);
  quang_tri_.Set(Counter::kResultsDigitized, kFirst, 3);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitProblem(v1::PROBLEM_KIND_IDENTITY_FAILS));
  EXPECT_EQ(National().total().received(), 4);
  EXPECT_TRUE(HasReason(National().provinces(0), v1::PROBLEM_KIND_IDENTITY_FAILS));
  quang_tri_.Set(Counter::kResultsDigitized, kFirst, 2);
  EXPECT_TRUE(AwaitNoProblem(v1::PROBLEM_KIND_IDENTITY_FAILS));
}

TEST_F(PortalTest, AProvinceThatIsGoneIsShownAsItWas) {
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 1));
  quang_tri_.Stop();
  ASSERT_TRUE(Eventually([&] { return !First().connected(); }));
  const v1::NationalTable table = National();
  EXPECT_EQ(table.provinces(0).received(), 4);
  EXPECT_TRUE(table.provinces(0).unreachable());
  EXPECT_TRUE(HasReason(table.provinces(0), v1::PROBLEM_KIND_UNREACHABLE));
}

TEST_F(PortalTest, FaultsOnRequestLoseNothing) {
  Follow(quang_tri_);
  v1::Faults faults;
  faults.set_refuse_per_mille(200);
  faults.set_delay_per_mille(200);
  faults.set_delay_ms(5);
  faults.set_duplicate_per_mille(200);
  faults.set_forget_per_mille(200);
  faults.set_seed(7);
  SetFaults(faults);
  std::int64_t sum = 0;
  const auto all_happened = [&] {
    const v1::Faults counts = First().faults();
    return counts.refused() > 0 && counts.delayed() > 0 && counts.duplicated() > 0 &&
           counts.forgotten() > 0;
  };
  for (int i = 0; i < 2000 && !(i > 50 && all_happened()); ++i) {
    quang_tri_.Set(Counter::kReceived, kFirst + i % 20, i);
    absl::SleepFor(absl::Milliseconds(10));
  }
  EXPECT_TRUE(all_happened());
  for (int day = 0; day < 20; ++day) {
    quang_tri_.Set(Counter::kReceived, kFirst + day, day + 1);
    sum += day + 1;
  }
  EXPECT_TRUE(Eventually([&] { return National().total().received() == sum; }));
  SetFaults({});
  EXPECT_EQ(First().faults().refuse_per_mille(), 0);
}

TEST_F(PortalTest, FaultsStandAfterARestart) {
  Follow(quang_tri_);
  v1::Faults faults;
  faults.set_refuse_per_mille(1000);
  SetFaults(faults);
  Restart();
  quang_tri_.Set(Counter::kReceived, kFirst, 4);
  Follow(quang_tri_);
  ASSERT_TRUE(Eventually([&] { return First().faults().refused() > 0; }));
  EXPECT_EQ(National().total().received(), 0);
  EXPECT_TRUE(First().connected());
}

TEST_F(PortalTest, RanksByExactRatio) {
  quang_tri_.Set(Counter::kReceived, kFirst, 1, Channel::kPost);
  quang_tri_.Set(Counter::kReceived, kFirst, 2);
  ninh_binh_.Set(Counter::kReceived, kFirst, 3);
  Follow(ninh_binh_);
  Follow(quang_tri_);
  ASSERT_TRUE(AwaitRevision("quang-tri", 2));
  ASSERT_TRUE(AwaitRevision("ninh-binh", 1));
  v1::RankProvincesRequest request;
  request.mutable_period()->set_first_day(FormatDay(kFirst));
  request.mutable_period()->set_last_day(FormatDay(kLast));
  request.set_measure(v1::PROVINCE_MEASURE_ONLINE);
  v1::ProvinceRanking ranking;
  grpc::ClientContext context;
  ASSERT_TRUE(stub_->RankProvinces(&context, request, &ranking).ok());
  ASSERT_THAT(ranking.provinces(), SizeIs(2));
  EXPECT_EQ(ranking.provinces(0).province(), "provinces/ninh-binh");
  EXPECT_EQ(ranking.provinces(1).rank(), 2);
  EXPECT_EQ(ranking.provinces(1).numerator(), 2);
  EXPECT_EQ(ranking.provinces(1).denominator(), 3);
}

TEST_F(PortalTest, KindsAreNumberedAsInTheContract) {
  const auto* kinds = v1::ProblemKind_descriptor();
  for (int i = 1; i < kinds->value_count(); ++i) {
    EXPECT_NE(TextVi(static_cast<ProblemKind>(kinds->value(i)->number())), "");
  }
  EXPECT_EQ(static_cast<int>(ProblemKind::kGap), v1::PROBLEM_KIND_GAP);
  EXPECT_EQ(static_cast<int>(ProblemKind::kIdentityFails), v1::PROBLEM_KIND_IDENTITY_FAILS);
  EXPECT_EQ(static_cast<int>(ProblemKind::kUnreachable), v1::PROBLEM_KIND_UNREACHABLE);
  EXPECT_EQ(static_cast<int>(ProblemKind::kNoKey), v1::PROBLEM_KIND_NO_KEY);
  EXPECT_EQ(static_cast<int>(Measure::kSynced), v1::PROVINCE_MEASURE_SYNCED);
}

TEST_F(PortalTest, BadRequestsAreRefused) {
  v1::NationalTable table;
  grpc::ClientContext context;
  EXPECT_EQ(stub_->GetNationalTable(&context, {}, &table).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  v1::ProvinceRanking ranking;
  grpc::ClientContext ranking_context;
  EXPECT_EQ(stub_->RankProvinces(&ranking_context, {}, &ranking).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
  v1::SetFaultsRequest request;
  request.mutable_faults()->set_province("provinces/nowhere");
  v1::Faults faults;
  grpc::ClientContext unknown_context;
  EXPECT_EQ(stub_->SetFaults(&unknown_context, request, &faults).error_code(),
            grpc::StatusCode::NOT_FOUND);
  request.mutable_faults()->set_refuse_per_mille(600);
  request.mutable_faults()->set_forget_per_mille(600);
  grpc::ClientContext range_context;
  EXPECT_EQ(stub_->SetFaults(&range_context, request, &faults).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

}  // namespace
}  // namespace motcua::portal
