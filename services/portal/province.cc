#include "services/portal/province.h"

#include <optional>
#include <utility>

#include "common/base/log.h"

namespace motcua::portal {
namespace {

statistics::v1::Projection ByFieldAndTop() {
  statistics::v1::Projection projection;
  projection.set_procedure_axis(statistics::v1::Projection::PROCEDURE_AXIS_FIELD);
  projection.set_tree_depth(1);
  return projection;
}

// A database that does not answer means: everything anew, later.
std::optional<statistics::CellCursor> CursorIn(received::Store& store, const std::string& id) {
  try {
    const auto standing = store.Find(id);
    return standing ? std::optional(standing->cursor) : std::nullopt;
  } catch (const sql::Error& error) {
    Log(LogLevel::kError, "cursor_not_read", {{"province", id}, {"error", error.what()}});
    return std::nullopt;
  }
}

}  // namespace

Province::Province(std::string id, std::shared_ptr<grpc::Channel> channel, received::Store& store,
                   Clock clock)
    : id_(std::move(id)),
      store_(store),
      clock_(std::move(clock)),
      follower_({.source = id_,
                 .channel = std::move(channel),
                 .projection = ByFieldAndTop(),
                 .cursor = [this] { return CursorIn(store_, id_); },
                 .apply = [this](const statistics::Batch& batch) { return Apply(batch); }}) {}

absl::Status Province::Apply(const statistics::Batch& batch) {
  if (batch.source != id_) {
    ++refused_batches_;
    return absl::FailedPreconditionError("the batch is of another province: " + batch.source);
  }
  const absl::Status applied = store_.Apply(id_, batch, clock_()).status();
  if (absl::IsDataLoss(applied) || absl::IsInvalidArgument(applied)) ++refused_batches_;
  return applied;
}

}  // namespace motcua::portal
