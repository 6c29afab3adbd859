// A link to MariaDB that can be cut, before or after a statement went through.
#ifndef MOTCUA_TESTS_FAULTS_SQL_PROXY_H_
#define MOTCUA_TESTS_FAULTS_SQL_PROXY_H_

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace motcua::faults {

// What becomes of a statement.
enum class Link {
  kPass,
  kCutBefore,  // the server never gets it; it sees the connection end
  kCutAfter,   // the server answers, but the client does not hear it
  kHold,       // the client's side is cut; the server gets the statement at Release
};

// Listens on a TCP port of 127.0.0.1 and passes on to the server at another. Thread-safe.
class SqlProxy {
 public:
  // `judge` sees each command packet of each client (first byte: kind; then text), one at a time.
  SqlProxy(int server_port, std::function<Link(std::string_view)> judge);
  ~SqlProxy();
  SqlProxy(const SqlProxy&) = delete;
  SqlProxy& operator=(const SqlProxy&) = delete;

  int port() const { return port_; }

  // Passes on what is held, and waits until the server has answered it.
  void Release();

 private:
  void Accept();
  void Serve(int client, int server);
  bool PassCommands(std::string& bytes, int client, int server);

  const int server_port_;
  const std::function<Link(std::string_view)> judge_;
  int listener_ = -1;
  int port_ = 0;
  std::mutex judge_mutex_;

  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  bool released_ = false;
  int held_ = 0;
  std::vector<std::thread> links_;
  std::thread acceptor_;
};

// Whether a packet is this statement, as text.
bool IsText(std::string_view packet, std::string_view statement);

}  // namespace motcua::faults

#endif  // MOTCUA_TESTS_FAULTS_SQL_PROXY_H_
