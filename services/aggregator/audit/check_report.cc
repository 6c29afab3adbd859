#include "services/aggregator/audit/check_report.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "services/aggregator/audit/carried_over.h"
#include "services/aggregator/audit/check_printed.h"
#include "services/aggregator/audit/compare_rates.h"
#include "services/aggregator/audit/heading.h"
#include "services/aggregator/audit/levels.h"
#include "services/aggregator/audit/list_members.h"
#include "services/aggregator/audit/printed_rows.h"
#include "services/aggregator/findings/check_tables.h"

namespace motcua::aggregator {
namespace {

void Add(std::vector<Finding> more, std::vector<Finding>& findings) {
  std::move(more.begin(), more.end(), std::back_inserter(findings));
}

// One table of a report, with what stands around it.
class TableCheck {
 public:
  TableCheck(const Definitions& definitions, const PrintedReport& report, const Facts* facts,
             const Printed& printed)
      : definitions_(definitions), report_(report), facts_(facts), printed_(printed) {}

  std::vector<Finding> Run() const {
    const v1::TableDefinition& definition = *printed_.definition;
    Explanations explanations;
    if (facts_ != nullptr) explanations = {*facts_, *report_.days, printed_.specs};
    explanations.AskFirst(PrintedElsewhere(definition, report_.tables));
    std::vector<Finding> findings = CheckAlone(printed_, explanations);
    // A list is some rows of its table: what holds between tables need not hold for it.
    if (printed_.list == nullptr) {
      const auto other = [this](const std::string& id) { return Other(id); };
      Add(CheckTables(definition, printed_.sheet, other, explanations), findings);
    }
    Add(CheckMembers(printed_, report_.tables), findings);
    Add(CompareRates(printed_, report_.tables), findings);
    Add(CheckList(printed_, report_.tables), findings);
    if (facts_ != nullptr) Add(CheckCarriedOver(printed_, *facts_, *report_.days), findings);
    if (!report_.days || !printed_.heading) return findings;
    const int repeated = CountRepeated(report_.claims, printed_);
    if (auto finding = CheckHeading(*printed_.heading, *report_.days, repeated)) {
      findings.push_back(*std::move(finding));
    }
    return findings;
  }

 private:
  // As printed, else as computed.
  std::optional<Sheet> Other(const std::string& id) const {
    if (const Printed* const other = FindTable(report_.tables, id)) return other->sheet;
    if (facts_ == nullptr) return std::nullopt;
    const v1::TableDefinition* const other = definitions_.On(id, report_.days->last);
    if (other == nullptr) return std::nullopt;
    return SheetOf(*other, Compute(*other, *facts_, *report_.days), *facts_);
  }

  const Definitions& definitions_;
  const PrintedReport& report_;
  const Facts* const facts_;
  const Printed& printed_;
};

}  // namespace

TableFindings CheckReport(const Definitions& definitions, const PrintedReport& report,
                          const Facts* facts) {
  TableFindings findings;
  for (const Printed& printed : report.tables) {
    findings[printed.Name()] = TableCheck(definitions, report, facts, printed).Run();
  }
  CompareAlike(report.tables, findings);
  CheckLevels(report.tables, findings);
  ShareOmittedUnits(report.tables, findings);
  findings[kClaims] = CheckClaims(report.claims, report.tables);
  for (auto& [table, some] : findings) {
    std::stable_sort(some.begin(), some.end(), [](const Finding& a, const Finding& b) {
      return std::tie(a.row, a.identity) < std::tie(b.row, b.identity);
    });
  }
  return findings;
}

}  // namespace motcua::aggregator
