#include "common/service/options.h"

#include <fstream>

#include "common/testing/database.h"
#include "gmock/gmock.h"

namespace motcua::service {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

// Flags are the process's own, so one test reads them all.
TEST(OptionsTest, AConfigFileTellsEverythingAndTheCommandLineCorrectsIt) {
  const testing::TempDir dir;
  const std::string file = dir.path() + "/intake.flags";
  std::ofstream(dir.path() + "/password") << "mat-khau\n";
  std::ofstream(file) << "--listen=127.0.0.1:7401\n--certs=/certs\n--province=quang-tri\n"
                      << "--db_socket=/run/mariadb.sock\n--db_password_file=" << dir.path()
                      << "/password\n--intake=127.0.0.1:1\n"
                      << "--sources=intake=ipv4:127.0.0.1:1,127.0.0.1:2,payment=127.0.0.1:3\n";
  std::string program = "motcua-intake";
  std::string flagfile = "--flagfile=" + file;
  std::string listen = "--listen=127.0.0.1:7402";
  char* arguments[] = {program.data(), flagfile.data(), listen.data(), nullptr};

  const Options options = ParseOptions("intake", 3, arguments);

  EXPECT_EQ(options.serve.address, "127.0.0.1:7402");
  EXPECT_EQ(options.serve.credentials.cert_file, "/certs/intake.pem");
  EXPECT_EQ(options.database.socket, "/run/mariadb.sock");
  EXPECT_EQ(options.database.database, "intake");
  EXPECT_EQ(options.database.password, "mat-khau");
  EXPECT_EQ(options.catalog, "127.0.0.1:1") << "the catalogue is where intake is";
  EXPECT_THAT(options.sources, ElementsAre(Pair("intake", "ipv4:127.0.0.1:1,127.0.0.1:2"),
                                           Pair("payment", "127.0.0.1:3")));
}

TEST(OptionsDeathTest, AnUnknownArgumentEndsTheProcess) {
  std::string program = "motcua-intake";
  std::string stray = "stray";
  char* arguments[] = {program.data(), stray.data(), nullptr};
  EXPECT_EXIT(ParseOptions("intake", 2, arguments), ::testing::ExitedWithCode(2), "stray");
}

}  // namespace
}  // namespace motcua::service
