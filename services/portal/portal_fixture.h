// A portal with its database, following fake provinces.
#ifndef MOTCUA_SERVICES_PORTAL_PORTAL_FIXTURE_H_
#define MOTCUA_SERVICES_PORTAL_PORTAL_FIXTURE_H_

#include <memory>
#include <string>
#include <vector>

#include "common/rpc/serve.h"
#include "common/sql/migrate.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/portal/plugin.h"
#include "services/portal/province_for_test.h"
#include "services/portal/service.h"

namespace motcua::portal {

extern const sql::Schema kSchema;

inline constexpr Day kFirst = 19066;  // 2022-03-15
inline constexpr Day kLast = 19096;   // 2022-04-14

class PortalFixture : public ::testing::Test {
 protected:
  static sql::Settings FreshPortal() {
    const sql::Settings database = testing::FreshDatabase();
    sql::Migrate(database, {journal::kSchema, received::kSchema, kSchema});
    return database;
  }

  // Everything that a process has in memory.
  struct Running {
    explicit Running(const sql::Settings& database)
        : store(database),
          connections(database),
          problems(connections),
          reads(database),
          journal({.database = database}, MakePlugin()),
          service(provinces, problems, {journal, reads}, SystemClock()),
          server(rpc::ServeOptions(), {&service}) {}

    received::Store store;
    sql::Connections connections;
    Problems problems;
    Provinces provinces;
    sql::ReadPool reads;
    journal::Journal journal;
    PortalService service;
    rpc::Server server;
  };

  // Before the provinces that a test made.
  void TearDown() override { running_->provinces.clear(); }

  // Only of `keys`, if they are given.
  void Follow(FakeProvince& province, signing::Keyring keys = {}) {
    if (keys.empty()) keys.Add(province.key().public_key());
    Start(province, std::move(keys));
  }
  void FollowWithoutKeys(FakeProvince& province) { Start(province, {}); }
  void Restart() {
    running_->provinces.clear();
    stub_ = nullptr;
    running_ = nullptr;
    running_ = std::make_unique<Running>(database_);
    stub_ = v1::PortalService::NewStub(running_->server.InProcessChannel());
  }

  // Waits, not longer than 2 min, until `holds`.
  template <typename Condition>
  static bool Eventually(Condition holds) {
    const absl::Time end = absl::Now() + absl::Minutes(2);
    while (!holds() && absl::Now() < end) absl::SleepFor(absl::Milliseconds(5));
    return holds();
  }
  bool AwaitRevision(const std::string& id, std::int64_t revision) {
    return Eventually([&] { return Of(id).cursor().revision() == revision; });
  }
  bool AwaitProblem(v1::ProblemKind kind) {
    return Eventually([&] { return Has(kind); });
  }
  bool AwaitNoProblem(v1::ProblemKind kind) {
    return Eventually([&] { return !Has(kind); });
  }

  v1::NationalTable National(v1::Basis basis = v1::BASIS_LIVE) {
    v1::GetNationalTableRequest request;
    request.mutable_period()->set_first_day(FormatDay(kFirst));
    request.mutable_period()->set_last_day(FormatDay(kLast));
    request.set_basis(basis);
    v1::NationalTable table;
    grpc::ClientContext context;
    EXPECT_TRUE(stub_->GetNationalTable(&context, request, &table).ok());
    return table;
  }
  v1::Province Of(const std::string& id) {
    v1::ListProvincesResponse response;
    grpc::ClientContext context;
    EXPECT_TRUE(stub_->ListProvinces(&context, {}, &response).ok());
    for (const v1::Province& province : response.provinces()) {
      if (province.name() == "provinces/" + id) return province;
    }
    return {};
  }
  // Of the province followed first.
  v1::Province First() { return Of(running_->provinces.front()->id()); }
  bool Has(v1::ProblemKind kind) { return !SubjectOf(kind).empty(); }
  // Of an open problem; empty: there is none.
  std::string SubjectOf(v1::ProblemKind kind) {
    const v1::Province first = First();
    for (const v1::Problem& problem : first.problems()) {
      if (problem.kind() == kind) return problem.subject();
    }
    return "";
  }
  static bool HasReason(const v1::ProvinceLine& line, v1::ProblemKind kind) {
    for (const v1::Problem& reason : line.reasons()) {
      if (reason.kind() == kind) return true;
    }
    return false;
  }
  void SetFaults(v1::Faults faults) {
    v1::SetFaultsRequest request;
    faults.set_province(First().name());
    *request.mutable_faults() = faults;
    v1::Faults set;
    grpc::ClientContext context;
    ASSERT_TRUE(stub_->SetFaults(&context, request, &set).ok());
  }

  const sql::Settings database_ = FreshPortal();
  std::unique_ptr<Running> running_ = std::make_unique<Running>(database_);
  std::unique_ptr<v1::PortalService::Stub> stub_ =
      v1::PortalService::NewStub(running_->server.InProcessChannel());

 private:
  void Start(FakeProvince& province, signing::Keyring keys) {
    running_->provinces.push_back(
        std::make_unique<Province>(Province::Options{.id = province.id(),
                                                     .channel = province.channel(),
                                                     .keys = std::move(keys),
                                                     .store = &running_->store,
                                                     .connections = &running_->connections,
                                                     .problems = &running_->problems,
                                                     .clock = SystemClock(),
                                                     .snapshot_pause = absl::Milliseconds(20)}));
  }
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_PORTAL_FIXTURE_H_
