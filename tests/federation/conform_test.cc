// The conformance kit against every service of a living federation, and against two programs of
// other people: what outside teams are asked, we are asked too.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/process/child.h"
#include "common/process/port.h"
#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "motcua/payment/v1/payment.grpc.pb.h"
#include "tests/federation/desk.h"
#include "tests/federation/persist.h"

namespace motcua::federation {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Bin() { return std::filesystem::canonical("/proc/self/exe").parent_path(); }

class ConformTest : public ::testing::Test {
 protected:
  ConformTest() {
    LoadCatalog(federation_);
    Desk desk(federation_);
    const std::atomic<bool> stop = false;
    for (int i = 0; i < 12; ++i) {
      const std::string code = desk.Receive(absl::StrCat("conform-", i), stop);
      EXPECT_TRUE(i % 2 == 0 || desk.Finish(code, stop));
      Charge(code, 10'000 * (i + 1));
    }
  }

  // A dossier that payment counts.
  void Charge(const std::string& code, std::int64_t dong) {
    payment::v1::RaiseObligationRequest request;
    request.set_name("dossiers/" + code);
    request.set_kind(payment::v1::Obligation::KIND_FEE);
    request.mutable_amount()->set_currency("VND");
    request.mutable_amount()->set_dong(dong);
    request.set_reason_code("fee");
    payment::v1::Account account;
    Persist(false, [&](grpc::ClientContext* context) {
      return payment_.RaiseObligation(context, request, &account);
    });
  }

  // What the kit says; it must have ended with `exit_code`.
  std::string Conform(const std::string& what, const std::string& address, int exit_code = 0,
                      const std::vector<std::string>& flags = {}) {
    const std::string log = absl::StrCat(dir_.path(), "/conform-", ++runs_, ".log");
    std::vector<std::string> command = {Bin() + "/motcua-conform", what, address,
                                        "--certs=" + certs_};
    command.insert(command.end(), flags.begin(), flags.end());
    process::Child child(command, log);
    const int code = child.Wait(absl::Minutes(5));
    std::ifstream file(log);
    std::string said((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(code, exit_code) << what << " " << address << "\n" << said;
    return said;
  }

  const motcua::testing::TempDir dir_;
  local::Federation federation_{{.var = dir_.path(), .bin = Bin()}};
  payment::v1::PaymentService::Stub payment_{federation_.Dial("payment", "officer")};
  const std::string certs_ = dir_.path() + "/certs";
  int runs_ = 0;
};

TEST_F(ConformTest, OurServicesConform) {
  for (const char* name : {"intake", "processing", "payment", "digitization"}) {
    SCOPED_TRACE(name);
    const std::string said = Conform("statistics", federation_.address(name));
    EXPECT_THAT(said, HasSubstr("PASS       cells.digest"));
    EXPECT_THAT(said, HasSubstr("PASS       contributors.sum"));
  }
  const std::string said = Conform("statistics", federation_.address("aggregator"));
  for (const char* id : {"field", "none", "depth", "province"}) {
    EXPECT_THAT(said, HasSubstr(absl::StrCat("PASS       cells.projection-", id)));
  }
  // The portal counts, too, and tells each province what is its own.
  EXPECT_THAT(Conform("statistics", federation_.address("portal"), 0, {"--as=aggregator"}),
              HasSubstr("PASS       cells.digest"));
  for (const std::string& name : federation_.names()) {
    SCOPED_TRACE(name);
    EXPECT_THAT(Conform("feed", federation_.address(name)), HasSubstr("PASS       feed.caught-up"));
  }
}

// While dossiers come in, revisions move under the kit.
TEST_F(ConformTest, ASourceConformsWhileItCounts) {
  Desk desk(federation_);
  std::atomic<bool> stop = false;
  std::thread office([&] {
    for (int i = 0; !stop; ++i) {
      desk.Receive(absl::StrCat("busy-", i), stop);
      absl::SleepFor(absl::Milliseconds(700));
    }
  });
  const std::vector<std::string> hurry = {"--answer=10s", "--bookmark=5s"};
  const std::string said = Conform("statistics", federation_.address("processing"), 0, hurry);
  Conform("feed", federation_.address("processing"), 0, hurry);
  stop = true;
  office.join();
  EXPECT_THAT(said, HasSubstr("PASS       cells.resume-middle"));
}

TEST_F(ConformTest, ProgramsOfOtherPeopleConform) {
  const std::vector<std::vector<std::string>> kPrograms = {{EXTERNAL_SOURCE},
                                                           {PYTHON, EXTERNAL_SOURCE_PY}};
  for (std::vector<std::string> command : kPrograms) {
    const std::string file = dir_.path() + "/kiosk.tsv";
    const process::Port port;
    std::ofstream(file + ".new") << "first\n"
                                 << "so-0\tCOUNTER_RECEIVED\t2022-03-20\t7\n"
                                 << "so-1\tCOUNTER_RECEIVED\t2022-03-21\t2\n"
                                 << "so-0\tCOUNTER_FINISHED_EARLY\t2022-03-22\t3\n";
    std::filesystem::rename(file + ".new", file);
    command.insert(command.end(), {port.address(), file, certs_, "processing"});
    const process::Child program(command, dir_.path() + "/program.log",
                                 {"PYTHONPATH=" EXTERNAL_STUBS});
    const std::string said = Conform("statistics", port.address());
    EXPECT_THAT(said, HasSubstr("NOT TRIED  cells.projection-field"));
    EXPECT_THAT(said, HasSubstr("NOT TRIED  contributors.sum"));
  }
}

// A portal of its own, which follows the kit as its only province.
TEST_F(ConformTest, OurPortalConforms) {
  const process::Port own;
  const process::Port kit_port;
  const std::string kit = kit_port.address();
  const process::Child portal(
      {Bin() + "/motcua-portal", "--listen=" + own.address(), "--certs=" + certs_,
       "--db_socket=" + federation_.database().socket(), "--database=conform_portal",
       "--provinces=kit=" + kit, "--province_keys=kit=" + certs_ + "/signing.pub",
       "--snapshot_pause=200ms", "--drain=1s"},
      dir_.path() + "/portal.log");
  const std::string said = Conform("portal", own.address(), 0,
                                   {"--listen=" + kit, "--province=kit", "--as=aggregator",
                                    "--signing_key=" + certs_ + "/signing.key"});
  EXPECT_THAT(said, HasSubstr("PASS       portal.incomplete"));
  EXPECT_THAT(said, HasSubstr("PASS       portal.total"));
  EXPECT_THAT(said, Not(HasSubstr("NOT TRIED")));
}

// A program that fails must be able to say so.
TEST_F(ConformTest, WhoDoesNotAnswerDoesNotConform) {
  const process::Port silent;
  const std::string nowhere = silent.address();
  EXPECT_THAT(Conform("feed", nowhere, 3, {"--answer=2s"}), HasSubstr("FAIL       feed.head"));
  EXPECT_THAT(Conform("statistics", nowhere, 3, {"--answer=2s"}),
              HasSubstr("FAIL       cells.first-sync"));
  EXPECT_THAT(Conform("portal", nowhere, 2), HasSubstr("--province"));
}

}  // namespace
}  // namespace motcua::federation
