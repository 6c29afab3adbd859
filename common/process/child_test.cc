#include "common/process/child.h"

#include <signal.h>

#include <fstream>
#include <sstream>

#include "common/testing/database.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::process {
namespace {

std::string FileText(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(ChildTest, TellsTheExitCode) {
  EXPECT_EQ(Child({"sh", "-c", "exit 7"}, "").Wait(absl::Seconds(10)), 7);
}

TEST(ChildTest, TellsTheSignalThatEndedIt) {
  Child child({"sleep", "60"}, "");
  EXPECT_TRUE(child.Running());
  EXPECT_EQ(child.Terminate(), -SIGTERM);
  EXPECT_FALSE(child.Running());
}

TEST(ChildTest, IsKilledWhenItIgnoresTheRequest) {
  testing::TempDir dir;
  Child child({"sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.01; done"},
              dir.path() + "/log");
  while (FileText(dir.path() + "/log") != "ready\n") {
    ASSERT_TRUE(child.Running());
  }
  EXPECT_EQ(child.Terminate(absl::Milliseconds(50)), -SIGKILL);
}

TEST(ChildTest, WritesItsOutputToTheLogAndSeesItsEnvironment) {
  testing::TempDir dir;
  const std::string log = dir.path() + "/log";
  EXPECT_EQ(Child({"sh", "-c", "echo $PLACE; echo $HOME >&2"}, log, {"PLACE=Huế", "HOME=/nowhere"})
                .Wait(absl::Seconds(10)),
            0);
  EXPECT_EQ(FileText(log), "Huế\n/nowhere\n");
}

TEST(ChildTest, AProgramThatIsNotThereIsAnError) {
  EXPECT_THROW(Child({"/nowhere/program"}, ""), std::runtime_error);
}

TEST(ChildTest, DiesWithItsOwner) {
  pid_t pid;
  {
    Child child({"sleep", "60"}, "");
    pid = child.pid();
  }
  EXPECT_EQ(kill(pid, 0), -1);
}

}  // namespace
}  // namespace motcua::process
