#include "tools/replay/requests.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/catalog/convert.h"
#include "common/rpc/request.h"
#include "tools/replay/command.h"
#include "tools/replay/state_calendar.h"

namespace motcua::replay {
namespace {

using processing::v1::CaseCommand;

constexpr int kMostElements = 5000;
constexpr char kReason[] = "imported";

// Names of nobody: a replay has no real applicants.
constexpr std::array<std::string_view, 8> kFamilyNames = {"Nguyễn", "Trần", "Lê",   "Phạm",
                                                          "Hoàng",  "Phan", "Đặng", "Bùi"};
constexpr std::array<std::string_view, 6> kMiddleNames = {"Văn", "Thị",  "Minh",
                                                          "Thu", "Đình", "Ngọc"};
constexpr std::array<std::string_view, 9> kGivenNames = {"An",  "Bình", "Châu", "Dũng", "Hà",
                                                         "Lan", "Nam",  "Phúc", "Tâm"};

std::string ApplicantName(const std::string& seed) {
  const std::size_t hash = std::accumulate(
      seed.begin(), seed.end(), std::size_t{7},
      [](std::size_t sum, char c) { return (sum * 31 + static_cast<unsigned char>(c)) % 1000003; });
  return absl::StrCat(std::string(kFamilyNames[hash % kFamilyNames.size()]), " ",
                      std::string(kMiddleNames[hash / 8 % kMiddleNames.size()]), " ",
                      std::string(kGivenNames[hash / 48 % kGivenNames.size()]));
}

// Collects the commands of one dossier with their moments.
class Script {
 public:
  Script(const PlannedDossier& dossier, const WorkTime& time)
      : name_(absl::StrCat("dossiers/", dossier.code)), time_(time) {}

  // `field` gives the request of a new command, for instance mutable_finish_case.
  template <typename Request>
  Request* Add(Moment moment, Request* (CaseCommand::*field)()) {
    steps_.emplace_back(moment, CaseCommand());
    Request* request = (steps_.back().second.*field)();
    request->set_name(name_);
    *request->mutable_event_time() = rpc::ToTimestamp(time_.TimeOf(moment));
    return request;
  }

  // By time; steps of one moment stay in the order they were added.
  std::vector<CaseCommand> InOrder() && {
    std::stable_sort(steps_.begin(), steps_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<CaseCommand> commands;
    for (auto& step : steps_) commands.push_back(std::move(step.second));
    return commands;
  }

 private:
  const std::string name_;
  const WorkTime& time_;
  std::vector<std::pair<Moment, CaseCommand>> steps_;
};

void AddPause(Moment moment, int leg, Script& script) {
  processing::v1::PauseCaseRequest* pause = script.Add(moment, &CaseCommand::mutable_pause_case);
  pause->set_leg(leg);
  pause->set_kind(processing::v1::PAUSE_KIND_SUPPLEMENT);
  pause->set_reason_code(kReason);
}

void AddLinkedLeg(const PlannedLeg& leg, int number, Script& script) {
  processing::v1::HandOverCaseRequest* hand_over =
      script.Add(leg.receive, &CaseCommand::mutable_hand_over_case);
  hand_over->set_agency(absl::StrCat("agencies/", leg.agency));
  hand_over->set_due_date(FormatDay(leg.extension ? leg.extension->first_due : leg.due));
  if (leg.extension) {
    processing::v1::ExtendCaseRequest* extend =
        script.Add(leg.extension->moment, &CaseCommand::mutable_extend_case);
    extend->set_leg(number);
    extend->set_due_date(FormatDay(leg.due));
    extend->set_reason_code(kReason);
  }
  if (IsFinished(leg.outcome)) {
    script.Add(*leg.end, &CaseCommand::mutable_finish_leg)->set_leg(number);
  } else if (leg.outcome == Outcome::kWaiting) {
    AddPause(*leg.end, number, script);
  }
}

void AddEnd(const PlannedDossier& dossier, Script& script) {
  switch (dossier.outcome) {
    case Outcome::kEarly:
    case Outcome::kOnTime:
    case Outcome::kLate:
      script.Add(*dossier.end, &CaseCommand::mutable_finish_case);
      return;
    case Outcome::kRefused:
      script.Add(*dossier.end, &CaseCommand::mutable_refuse_case)->set_reason_code(kReason);
      return;
    case Outcome::kWithdrawn:
      script.Add(*dossier.end, &CaseCommand::mutable_withdraw_case)->set_reason_code(kReason);
      return;
    case Outcome::kStopped:
      script.Add(*dossier.end, &CaseCommand::mutable_stop_case)->set_reason_code(kReason);
      return;
    case Outcome::kWaiting:
      return AddPause(*dossier.end, 0, script);
    case Outcome::kInTime:
    case Outcome::kOverdue:
      return;
  }
}

}  // namespace

std::vector<catalog::v1::UpdateCatalogRequest> CatalogRequests(const Catalog& catalog,
                                                               const std::string& key) {
  std::vector<catalog::v1::UpdateCatalogRequest> requests(1);
  for (const auto& [year, source] : StateCalendar().years()) {
    *requests.back().add_calendar_years() = catalog::ToProto(year, source);
  }
  for (const auto& [day, stated] : StateCalendar().days()) {
    *requests.back().add_calendar_days() = catalog::ToProto(day, stated);
  }
  for (const catalog::Agency& agency : catalog.agencies()) {
    *requests.back().add_agencies() = catalog::ToProto(agency);
  }
  for (const catalog::Procedure& procedure : catalog.procedures()) {
    if (requests.back().procedures_size() == kMostElements) requests.emplace_back();
    *requests.back().add_procedures() = catalog::ToProto(procedure);
  }
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i].set_request_id(absl::StrCat(key, "/catalog/", i));
  }
  return requests;
}

