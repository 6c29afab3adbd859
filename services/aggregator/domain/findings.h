// Identities of a table: what must hold between its columns, and between total and rows.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DOMAIN_FINDINGS_H_
#define MOTCUA_SERVICES_AGGREGATOR_DOMAIN_FINDINGS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace motcua::aggregator {

// Numbers as in aggregator.proto.
enum class Severity : int { kNote = 1, kWarning = 2, kViolation = 3 };

// A suggested cause that other findings may confirm.
enum class Suspicion { kNone, kSwappedColumns, kOmittedUnit };

// Something that does not add up.
struct Finding {
  std::string identity;
  Severity severity = Severity::kViolation;
  std::string row;
  std::vector<std::string> columns;
  std::int64_t expected = 0;
  std::int64_t shown = 0;
  std::string cause_vi;
  std::string cause_en;
  std::int64_t explained = 0;  // of the difference, by a known gap of the form
  Suspicion suspicion = Suspicion::kNone;

  std::int64_t difference() const { return shown - expected; }
};

struct SheetColumn {
  std::string id;
  std::string title_vi;
  bool additive = true;      // the total must be the sum of the rows
  std::string measure = {};  // equal ones count the same; empty: a rate
};

struct SheetRow {
  std::string id;
  std::vector<std::optional<std::int64_t>> counts;  // per column; none: blank, or a rate
  bool inside_another = false;                      // its dossiers stand in another row too
  std::string subtotal = {};  // id of the row that adds it up with others, if that is there
};

// A table as exact numbers, computed or printed.
struct Sheet {
  std::vector<SheetColumn> columns;
  std::vector<SheetRow> rows;
  std::optional<SheetRow> total;  // id `total`
};

// left = right, or left ≤ right, between sums of columns.
struct Identity {
  std::string name;       // I1 …
  std::vector<int> left;  // column indexes
  bool at_most = false;
  std::vector<int> right;
  Severity severity = Severity::kViolation;
  std::string explained_by_vi;  // a known gap of the printed form; empty if none
  int gap_sign = 0;             // 1 or −1 where the gap can only be of that sign
  // Size of that gap in a row, if it is known.
  std::function<std::optional<std::int64_t>(const std::string& row)> explained;
};

// The sum of some columns of a row; nullopt when one is blank.
std::optional<std::int64_t> SumOf(const std::vector<std::optional<std::int64_t>>& counts,
                                  const std::vector<int>& columns);

// Tells in a finding how much of it the known gap of its identity explains: all of it, or where its
// size is not known perhaps all of it, is a warning.
void ExplainByGap(const Identity& identity, Finding& finding);

// Each identity on each row and the total. Rows where a column is blank are passed over.
std::vector<Finding> CheckIdentities(const Sheet& sheet, const std::vector<Identity>& identities);

// Whether all identities that a sound row cannot break hold, as far as it can be told.
bool AllHold(const std::vector<Identity>& identities,
             const std::vector<std::optional<std::int64_t>>& counts);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DOMAIN_FINDINGS_H_
