#include "services/portal/national.h"

#include <map>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/portal/convert.h"

namespace motcua::portal {
namespace {

constexpr char kProvinces[] = "provinces/";

// One province's part of a table under way.
struct Part {
  v1::NationalTable& table;
  v1::ProvinceLine line;
  Line figures;

  void Missing(const std::string& province, ProblemKind kind) {
    v1::MissingProvince& missing = *table.add_missing();
    missing.set_province(kProvinces + province);
    missing.set_kind(static_cast<v1::ProblemKind>(kind));
    missing.set_text_vi(TextVi(kind));
  }
  void Reason(ProblemKind kind, const std::string& subject, const std::string& detail) {
    Fill(Objection{kind, detail}, subject, *line.add_reasons());
  }
  bool HasReason(ProblemKind kind) const {
    for (const v1::Problem& reason : line.reasons()) {
      if (reason.kind() == static_cast<v1::ProblemKind>(kind)) return true;
    }
    return false;
  }
};

// False: there is nothing to show.
bool FillLive(const Province& province, const Problems& problems, Day first, Day last, Part& part) {
  const CellsNow now = province.Cells(first, last);
  if (!now.standing) {
    part.Missing(province.id(), ProblemKind::kNeverHeard);
    return false;
  }
  part.figures = LineOf(now.sums);
  part.line.mutable_cursor()->set_epoch(now.standing->cursor.epoch);
  part.line.mutable_cursor()->set_revision(now.standing->cursor.revision);
  for (const Problem& problem : problems.Open(province.id())) {
    // Those of all days; those of this period are found below.
    if (problem.subject != kCells || problem.kind == ProblemKind::kIdentityFails) continue;
    Fill(problem, *part.line.add_reasons());
  }
  for (const std::string& broken : BrokenIdentities(now.sums)) {
    part.Reason(ProblemKind::kIdentityFails, kCells, broken);
  }
  if (!province.reachable()) {
    part.line.set_unreachable(true);
    if (!part.HasReason(ProblemKind::kUnreachable)) {
      part.Reason(ProblemKind::kUnreachable, kCells, "not connected");
    }
  }
  if (now.standing->complete_until < StartOfDay(last + 1)) {
    part.Reason(ProblemKind::kNotComplete, kCells, "more may be counted in the period");
  }
  return true;
}

// What concerns the snapshot shown, or newer ones of its period.
bool Concerns(const Problem& problem, const SnapshotHead& shown) {
  if (problem.subject == kSnapshots || problem.subject == shown.name) return true;
  const std::string period = SnapshotName(shown.first, shown.last, 0);
  return problem.kind != ProblemKind::kIdentityFails &&
         absl::StartsWith(problem.subject, period.substr(0, period.size() - 1));
}

bool FillPublished(const Province& province, const Problems& problems, Day first, Day last,
                   Part& part) {
  const SnapshotBook::Snapshot snapshot = province.snapshots().Newest(first, last);
  if (snapshot == nullptr) {
    part.Missing(province.id(), ProblemKind::kNotPublished);
    return false;
  }
  part.figures = LineOf(snapshot->sums);
  part.line.set_snapshot(snapshot->head.name);
  part.line.set_snapshot_number(snapshot->head.number);
  if (snapshot->head.provisional) {
    part.Reason(ProblemKind::kProvisional, snapshot->head.name, "some source was incomplete");
  }
  for (const Problem& problem : problems.Open(province.id())) {
    if (Concerns(problem, snapshot->head)) Fill(problem, *part.line.add_reasons());
  }
  return true;
}

Line FiguresOf(const v1::ProvinceLine& line) {
  Line figures;
  figures.received = line.received();
  figures.received_online = line.received_online();
  figures.finished_early = line.finished_early();
  figures.finished_on_time = line.finished_on_time();
  figures.finished_late = line.finished_late();
  figures.open = line.open();
  figures.overdue = line.overdue();
  figures.results_finished = line.results_finished();
  figures.results_synced = line.results_synced();
  return figures;
}

}  // namespace

v1::NationalTable NationalTableOf(const Provinces& provinces, const Problems& problems, Day first,
                                  Day last, v1::Basis basis) {
  v1::NationalTable table;
  table.mutable_period()->set_first_day(FormatDay(first));
  table.mutable_period()->set_last_day(FormatDay(last));
  const bool published = basis == v1::BASIS_PUBLISHED;
  table.set_basis(published ? v1::BASIS_PUBLISHED : v1::BASIS_LIVE);
  Line total;
  for (const auto& province : provinces) {
    Part part{table, {}, {}};
    part.line.set_province(kProvinces + province->id());
    const auto fill = published ? FillPublished : FillLive;
    if (!fill(*province, problems, first, last, part)) continue;
    Fill(part.figures, part.line);
    total += part.figures;
    for (const v1::Problem& reason : part.line.reasons()) {
      v1::Problem& of_total = *table.mutable_total()->add_reasons();
      of_total = reason;
      of_total.set_subject(absl::StrCat(part.line.province(), " ", reason.subject()));
    }
    *table.add_provinces() = std::move(part.line);
  }
  Fill(total, *table.mutable_total());
  return table;
}

v1::ProvinceRanking RankingOf(const v1::NationalTable& table, v1::ProvinceMeasure measure) {
  v1::ProvinceRanking ranking;
  *ranking.mutable_period() = table.period();
  ranking.set_basis(table.basis());
  ranking.set_measure(measure);
  *ranking.mutable_missing() = table.missing();
  std::vector<Place> places;
  std::map<std::string, bool> qualified;
  for (const v1::ProvinceLine& line : table.provinces()) {
    places.push_back({line.province(), RatioOf(FiguresOf(line), static_cast<Measure>(measure)), 0});
    qualified[line.province()] = line.reasons_size() > 0;
  }
  for (const Place& place : Rank(std::move(places), static_cast<Measure>(measure))) {
    v1::RankedProvince& ranked = *ranking.add_provinces();
    ranked.set_province(place.province);
    ranked.set_rank(place.rank);
    ranked.set_numerator(place.ratio.numerator);
    ranked.set_denominator(place.ratio.denominator);
    ranked.set_qualified(qualified[place.province]);
  }
  return ranking;
}

}  // namespace motcua::portal
