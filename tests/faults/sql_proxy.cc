#include "tests/faults/sql_proxy.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <stdexcept>
#include <string>
#include <utility>

namespace motcua::faults {
namespace {

constexpr int kPollMilliseconds = 20;  // how soon a link sees that the proxy ends
constexpr timeval kAnswerTimeout = {5, 0};
constexpr char kQuery = 0x03;  // COM_QUERY

int TcpSocket() {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) throw std::runtime_error("socket");
  // Some commands are never answered.
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &kAnswerTimeout, sizeof kAnswerTimeout);
  return fd;
}

sockaddr_in Local(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

bool SendAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

// Appends what there is; false at the end of the stream.
bool Receive(int fd, std::string& bytes) {
  char buffer[65536];
  const ssize_t size = recv(fd, buffer, sizeof buffer, 0);
  if (size > 0) bytes.append(buffer, static_cast<std::size_t>(size));
  return size > 0;
}

// Header and body of the first whole packet: three bytes of length, one of number; 0: not yet.
std::size_t PacketSize(std::string_view bytes) {
  if (bytes.size() < 4) return 0;
  std::size_t size = 4;
  for (int i = 0; i < 3; ++i) {
    size += static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return bytes.size() < size ? 0 : size;
}

}  // namespace

bool IsText(std::string_view packet, std::string_view statement) {
  return !packet.empty() && packet[0] == kQuery && packet.substr(1) == statement;
}

SqlProxy::SqlProxy(int server_port, std::function<Link(std::string_view)> judge)
    : server_port_(server_port), judge_(std::move(judge)), listener_(TcpSocket()) {
  sockaddr_in address = Local(0);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("no port for the proxy");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { Accept(); });
}

SqlProxy::~SqlProxy() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  acceptor_.join();
  for (std::thread& link : links_) link.join();
  close(listener_);
}

void SqlProxy::Release() {
  std::unique_lock lock(mutex_);
  released_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return held_ == 0; });
}

void SqlProxy::Accept() {
  for (;;) {
    pollfd ready = {listener_, POLLIN, 0};
    poll(&ready, 1, kPollMilliseconds);
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    if ((ready.revents & POLLIN) == 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int server = TcpSocket();
    const sockaddr_in address = Local(server_port_);
    if (client >= 0 &&
        connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
      links_.emplace_back([this, client, server] { Serve(client, server); });
    } else {
      close(client);
      close(server);
    }
  }
}

void SqlProxy::Serve(int client, int server) {
  std::string commands;
  for (;;) {
    pollfd ready[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    poll(ready, 2, kPollMilliseconds);
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) break;
    }
    std::string answer;
    if (ready[1].revents != 0 && (!Receive(server, answer) || !SendAll(client, answer))) break;
    if (ready[0].revents != 0 &&
        (!Receive(client, commands) || !PassCommands(commands, client, server))) {
      break;
    }
  }
  shutdown(client, SHUT_RDWR);
  close(client);
  close(server);
}

// False when the link is cut. Packets of the login, which have a number, are never judged.
bool SqlProxy::PassCommands(std::string& bytes, int client, int server) {
  while (const std::size_t size = PacketSize(bytes)) {
    const std::string packet = bytes.substr(0, size);
    bytes.erase(0, size);
    Link link = Link::kPass;
    if (packet[3] == 0) {
      const std::lock_guard lock(judge_mutex_);
      link = judge_(std::string_view(packet).substr(4));
    }
    if (link == Link::kCutBefore) return false;
    if (link == Link::kHold) {
      std::unique_lock lock(mutex_);
      ++held_;
      shutdown(client, SHUT_RDWR);
      changed_.wait(lock, [this] { return released_ || stopping_; });
    }
    std::string answer;
    const bool sent = SendAll(server, packet);
    if (link == Link::kPass) {
      if (!sent) return false;
      continue;
    }
    Receive(server, answer);
    const std::lock_guard lock(mutex_);
    if (link == Link::kHold) --held_;
    changed_.notify_all();
    return false;
  }
  return true;
}

}  // namespace motcua::faults
