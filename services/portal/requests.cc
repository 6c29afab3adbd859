#include "services/portal/requests.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::portal {
namespace {

constexpr std::size_t kLongestEpoch = 64;
constexpr int kLongestDelay = 10'000;  // ms

absl::Status CheckBasis(v1::Basis basis) {
  if (v1::Basis_IsValid(basis)) return absl::OkStatus();
  return InvalidField("basis", "ENUM_INVALID", "there is no such basis",
                      "Không có loại số liệu này");
}

absl::Status CheckRange(const char* field, int value, int most) {
  if (0 <= value && value <= most) return absl::OkStatus();
  return InvalidField(absl::StrCat("faults.", field), "OUT_OF_RANGE",
                      absl::StrCat("from 0 to ", most), absl::StrCat("Phải từ 0 đến ", most));
}

}  // namespace

absl::StatusOr<Period> ParseTable(const v1::GetNationalTableRequest& request) {
  if (absl::Status basis = CheckBasis(request.basis()); !basis.ok()) return basis;
  return rpc::ParsePeriod(request.period(), "period");
}

absl::StatusOr<Period> ParseRanking(const v1::RankProvincesRequest& request) {
  if (absl::Status basis = CheckBasis(request.basis()); !basis.ok()) return basis;
  if (request.measure() == v1::PROVINCE_MEASURE_UNSPECIFIED ||
      !v1::ProvinceMeasure_IsValid(request.measure())) {
    return InvalidField("measure", "ENUM_INVALID", "a measure is required",
                        "Phải chọn chỉ tiêu xếp hạng");
  }
  return rpc::ParsePeriod(request.period(), "period");
}

absl::StatusOr<std::string> ParseAcceptHistory(const v1::AcceptHistoryRequest& request) {
  auto province = rpc::ParseName("provinces", request.province(), "province");
  if (!province.ok()) return province;
  const std::string& epoch = request.epoch();
  const bool printable =
      std::all_of(epoch.begin(), epoch.end(), [](char c) { return c >= '!' && c <= '~'; });
  if (epoch.empty() || epoch.size() > kLongestEpoch || !printable) {
    return InvalidField("epoch", "EPOCH_INVALID", "an epoch is 1 to 64 of printable ASCII",
                        "Mã kỳ đếm gồm 1 đến 64 ký tự ASCII in được");
  }
  if (request.reason() == v1::AcceptHistoryRequest::REASON_UNSPECIFIED ||
      !v1::AcceptHistoryRequest::Reason_IsValid(request.reason())) {
    return InvalidField("reason", "ENUM_INVALID", "a reason is required", "Phải nêu lý do");
  }
  return province;
}

absl::StatusOr<FaultsOfProvince> ParseFaults(const v1::SetFaultsRequest& request) {
  const v1::Faults& faults = request.faults();
  auto province = rpc::ParseName("provinces", faults.province(), "faults.province");
  absl::Status status = province.status();
  status.Update(CheckRange("refuse_per_mille", faults.refuse_per_mille(), 1000));
  status.Update(CheckRange("delay_per_mille", faults.delay_per_mille(), 1000));
  status.Update(CheckRange("delay_ms", faults.delay_ms(), kLongestDelay));
  status.Update(CheckRange("duplicate_per_mille", faults.duplicate_per_mille(), 1000));
  status.Update(CheckRange("forget_per_mille", faults.forget_per_mille(), 1000));
  if (!status.ok()) return status;
  const FaultPlan plan{faults.refuse_per_mille(),    faults.delay_per_mille(),  faults.delay_ms(),
                       faults.duplicate_per_mille(), faults.forget_per_mille(), faults.seed()};
  status = CheckRange("refuse_per_mille",
                      plan.refuse_per_mille + plan.delay_per_mille + plan.duplicate_per_mille +
                          plan.forget_per_mille,
                      1000);
  if (!status.ok()) return status;
  return FaultsOfProvince{*std::move(province), plan};
}

}  // namespace motcua::portal
