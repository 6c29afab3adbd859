#include "common/process/port.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace motcua::process {

// Bound and never listening: a port only looked for and let go again is sometimes given twice.
Port::Port() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const int yes = 1;
  if (socket_ < 0 || setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      bind(socket_, generic, size) != 0 || getsockname(socket_, generic, &size) != 0) {
    const std::string error = std::strerror(errno);
    if (socket_ >= 0) close(socket_);
    throw std::runtime_error("no free port: " + error);
  }
  number_ = ntohs(address.sin_port);
}

Port::~Port() { close(socket_); }

}  // namespace motcua::process
