// A TCP port for a server that will start, end and start again.
#ifndef MOTCUA_COMMON_PROCESS_PORT_H_
#define MOTCUA_COMMON_PROCESS_PORT_H_

#include <string>

namespace motcua::process {

// Keeps a port of 127.0.0.1 as long as it lives: a server told this number may listen there
// (with SO_REUSEADDR, as gRPC and MariaDB do), and the kernel gives the number to nobody who asks
// for any port. While no server listens, connections are refused.
class Port {
 public:
  // Throws std::runtime_error when none is free.
  Port();
  ~Port();
  Port(const Port&) = delete;
  Port& operator=(const Port&) = delete;

  int number() const { return number_; }
  std::string address() const { return "127.0.0.1:" + std::to_string(number_); }

 private:
  int socket_;
  int number_ = 0;
};

}  // namespace motcua::process

#endif  // MOTCUA_COMMON_PROCESS_PORT_H_
