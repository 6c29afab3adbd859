#include <iostream>
#include <map>

#include "absl/flags/flag.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/hash.h"
#include "google/protobuf/util/time_util.h"
#include "motcua/portal/v1/portal.grpc.pb.h"
#include "tools/motcuactl/commands.h"

ABSL_FLAG(bool, published, false,
          "national, rank-provinces: the newest signed snapshots, not the cells of now");

namespace motcua::ctl {
namespace {

using google::protobuf::util::TimeUtil;
using portal::v1::PortalService;
using GridRows = std::vector<std::vector<std::string>>;

std::unique_ptr<PortalService::Stub> Portal(const Federation& federation) {
  return PortalService::NewStub(federation.Connect("portal"));
}

portal::v1::Basis BasisAsked() {
  return absl::GetFlag(FLAGS_published) ? portal::v1::BASIS_PUBLISHED : portal::v1::BASIS_LIVE;
}

// Without the prefix that every value of the enumeration has.
std::string Short(portal::v1::ProblemKind kind) {
  constexpr std::size_t kPrefix = sizeof("PROBLEM_KIND_") - 1;
  return portal::v1::ProblemKind_Name(kind).substr(kPrefix);
}

template <typename Reasons>
std::string KindsOf(const Reasons& reasons) {
  std::string kinds;
  for (const portal::v1::Problem& reason : reasons) {
    absl::StrAppend(&kinds, kinds.empty() ? "" : " ", Short(reason.kind()));
  }
  return kinds;
}

std::vector<std::string> RowOf(const portal::v1::ProvinceLine& line, const std::string& name) {
  std::vector<std::string> row = {name};
  for (const std::int64_t value :
       {line.carried_over(), line.received(), line.received_online(), line.finished_early(),
        line.finished_on_time(), line.finished_late(), line.finished_undated(),
        line.ended_otherwise(), line.moved(), line.open(), line.overdue()}) {
    row.push_back(absl::StrCat(value));
  }
  return row;
}

// One of `words`, or absent with a message.
template <typename Value>
std::optional<Value> Choose(const std::map<std::string, Value>& words, const std::string& word) {
  const auto found = words.find(word);
  if (found != words.end()) return found->second;
  std::cerr << "`" << word << "` is none of:";
  for (const auto& [known, value] : words) std::cerr << " " << known;
  std::cerr << "\n";
  return std::nullopt;
}

// KEY=NUMBER of the faults; false when it is nothing such.
bool SetFault(const std::string& word, portal::v1::Faults& faults) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(word, absl::MaxSplits('=', 1));
  int number = 0;
  if (!absl::SimpleAtoi(parts.second, &number)) return false;
  if (parts.first == "refuse") return faults.set_refuse_per_mille(number), true;
  if (parts.first == "delay") return faults.set_delay_per_mille(number), true;
  if (parts.first == "delay_ms") return faults.set_delay_ms(number), true;
  if (parts.first == "duplicate") return faults.set_duplicate_per_mille(number), true;
  if (parts.first == "forget") return faults.set_forget_per_mille(number), true;
  if (parts.first == "seed") return faults.set_seed(number), true;
  return false;
}

}  // namespace

int PrintNational(const Federation& federation, const Arguments& arguments, Format format) {
  portal::v1::GetNationalTableRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_basis(BasisAsked());
  portal::v1::NationalTable table;
  const grpc::Status status =
      Portal(federation)->GetNationalTable(rpc::ContextFor(kTimeout).get(), request, &table);
  if (!status.ok()) return PrintError(status);
  GridRows rows;
  for (const auto& line : table.provinces()) {
    rows.push_back(RowOf(line, line.province()));
    rows.back().push_back(line.snapshot());
    rows.back().push_back(KindsOf(line.reasons()));
  }
  for (const auto& missing : table.missing()) {
    rows.push_back({missing.province()});
    rows.back().resize(13);
    rows.back().push_back(Short(missing.kind()));
  }
  rows.push_back(RowOf(table.total(), "total"));
  rows.back().resize(14);
  std::cout << Render(
      {"province", "carried_over", "received", "online", "early", "on_time", "late", "undated",
       "ended_otherwise", "moved", "open", "overdue", "snapshot", "state"},
      rows, format);
  return 0;
}

