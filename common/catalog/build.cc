// Catalog::Build: what must hold between the elements of a catalogue.
#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/catalog/catalog.h"
#include "common/catalog/reorganise.h"

namespace motcua::catalog {
namespace {

std::string Path(const char* list, std::size_t index, const char* field) {
  return absl::StrCat(list, "[", index, "].", field);
}

absl::StatusOr<AgencyIndex> IndexById(const std::vector<Agency>& agencies) {
  AgencyIndex by_id;
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    if (!by_id.emplace(agencies[i].id, i).second) {
      return InvalidField(Path("agencies", i, "name"), "NAME_DUPLICATE",
                          "the agency is listed twice", "Cơ quan bị lặp lại trong danh mục");
    }
  }
  return by_id;
}

absl::Status CheckReference(const AgencyIndex& by_id, const std::string& id,
                            const std::string& field, const char* reason) {
  if (id.empty() || by_id.count(id) > 0) return absl::OkStatus();
  return InvalidField(field, reason, absl::StrCat("there is no agency ", id),
                      absl::StrCat("Không có cơ quan ", id, " trong danh mục"));
}

absl::Status CheckAgency(const AgencyIndex& by_id, const Agency& agency, std::size_t i) {
  absl::Status known =
      CheckReference(by_id, agency.parent, Path("agencies", i, "parent"), "PARENT_UNKNOWN");
  known.Update(CheckReference(by_id, agency.area, Path("agencies", i, "area"), "AREA_UNKNOWN"));
  known.Update(
      CheckReference(by_id, agency.alias_of, Path("agencies", i, "alias_of"), "ALIAS_UNKNOWN"));
  if (!known.ok()) return known;
  if (agency.alias_of == agency.id) {
    return InvalidField(Path("agencies", i, "alias_of"), "ALIAS_INVALID",
                        "an agency is not another name of itself",
                        "Cơ quan không thể là tên gọi khác của chính mình");
  }
  if (agency.valid_from > agency.valid_to) {
    return InvalidField(Path("agencies", i, "valid_to"), "DATE_INVALID",
                        "the last day is before the first", "Ngày kết thúc trước ngày bắt đầu");
  }
  return absl::OkStatus();
}

absl::Status CheckAlias(const std::vector<Agency>& agencies, const AgencyIndex& by_id,
                        std::size_t i) {
  const Agency& agency = agencies[i];
  if (agency.alias_of.empty() || agencies[by_id.at(agency.alias_of)].alias_of.empty()) {
    return absl::OkStatus();
  }
  return InvalidField(Path("agencies", i, "alias_of"), "ALIAS_INVALID",
                      "the office is itself another name of one",
                      "Cơ quan được dẫn chiếu cũng chỉ là tên gọi khác");
}

absl::Status CheckCodes(const std::vector<Agency>& agencies) {
  std::set<std::string> codes;
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    if (!agencies[i].code.empty() && !codes.insert(agencies[i].code).second) {
      return InvalidField(Path("agencies", i, "code"), "CODE_DUPLICATE",
                          "another agency has this code", "Mã này đã thuộc về cơ quan khác");
    }
  }
  return absl::OkStatus();
}

// A version follows the one before, in number and in time.
absl::Status CheckVersion(const Procedure* before, const Procedure& procedure, std::size_t i) {
  const int expected = before == nullptr ? 1 : before->version + 1;
  if (procedure.version < expected) {
    return InvalidField(Path("procedures", i, "version"), "VERSION_DUPLICATE",
                        "the version is listed twice", "Phiên bản thủ tục bị lặp lại");
  }
  if (procedure.version > expected) {
    return InvalidField(Path("procedures", i, "version"), "VERSION_GAP",
                        absl::StrCat("version ", expected, " is missing"),
                        absl::StrCat("Thiếu phiên bản ", expected, " của thủ tục"));
  }
  if (before != nullptr && procedure.valid_from < before->valid_from) {
    return InvalidField(Path("procedures", i, "valid_from"), "DATE_INVALID",
                        "the version before begins later",
                        "Phiên bản trước có hiệu lực muộn hơn phiên bản này");
  }
  return absl::OkStatus();
}

absl::Status CheckComponents(const Procedure& procedure, std::size_t i) {
  std::set<std::string> ids;
  for (std::size_t j = 0; j < procedure.components.size(); ++j) {
    if (ids.insert(procedure.components[j].id).second) continue;
    return InvalidField(absl::StrCat("procedures[", i, "].components[", j, "].id"),
                        "COMPONENT_DUPLICATE", "the component is listed twice",
                        "Thành phần hồ sơ bị lặp lại");
  }
  return absl::OkStatus();
}

absl::Status CheckRoute(const Procedure& procedure, const AgencyIndex& by_id, std::size_t i) {
  for (std::size_t j = 0; j < procedure.route.size(); ++j) {
    absl::Status known =
        CheckReference(by_id, procedure.route[j].agency,
                       absl::StrCat("procedures[", i, "].route[", j, "].agency"), "AGENCY_UNKNOWN");
    if (!known.ok()) return known;
  }
  return absl::OkStatus();
}

