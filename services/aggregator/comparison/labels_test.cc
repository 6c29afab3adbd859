#include "services/aggregator/comparison/labels.h"

#include "gtest/gtest.h"

namespace motcua::aggregator {
namespace {

TEST(LabelsTest, EveryCounterChannelStockAndLevelHasAName) {
  const auto check = [](const auto* descriptor, auto label_of) {
    for (int i = 1; i < descriptor->value_count(); ++i) {
      const Label label = label_of(descriptor->value(i)->number());
      EXPECT_NE(label.vi, "") << descriptor->value(i)->name();
      EXPECT_NE(label.en, "") << descriptor->value(i)->name();
    }
  };
  using catalog::v1::Agency;
  check(statistics::v1::Counter_descriptor(),
        [](int n) { return LabelOf(static_cast<statistics::v1::Counter>(n)); });
  check(type::v1::Channel_descriptor(),
        [](int n) { return LabelOf(static_cast<type::v1::Channel>(n)); });
  check(Agency::Level_descriptor(), [](int n) { return LabelOf(static_cast<Agency::Level>(n)); });
  for (const bool opening : {false, true}) {
    check(v1::StockLeaf::Stock_descriptor(),
          [=](int n) { return LabelOf(static_cast<v1::StockLeaf::Stock>(n), opening); });
  }
}

}  // namespace
}  // namespace motcua::aggregator
