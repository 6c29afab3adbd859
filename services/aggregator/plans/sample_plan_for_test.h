// A small plan for the sample province.
#ifndef MOTCUA_SERVICES_AGGREGATOR_PLANS_SAMPLE_PLAN_FOR_TEST_H_
#define MOTCUA_SERVICES_AGGREGATOR_PLANS_SAMPLE_PLAN_FOR_TEST_H_

#include <stdexcept>
#include <string>

#include "google/protobuf/text_format.h"
#include "motcua/aggregator/v1/plan.pb.h"
#include "motcua/aggregator/v1/snapshot.pb.h"

namespace motcua::aggregator {

inline constexpr char kSamplePlan[] = R"(id: "thu"
title_vi: "Kế hoạch thử"
decision_vi: "Kế hoạch số 1/KH-UBND"
issue_date: "2022-03-10"
first_day: "2022-03-15"
baseline_day: "2022-03-31"
due_day: "2022-04-29"
groups {
  id: "so"
  title_vi: "Sở"
  definition: "qn23_pl3_so"
  column: "online_rate"
  total_column: "total"
  numerator_column: "online"
  targets {
    row: "so-tu-phap"
    label_vi: "Sở Tư pháp"
    unit: UNIT_DOSSIER
    head_vi: "Giám đốc Sở Tư pháp"
    minimum_percent: "90"
    printed { total: "40" numerator: "20" rate: "50%" }
  }
  targets {
    row: "so-xay-dung"
    label_vi: "Sở Xây dựng"
    unit: UNIT_DOSSIER
    head_vi: "Giám đốc Sở Xây dựng"
    maintain {}
    printed { total: "10" numerator: "9" rate: "90%" }
  }
  targets {
    row: "so-ngoai-vu"
    label_vi: "Sở Ngoại vụ"
    unit: UNIT_DOSSIER
    head_vi: "Giám đốc Sở Ngoại vụ"
    maintain { snapshot: "snapshots/2022-03-15_2022-03-31.1" }
    printed { rate: "75%" }
  }
}
)";

inline v1::Plan PlanFrom(const std::string& text) {
  v1::Plan plan;
  if (!google::protobuf::TextFormat::ParseFromString(text, &plan)) throw std::logic_error(text);
  return plan;
}

// A snapshot in which `row` has a rate of qn23_pl3_so, and another rate stands in the column
// before.
inline v1::SnapshotContent ContentWith(const std::string& row, std::int64_t numerator,
                                       std::int64_t denominator) {
  v1::SnapshotContent content;
  content.add_tables()->set_definition("qn23_pl3_huyen");
  v1::Table& table = *content.add_tables();
  table.set_definition("qn23_pl3_so");
  table.add_columns("other_rate");
  table.add_columns("online_rate");
  table.add_rows()->set_id("so-y-te");
  v1::Row& filled = *table.add_rows();
  filled.set_id(row);
  for (int column = 0; column < 2; ++column) {
    v1::Cell& cell = *filled.add_cells();
    cell.set_rate(true);
    cell.set_numerator(column == 1 ? numerator : 1);
    cell.set_denominator(column == 1 ? denominator : 1000);
  }
  return content;
}

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_PLANS_SAMPLE_PLAN_FOR_TEST_H_
