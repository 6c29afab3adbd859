#include "tools/replay/payment_requests.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/rpc/request.h"
#include "tools/replay/command.h"

namespace motcua::replay {
namespace {

using payment::v1::AccountCommand;

// đồng of the charge that is raised when a dossier is paid on a second way.
constexpr std::int64_t kFurtherCharge = 10'000;

void SetMoney(std::int64_t dong, type::v1::Money& money) {
  money.set_currency("VND");
  money.set_dong(dong);
}

// The steps of one dossier, a minute apart.
class Script {
 public:
  Script(const PlannedDossier& dossier, const WorkTime& time)
      : dossier_(dossier), name_(absl::StrCat("dossiers/", dossier.code)), time_(time) {}

  void Raise(payment::v1::Obligation::Kind kind, std::int64_t dong, const char* reason) {
    payment::v1::RaiseObligationRequest* raise = Add(&AccountCommand::mutable_raise_obligation);
    raise->set_kind(kind);
    SetMoney(dong, *raise->mutable_amount());
    raise->set_reason_code(reason);
  }
  void PayOnline(payment::v1::PaymentChannel gateway, std::int64_t dong) {
    Add(&AccountCommand::mutable_start_payment)->set_channel(gateway);
    const std::string payment = absl::StrCat(name_, "/payments/", ++payments_);
    payment::v1::ConfirmPaymentRequest* confirm = steps_.emplace_back().mutable_confirm_payment();
    confirm->set_gateway(gateway);
    confirm->set_gateway_transaction(absl::StrCat(dossier_.code, ".", payments_));
    confirm->set_reference(payment);
    SetMoney(dong, *confirm->mutable_amount());
    *confirm->mutable_pay_time() = Now();
  }
  void Record(bool paid_online) {
    if (paid_online) {
      Add(&AccountCommand::mutable_issue_receipt)->set_book(BookOf(time_));
      return;
    }
    payment::v1::CollectPaymentRequest* collect = Add(&AccountCommand::mutable_collect_payment);
    collect->set_channel(payment::v1::PAYMENT_CHANNEL_COUNTER);
    collect->set_book(BookOf(time_));
  }
  std::vector<AccountCommand> Take() && { return std::move(steps_); }

 private:
  template <typename Request>
  Request* Add(Request* (AccountCommand::*field)()) {
    Request* request = (steps_.emplace_back().*field)();
    request->set_name(name_);
    *request->mutable_event_time() = Now();
    return request;
  }
  // The moment of the newest step.
  google::protobuf::Timestamp Now() const {
    const Moment moment = dossier_.fee->begin + static_cast<Moment>(steps_.size()) - 1;
    return rpc::ToTimestamp(time_.TimeOf(moment));
  }

  const PlannedDossier& dossier_;
  const std::string name_;
  const WorkTime& time_;
  int payments_ = 0;
  std::vector<AccountCommand> steps_;
};

}  // namespace

std::string BookOf(const WorkTime& time) {
  return absl::StrCat("BL-", FormatDay(time.period_end()).substr(0, 4));
}

std::vector<AccountCommand> PaymentCommands(const PlannedDossier& dossier, const WorkTime& time,
                                            const std::string& key) {
  if (!dossier.fee) return {};
  const PlannedFee& fee = *dossier.fee;
  Script script(dossier, time);
  if (fee.obligation) {
    script.Raise(payment::v1::Obligation::KIND_FINANCIAL_OBLIGATION, fee.dong, "land");
  }
  if (fee.national_portal) {
    script.PayOnline(payment::v1::PAYMENT_CHANNEL_NATIONAL_PORTAL, fee.dong);
  }
  if (fee.national_portal && fee.province_gateway) {
    script.Raise(payment::v1::Obligation::KIND_CHARGE, kFurtherCharge, "further_charge");
  }
  if (fee.province_gateway) {
    script.PayOnline(payment::v1::PAYMENT_CHANNEL_PROVINCE_GATEWAY,
                     fee.national_portal ? kFurtherCharge : fee.dong);
  }
  if (fee.recorded) script.Record(fee.national_portal || fee.province_gateway);
  std::vector<AccountCommand> commands = std::move(script).Take();
  NumberRequests(absl::StrCat(key, "/", dossier.code, "/p"), commands);
  return commands;
}

std::vector<GatewayStatement> StatementsOf(const Plan& plan) {
  std::map<std::pair<payment::v1::PaymentChannel, Day>, std::string> files;
  for (const PlannedDossier& dossier : plan.dossiers) {
    for (const AccountCommand& command : PaymentCommands(dossier, plan.time, "")) {
      if (!command.has_confirm_payment()) continue;
      const payment::v1::ConfirmPaymentRequest& paid = command.confirm_payment();
      const absl::Time time = rpc::FromTimestamp(paid.pay_time());
      std::string& file = files[{paid.gateway(), LocalDay(time)}];
      if (file.empty()) file = "gateway_transaction\treference\tamount\tcurrency\ttime\n";
      absl::StrAppend(&file, paid.gateway_transaction(), "\t", paid.reference(), "\t",
                      paid.amount().dong(), "\t", paid.amount().currency(), "\t",
                      absl::FormatTime(absl::RFC3339_full, time, LocalZone()), "\n");
    }
  }
  std::vector<GatewayStatement> statements;
  for (auto& [key, file] : files) statements.push_back({key.first, key.second, std::move(file)});
  return statements;
}

}  // namespace motcua::replay
