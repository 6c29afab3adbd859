#include "tests/conformance/kit/statistics_checks.h"

namespace motcua::conform {
namespace {

constexpr char kWatch[] = "statistics.proto: WatchCells";
constexpr char kBatch[] = "statistics.proto: WatchCellsResponse";
constexpr char kCell[] = "statistics.proto: Cell";
constexpr char kProjection[] = "statistics.proto: Projection";

}  // namespace

std::vector<Requirement> StatisticsRequirements() {
  return {
      {"cells.first-sync", "without a cursor comes one full batch", kWatch},
      {"cells.parts", "parts of a batch agree, have at most 2000 cells, end with digest and source",
       kBatch},
      {"cells.unique", "no key stands twice in a batch", kBatch},
      {"cells.known", "known counters and channels, days from 1990 to 2199, ids", kCell},
      {"cells.digest", "the digest is that of the cells held", "statistics.proto: digest"},
      {"cells.gapless", "a batch that is not full continues what is held", kBatch},
      {"cells.resume", "after the last cursor comes only what changed", kWatch},
      {"cells.resume-middle",
       "after an earlier cursor comes every cell changed since, as it is now", kWatch},
      {"cells.unknown-epoch", "an epoch that is unknown is answered with a full batch", kWatch},
      {"cells.malformed-cursor", "a malformed cursor is INVALID_ARGUMENT", kWatch},
      {"cells.bookmark", "an idle stream gets an empty batch with its digest, here within 15 s",
       kBatch},
      {"cells.promise", "complete_until never goes back, nor ahead of the clock",
       "statistics.proto: complete_until"},
      {"cells.projection-field", "by field the sums are those of the plain cells", kProjection},
      {"cells.projection-none", "without procedures the sums are those of the plain cells",
       kProjection},
      {"cells.projection-depth", "at depth 1 the sums are those of the plain cells", kProjection},
      {"cells.projection-province", "the province's cells are the sums of the plain cells",
       kProjection},
      {"cells.malformed-projection", "a malformed projection is INVALID_ARGUMENT", kWatch},
      {"cells.survives", "calls that are cancelled or late do no harm", kWatch},
      {"cells.two-readers", "two readers are told the same of one revision", kWatch},
      {"summary.sums", "the sums, carried over and open, of a period are those of the cells",
       "statistics.proto: GetSummary"},
      {"summary.agencies", "for one agency come its sums alone", "statistics.proto: GetSummary"},
      {"summary.malformed", "a malformed period is INVALID_ARGUMENT",
       "statistics.proto: GetSummary"},
      {"contributors.sum", "the dossiers' values add up to the cells",
       "statistics.proto: ListContributors"},
      {"contributors.pages", "pages go on in bytewise order, each dossier once, none of value 0",
       "statistics.proto: ListContributors"},
      {"contributors.malformed", "a malformed leaf or page token is INVALID_ARGUMENT",
       "statistics.proto: ListContributors"},
  };
}

}  // namespace motcua::conform
