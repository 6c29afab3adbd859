// The catalogue a replay needs: the scenario's agencies, its procedures or plausible ones.
#ifndef MOTCUA_TOOLS_REPLAY_CATALOG_H_
#define MOTCUA_TOOLS_REPLAY_CATALOG_H_

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "common/base/date.h"
#include "common/catalog/catalog.h"
#include "tools/replay/scenario.h"

namespace motcua::replay {

// Which procedures a dossier can be of.
enum class FeeWish { kAny, kWithFee, kWithoutFee };

// The papers of every procedure: the form is always scanned, the other can be one that the citizen
// has in store.
inline constexpr char kForm[] = "don";
inline constexpr char kPaper[] = "giay-to";

// Fee of a procedure that has one, but not stated how much.
inline constexpr std::int64_t kPlausibleFee = 50'000;

// Not thread-safe: procedures are made when a dossier first needs them.
class Catalog {
 public:
  explicit Catalog(const Scenario& scenario);

  const std::vector<catalog::Agency>& agencies() const { return agencies_; }
  const std::vector<catalog::Procedure>& procedures() const { return procedures_; }

  // What an agency can receive in a field (empty: in any): its own procedures, else, for a
  // branch, those of its parent, else those that several manage at its level, else made ones.
  // Indexes into procedures(), never none.
  const std::vector<std::size_t>& ProceduresFor(const std::string& agency, const std::string& field,
                                                FeeWish wish);
  // Whether the scenario states a procedure that ProceduresFor could give.
  bool IsStated(const std::string& agency, const std::string& field, FeeWish wish) const;
  const catalog::Agency& FindAgency(const std::string& id) const;
  // Procedures the scenario does not state.
  std::size_t made() const { return procedures_.size() - stated_; }
  // Stated procedures whose fee is not.
  std::size_t fees_chosen() const { return fees_chosen_; }

 private:
  using Key = std::tuple<std::string, std::string, FeeWish>;

  std::vector<std::size_t> Find(const std::string& owner, const catalog::Agency& at,
                                const std::string& field, FeeWish wish) const;
  std::string NameOf(const std::string& field) const;
  std::vector<std::size_t> Make(const catalog::Agency& agency, const std::string& field,
                                FeeWish wish);

  std::vector<catalog::Agency> agencies_;
  std::vector<catalog::Procedure> procedures_;
  std::map<Key, std::vector<std::size_t>> found_;
  std::size_t fees_chosen_ = 0;
  std::size_t stated_;  // the first of procedures_ are the scenario's
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_CATALOG_H_
