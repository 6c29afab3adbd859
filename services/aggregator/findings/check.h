// Findings of a table as computed, and what all checks of tables share.
#ifndef MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "services/aggregator/definitions/definitions.h"
#include "services/aggregator/domain/findings.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {

// Measures that explain a gap of a printed form, by row. Refers to the facts.
class Explanations {
 public:
  // What a report prints for a measure in a row; nullopt: nothing.
  using Elsewhere =
      std::function<std::optional<std::int64_t>(const v1::Measure&, const std::string& row)>;

  // Explains nothing.
  Explanations() = default;
  // `facts` has a catalogue; `specs` are the rows of the table.
  Explanations(const Facts& facts, Days days, std::shared_ptr<const Rows> specs)
      : facts_(&facts), days_(days), specs_(std::move(specs)) {}

  // Asked before anything is computed.
  void AskFirst(Elsewhere elsewhere) { elsewhere_ = std::move(elsewhere); }

  // Tells the size of a gap in a row; nullopt when it cannot be told.
  std::function<std::optional<std::int64_t>(const std::string& row)> SizeOf(
      const v1::Measure& measure) const;

 private:
  Elsewhere elsewhere_;
  const Facts* facts_ = nullptr;
  Days days_;
  std::shared_ptr<const Rows> specs_;
};

// The checks of a definition that stay inside its table; `explanations` must outlive them.
std::vector<Identity> IdentitiesOf(const v1::TableDefinition& definition,
                                   const Explanations& explanations);
// The columns of a definition, without cells.
Sheet EmptySheet(const v1::TableDefinition& definition);
// A computed table; rates are blank, and counts of a source that is not among the facts, or in a
// row that counts nobody.
Sheet SheetOf(const v1::TableDefinition& definition, const Computed& computed, const Facts& facts);

Severity SeverityOf(const v1::Check& check);
// 1 or −1 where the gap that a check explains can only be of that sign, else 0.
int GapSignOf(const v1::Check& check);
// Positions of columns.
std::vector<int> IndexesOf(const v1::TableDefinition& definition,
                           const google::protobuf::RepeatedPtrField<std::string>& columns);

// Identities and I5 of a computed table, where an I5 names the agencies that have no row; lists
// that end among equals.
std::vector<Finding> CheckComputed(const v1::TableDefinition& definition, const Computed& computed,
                                   const Facts& facts, Days days);

// `table` is the definition's id; empty between sources.
v1::Finding ToProto(const Finding& finding, const std::string& table);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_FINDINGS_CHECK_H_
