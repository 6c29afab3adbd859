// How fast a reader that begins at nothing gets a journal, and how fast readers at the tail do.
//
//   feed_bench [--events 300000]
#include <cstdio>
#include <latch>
#include <stdexcept>
#include <thread>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/feed/server.h"
#include "common/rpc/serve.h"
#include "common/testing/grpc.h"
#include "common/testing/ledger.h"
#include "motcua/feed/v1/feed.grpc.pb.h"

ABSL_FLAG(int, events, 300'000, "events in the journal");

namespace motcua::bench {
namespace {

constexpr int kEventsPerCommand = 10;

void Write(journal::Journal& journal, const std::string& run, int events) {
  std::vector<testing::Answer> answers;
  for (int i = 0; i < events / kEventsPerCommand; ++i) {
    testing::Entry entry;
    entry.account = absl::StrCat("a", i % 100);
    entry.amount = 1;
    entry.events = kEventsPerCommand;
    answers.push_back(testing::Send(journal, testing::Command(entry, absl::StrCat(run, i))));
    if (answers.size() < 1000) continue;
    for (auto& answer : answers) testing::Await(answer).status().IgnoreError();
    answers.clear();
  }
  for (auto& answer : answers) testing::Await(answer).status().IgnoreError();
}

// Reads up to `through`; tells `ready` when it has seen `from`.
void Read(int port, std::int64_t from, std::int64_t through, std::latch* ready) {
  const auto stub = feed::v1::ChangeFeedService::NewStub(testing::DialAs("admin", port));
  const auto context = rpc::ContextFor(absl::Minutes(5));
  const auto stream = stub->WatchEvents(context.get(), {});
  feed::v1::WatchEventsResponse message;
  std::int64_t seen = 0;
  bool told = false;
  while (seen < through && stream->Read(&message)) {
    seen = message.cursor().sequence();
    if (ready != nullptr && !told && seen >= from) {
      ready->count_down();
      told = true;
    }
  }
  context->TryCancel();
  stream->Finish();
  if (seen < through) throw std::runtime_error("the stream ended early");
}

void Run() {
  const sql::Settings database = testing::FreshLedger();
  journal::Journal journal({.database = database}, testing::LedgerPlugin());
  const auto service =
      feed::MakeChangeFeedService(database, journal, [] { return absl::InfinitePast(); });
  rpc::Server server({.credentials = rpc::CredentialsIn(testing::Certificates(), "intake")},
                     {service.get()});
  const int events = absl::GetFlag(FLAGS_events);
  Write(journal, "first-", events);

  absl::Time begin = absl::Now();
  Read(server.port(), 0, events, nullptr);
  std::printf("%10.0f events/s  from the table, mTLS\n",
              events / absl::ToDoubleSeconds(absl::Now() - begin));

  constexpr int kReaders = 4;
  std::latch ready(kReaders);
  std::vector<std::thread> readers;
  for (int i = 0; i < kReaders; ++i) {
    readers.emplace_back([&] { Read(server.port(), events, 2 * events, &ready); });
  }
  ready.wait();
  begin = absl::Now();
  Write(journal, "second-", events);
  for (std::thread& reader : readers) reader.join();
  std::printf("%10.0f events/s  to %d readers at the tail while they are written, mTLS\n",
              kReaders * events / absl::ToDoubleSeconds(absl::Now() - begin), kReaders);
}

}  // namespace
}  // namespace motcua::bench

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  motcua::bench::Run();
  return 0;
}
