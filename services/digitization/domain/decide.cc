#include "services/digitization/domain/decide.h"

#include <utility>

#include "services/digitization/domain/refusals.h"
#include "services/digitization/domain/steps.h"

namespace motcua::digitization {
namespace {

bool Followed(const Command& command) {
  return std::holds_alternative<Open>(command) || std::holds_alternative<NoteCase>(command) ||
         std::holds_alternative<Forget>(command);
}

// What has to hold before anything that somebody asks for.
absl::Status CheckAsked(const Folder& folder, Context& context) {
  const absl::Time received = ReceiptOf(folder)->time;
  if (folder.voided) return FolderVoid();
  if (folder.erased) return FolderErased();
  if (context.event_time >= received) return absl::OkStatus();
  if (context.imported) return EventBeforeReceipt();
  context.event_time = received;  // clocks of two machines differ
  return absl::OkStatus();
}

struct Dispatch {
  const Context& context;
  Decision& decision;

  absl::Status operator()(const RecordFile&) const {
    return absl::InternalError("a file is of no folder");
  }
  template <typename Step>
  absl::Status operator()(const Step& step) const {
    return Take(step, context, decision);
  }
};

}  // namespace

absl::StatusOr<Decision> Decide(const Folder* before, const std::string& code,
                                const Command& command, const Context& context) {
  Decision decision;
  if (before != nullptr) decision.after = *before;
  decision.after.code = code;
  Context judged = context;
  if (!Followed(command)) {
    if (!decision.after.received) return FolderNotFound();
    if (absl::Status status = CheckAsked(decision.after, judged); !status.ok()) return status;
  }
  if (absl::Status status = std::visit(Dispatch{judged, decision}, command); !status.ok()) {
    return status;
  }
  return decision;
}

std::vector<Event> AddDoubt(Folder& folder, const std::string& file, Doubt doubt, absl::Time time) {
  std::vector<Event> events;
  for (std::size_t i = 0; i < folder.results.size(); ++i) {
    Result& result = folder.results[i];
    if (result.file != file || !result.doubts.insert(doubt).second) continue;
    events.push_back({folder.code, time, ResultChanged{static_cast<int>(i) + 1, result}});
  }
  return events;
}

}  // namespace motcua::digitization
