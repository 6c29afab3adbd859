#include "tools/replay/catalog.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace motcua::replay {
namespace {

using catalog::Agency;
using catalog::Level;
using catalog::Procedure;

struct Field {
  std::string id;
  std::string name_vi;
};

// What districts and communes do, when the scenario does not say.
const std::vector<Field> kLocalFields = {
    {"tu-phap", "Tư pháp"},
    {"tai-nguyen-va-moi-truong", "Tài nguyên và Môi trường"},
    {"xay-dung", "Xây dựng"},
    {"ke-hoach-va-dau-tu", "Kế hoạch và Đầu tư"},
    {"lao-dong-thuong-binh-va-xa-hoi", "Lao động, Thương binh và Xã hội"},
};

// The kinds of procedure that every field has.
struct Pattern {
  std::string_view name_vi;
  int legal_time;
  int service_level;
  bool has_fee;
};
constexpr std::array<Pattern, 3> kPatterns = {{
    {"Cấp mới giấy phép, giấy chứng nhận", 15, 4, true},
    {"Cấp lại, điều chỉnh giấy phép, giấy chứng nhận", 7, 3, true},
    {"Xác nhận, đăng ký thông tin", 3, 4, false},
}};

bool IsLocal(const Agency& agency) {
  return agency.level == Level::kDistrict || agency.level == Level::kCommune;
}

bool Fulfils(FeeWish wish, bool has_fee) {
  return wish == FeeWish::kAny || (wish == FeeWish::kWithFee) == has_fee;
}

bool LacksFee(const Procedure& procedure) {
  return procedure.has_fee && procedure.fee_dong + procedure.charge_dong == 0;
}

// What no scenario states, and fees where one does not.
void Complete(Procedure& procedure) {
  procedure.components = {{kForm, "Đơn đề nghị"}, {kPaper, "Giấy tờ kèm theo"}};
  if (LacksFee(procedure)) procedure.fee_dong = kPlausibleFee;
}

// The field of an agency with one task: its name without the word for its rank.
Field OwnField(const Agency& agency) {
  std::string id = agency.id;
  std::string name = agency.name_vi;
  for (const char* rank : {"so-", "ban-", "cuc-", "chi-cuc-"}) {
    if (absl::StartsWith(id, rank)) {
      id = std::string(absl::StripPrefix(id, rank));
      break;
    }
  }
  for (const char* rank : {"Sở ", "Ban ", "Cục ", "Chi cục "}) {
    if (absl::StartsWith(name, rank)) {
      name = std::string(absl::StripPrefix(name, rank));
      break;
    }
  }
  return {id, name};
}

}  // namespace

Catalog::Catalog(const Scenario& scenario)
    : agencies_(scenario.agencies),
      procedures_(scenario.procedures),
      stated_(scenario.procedures.size()) {
  for (Procedure& procedure : procedures_) {
    fees_chosen_ += LacksFee(procedure) ? 1 : 0;
    Complete(procedure);
  }
}

const Agency& Catalog::FindAgency(const std::string& id) const {
  return *std::find_if(agencies_.begin(), agencies_.end(),
                       [&](const Agency& agency) { return agency.id == id; });
}

const std::vector<std::size_t>& Catalog::ProceduresFor(const std::string& agency,
                                                       const std::string& field, FeeWish wish) {
  std::vector<std::size_t>& found = found_[{agency, field, wish}];
  if (!found.empty()) return found;
  const Agency& at = FindAgency(agency);
  found = Find(agency, at, field, wish);
  if (found.empty() && at.level == Level::kBranch && !at.parent.empty()) {
    found = ProceduresFor(at.parent, field, wish);
  }
  if (found.empty()) found = Find("", at, field, wish);
  if (found.empty()) found = Make(at, field, wish);
  return found;
}

bool Catalog::IsStated(const std::string& agency, const std::string& field, FeeWish wish) const {
  const Agency& at = FindAgency(agency);
  for (const std::string& owner : {agency, std::string()}) {
    const std::vector<std::size_t> found = Find(owner, at, field, wish);
    if (!found.empty() && found.front() < stated_) return true;
  }
  return false;
}

std::vector<std::size_t> Catalog::Find(const std::string& owner, const Agency& at,
                                       const std::string& field, FeeWish wish) const {
  // What was made for districts is no department's.
  const std::size_t among = owner.empty() && !IsLocal(at) ? stated_ : procedures_.size();
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < among; ++i) {
    const Procedure& procedure = procedures_[i];
    if (procedure.agency != owner || !Fulfils(wish, procedure.has_fee)) continue;
    if (!field.empty() && procedure.field != field) continue;
    if (owner.empty() && procedure.offered_at && *procedure.offered_at != at.level) continue;
    found.push_back(i);
  }
  return found;
}

std::string Catalog::NameOf(const std::string& field) const {
  const auto known = std::find_if(procedures_.begin(), procedures_.end(),
                                  [&](const Procedure& other) { return other.field == field; });
  return known == procedures_.end() ? field : known->field_vi;
}

std::vector<std::size_t> Catalog::Make(const Agency& agency, const std::string& field,
                                       FeeWish wish) {
  std::vector<Field> fields;
  if (!field.empty()) {
    const auto local = std::find_if(kLocalFields.begin(), kLocalFields.end(),
                                    [&](const Field& known) { return known.id == field; });
    fields = {local != kLocalFields.end() ? *local : Field{field, NameOf(field)}};
  } else if (IsLocal(agency)) {
    fields = kLocalFields;
  } else {
    fields = {OwnField(agency)};
  }
  std::vector<std::size_t> indexes;
  for (const Field& of : fields) {
    for (const Pattern& pattern : kPatterns) {
      if (!Fulfils(wish, pattern.has_fee)) continue;
      Procedure procedure;
      procedure.id = absl::StrCat("mau.", made() + 1);
      procedure.name_vi = absl::StrCat(std::string(pattern.name_vi), " (", of.name_vi, ")");
      procedure.field = of.id;
      procedure.field_vi = of.name_vi;
      procedure.agency = IsLocal(agency) ? "" : agency.id;
      procedure.service_level = pattern.service_level;
      procedure.has_fee = pattern.has_fee;
      procedure.online_payment = pattern.has_fee && pattern.service_level == 4;
      procedure.on_national_portal = pattern.service_level == 4;
      procedure.legal_time = pattern.legal_time;
      procedure.legal_time_unit = catalog::LegalTimeUnit::kWorkingDay;
      if (IsLocal(agency)) procedure.offered_at = agency.level;
      Complete(procedure);
      indexes.push_back(procedures_.size());
      procedures_.push_back(std::move(procedure));
    }
  }
  return indexes;
}

}  // namespace motcua::replay
