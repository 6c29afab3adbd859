#include "common/service/mutate.h"

#include <atomic>
#include <memory>
#include <utility>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/rpc/request.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace motcua::service {
namespace {

using google::protobuf::Message;

constexpr std::size_t kLargestBatch = 1000;

std::string Deterministic(const Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

absl::StatusOr<journal::RequestKey> KeyOf(const Message& request, const char* method,
                                          const std::string& organisation) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  const std::string given = request.GetReflection()->GetString(request, field);
  auto id = rpc::ParseRequestId(given, "request_id");
  if (!id.ok()) return id.status();
  journal::RequestKey key{organisation, method, *std::move(id), ""};
  if (given.empty()) {
    key.body_hash = Sha256(Deterministic(request));
  } else {
    const std::unique_ptr<Message> body(request.New());
    body->CopyFrom(request);
    body->GetReflection()->ClearField(body.get(), field);
    key.body_hash = Sha256(Deterministic(*body));
  }
  return key;
}

// An entry on its way through the journal.
struct Progress {
  Work work;
  absl::StatusOr<journal::Receipt> outcome = absl::UnknownError("not submitted");
};

// A call under way: kept alive by the callbacks that still have to report, and gone after the
// last of them has finished the call. `left` orders what they write.
struct Call {
  Call(const Backend& backend, grpc::CallbackServerContext* context, const char* method,
       std::vector<Entry> entries)
      : backend(backend),
        context(context),
        reactor(context->DefaultReactor()),
        method(method),
        entries(std::move(entries)),
        progress(this->entries.size()),
        left(this->entries.size()) {}

  const Backend backend;
  grpc::CallbackServerContext* const context;
  grpc::ServerUnaryReactor* const reactor;
  const char* const method;
  const std::vector<Entry> entries;
  std::vector<Progress> progress;
  std::atomic<std::size_t> left;
};

bool NeedsReread(const Progress& progress) {
  return progress.outcome.ok() && progress.outcome->replayed && progress.work.reread != nullptr;
}

// Answers every entry in order; `connection` is null when nothing has to be read.
absl::Status AnswerAll(Call& call, sql::Connection* connection) {
  for (std::size_t i = 0; i < call.entries.size(); ++i) {
    const Progress& progress = call.progress[i];
    if (!progress.outcome.ok()) {
      // A unary call is refused whole.
      if (call.entries[i].refused == nullptr) return progress.outcome.status();
      call.entries[i].refused(progress.outcome.status());
    } else if (NeedsReread(progress)) {
      const absl::Status read = progress.work.reread(*connection, *progress.outcome);
      if (!read.ok()) return read;
    } else {
      progress.work.answer(*progress.outcome);
    }
  }
  return absl::OkStatus();
}

void Finish(const std::shared_ptr<Call>& call) {
  bool reread = false;
  for (const Progress& progress : call->progress) reread = reread || NeedsReread(progress);
  if (!reread) {
    call->reactor->Finish(rpc::Guard(call->method, [&] { return AnswerAll(*call, nullptr); }));
    return;
  }
  call->backend.reads.Submit(
      [call](sql::Connection& connection) {
        const absl::Status status = AnswerAll(*call, &connection);
        call->reactor->Finish(rpc::Guard(call->method, [&] { return status; }));
      },
      [call](const absl::Status& status) { call->reactor->Finish(rpc::ToGrpc(status)); });
}

void Report(const std::shared_ptr<Call>& call, std::size_t i,
            absl::StatusOr<journal::Receipt> outcome) {
  call->progress[i].outcome = std::move(outcome);
  if (call->left.fetch_sub(1) == 1) Finish(call);
}

void Settle(const std::shared_ptr<Call>& call, std::size_t i,
            const absl::StatusOr<journal::Receipt>& outcome) {
  const auto& await = call->progress[i].work.await;
  if (!outcome.ok() || await == nullptr) return Report(call, i, outcome);
  await(*outcome, [call, i, receipt = *outcome](const absl::Status& status) {
    if (status.ok()) return Report(call, i, receipt);
    Report(call, i, status);
  });
}

absl::StatusOr<journal::Submission> Prepare(Call& call, std::size_t i,
                                            const std::string& organisation, absl::Time deadline) {
  const Entry& entry = call.entries[i];
  auto work = entry.parse();
  if (!work.ok()) return work.status();
  auto key = KeyOf(*entry.request, entry.method, organisation);
  if (!key.ok()) return key.status();
  call.progress[i].work = *std::move(work);
  journal::Submission submission;
  submission.command = call.progress[i].work.command;
  submission.key = *std::move(key);
  submission.organisation = organisation;
  submission.deadline = deadline;
  submission.cancelled = [context = call.context] { return context->IsCancelled(); };
  return submission;
}

// What a caller is told of an exception that Guard has logged.
absl::Status Failed() {
  const rpc::PublicError error = rpc::Publish(absl::InternalError(""));
  return Refuse(error.code, error.reason, error.field, error.message, error.message_vi);
}

void Start(const std::shared_ptr<Call>& call) {
  const std::string organisation = rpc::CallerOf(*call->context).organisation;
  const absl::Time deadline = rpc::DeadlineOf(*call->context);
  for (std::size_t i = 0; i < call->entries.size(); ++i) {
    absl::StatusOr<journal::Submission> submission = Failed();
    rpc::Guard(call->method, [&] {
      submission = Prepare(*call, i, organisation, deadline);
      return absl::OkStatus();
    });
    if (!submission.ok()) {
      Report(call, i, submission.status());
      continue;
    }
    call->backend.journal.Submit(
        *std::move(submission),
        [call, i](const absl::StatusOr<journal::Receipt>& outcome) { Settle(call, i, outcome); });
  }
}

void Begin(const std::shared_ptr<Call>& call) {
  rpc::Workers* const parsers = call->backend.parsers;
  if (parsers == nullptr) return Start(call);
  if (!parsers->Run([call] { Start(call); })) call->reactor->Finish(rpc::ToGrpc(rpc::Overloaded()));
}

}  // namespace

