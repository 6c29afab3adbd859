#include "services/payment/statement_import.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "services/payment/convert.h"
#include "services/payment/plugin.h"
#include "services/payment/request_fields.h"
#include "services/payment/statement_upload.h"

namespace motcua::payment {
namespace {

constexpr char kMethod[] = "ImportStatement";
constexpr std::size_t kLargestPiece = 1 << 20;

absl::Status HeadRequired() {
  return InvalidField("head", "FIELD_REQUIRED", "the head must come first, and once",
                      "Thông tin đầu của bản sao kê phải được gửi trước tiên và một lần.");
}

absl::Status PieceInvalid() {
  return InvalidField("data", "PIECE_INVALID", "must be a piece of at most 1 MB",
                      "Mỗi phần dữ liệu không được vượt quá 1 MB.");
}

// What the head says.
struct Head {
  std::string request_id;
  PaymentChannel gateway = PaymentChannel::kNone;
  Day day = 0;
};

absl::StatusOr<Head> ParseHead(const v1::ImportStatementRequest& part, Day today) {
  if (!part.has_head()) return HeadRequired();
  auto request_id = rpc::ParseRequestId(part.head().request_id(), "head.request_id");
  if (!request_id.ok()) return request_id.status();
  const auto gateway = ParseGateway(part.head().gateway(), "head.gateway");
  if (!gateway.ok()) return gateway.status();
  const auto day = ParseRequiredDay(part.head().day(), "head.day");
  if (!day.ok()) return day.status();
  if (*day > today) {
    return InvalidField("head.day", "DATE_IN_FUTURE", "must not be in the future",
                        "Ngày không được ở tương lai.");
  }
  return Head{*std::move(request_id), *gateway, *day};
}

// Either a read is under way, or a task of the read pool, or a command of the journal: never two
// of them, so nothing is locked. Its parts are handled on the read pool, one after the other, and
// the next is read only then: a client sends no faster than its lines are written.
class StatementImport final : public grpc::ServerReadReactor<v1::ImportStatementRequest> {
 public:
  StatementImport(const service::Backend& backend, grpc::CallbackServerContext* context,
                  Clock clock, service::PendingTimes& pending, v1::Statement* response)
      : backend_(backend),
        context_(context),
        clock_(std::move(clock)),
        pending_(pending),
        caller_(rpc::CallerOf(*context)),
        response_(response) {
    StartRead(&part_);
  }

  void OnReadDone(bool ok) override {
    OnPool([this, ok](sql::Connection& connection) {
      if (context_->IsCancelled()) return GiveUp(connection, absl::CancelledError());
      if (!ok) return Submit(connection);
      if (absl::Status status = Take(connection); !status.ok()) return GiveUp(connection, status);
      StartRead(&part_);
    });
  }
  // The read or task under way finds out.
  void OnCancel() override {}
  void OnDone() override { delete this; }

 private:
  void OnPool(std::function<void(sql::Connection&)> task) {
    backend_.reads.Submit(std::move(task), [this](const absl::Status& status) { End(status); });
  }

  absl::Status Take(sql::Connection& connection) {
    if (!upload_) return Begin(connection);
    if (part_.has_head()) return HeadRequired();
    if (!part_.has_data() || part_.data().size() > kLargestPiece) return PieceInvalid();
    return upload_->Add(connection, part_.data());
  }

  absl::Status Begin(sql::Connection& connection) {
    const absl::Time now = clock_();
    absl::StatusOr<Head> head = ParseHead(part_, LocalDay(now));
    if (!head.ok()) return head.status();
    head_ = *std::move(head);
    upload_.emplace(head_.gateway, head_.day);
    upload_->Begin(connection, now);
    return absl::OkStatus();
  }

  void Submit(sql::Connection& connection) {
    if (!upload_) return End(HeadRequired());
    absl::StatusOr<ImportStatement> statement = upload_->Finish(connection);
    if (!statement.ok()) return GiveUp(connection, statement.status());
    journal::Submission submission;
    submission.key = {caller_.organisation, kMethod, head_.request_id, BodyHash(*statement)};
    change_ = std::make_shared<AccountChange>();
    change_->command = *std::move(statement);
    // Not before: a client that sends slowly would hold up what the province knows completely.
    change_->arrival = pending_.Now();
    change_->event_time = *change_->arrival;
    submission.command = change_;
    submission.organisation = caller_.organisation;
    submission.deadline = rpc::DeadlineOf(*context_);
    submission.cancelled = [context = context_] { return context->IsCancelled(); };
    backend_.journal.Submit(std::move(submission), [this](absl::StatusOr<journal::Receipt> told) {
      OnPool([this, told = std::move(told)](sql::Connection& db) { Answer(db, told); });
    });
  }

  std::string BodyHash(const ImportStatement& statement) const {
    std::string body = statement.digest;
    AppendInt32(body, static_cast<int>(head_.gateway));
    AppendInt32(body, head_.day);
    return Sha256(body);
  }

  // Lines that became no statement go: they were imported before, or refused.
  void Answer(sql::Connection& connection, const absl::StatusOr<journal::Receipt>& told) {
    // Whether it was stored is not known: the lines stay for a day.
    if (absl::IsUnavailable(told.status())) return End(told.status());
    if (!told.ok()) return GiveUp(connection, told.status());
    if (told->replayed) change_->statement = ReadAgain(connection);
    *response_ = ToProto(change_->statement.value());
    GiveUp(connection, absl::OkStatus());
  }

  // What was stored under the same request id: it has the same lines.
  Statement ReadAgain(sql::Connection& connection) const {
    const auto& same = std::get<ImportStatement>(change_->command);
    sql::Rows rows = connection.Query(
        "SELECT MAX(version) FROM statement WHERE gateway = ? AND day = ? AND digest = ?",
        {static_cast<int>(same.gateway), same.day, same.digest});
    rows.Next();
    return {same.gateway,    same.day,    static_cast<int>(rows.Int(1)),
            same.upload,     same.digest, same.line_count,
            same.amount_dong};
  }

  void GiveUp(sql::Connection& connection, const absl::Status& status) {
    if (upload_) upload_->Discard(connection);
    End(status);
  }

  void End(const absl::Status& status) {
    Finish(rpc::Guard(kMethod, [&] { return status; }));
  }

  const service::Backend backend_;
  grpc::CallbackServerContext* const context_;
  const Clock clock_;
  service::PendingTimes& pending_;
  const rpc::Caller caller_;
  v1::Statement* const response_;
  v1::ImportStatementRequest part_;
  Head head_;
  std::optional<StatementUpload> upload_;  // once the head has come
  std::shared_ptr<AccountChange> change_;  // once submitted
};

}  // namespace

grpc::ServerReadReactor<v1::ImportStatementRequest>* StartStatementImport(
    const service::Backend& backend, grpc::CallbackServerContext* context, Clock clock,
    service::PendingTimes& pending, v1::Statement* response) {
  return new StatementImport(backend, context, std::move(clock), pending, response);
}

}  // namespace motcua::payment