intake::v1::ReceiveDossierRequest ReceiveRequest(const PlannedDossier& dossier,
                                                 const WorkTime& time, const std::string& key) {
  intake::v1::ReceiveDossierRequest request;
  request.set_request_id(absl::StrCat(key, "/", dossier.code));
  intake::v1::Dossier* filed = request.mutable_dossier();
  filed->set_agency(absl::StrCat("agencies/", dossier.agency));
  filed->set_procedure(absl::StrCat("procedures/", dossier.procedure));
  filed->set_channel(static_cast<type::v1::Channel>(dossier.channel));
  const std::string identity = IdentityOf(dossier.citizen);
  filed->mutable_applicant()->set_full_name(
      ApplicantName(identity.empty() ? dossier.code : identity));
  filed->mutable_applicant()->set_identity_number(identity);
  intake::v1::ImportFacts* facts = request.mutable_import();
  *facts->mutable_receive_time() = rpc::ToTimestamp(time.TimeOf(dossier.receive));
  facts->set_due_date(FormatDay(dossier.due));
  facts->set_code(dossier.code);
  return request;
}

std::string IdentityOf(int citizen) {
  return citizen == 0 ? "" : absl::StrFormat("000%09d", citizen);
}

std::vector<CaseCommand> Commands(const PlannedDossier& dossier, const WorkTime& time,
                                  const std::string& key) {
  Script script(dossier, time);
  std::vector<const PlannedLeg*> legs;
  for (const PlannedLeg& leg : dossier.linked) legs.push_back(&leg);
  // Processing numbers legs by hand-over.
  std::stable_sort(legs.begin(), legs.end(), [](const PlannedLeg* a, const PlannedLeg* b) {
    return a->receive < b->receive;
  });
  for (std::size_t i = 0; i < legs.size(); ++i) {
    AddLinkedLeg(*legs[i], static_cast<int>(i) + 1, script);
  }
  if (dossier.apologised) {
    script.Add(dossier.receive + 1, &CaseCommand::mutable_apologise_case)->set_reason_code(kReason);
  }
  AddEnd(dossier, script);
  if (dossier.returned_by_post) {
    script.Add(*dossier.returned_by_post, &CaseCommand::mutable_hand_over_result)
        ->set_by_post(true);
  }
  std::vector<CaseCommand> commands = std::move(script).InOrder();
  NumberRequests(absl::StrCat(key, "/", dossier.code, "/"), commands);
  return commands;
}

}  // namespace motcua::replay
