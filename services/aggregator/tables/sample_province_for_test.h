// A small province for tests.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_SAMPLE_PROVINCE_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_SAMPLE_PROVINCE_FOR_TEST_H_

#include <memory>
#include <string>
#include <vector>

#include "common/catalog/catalog.h"
#include "services/aggregator/facts.h"
#include "services/aggregator/tables/measure.h"

namespace motcua::aggregator {

inline constexpr Days kApril{19066, 19096};  // 2022-03-15 to 2022-04-14

inline catalog::Agency SampleAgency(const std::string& id, catalog::Level level, int list_order,
                                    const std::string& group, const std::string& parent = "") {
  catalog::Agency agency;
  agency.id = id;
  agency.name_vi = "Đơn vị " + id;
  agency.level = level;
  agency.list_order = list_order;
  agency.group_vi = group;
  agency.parent = parent;
  return agency;
}

inline catalog::Procedure SampleProcedure(const std::string& id, const std::string& field,
                                          const std::string& agency, bool has_fee) {
  catalog::Procedure procedure;
  procedure.id = id;
  procedure.name_vi = "Thủ tục " + id;
  procedure.field = field;
  procedure.field_vi = "Lĩnh vực " + field;
  procedure.agency = agency;
  procedure.has_fee = has_fee;
  return procedure;
}

// Three departments, a central agency, a district with a commune, and a branch that hangs under
// nobody, so that it has no row in tables of departments, central agencies and districts.
inline std::shared_ptr<const catalog::Catalog> SampleProvince() {
  using catalog::Level;
  return *catalog::Catalog::Build(
      3,
      {SampleAgency("so-tu-phap", Level::kDepartment, 1, "Sở"),
       SampleAgency("so-xay-dung", Level::kDepartment, 2, "Sở"),
       SampleAgency("so-ngoai-vu", Level::kDepartment, 3, "Sở"),
       SampleAgency("cuc-thue", Level::kCentral, 4, "Trung ương"),
       SampleAgency("huyen-cam-lo", Level::kDistrict, 5, "Huyện"),
       SampleAgency("xa-cam-an", Level::kCommune, 6, "Xã", "huyen-cam-lo"),
       SampleAgency("chi-nhanh", Level::kBranch, 7, "")},
      {SampleProcedure("khai-sinh", "tu-phap", "so-tu-phap", true),
       SampleProcedure("khai-tu", "tu-phap", "so-tu-phap", false),
       SampleProcedure("cap-phep", "xay-dung", "so-xay-dung", true)},
      {});
}

// Facts without a database: the four sources, no cells yet.
struct SampleFacts {
  SampleFacts() {
    facts.sources.resize(4);
    facts.sources[0].id = "intake";
    facts.sources[1].id = "processing";
    facts.sources[2].id = "payment";
    facts.sources[3].id = "digitization";
    facts.catalog = SampleProvince();
  }
  Cube& processing() { return facts.sources[1].cube; }
  void Add(const std::string& agency, Counter counter, std::int64_t value,
           Channel channel = Channel::kOnline, Day day = kApril.first,
           const std::string& procedure = "khai-sinh") {
    const int number = static_cast<int>(counter);
    const int source = number < 20 ? 0 : number < 50 ? 1 : number < 80 ? 2 : 3;
    facts.sources[source].cube.Set({agency, procedure, channel, day, counter, ""}, value);
  }
  // Every source has told everything before a day.
  void CompleteUntil(Day day) {
    for (SourceFacts& source : facts.sources) {
      source.standing.emplace().complete_until = StartOfDay(day);
    }
  }
  Facts facts;
};

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_SAMPLE_PROVINCE_FOR_TEST_H_
