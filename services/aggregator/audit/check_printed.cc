#include "services/aggregator/audit/check_printed.h"

#include <iterator>
#include <utility>

#include "services/aggregator/audit/heading.h"
#include "services/aggregator/audit/printed_complements.h"
#include "services/aggregator/audit/printed_means.h"
#include "services/aggregator/audit/printed_rates.h"
#include "services/aggregator/audit/printed_rows.h"
#include "services/aggregator/audit/printed_selection.h"
#include "services/aggregator/domain/totals.h"
#include "services/aggregator/findings/check_tables.h"

namespace motcua::aggregator {
namespace {

void Add(std::vector<Finding> more, std::vector<Finding>& findings) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

v1::PrintedTable TableIn(const v1::CheckTableRequest& request) {
  v1::PrintedTable table;
  table.set_definition(request.definition());
  *table.mutable_columns() = request.columns();
  *table.mutable_rows() = request.rows();
  return table;
}

}  // namespace

std::vector<Finding> CheckAlone(const Printed& printed, const Explanations& explanations) {
  const std::vector<Identity> identities = IdentitiesOf(*printed.definition, explanations);
  std::vector<Finding> findings = CheckIdentities(printed.sheet, identities);
  if (printed.list == nullptr) Add(CheckTotals(printed.sheet, identities), findings);
  CheckRates(printed, findings);
  Add(CheckComplements(printed), findings);
  Add(CheckMeans(printed), findings);
  Add(CheckRanks(printed), findings);
  Add(CheckSelection(printed), findings);
  return findings;
}

absl::StatusOr<std::vector<Finding>> CheckPrinted(const Definitions& definitions,
                                                  const v1::TableDefinition& definition,
                                                  const v1::CheckTableRequest& request,
                                                  const Facts& facts, std::optional<Days> days,
                                                  std::optional<Days> heading) {
  const bool known = days && facts.catalog != nullptr;
  const std::shared_ptr<const Rows> specs =
      known ? facts.rows->Of(definition, facts.catalog->TreeOn(days->TreeDay()), days->last)
            : std::make_shared<Rows>();
  const absl::StatusOr<Printed> printed = ParsePrinted(definition, TableIn(request), specs, "");
  if (!printed.ok()) return printed.status();
  std::vector<Finding> findings =
      CheckAlone(*printed, known ? Explanations(facts, *days, specs) : Explanations());
  if (known) Add(CheckTables(definitions, definition, printed->sheet, facts, *days), findings);
  if (!days || !heading) return findings;
  if (auto finding = CheckHeading(*heading, *days, 0)) findings.push_back(*std::move(finding));
  return findings;
}

}  // namespace motcua::aggregator