int RankProvinces(const Federation& federation, const Arguments& arguments, Format format) {
  const auto measure =
      Choose<portal::v1::ProvinceMeasure>({{"on_time", portal::v1::PROVINCE_MEASURE_ON_TIME},
                                           {"online", portal::v1::PROVINCE_MEASURE_ONLINE},
                                           {"overdue", portal::v1::PROVINCE_MEASURE_OVERDUE},
                                           {"synced", portal::v1::PROVINCE_MEASURE_SYNCED}},
                                          arguments[2]);
  if (!measure) return 2;
  portal::v1::RankProvincesRequest request;
  SetPeriod(request.mutable_period(), arguments[0], arguments[1]);
  request.set_basis(BasisAsked());
  request.set_measure(*measure);
  portal::v1::ProvinceRanking ranking;
  const grpc::Status status =
      Portal(federation)->RankProvinces(rpc::ContextFor(kTimeout).get(), request, &ranking);
  if (!status.ok()) return PrintError(status);
  GridRows rows;
  for (const auto& place : ranking.provinces()) {
    rows.push_back({place.rank() > 0 ? absl::StrCat(place.rank()) : "-", place.province(),
                    absl::StrCat(place.numerator()), absl::StrCat(place.denominator()),
                    place.qualified() ? "qualified" : ""});
  }
  for (const auto& missing : ranking.missing()) {
    rows.push_back({"-", missing.province(), "", "", Short(missing.kind())});
  }
  std::cout << Render({"rank", "province", "numerator", "denominator", "state"}, rows, format);
  return 0;
}

int PrintProvinces(const Federation& federation, Format format) {
  portal::v1::ListProvincesResponse answer;
  const grpc::Status status =
      Portal(federation)->ListProvinces(rpc::ContextFor(kTimeout).get(), {}, &answer);
  if (!status.ok()) return PrintError(status);
  GridRows rows;
  for (const auto& province : answer.provinces()) {
    rows.push_back(
        {province.name(), province.connected() ? "up" : "down",
         absl::StrCat(province.cursor().epoch(), ":", province.cursor().revision()),
         province.has_complete_until() ? TimeUtil::ToString(province.complete_until()) : "",
         province.snapshots().empty() ? "" : province.snapshots(0).name(), "", ""});
    for (const auto& problem : province.problems()) {
      rows.push_back({"", "", "", TimeUtil::ToString(problem.first_time()), problem.subject(),
                      Short(problem.kind()), problem.text_vi()});
    }
  }
  std::cout << Render({"province", "stream", "cursor", "complete_until / since",
                       "newest snapshot / subject", "problem", "meaning"},
                      rows, format);
  return 0;
}

int Faults(const Federation& federation, const Arguments& arguments, Format format) {
  portal::v1::SetFaultsRequest request;
  request.set_request_id(RandomId());
  request.mutable_faults()->set_province("provinces/" + arguments[0]);
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (SetFault(arguments[i], *request.mutable_faults())) continue;
    std::cerr << "`" << arguments[i] << "` is not KEY=NUMBER of refuse, delay, delay_ms, "
              << "duplicate, forget, seed\n";
    return 2;
  }
  portal::v1::Faults now;
  const grpc::Status status =
      Portal(federation)->SetFaults(rpc::ContextFor(kTimeout).get(), request, &now);
  if (!status.ok()) return PrintError(status);
  std::cout << Render(
      {"fault", "of 1000", "happened"},
      {{"refuse", absl::StrCat(now.refuse_per_mille()), absl::StrCat(now.refused())},
       {"delay", absl::StrCat(now.delay_per_mille()), absl::StrCat(now.delayed())},
       {"duplicate", absl::StrCat(now.duplicate_per_mille()), absl::StrCat(now.duplicated())},
       {"forget", absl::StrCat(now.forget_per_mille()), absl::StrCat(now.forgotten())}},
      format);
  return 0;
}

int AcceptHistory(const Federation& federation, const Arguments& arguments) {
  using Request = portal::v1::AcceptHistoryRequest;
  const auto reason = Choose<Request::Reason>({{"recount", Request::REASON_RECOUNT},
                                               {"restored", Request::REASON_RESTORED},
                                               {"restatement", Request::REASON_RESTATEMENT}},
                                              arguments[2]);
  if (!reason) return 2;
  Request request;
  request.set_request_id(RandomId());
  request.set_province("provinces/" + arguments[0]);
  request.set_epoch(arguments[1]);
  request.set_reason(*reason);
  portal::v1::Province province;
  const grpc::Status status =
      Portal(federation)->AcceptHistory(rpc::ContextFor(kTimeout).get(), request, &province);
  if (!status.ok()) return PrintError(status);
  std::cout << "epoch " << arguments[1] << " of " << province.name() << " will be taken\n";
  return 0;
}

}  // namespace motcua::ctl
