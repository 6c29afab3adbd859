#include "tests/bench/load.h"

#include <algorithm>
#include <atomic>
#include <latch>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"

namespace motcua::bench {
namespace {

// One place of the loop: its own messages and context, reused call after call.
class Slot {
 public:
  Slot(intake::v1::IntakeService::Stub& stub, std::atomic<std::uint64_t>& next, absl::Time end,
       std::latch& done)
      : stub_(stub), next_(next), end_(end), done_(done) {}

  void Start() {
    request_ = ReceiveRequest(next_.fetch_add(1));
    context_ = rpc::ContextFor(absl::Seconds(30));
    stub_.async()->ReceiveDossier(context_.get(), &request_, &response_,
                                  [this](const grpc::Status& status) { Answered(status); });
  }

  std::int64_t answered = 0;
  std::int64_t refused = 0;

 private:
  void Answered(const grpc::Status& status) {
    ++(status.ok() ? answered : refused);
    if (absl::Now() < end_) {
      Start();
    } else {
      done_.count_down();
    }
  }

  intake::v1::IntakeService::Stub& stub_;
  std::atomic<std::uint64_t>& next_;
  const absl::Time end_;
  std::latch& done_;
  intake::v1::ReceiveDossierRequest request_;
  intake::v1::Dossier response_;
  std::unique_ptr<grpc::ClientContext> context_;
};

}  // namespace

std::string AgencyId(int index) { return absl::StrCat("agency-", index); }
std::string ProcedureId(int index) { return absl::StrCat("procedure-", index); }

intake::v1::ReceiveDossierRequest ReceiveRequest(std::uint64_t index) {
  intake::v1::ReceiveDossierRequest request;
  static const std::string run = RandomId().substr(0, 8);
  request.set_request_id(absl::StrCat(run, "-", index));
  auto* dossier = request.mutable_dossier();
  dossier->set_agency("agencies/" + AgencyId(static_cast<int>(index % 33)));
  dossier->set_procedure("procedures/" + ProcedureId(static_cast<int>(index / 33 % 20)));
  dossier->set_channel(index % 2 == 0 ? type::v1::CHANNEL_ONLINE : type::v1::CHANNEL_IN_PERSON);
  dossier->mutable_applicant()->set_full_name("Nguyễn Văn A");
  dossier->mutable_applicant()->set_identity_number("045012345678");
  return request;
}

LoadResult Receive(const std::shared_ptr<grpc::Channel>& channel, int in_flight,
                   absl::Duration duration) {
  static std::atomic<std::uint64_t> next = 0;
  const auto stub = intake::v1::IntakeService::NewStub(channel);
  std::latch done(in_flight);
  const absl::Time begin = absl::Now();
  std::vector<std::unique_ptr<Slot>> slots;
  for (int i = 0; i < in_flight; ++i) {
    slots.push_back(std::make_unique<Slot>(*stub, next, begin + duration, done));
  }
  for (const auto& slot : slots) slot->Start();
  done.wait();
  LoadResult result;
  result.elapsed = absl::Now() - begin;
  for (const auto& slot : slots) {
    result.answered += slot->answered;
    result.refused += slot->refused;
  }
  return result;
}

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace motcua::bench
