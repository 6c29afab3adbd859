// A journal's feed on a free port without TLS: for the tests of this folder.
#ifndef MOTCUA_COMMON_FEED_SERVED_FOR_TEST_H_
#define MOTCUA_COMMON_FEED_SERVED_FOR_TEST_H_

#include <atomic>
#include <deque>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "common/base/hash.h"
#include "common/feed/server.h"
#include "common/rpc/serve.h"
#include "common/testing/ledger.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

namespace motcua::feed {

inline const absl::Time kPromised = absl::FromUnixSeconds(1650000000);

class Served {
 public:
  explicit Served(grpc::Service& service, int port = 0)
      : server_({"127.0.0.1:" + std::to_string(port), {}, absl::Milliseconds(200)}, {&service}) {}
  std::shared_ptr<grpc::Channel> Dial() {
    return grpc::CreateChannel("127.0.0.1:" + std::to_string(server_.port()),
                               grpc::InsecureChannelCredentials());
  }

 private:
  rpc::Server server_;
};

// One instance of the ledger, with its feed.
class Instance {
 public:
  explicit Instance(const sql::Settings& database, rpc::PushOptions options = kFeedPush,
                    int port = 0)
      : journal_(OptionsOn(database), testing::LedgerPlugin()),
        service_(MakeChangeFeedService(
            database, journal_, [] { return kPromised; }, {}, options)),
        served_(*service_, port) {}

  journal::Journal& journal() { return journal_; }
  std::shared_ptr<grpc::Channel> Dial() { return served_.Dial(); }

 private:
  static journal::Options OptionsOn(const sql::Settings& database) {
    journal::Options options;
    options.database = database;
    return options;
  }

  journal::Journal journal_;
  std::unique_ptr<grpc::Service> service_;
  Served served_;
};

// Sends `commands` of one to `most_events` events each, 256 under way.
inline void SendMany(journal::Journal& journal, int commands, unsigned seed, int most_events = 6) {
  std::mt19937 random(seed);
  std::deque<testing::Answer> answers;
  for (int i = 0; i < commands; ++i) {
    testing::Entry entry;
    entry.account = "account-" + std::to_string(random() % 50);
    entry.amount = random() % 100;
    entry.events = 1 + random() % most_events;
    answers.push_back(testing::Send(journal, testing::Command(std::move(entry), RandomId())));
    if (answers.size() < 256) continue;
    answers.front().get().value();
    answers.pop_front();
  }
  for (testing::Answer& answer : answers) answer.get().value();
}

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_SERVED_FOR_TEST_H_
