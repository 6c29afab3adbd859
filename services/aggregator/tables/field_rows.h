// Rows by field (lĩnh vực), and the procedures of fields.
#ifndef MOTCUA_SERVICES_AGGREGATOR_TABLES_FIELD_ROWS_H_
#define MOTCUA_SERVICES_AGGREGATOR_TABLES_FIELD_ROWS_H_

#include <string>

#include "services/aggregator/tables/rows.h"

namespace motcua::aggregator {

// A row per field, by id, that counts its procedures everywhere.
Rows FieldRows(const catalog::Catalog& catalog, Day day);

// Procedures that are of one of the fields on a day, or last were.
Ids ProceduresOf(const google::protobuf::RepeatedPtrField<std::string>& fields,
                 const catalog::Catalog& catalog, Day day);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_TABLES_FIELD_ROWS_H_
