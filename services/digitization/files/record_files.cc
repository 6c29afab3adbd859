#include "services/digitization/files/record_files.h"

#include <memory>
#include <mutex>
#include <utility>

#include "common/base/hash.h"
#include "services/digitization/plugin.h"

namespace motcua::digitization {
namespace {

// What is still under way: kept alive by the callbacks that have to report.
struct Round {
  service::Backend backend;
  std::vector<std::string> names;
  Recorded done;
  std::mutex mutex;
  std::size_t left = 0;
  absl::Status failed;
};

journal::Submission SubmissionOf(const CheckedFile& file, const Recorder& recorder,
                                 service::PendingTimes& pending) {
  auto change = std::make_shared<FolderChange>();
  change->command = RecordFile{file.sha256, file.size, file.media_type};
  change->organisation = recorder.organisation;
  change->arrival = pending.Now();
  change->event_time = *change->arrival;
  journal::Submission submission;
  submission.command = change;
  // Not the caller's: whether a file is stored is told by the file itself.
  submission.key = {recorder.organisation, "RecordFile", RandomId(), Sha256(file.sha256)};
  submission.organisation = recorder.organisation;
  submission.deadline = recorder.deadline;
  return submission;
}

void Answer(const std::shared_ptr<Round>& round) {
  if (!round->failed.ok()) return round->done(round->failed);
  round->backend.reads.Submit(
      [round](sql::Connection& connection) {
        round->done(ReadPaperFiles(connection, round->names));
      },
      [round](const absl::Status& status) { round->done(status); });
}

void Report(const std::shared_ptr<Round>& round, const absl::Status& outcome) {
  {
    const std::lock_guard lock(round->mutex);
    if (!outcome.ok() && !absl::IsAlreadyExists(outcome)) round->failed = outcome;
    if (--round->left > 0) return;
  }
  Answer(round);
}

}  // namespace

void RecordFiles(const service::Backend& backend, service::PendingTimes& pending,
                 const Recorder& recorder, const std::vector<CheckedFile>& files, Recorded done) {
  auto round = std::make_shared<Round>(backend);
  round->done = std::move(done);
  round->left = files.size();
  for (const CheckedFile& file : files) round->names.push_back(file.sha256);
  if (files.empty()) return round->done(std::map<std::string, PaperFile>());
  for (const CheckedFile& file : files) {
    backend.journal.Submit(SubmissionOf(file, recorder, pending),
                           [round](const absl::StatusOr<journal::Receipt>& outcome) {
                             Report(round, outcome.status());
                           });
  }
}

}  // namespace motcua::digitization
