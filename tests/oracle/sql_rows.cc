#include "tests/oracle/sql_rows.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace motcua::oracle {
namespace {

using namespace aggregator::v1;

std::string IsLike(const AgencyFilter& filter, const std::string& row) {
  std::string condition = "TRUE";
  if (!filter.levels().empty()) {
    absl::StrAppend(&condition, " AND ", row, ".level IN (", Numbers(filter.levels()), ")");
  }
  if (!filter.kinds().empty()) {
    absl::StrAppend(&condition, " AND ", row, ".kind IN (", Quoted(filter.kinds()), ")");
  }
  return condition;
}

std::string IsListed(const RowAxis& rows, Day day) {
  if (!rows.agencies().empty()) return absl::StrCat("a.id IN (", Quoted(rows.agencies()), ")");
  std::string condition =
      absl::StrCat("a.alias_of = '' AND ", day, " BETWEEN a.valid_from AND a.valid_to",
                   " AND a.level IN (", Numbers(rows.levels()), ")");
  if (!rows.kinds().empty()) {
    absl::StrAppend(&condition, " AND a.kind IN (", Quoted(rows.kinds()), ")");
  }
  if (!rows.groups().empty()) {
    absl::StrAppend(&condition, " AND a.heading IN (", Quoted(rows.groups()), ")");
  }
  return condition;
}

void WriteFieldRows(Day day, sql::Connection& connection) {
  const std::string fields = absl::StrCat(
      "(SELECT id, field FROM procedure_version v WHERE valid_from = (SELECT MAX(valid_from)"
      " FROM procedure_version w WHERE w.id = v.id AND w.valid_from <= ",
      day, "))");
  connection.Execute("INSERT INTO row_def SELECT DISTINCT field, 1, 1 FROM " + fields + " f");
  connection.Execute("INSERT INTO row_procedure SELECT field, id FROM " + fields + " f");
}

void WriteSetRows(const RowAxis& rows, sql::Connection& connection) {
  for (const AgencySet& set : rows.sets()) {
    connection.Execute(absl::StrCat("INSERT INTO row_def VALUES ('", set.id(), "', ",
                                    set.has_agencies() ? 0 : 1, ", 0)"));
    if (!set.has_agencies()) continue;
    connection.Execute(absl::StrCat("INSERT INTO row_agency SELECT '", set.id(),
                                    "', id FROM agency WHERE ",
                                    Passes(set.agencies(), "agency.id")));
  }
}

void WritePart(const std::string& id, const std::string& listed, const std::string& passes,
               sql::Connection& connection) {
  const std::string row = absl::StrCat("CONCAT(a.id, '--", id, "')");
  connection.Execute(
      absl::StrCat("INSERT INTO row_def SELECT ", row, ", 0, 0 FROM agency a WHERE ", listed));
  connection.Execute(absl::StrCat("INSERT INTO row_agency SELECT ", row, ", l.agency",
                                  " FROM agency a JOIN lies_in l ON l.area = a.id WHERE ", listed,
                                  " AND ", passes));
}

void WriteAgencyRows(const RowAxis& rows, Day day, sql::Connection& connection) {
  const std::string listed = IsListed(rows, day);
  if (!rows.parts().empty()) {
    for (const AreaPart& part : rows.parts()) {
      WritePart(part.id(), listed, Passes(part.agencies(), "l.agency"), connection);
    }
    if (!rows.subtotal_label_vi().empty()) WritePart("total", listed, "TRUE", connection);
    return;
  }
  connection.Execute("INSERT INTO row_def SELECT a.id, 0, 0 FROM agency a WHERE " + listed);
  const std::string same_office =
      "b.agency = a.id OR b.agency IN (SELECT id FROM agency n"
      " WHERE n.alias_of = a.id)";
  std::string condition = "TRUE";
  if (rows.scope() == RowAxis::SCOPE_OWN) condition = "(" + same_office + ")";
  if (rows.scope() == RowAxis::SCOPE_BELOW) condition = "NOT (" + same_office + ")";
  connection.Execute(absl::StrCat("INSERT INTO row_agency SELECT a.id, b.agency FROM agency a",
                                  " JOIN below b ON b.top = a.id WHERE ", listed, " AND ",
                                  condition));
}

void WriteTotal(const TableDefinition& definition, sql::Connection& connection) {
  std::string whole = "1";
  if (definition.total_scope() == TableDefinition::TOTAL_SCOPE_ROWS) {
    whole = "(SELECT COALESCE(MAX(whole), 0) FROM row_def)";
    connection.Execute("INSERT INTO row_agency SELECT DISTINCT 'total', agency FROM row_agency");
  }
  connection.Execute("INSERT INTO row_def SELECT 'total', " + whole + ", 0");
}

}  // namespace

std::string Numbers(const google::protobuf::RepeatedField<int>& numbers) {
  return absl::StrJoin(numbers, ", ");
}

std::string Passes(const AgencyFilter& filter, const std::string& agency) {
  const std::string up = filter.with_below()
                             ? " JOIN below b ON b.agency = o.office JOIN agency x ON x.id = b.top"
                             : " JOIN agency x ON x.id = o.office";
  return absl::StrCat("EXISTS (SELECT 1 FROM office o", up, " WHERE o.agency = ", agency, " AND ",
                      IsLike(filter, "x"), ")");
}

std::string IsOfFields(const google::protobuf::RepeatedPtrField<std::string>& fields,
                       const std::string& procedure, Day day) {
  return absl::StrCat("(SELECT field FROM procedure_version v WHERE v.id = ", procedure,
                      " AND valid_from <= ", day, " ORDER BY valid_from DESC LIMIT 1) IN (",
                      Quoted(fields), ")");
}

void WriteRows(const TableDefinition& definition, Day day, sql::Connection& connection) {
  const RowAxis& rows = definition.rows();
  for (const char* table : {"row_def", "row_agency", "row_procedure"}) {
    connection.Execute(absl::StrCat("DELETE FROM ", table));
  }
  if (rows.by_field()) {
    WriteFieldRows(day, connection);
  } else if (!rows.sets().empty()) {
    WriteSetRows(rows, connection);
  } else {
    WriteAgencyRows(rows, day, connection);
  }
  WriteTotal(definition, connection);
  if (rows.fields().empty()) return;
  connection.Execute("UPDATE row_def SET limited = 1");
  connection.Execute(absl::StrCat("INSERT INTO row_procedure SELECT DISTINCT r.id, p.id",
                                  " FROM row_def r JOIN procedure_version p WHERE ",
                                  IsOfFields(rows.fields(), "p.id", day)));
}

}  // namespace motcua::oracle
