#include "services/portal/domain/examine_batch.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace motcua::portal {
namespace {

using statistics::Batch;
using statistics::CellKey;
using statistics::CellValue;

constexpr std::size_t kLongestEpoch = 64;  // as WatchCells takes it back
constexpr std::size_t kDigestSize = 16;
// Together they keep every sum of a batch within 63 bits.
constexpr std::size_t kMostCells = 2'000'000;
constexpr std::int64_t kLargestValue = 4'000'000'000'000;

bool IsPrintable(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '!' && c <= '~'; });
}

std::optional<Objection> Malformed(const Batch& batch) {
  const auto objection = [](const char* detail) {
    return Objection{ProblemKind::kMalformed, detail};
  };
  if (batch.epoch.empty() || batch.epoch.size() > kLongestEpoch || !IsPrintable(batch.epoch)) {
    return objection("the epoch is not 1 to 64 of printable ASCII");
  }
  if (batch.digest.size() != kDigestSize) return objection("the digest has not 16 bytes");
  if (batch.from < 0 || batch.through < batch.from)
    return objection("the revisions are not in order");
  if (batch.cells.size() > kMostCells) return objection("more cells than a province can have");
  for (const auto& [key, value] : batch.cells) {
    if (key.day < kFirstDay || key.day > kLastDay) return objection("a cell of an impossible day");
    if (value < -kLargestValue || value > kLargestValue) return objection("an impossible value");
  }
  return std::nullopt;
}

bool IsKnown(const CellKey& key) {
  const int channel = static_cast<int>(key.channel);
  const int counter = static_cast<int>(key.counter);
  return 1 <= channel && channel <= static_cast<int>(Channel::kLinked) && 1 <= counter &&
         counter <= static_cast<int>(statistics::kLastCounter);
}

std::optional<Objection> Foreign(const std::string& province, const Batch& batch) {
  if (batch.source != province) {
    return Objection{ProblemKind::kForeign, "the batch is of another province"};
  }
  for (const auto& [key, value] : batch.cells) {
    if (key.agency != province || !key.procedure.empty() || !key.responsible_agency.empty()) {
      return Objection{ProblemKind::kForeign, "a cell is not of the whole province"};
    }
    if (!IsKnown(key)) return Objection{ProblemKind::kForeign, "a counter that is not known"};
  }
  return std::nullopt;
}

std::optional<Objection> Gap(const Held& held, const Batch& batch) {
  if (batch.full) return std::nullopt;
  if (!held.cursor || held.cursor->epoch != batch.epoch) {
    return Objection{ProblemKind::kGap, "it continues an epoch that is not held"};
  }
  if (batch.from <= held.cursor->revision) return std::nullopt;
  return Objection{ProblemKind::kGap, absl::StrCat("held through ", held.cursor->revision,
                                                   ", it begins after ", batch.from)};
}

std::optional<Objection> WrongDigest(const Held& held, const Batch& batch) {
  const statistics::Digest digest =
      batch.full ? Holding(batch.cells).digest() : held.cells.DigestAfter(batch.cells);
  if (digest.ToBytes() == batch.digest) return std::nullopt;
  return Objection{ProblemKind::kDigest, "the cells do not give the digest"};
}

std::optional<Objection> Stale(const Held& held, const Batch& batch) {
  if (!held.cursor) return std::nullopt;
  if (batch.epoch != held.cursor->epoch) {
    if (!held.left_epochs.contains(batch.epoch)) return std::nullopt;
    return Objection{ProblemKind::kStaleEpoch, "epoch " + batch.epoch + " was left before"};
  }
  if (batch.through >= held.cursor->revision) return std::nullopt;
  return Objection{ProblemKind::kStaleEpoch, absl::StrCat("held through ", held.cursor->revision,
                                                          ", it goes back to ", batch.through)};
}

// A count anew must say the same of days that were published; and what has the same revision must
// be the same.
std::optional<Objection> Rewritten(const Held& held, const Batch& batch) {
  if (!held.cursor || !batch.full) return std::nullopt;
  const bool same_place =
      batch.epoch == held.cursor->epoch && batch.through == held.cursor->revision;
  const bool counted_anew = batch.epoch != held.cursor->epoch && held.published_through.has_value();
  if (!same_place && !counted_anew) return std::nullopt;
  const Day through = same_place ? kLastDay : *held.published_through;
  const auto day = held.cells.FirstDifference(Holding(batch.cells), through);
  if (!day) return std::nullopt;
  return Objection{ProblemKind::kRewrittenHistory,
                   absl::StrCat("epoch ", batch.epoch, " differs first on ", FormatDay(*day))};
}

}  // namespace

std::optional<Objection> ExamineBatch(const Held& held, const Batch& batch) {
  const bool accepted = held.accepted_epochs.contains(batch.epoch);
  std::optional<Objection> objection = Malformed(batch);
  if (!objection) objection = Foreign(held.province, batch);
  if (!objection) objection = Gap(held, batch);
  if (!objection && !accepted) objection = Stale(held, batch);
  if (!objection) objection = WrongDigest(held, batch);
  if (!objection && !accepted) objection = Rewritten(held, batch);
  return objection;
}

bool NeedsAcceptance(const Held& held, const Batch& batch) {
  return Stale(held, batch).has_value() || Rewritten(held, batch).has_value();
}

}  // namespace motcua::portal
