// Made-up definitions: every axis, scope, filter, leaf and sign, counts and rates.
#ifndef MOTCUA_TESTS_ORACLE_RANDOM_DEFINITION_H_
#define MOTCUA_TESTS_ORACLE_RANDOM_DEFINITION_H_

#include "motcua/aggregator/v1/definition.pb.h"
#include "tests/oracle/dice.h"

namespace motcua::oracle {

// Of the agencies, kinds, headings and fields that RandomProvince makes. Without faults.
aggregator::v1::TableDefinition RandomDefinition(Dice& dice);

}  // namespace motcua::oracle

#endif  // MOTCUA_TESTS_ORACLE_RANDOM_DEFINITION_H_
