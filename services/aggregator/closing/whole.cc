#include "services/aggregator/closing/whole.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/catalog/convert.h"
#include "services/aggregator/closing/name.h"
#include "services/aggregator/closing/pages.h"

namespace motcua::aggregator {
namespace {

absl::Status Damaged(const v1::Snapshot& head, const char* what) {
  return Refuse(absl::StatusCode::kDataLoss, "SNAPSHOT_DAMAGED", "name",
                absl::StrCat(head.name(), " is damaged: ", what),
                absl::StrCat("Bản chốt ", head.name(), " đã bị thay đổi hoặc hư hỏng."));
}

}  // namespace

absl::StatusOr<Moment> MomentOf(const WholeSnapshot& snapshot) {
  const auto name = ParseSnapshotName(snapshot.head.name());
  if (!name) return Damaged(snapshot.head, "its name is none of a snapshot");
  auto catalog = catalog::FromProto(snapshot.catalog);
  if (!catalog.ok()) return Damaged(snapshot.head, "its catalogue is none");
  Moment moment{.days = name->days,
                .facts = FromPages(snapshot.fact_pages),
                .catalog = *std::move(catalog),
                .definitions = {},
                .tables = {}};
  for (const v1::TableDefinition& definition : snapshot.content.definitions()) {
    moment.definitions.emplace(definition.id(), definition);
  }
  for (const v1::Table& table : snapshot.content.tables()) {
    moment.tables.emplace(table.definition(), table);
  }
  return moment;
}

}  // namespace motcua::aggregator