grpc::ServerUnaryReactor* Mutate(const Backend& backend, grpc::CallbackServerContext* context,
                                 const char* method, const Message& request, Parse parse) {
  const auto call = std::make_shared<Call>(
      backend, context, method, std::vector<Entry>{{method, &request, std::move(parse), {}}});
  grpc::ServerUnaryReactor* const reactor = call->reactor;
  Begin(call);
  return reactor;
}

grpc::ServerUnaryReactor* MutateBatch(const Backend& backend, grpc::CallbackServerContext* context,
                                      const char* method, std::string_view field,
                                      std::vector<Entry> entries) {
  if (entries.empty() || entries.size() > kLargestBatch) {
    return rpc::Answer(context, method, [&] {
      return InvalidField(field, "BATCH_SIZE_INVALID", "must have 1 to 1000 entries",
                          "Phải có từ 1 đến 1000 mục.");
    });
  }
  const auto call = std::make_shared<Call>(backend, context, method, std::move(entries));
  grpc::ServerUnaryReactor* const reactor = call->reactor;
  Begin(call);
  return reactor;
}

grpc::ServerUnaryReactor* Read(sql::ReadPool& reads, grpc::CallbackServerContext* context,
                               const char* method,
                               std::function<absl::Status(sql::Connection&)> body) {
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  const absl::Time deadline = rpc::DeadlineOf(*context);
  reads.Submit(
      [=, body = std::move(body)](sql::Connection& connection) {
        absl::Status status = absl::CancelledError();
        if (SteadyNow() > deadline) {
          status = absl::DeadlineExceededError("");
        } else if (!context->IsCancelled()) {
          status = body(connection);
        }
        reactor->Finish(rpc::Guard(method, [&] { return status; }));
      },
      [reactor](const absl::Status& status) { reactor->Finish(rpc::ToGrpc(status)); });
  return reactor;
}

}  // namespace motcua::service
