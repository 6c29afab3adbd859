// A source of one's own: whoever implements StatisticsService joins a province, with nothing of
// this project but its protos. This one counts from a file that only grows. Its first line names
// the epoch; each further one, AGENCY <tab> COUNTER <tab> YYYY-MM-DD <tab> VALUE, adds to a count:
// so the number of lines is the revision, and a restart reads the same. Whoever counts anew begins
// a new file under a new epoch. It neither sums up nor lists dossiers: a source need not.
//   external_source HOST:PORT FILE CERTIFICATES NAME
#include <openssl/sha.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <tuple>

#include "google/protobuf/util/time_util.h"
#include "grpcpp/grpcpp.h"
#include "motcua/statistics/v1/statistics.grpc.pb.h"

namespace {

using namespace motcua::statistics::v1;
using Key = std::tuple<std::string, int, Counter>;  // agency, day, counter
constexpr auto kChannel = motcua::type::v1::CHANNEL_ONLINE;

struct State {
  struct Count {
    std::int64_t value = 0;
    std::int64_t revision = 0;  // of the last line that changed it
  };
  std::string epoch;
  std::int64_t revision = 0;
  std::map<Key, Count> counts;
};

std::string ReadAll(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int DaysOf(const std::string& date) {
  int year = 0, month = 0, day = 0;
  std::sscanf(date.c_str(), "%d-%d-%d", &year, &month, &day);
  const auto local = std::chrono::year(year) / month / day;
  return std::chrono::sys_days(local).time_since_epoch().count();
}

// A line that has no end yet is still being written.
State ReadState(const std::string& path) {
  State state;
  std::istringstream file(ReadAll(path));
  std::string line;
  std::getline(file, state.epoch);
  while (std::getline(file, line) && !file.eof()) {
    std::string agency, counter, date;
    std::int64_t value = 0;
    std::istringstream(line) >> agency >> counter >> date >> value;
    Counter number = COUNTER_UNSPECIFIED;
    Counter_Parse(counter, &number);
    State::Count& count = state.counts[{agency, DaysOf(date), number}];
    count = {count.value + value, ++state.revision};
  }
  return state;
}

void AppendNumber(std::string& text, std::uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; --i) text += static_cast<char>(number >> (8 * i));
}

// As statistics.proto says at WatchCellsResponse.digest.
std::string DigestOf(const State& state) {
  unsigned __int128 sum = 0;
  for (const auto& [key, count] : state.counts) {
    if (count.value == 0) continue;
    const auto& [agency, day, counter] = key;
    std::string text;
    AppendNumber(text, agency.size(), 4);
    text += agency;
    AppendNumber(text, 0, 8);  // no procedure, nobody responsible
    for (const int number : {int{kChannel}, day, int{counter}}) AppendNumber(text, number, 4);
    AppendNumber(text, count.value, 8);
    unsigned char hash[SHA256_DIGEST_LENGTH];
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), hash);
    for (int i = 0; i < 16; ++i) sum += static_cast<unsigned __int128>(hash[i]) << (120 - 8 * i);
  }
  std::string digest;
  AppendNumber(digest, sum >> 64, 8);
  AppendNumber(digest, sum, 8);
  return digest;
}

class Source final : public StatisticsService::Service {
 public:
  Source(const char* file, const char* name) : file_(file), name_(name) {}

  // A batch whenever the file has changed; a bookmark each second.
  grpc::Status WatchCells(grpc::ServerContext* context, const WatchCellsRequest* request,
                          grpc::ServerWriter<WatchCellsResponse>* stream) override {
    CellCursor told = request->after();
    if (request->has_after() && (told.epoch().empty() || told.revision() < 0)) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "after is no cursor"};
    }
    if (request->projection().ByteSizeLong() > 0) {
      return {grpc::StatusCode::INVALID_ARGUMENT, "PROJECTION_NOT_OFFERED"};
    }
    for (int i = 0; !context->IsCancelled(); ++i) {
      WatchCellsResponse batch;
      *batch.mutable_complete_until() = google::protobuf::util::TimeUtil::GetCurrentTime();
      const State state = ReadState(file_);
      batch.set_full(told.epoch() != state.epoch || told.revision() > state.revision);
      batch.set_from_revision(batch.full() ? 0 : told.revision());
      for (const auto& [key, count] : state.counts) {
        if (count.revision <= batch.from_revision()) continue;
        Cell& cell = *batch.add_cells();
        cell.set_agency(std::get<0>(key));
        cell.set_channel(kChannel);
        cell.set_day(std::get<1>(key));
        cell.set_counter(std::get<2>(key));
        cell.set_value(count.value);
      }
      batch.set_epoch(state.epoch);
      batch.set_through_revision(state.revision);
      batch.set_end_of_batch(true);  // a larger count is sent in parts of 2000 cells
      batch.set_digest(DigestOf(state));
      batch.set_source(name_);
      if (batch.full() || !batch.cells().empty() || i % 20 == 0) stream->Write(batch);
      told.set_epoch(state.epoch);
      told.set_revision(state.revision);
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return grpc::Status::CANCELLED;
  }

 private:
  const std::string file_, name_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const std::string identity = std::string(argv[3]) + "/" + argv[4];
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_root_certs = ReadAll(std::string(argv[3]) + "/ca.pem");
  options.pem_key_cert_pairs = {{ReadAll(identity + ".key"), ReadAll(identity + ".pem")}};
  Source source(argv[2], argv[4]);
  grpc::ServerBuilder builder;
  builder.AddListeningPort(argv[1], grpc::SslServerCredentials(options));
  builder.RegisterService(&source);
  builder.BuildAndStart()->Wait();
}
