#include "services/portal/domain/snapshot_order.h"

#include "absl/strings/str_cat.h"

namespace motcua::portal {

std::optional<Objection> ExamineOrder(const std::optional<SnapshotHead>& newest, bool complete,
                                      const SnapshotHead& next) {
  const int expected = newest ? newest->number + 1 : 1;
  const std::string before = newest ? newest->name : "";
  if (next.number != expected || next.supersedes != before) {
    return Objection{ProblemKind::kOutOfOrder,
                     absl::StrCat("number ", next.number, " supersedes `", next.supersedes,
                                  "`, expected number ", expected, " after `", before, "`")};
  }
  if (next.provisional && complete) {
    return Objection{ProblemKind::kIncompleteOverComplete, "a complete one is held"};
  }
  return std::nullopt;
}

}  // namespace motcua::portal
