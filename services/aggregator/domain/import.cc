#include "services/aggregator/domain/import.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"

namespace motcua::aggregator {
namespace {

absl::Status NotFound() {
  return Refuse(absl::StatusCode::kNotFound, "IMPORT_NOT_FOUND", "name", "there is no such import",
                "Không có lần nhập số liệu này.");
}

absl::Status EtagMismatch() {
  return Refuse(absl::StatusCode::kAborted, "ETAG_MISMATCH", "etag", "the import was changed",
                "Số liệu nhập đã được thay đổi; cần tải lại.");
}

}  // namespace

Extent ExtentOf(const statistics::Deltas& counts) {
  Extent extent;
  for (const auto& [key, value] : counts.values()) {
    extent.counters.set(static_cast<std::size_t>(key.counter));
    extent.first_day = std::min(extent.first_day, key.day);
    extent.last_day = std::max(extent.last_day, key.day);
  }
  return extent;
}

std::string EtagOf(const Import& import) { return absl::StrCat(import.version); }

absl::StatusOr<Import> Decide(const Import* before, const ImportChange& change) {
  const auto* document = std::get_if<TakeIn>(&change.what);
  if (before == nullptr && document == nullptr) return NotFound();
  if (!change.etag.empty() && (before == nullptr || change.etag != EtagOf(*before))) {
    return EtagMismatch();
  }
  if (document == nullptr && before->withdrawn) return *before;
  Import after = before == nullptr ? Import() : *before;
  after.id = change.id;
  after.version += 1;
  after.withdrawn = document == nullptr;
  if (document == nullptr) return after;
  after.document = *document;
  after.count_size = static_cast<int>(document->counts.values().size());
  after.extent = ExtentOf(document->counts);
  after.organisation = change.organisation;
  after.import_time = change.time;
  return after;
}

statistics::Deltas Contributions(const Import& import) {
  return import.withdrawn ? statistics::Deltas() : import.document.counts;
}

}  // namespace motcua::aggregator
