#include "common/process/port.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <deque>
#include <set>

#include "gtest/gtest.h"

namespace motcua::process {
namespace {

// What a server does at its start: 0, or the error that stops it.
class Listener {
 public:
  Listener(int port, int reuse) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    const bool listens =
        bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
        listen(socket_, 1) == 0;
    error_ = listens ? 0 : errno;
  }
  ~Listener() { close(socket_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  int error() const { return error_; }

 private:
  int socket_;
  int error_;
};

TEST(PortTest, IsNobodyElsesWhileItIsKept) {
  // Of so many looked for and let go again, two are alike in nearly every run.
  std::deque<Port> ports(500);
  std::set<int> numbers;
  for (const Port& port : ports) numbers.insert(port.number());
  EXPECT_EQ(numbers.size(), ports.size());
  EXPECT_EQ(Listener(ports.front().number(), 0).error(), EADDRINUSE);
}

TEST(PortTest, ServesOneServerAfterTheOther) {
  const Port port;
  {
    const Listener first(port.number(), 1);
    EXPECT_EQ(first.error(), 0);
    EXPECT_EQ(Listener(port.number(), 1).error(), EADDRINUSE);
  }
  EXPECT_EQ(Listener(port.number(), 1).error(), 0);
}

}  // namespace
}  // namespace motcua::process
