#include "services/aggregator/closing/draft.h"

#include <utility>

#include "common/catalog/convert.h"
#include "common/rpc/request.h"
#include "common/signing/canonical.h"
#include "services/aggregator/answers/tables.h"
#include "services/aggregator/closing/check.h"
#include "services/aggregator/closing/name.h"
#include "services/aggregator/closing/pages.h"

namespace motcua::aggregator {
namespace {

// What is taken while the lock is held; all else is made of it afterwards.
struct Seen {
  v1::Report report;
  CountedKeys counted;
  std::vector<v1::SnapshotSource> sources;
  std::vector<std::string> incomplete;
  std::shared_ptr<const catalog::Catalog> catalog;
  absl::Time time;
};

v1::SnapshotSource ToProto(const SourceFacts& source) {
  const v1::Watermark watermark = WatermarkOf(source);
  v1::SnapshotSource seen;
  seen.set_source(watermark.source());
  seen.set_epoch(watermark.epoch());
  seen.set_revision(watermark.revision());
  if (watermark.has_complete_until()) {
    *seen.mutable_complete_until() = watermark.complete_until();
  }
  if (source.standing) seen.set_cells_digest(source.standing->digest);
  return seen;
}

absl::StatusOr<Seen> Look(const Basis& basis, const ClosingOrder& order,
                          const NewestSnapshot& newest,
                          const std::vector<const v1::TableDefinition*>& definitions) {
  const std::vector<std::string> unreachable = Unreachable(basis.links);
  return basis.knowledge.Read([&](const Facts& facts) -> absl::StatusOr<Seen> {
    Seen seen;
    seen.time = basis.clock();
    for (const SourceFacts& source : facts.sources) seen.sources.push_back(ToProto(source));
    seen.incomplete = IncompleteSources(seen.sources, order.days);
    absl::Status status = MayClose(newest, {order.provisional, order.reason_vi, seen.incomplete});
    if (!status.ok()) return status;
    status = EvaluateReport(basis, definitions, order.days, facts, unreachable, seen.report);
    if (!status.ok()) return status;
    seen.counted = CountKeys(facts, order.days);
    seen.catalog = facts.catalog;
    return seen;
  });
}

absl::Status AddDigest(const google::protobuf::Message& message, std::string* digest) {
  auto made = signing::DigestOf(message);
  if (made.ok()) *digest = *std::move(made);
  return made.status();
}

absl::Status AddDefinitions(const std::vector<const v1::TableDefinition*>& definitions,
                            WholeSnapshot& snapshot) {
  for (const v1::TableDefinition* definition : definitions) {
    *snapshot.content.add_definitions() = *definition;
    v1::DefinitionUse& use = *snapshot.head.add_definitions();
    use.set_definition(definition->id());
    use.set_version(definition->version());
    const absl::Status status = AddDigest(*definition, use.mutable_digest());
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status AddDigests(WholeSnapshot& snapshot) {
  v1::Snapshot& head = snapshot.head;
  absl::Status status = AddDigest(snapshot.content, head.mutable_content_digest());
  status.Update(AddDigest(snapshot.catalog, head.mutable_catalog_digest()));
  for (const v1::SnapshotFacts& page : snapshot.fact_pages) {
    status.Update(AddDigest(page, head.add_fact_pages()));
    head.set_fact_count(head.fact_count() + page.facts_size());
  }
  return status;
}

v1::Snapshot HeadOf(const ClosingOrder& order, const NewestSnapshot& newest, const Seen& seen) {
  v1::Snapshot head;
  const SnapshotName name{order.days, newest.number + 1};
  head.set_name(FormatSnapshotName(name));
  head.mutable_period()->set_first_day(FormatDay(order.days.first));
  head.mutable_period()->set_last_day(FormatDay(order.days.last));
  head.set_number(name.number);
  head.set_provisional(!seen.incomplete.empty());
  for (const std::string& source : seen.incomplete) head.add_incomplete_sources(source);
  if (newest.number > 0) head.set_supersedes(FormatSnapshotName({order.days, newest.number}));
  head.set_reason_vi(order.reason_vi);
  head.set_organisation(order.organisation);
  *head.mutable_close_time() = rpc::ToTimestamp(seen.time);
  for (const v1::SnapshotSource& source : seen.sources) *head.add_sources() = source;
  head.set_catalog_revision(seen.catalog->revision());
  return head;
}

}  // namespace

absl::StatusOr<WholeSnapshot> Draft(const Basis& basis, const std::string& province,
                                    const ClosingOrder& order, const NewestSnapshot& newest) {
  const auto definitions = basis.definitions.InForce(order.days.last);
  absl::StatusOr<Seen> seen = Look(basis, order, newest, definitions);
  if (!seen.ok()) return seen.status();
  WholeSnapshot snapshot;
  snapshot.head = HeadOf(order, newest, *seen);
  snapshot.head.set_province(province);
  absl::Status status = AddDefinitions(definitions, snapshot);
  snapshot.content.mutable_tables()->Swap(seen->report.mutable_tables());
  snapshot.content.mutable_findings()->Swap(seen->report.mutable_findings());
  if (snapshot.content.ByteSizeLong() > kLargestAnswer) return ReportTooLarge();
  snapshot.fact_pages = ToPages(std::move(seen->counted));
  snapshot.catalog = catalog::ToProto(*seen->catalog);
  status.Update(AddDigests(snapshot));
  if (!status.ok()) return status;
  return snapshot;
}

}  // namespace motcua::aggregator