absl::Status CheckProcedures(const std::vector<Procedure>& procedures, const AgencyIndex& by_id) {
  std::map<std::pair<std::string, int>, std::vector<std::size_t>> order;
  for (std::size_t i = 0; i < procedures.size(); ++i) {
    absl::Status sound = CheckReference(by_id, procedures[i].agency,
                                        Path("procedures", i, "agency"), "AGENCY_UNKNOWN");
    sound.Update(CheckComponents(procedures[i], i));
    sound.Update(CheckRoute(procedures[i], by_id, i));
    if (!sound.ok()) return sound;
    order[{procedures[i].id, procedures[i].version}].push_back(i);
  }
  const Procedure* before = nullptr;
  for (const auto& [key, places] : order) {
    for (const std::size_t i : places) {
      if (before != nullptr && before->id != key.first) before = nullptr;
      const absl::Status version = CheckVersion(before, procedures[i], i);
      if (!version.ok()) return version;
      before = &procedures[i];
    }
  }
  return absl::OkStatus();
}

absl::Status CheckDiscount(const std::set<std::string>& procedures, const FeeDiscount& discount,
                           std::size_t i) {
  if (!discount.procedure.empty() && procedures.count(discount.procedure) == 0) {
    return InvalidField(Path("fee_discounts", i, "procedure"), "PROCEDURE_UNKNOWN",
                        absl::StrCat("there is no procedure ", discount.procedure),
                        absl::StrCat("Không có thủ tục ", discount.procedure, " trong danh mục"));
  }
  if (discount.valid_from > discount.valid_to) {
    return InvalidField(Path("fee_discounts", i, "valid_to"), "DATE_INVALID",
                        "the last day is before the first", "Ngày kết thúc trước ngày bắt đầu");
  }
  return absl::OkStatus();
}

absl::Status CheckDiscounts(const std::vector<FeeDiscount>& discounts,
                            const std::vector<Procedure>& procedures) {
  std::set<std::string> known;
  for (const Procedure& procedure : procedures) known.insert(procedure.id);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < discounts.size(); ++i) {
    if (!ids.insert(discounts[i].id).second) {
      return InvalidField(Path("fee_discounts", i, "name"), "NAME_DUPLICATE",
                          "the discount is listed twice", "Mức giảm phí, lệ phí bị lặp lại");
    }
    const absl::Status discount = CheckDiscount(known, discounts[i], i);
    if (!discount.ok()) return discount;
  }
  return absl::OkStatus();
}

absl::Status Check(const std::vector<Agency>& agencies, const std::vector<Procedure>& procedures,
                   const std::vector<FeeDiscount>& discounts) {
  const absl::StatusOr<AgencyIndex> by_id = IndexById(agencies);
  if (!by_id.ok()) return by_id.status();
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    const absl::Status agency = CheckAgency(*by_id, agencies[i], i);
    if (!agency.ok()) return agency;
  }
  for (std::size_t i = 0; i < agencies.size(); ++i) {
    absl::Status reorganised = CheckAlias(agencies, *by_id, i);
    if (reorganised.ok()) reorganised = CheckReorganisation(agencies, *by_id, i);
    if (!reorganised.ok()) return reorganised;
  }
  absl::Status status = CheckCodes(agencies);
  if (status.ok()) status = CheckTrees(agencies, *by_id);
  if (status.ok()) status = CheckProcedures(procedures, *by_id);
  if (status.ok()) status = CheckDiscounts(discounts, procedures);
  return status;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Catalog>> Catalog::Build(
    std::int64_t revision, std::vector<Agency> agencies, std::vector<Procedure> procedures,
    std::optional<worktime::Calendar> calendar, std::vector<FeeDiscount> discounts) {
  const absl::Status status = Check(agencies, procedures, discounts);
  if (!status.ok()) return status;
  const auto catalog = std::make_shared<Catalog>();
  catalog->revision_ = revision;
  std::sort(agencies.begin(), agencies.end(), [](const Agency& a, const Agency& b) {
    return std::tie(a.list_order, a.id) < std::tie(b.list_order, b.id);
  });
  std::sort(procedures.begin(), procedures.end(), [](const Procedure& a, const Procedure& b) {
    return std::tie(a.id, a.version) < std::tie(b.id, b.version);
  });
  std::sort(discounts.begin(), discounts.end(),
            [](const FeeDiscount& a, const FeeDiscount& b) { return a.id < b.id; });
  Rules rules{std::move(procedures), {}, std::move(calendar), std::move(discounts)};
  for (std::size_t i = 0; i < rules.procedures.size(); ++i) {
    rules.procedure_by_version[{rules.procedures[i].id, rules.procedures[i].version}] = i;
  }
  catalog->rules_ = std::make_shared<const Rules>(std::move(rules));
  catalog->agencies_ = std::move(agencies);
  catalog->Index();
  catalog->reorganised_ = ReorganisedDays(catalog->agencies_);
  return std::shared_ptr<const Catalog>(catalog);
}

void Catalog::Index() {
  for (std::size_t i = 0; i < agencies_.size(); ++i) {
    const Agency& agency = agencies_[i];
    agency_by_id_[agency.id] = i;
    if (!agency.code.empty()) agency_by_code_[agency.code] = i;
    if (!agency.parent.empty()) children_[agency.parent].push_back(agency.id);
    if (!agency.alias_of.empty()) children_[agency.alias_of].push_back(agency.id);
  }
}

}  // namespace motcua::catalog
