#include "services/intake/domain/update_catalog.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"

namespace motcua::intake {
namespace {

using catalog::Agency;
using catalog::Catalog;
using catalog::FeeDiscount;
using catalog::Procedure;

absl::Status CodeTaken(std::size_t i) {
  return InvalidField(absl::StrCat("agencies[", i, "].code"), "CODE_DUPLICATE",
                      "another agency has this code", "Mã này đã thuộc về cơ quan khác");
}

absl::Status VersionFixed(std::size_t i) {
  return motcua::Refuse(absl::StatusCode::kFailedPrecondition, "PROCEDURE_VERSION_FIXED",
                        absl::StrCat("procedures[", i, "]"),
                        "a version that exists never changes; add the next one",
                        "Phiên bản thủ tục đã có không được sửa; hãy thêm phiên bản mới");
}

// The elements of the request come first, so that Build names them by their own places.
absl::StatusOr<std::vector<Agency>> Merge(const Catalog& before,
                                          const std::vector<Agency>& changes) {
  std::set<std::string> changed;
  for (const Agency& agency : changes) changed.insert(agency.id);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (changes[i].code.empty()) continue;
    const Agency* owner = before.FindAgencyByCode(changes[i].code);
    if (owner != nullptr && changed.count(owner->id) == 0) return CodeTaken(i);
  }
  std::vector<Agency> agencies = changes;
  for (const Agency& agency : before.agencies()) {
    if (changed.count(agency.id) == 0) agencies.push_back(agency);
  }
  return agencies;
}

absl::StatusOr<std::vector<Procedure>> Merge(const Catalog& before,
                                             const std::vector<Procedure>& additions) {
  std::set<std::pair<std::string, int>> repeated;
  for (std::size_t i = 0; i < additions.size(); ++i) {
    const Procedure* fixed = before.FindProcedure(additions[i].id, additions[i].version);
    if (fixed == nullptr) continue;
    if (*fixed != additions[i]) return VersionFixed(i);
    repeated.emplace(fixed->id, fixed->version);
  }
  std::vector<Procedure> procedures = additions;
  for (const Procedure& procedure : before.procedures()) {
    if (repeated.count({procedure.id, procedure.version}) == 0) procedures.push_back(procedure);
  }
  return procedures;
}

std::vector<FeeDiscount> Merge(const Catalog& before, const std::vector<FeeDiscount>& changes) {
  std::set<std::string> changed;
  for (const FeeDiscount& discount : changes) changed.insert(discount.id);
  std::vector<FeeDiscount> discounts = changes;
  for (const FeeDiscount& discount : before.discounts()) {
    if (changed.count(discount.id) == 0) discounts.push_back(discount);
  }
  return discounts;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Catalog>> Decide(const Catalog* before,
                                                      const UpdateCatalog& update) {
  static const auto* const kEmpty = new std::shared_ptr<const Catalog>(*Catalog::Build(0, {}, {}));
  const Catalog& base = before == nullptr ? **kEmpty : *before;
  absl::StatusOr<std::vector<Agency>> agencies = Merge(base, update.agencies);
  if (!agencies.ok()) return agencies.status();
  absl::StatusOr<std::vector<Procedure>> procedures = Merge(base, update.procedures);
  if (!procedures.ok()) return procedures.status();
  auto calendar = catalog::Apply(update.calendar, base.calendar());
  if (!calendar.ok()) return calendar.status();
  return Catalog::Build(base.revision() + 1, *std::move(agencies), *std::move(procedures),
                        *std::move(calendar), Merge(base, update.discounts));
}

}  // namespace motcua::intake
