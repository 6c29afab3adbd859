#include "tests/bench/load.h"

#include <algorithm>
#include <atomic>
#include <latch>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/hash.h"
#include "common/rpc/channel.h"
#include "common/testing/catalog.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"

namespace motcua::bench {
namespace {

constexpr int kAgencies = 33;
constexpr int kProcedures = 20;

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

void LoadCatalog(const std::shared_ptr<grpc::Channel>& intake) {
  catalog::v1::UpdateCatalogRequest request;
  for (int i = 0; i < kAgencies; ++i) {
    auto* agency = request.add_agencies();
    agency->set_name("agencies/" + AgencyId(i));
    agency->set_display_name_vi(absl::StrCat("Sở ", i));
    agency->set_level(catalog::v1::Agency::LEVEL_DEPARTMENT);
    agency->set_code(absl::StrCat("H50.", i));
  }
  for (int i = 0; i < kProcedures; ++i) {
    auto* procedure = request.add_procedures();
    procedure->set_name("procedures/" + ProcedureId(i));
    procedure->set_version(1);
    procedure->set_display_name_vi(absl::StrCat("Thủ tục ", i));
    procedure->set_field("linh-vuc");
    procedure->set_legal_time(5);
    procedure->set_legal_time_unit(catalog::v1::Procedure::LEGAL_TIME_UNIT_WORKING_DAY);
  }
  testing::StateYears(request);
  catalog::v1::UpdateCatalogResponse response;
  const grpc::Status status = catalog::v1::CatalogService::NewStub(intake)->UpdateCatalog(
      rpc::ContextFor(absl::Seconds(30)).get(), request, &response);
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

intake::v1::ReceiveDossierRequest ReceiveRequest(std::uint64_t index) {
  intake::v1::ReceiveDossierRequest request;
  static const std::string run = RandomId().substr(0, 8);
  request.set_request_id(absl::StrCat(run, "-", index));
  auto* dossier = request.mutable_dossier();
  dossier->set_agency("agencies/" + AgencyId(static_cast<int>(index % kAgencies)));
  dossier->set_procedure("procedures/" +
                         ProcedureId(static_cast<int>(index / kAgencies % kProcedures)));
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
