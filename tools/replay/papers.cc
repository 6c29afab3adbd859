#include "tools/replay/papers.h"

#include <algorithm>
#include <string>
#include <utility>

namespace motcua::replay {
namespace {

using enum Column;

// Working minutes within which papers are scanned after the receipt, and results after the end.
constexpr int kScannedWithin = kMinutesPerDay;
constexpr int kAttachedWithin = 2 * kMinutesPerDay;

void Depart(const CountsRow& row, Column column, std::int64_t used, std::string why,
            std::vector<Remark>& remarks) {
  remarks.push_back({Remark::Kind::kDeparture, row.line, row.agency, row.field, column, "",
                     row.counts[column], used, std::move(why)});
}

void PlanComponents(const CountsRow& row, const WorkTime& time, Random& random,
                    std::span<PlannedDossier> dossiers) {
  std::vector<PlannedDossier*> received;
  for (PlannedDossier& dossier : dossiers) {
    if (dossier.receive >= time.first()) received.push_back(&dossier);
  }
  random.Shuffle(received);
  for (std::int64_t i = 0; i < row.counts.Get(kComponentsAny); ++i) {
    const PlannedDossier& dossier = *received[i];
    PlannedPapers& papers = received[i]->papers;
    const bool full = i < row.counts.Get(kComponentsFull);
    const bool reused = i < row.counts.Get(kComponentsReused);
    papers.scan = random.Between(dossier.receive + 1,
                                 std::min(dossier.receive + kScannedWithin, time.last()));
    if (reused) papers.reuse = papers.scan;  // the document is chosen later
    if (full || !reused) papers.scanned.push_back(kForm);
    if (full && !reused) papers.scanned.push_back(kPaper);
  }
}

std::vector<PlannedDossier*> Finished(std::span<PlannedDossier> dossiers, Random& random) {
  std::vector<PlannedDossier*> finished;
  for (PlannedDossier& dossier : dossiers) {
    if (IsFinished(dossier.outcome)) finished.push_back(&dossier);
  }
  random.Shuffle(finished);
  return finished;
}

// Calls `plan(dossier)` for as many finished dossiers as a column says, as far as there are.
template <typename Plan>
void ForFinished(const CountsRow& row, Column column, const std::vector<PlannedDossier*>& finished,
                 std::vector<Remark>& remarks, Plan plan) {
  const std::int64_t wanted = row.counts.Get(column);
  const std::int64_t used = std::min(wanted, static_cast<std::int64_t>(finished.size()));
  for (std::int64_t i = 0; i < used; ++i) plan(*finished[i]);
  if (used < wanted) {
    Depart(row, column, used, "fewer dossiers were resolved, linked legs aside", remarks);
  }
}

// A digitized result that can still be put in store and used.
bool CanBeStored(const PlannedDossier& dossier, const WorkTime& time) {
  return dossier.papers.result && !dossier.papers.reuse &&
         *dossier.papers.result + 2 <= time.last();
}

// The papers in store, the earliest first. Takes from those that were there before a dossier was
// received, if any.
class Store {
 public:
  Store(const std::vector<std::span<PlannedDossier>>& spans, const WorkTime& time, Random& random)
      : random_(random) {
    for (const std::span<PlannedDossier> span : spans) {
      for (PlannedDossier& dossier : span) {
        if (CanBeStored(dossier, time)) owners_.push_back(&dossier);
      }
    }
    std::stable_sort(owners_.begin(), owners_.end(), [](const auto* a, const auto* b) {
      return *a->papers.result < *b->papers.result;
    });
  }

  bool empty() const { return owners_.empty(); }
  void Reuse(PlannedDossier& dossier) {
    const auto later = std::partition_point(owners_.begin(), owners_.end(), [&](const auto* owner) {
      return *owner->papers.result + 1 < dossier.receive;
    });
    const int earlier = static_cast<int>(later - owners_.begin());
    PlannedDossier& owner = *owners_[earlier == 0 ? 0 : random_.Between(0, earlier - 1)];
    if (owner.citizen == 0) owner.citizen = ++citizens_;
    owner.papers.stored = *owner.papers.result + 1;
    dossier.citizen = owner.citizen;
    dossier.papers.reuse = std::max(dossier.papers.scan, *owner.papers.stored + 1);
  }

 private:
  std::vector<PlannedDossier*> owners_;
  int citizens_ = 0;
  Random& random_;
};

// Nothing is in store: what would be reused is scanned.
void ScanInstead(PlannedDossier& dossier) {
  dossier.papers.reuse = std::nullopt;
  dossier.papers.scanned.push_back(kPaper);
}

}  // namespace

void PlanPapers(const CountsRow& row, const WorkTime& time, Random& random,
                std::span<PlannedDossier> dossiers, std::vector<Remark>& remarks) {
  PlanComponents(row, time, random, dossiers);
  const std::vector<PlannedDossier*> finished = Finished(dossiers, random);
  ForFinished(row, kResultsDigitized, finished, remarks, [&](PlannedDossier& dossier) {
    dossier.papers.result =
        random.Between(*dossier.end, std::min(*dossier.end + kAttachedWithin, time.last()));
  });
  ForFinished(row, kReturnedPost, finished, remarks, [&](PlannedDossier& dossier) {
    dossier.returned_by_post = random.Between(*dossier.end, time.last());
  });
}

void PlanReuse(const std::vector<CountsRow>& rows,
               const std::vector<std::span<PlannedDossier>>& spans, const WorkTime& time,
               Random& random, std::vector<Remark>& remarks) {
  Store store(spans, time, random);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (store.empty() && rows[i].counts.Get(kComponentsReused) > 0) {
      Depart(rows[i], kComponentsReused, 0, "no digitized result is there to be reused", remarks);
    }
    for (PlannedDossier& dossier : spans[i]) {
      if (!dossier.papers.reuse) continue;
      store.empty() ? ScanInstead(dossier) : store.Reuse(dossier);
    }
  }
}

}  // namespace motcua::replay
