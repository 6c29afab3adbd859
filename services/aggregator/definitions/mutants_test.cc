// Shipped definitions changed at random: whatever the check lets pass can be evaluated, checked
// for findings and written down.
#include <climits>
#include <random>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/aggregator/definitions/definition_check.h"
#include "services/aggregator/definitions/definition_folder.h"
#include "services/aggregator/definitions/right_table_check.h"
#include "services/aggregator/domain/sample_cells_for_test.h"
#include "services/aggregator/findings/check_tables.h"
#include "services/aggregator/tables/sample_province_for_test.h"

namespace motcua::aggregator {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kMutants = 100;  // of each definition

const std::vector<std::string> kWords = {"",
                                         "received",
                                         "total",
                                         "unit",
                                         "pl1_online",
                                         "2022-03-31",
                                         "31/3",
                                         "so-tu-phap",
                                         "Sở Tư pháp",
                                         "=1+1",
                                         "hai\ndòng",
                                         "\u202E"
                                         "ngược",
                                         "tu-phap",
                                         "/",
                                         "-",
                                         "not_there",
                                         std::string(300, 'a')};
const std::vector<int> kNumbers = {INT_MIN, -1, 0, 1, 2, 3, 9, 20, 1000, INT_MAX};

class Mutator {
 public:
  explicit Mutator(std::uint32_t seed) : random_(seed) {}

  // Sets, clears, repeats or exchanges something in it, however deep.
  void Mutate(Message& message) {
    const Reflection& fields = *message.GetReflection();
    const FieldDescriptor* field = SomeField(message);
    if (field->is_repeated()) return MutateList(message, field);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) return Set(message, field);
    if (fields.HasField(message, field) && OneIn(4)) return fields.ClearField(&message, field);
    Mutate(*fields.MutableMessage(&message, field));
  }

  int Below(int n) { return static_cast<int>(random_() % n); }

 private:
  bool OneIn(int n) { return Below(n) == 0; }

  // Mostly one that is there.
  const FieldDescriptor* SomeField(const Message& message) {
    std::vector<const FieldDescriptor*> set;
    message.GetReflection()->ListFields(message, &set);
    if (!set.empty() && !OneIn(4)) return set[Below(static_cast<int>(set.size()))];
    return message.GetDescriptor()->field(Below(message.GetDescriptor()->field_count()));
  }

  void MutateList(Message& message, const FieldDescriptor* field) {
    const Reflection& fields = *message.GetReflection();
    const bool of_messages = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const int size = fields.FieldSize(message, field);
    if (size == 0 || OneIn(6)) {
      if (!of_messages) return Append(message, field);
      Message* const added = fields.AddMessage(&message, field);
      if (size > 0) added->CopyFrom(fields.GetRepeatedMessage(message, field, Below(size)));
      return Mutate(*added);
    }
    if (OneIn(6)) return fields.RemoveLast(&message, field);
    if (OneIn(6)) return fields.SwapElements(&message, field, Below(size), Below(size));
    if (of_messages) return Mutate(*fields.MutableRepeatedMessage(&message, field, Below(size)));
    fields.RemoveLast(&message, field);
    Append(message, field);
  }

  void Set(Message& message, const FieldDescriptor* field) {
    const Reflection& fields = *message.GetReflection();
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        return fields.SetString(&message, field, kWords[Below(std::ssize(kWords))]);
      case FieldDescriptor::CPPTYPE_BOOL:
        return fields.SetBool(&message, field, OneIn(2));
      case FieldDescriptor::CPPTYPE_ENUM:
        return fields.SetEnumValue(&message, field, SomeEnum(field));
      case FieldDescriptor::CPPTYPE_INT32:
        return fields.SetInt32(&message, field, kNumbers[Below(std::ssize(kNumbers))]);
      case FieldDescriptor::CPPTYPE_INT64:
        return fields.SetInt64(&message, field, kNumbers[Below(std::ssize(kNumbers))]);
      default:
        FAIL() << field->full_name();
    }
  }

  void Append(Message& message, const FieldDescriptor* field) {
    const Reflection& fields = *message.GetReflection();
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      return fields.AddEnumValue(&message, field, SomeEnum(field));
    }
    fields.AddString(&message, field, kWords[Below(std::ssize(kWords))]);
  }

  // Now and then one that does not exist.
  int SomeEnum(const FieldDescriptor* field) {
    if (OneIn(10)) return 99;
    return field->enum_type()->value(Below(field->enum_type()->value_count()))->number();
  }

  std::mt19937 random_;
};

SampleFacts SomeFacts() {
  std::mt19937 random(1);
  SampleFacts sample;
  for (int i = 0; i < 300; ++i) {
    CellKey key = SampleKey(random);
    const auto agencies = sample.facts.catalog->agencies();
    key.agency = agencies[random() % agencies.size()].id;
    key.procedure = "khai-sinh";
    key.day = kApril.first - 5 + static_cast<Day>(random() % 40);
    sample.processing().Set(key, static_cast<std::int64_t>(random() % 9));
  }
  return sample;
}

void ExpectItCanBeUsed(const v1::TableDefinition& definition, const Definitions& others,
                       const Facts& facts) {
  const Computed computed = Compute(definition, facts, kApril);
  for (const ComputedRow& row : computed.rows) {
    EXPECT_EQ(std::ssize(row.values), definition.columns_size());
  }
  const v1::Table table = ToProto(definition, computed, kApril, facts);
  EXPECT_EQ(table.rows_size(), std::ssize(computed.rows));
  CheckComputed(definition, computed, facts, kApril);
  CheckTables(others, definition, SheetOf(definition, computed, facts), facts, kApril);
}

void ExpectItCanBeWritten(const v1::TableDefinition& definition) {
  std::string text;
  ASSERT_TRUE(google::protobuf::TextFormat::PrintToString(definition, &text));
  const DefinitionFile again("again", text);
  EXPECT_THAT(again.faults(), ::testing::IsEmpty());
  EXPECT_EQ(again.definition().SerializeAsString(), definition.SerializeAsString());
}

TEST(MutantsTest, WhatTheCheckLetsPassCanBeUsed) {
  const auto shipped = LoadDefinitions("deploy/definitions");
  ASSERT_TRUE(shipped.ok()) << shipped.status();
  const SampleFacts sample = SomeFacts();
  Mutator mutator(20220415);
  int sound = 0, faulty = 0;
  for (const v1::TableDefinition* definition : shipped->All()) {
    for (int i = 0; i < kMutants; ++i) {
      v1::TableDefinition mutant = *definition;
      for (int n = 1 + mutator.Below(3); n > 0; --n) mutator.Mutate(mutant);
      SCOPED_TRACE(mutant.DebugString());
      const bool lives = FindFaults(mutant).empty() && FindFaultsBeside(mutant, *shipped).empty();
      ++(lives ? sound : faulty);
      if (!lives) continue;
      ExpectItCanBeUsed(mutant, *shipped, sample.facts);
      ExpectItCanBeWritten(mutant);
    }
  }
  RecordProperty("sound", sound);
  EXPECT_GT(sound, (sound + faulty) / 10);
  EXPECT_GT(faulty, (sound + faulty) / 10);
}

}  // namespace
}  // namespace motcua::aggregator
