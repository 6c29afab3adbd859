// The tables on papers and fees, computed.
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/aggregator/findings/check.h"
#include "services/aggregator/tables/quang_tri_for_test.h"

namespace motcua::aggregator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> Printed(const v1::Row& row) {
  std::vector<std::string> cells;
  for (const v1::Cell& cell : row.cells()) cells.push_back(cell.printed());
  return cells;
}

v1::Table Evaluate(const std::string& definition, const Facts& facts) {
  const v1::TableDefinition& shipped = Shipped().at(definition);
  return ToProto(shipped, Compute(shipped, facts, kApril), kApril, facts);
}

const v1::Row& RowOf(const v1::Table& table, const std::string& id) {
  for (const v1::Row& row : table.rows()) {
    if (row.id() == id) return row;
  }
  ADD_FAILURE() << "no row " << id;
  return table.total();
}

// The province with kinds of agencies, a land branch, and procedures of the district.
SampleFacts Province() {
  SampleFacts sample;
  std::vector<catalog::Agency> agencies = sample.facts.catalog->agencies();
  for (catalog::Agency& agency : agencies) {
    if (agency.level == catalog::Level::kDepartment) agency.kind = "department";
    if (agency.id == "chi-nhanh") {
      agency.kind = "land_branch";
      agency.parent = "so-xay-dung";
    }
  }
  std::vector<catalog::Procedure> procedures = sample.facts.catalog->procedures();
  for (catalog::Procedure& procedure : procedures) {
    procedure.online_payment = procedure.id == "khai-sinh";
  }
  procedures.push_back(SampleProcedure("ket-hon", "tu-phap", "", true));
  procedures.push_back(SampleProcedure("giam-ho", "tu-phap", "", true));
  procedures.push_back(SampleProcedure("xac-nhan", "tu-phap", "huyen-cam-lo", true));
  procedures[3].offered_at = catalog::Level::kDistrict;
  procedures[3].online_payment = true;
  procedures[4].offered_at = catalog::Level::kCommune;
  sample.facts.catalog = *catalog::Catalog::Build(4, agencies, procedures, {});
  return sample;
}

TEST(FeeTablesTest, FeesAreSumsOfThePartition) {
  SampleFacts sample = Province();
  sample.Add("so-tu-phap", Counter::kPaidNoneUnrecorded, 1);
  sample.Add("so-tu-phap", Counter::kPaidNoneRecorded, 20);
  sample.Add("so-tu-phap", Counter::kPaidNationalUnrecorded, 300);
  sample.Add("so-tu-phap", Counter::kPaidNationalRecorded, 4000);
  sample.Add("so-tu-phap", Counter::kPaidOtherUnrecorded, 50000);
  sample.Add("so-tu-phap", Counter::kPaidOtherRecorded, 600000);
  sample.Add("so-tu-phap", Counter::kPaidBothUnrecorded, 7000000);
  sample.Add("so-tu-phap", Counter::kPaidBothRecorded, 80000000);
  const v1::Table table = Evaluate("pl5_fees_so", sample.facts);
  EXPECT_THAT(Printed(RowOf(table, "so-tu-phap")),
              ElementsAre("87654321", "87004300", "80604020", "99,25", "1", "1", "100"));
}

TEST(FeeTablesTest, TheTotalOfSomeLevelsIsTheirs) {
  SampleFacts sample = Province();
  sample.Add("so-tu-phap", Counter::kPaidNoneUnrecorded, 2);
  sample.Add("chi-nhanh", Counter::kPaidNationalRecorded, 1);
  sample.Add("xa-cam-an", Counter::kPaidNoneRecorded, 4);
  const v1::Table departments = Evaluate("pl5_fees_so", sample.facts);
  EXPECT_THAT(Printed(RowOf(departments, "so-xay-dung")),
              ElementsAre("1", "1", "1", "100", "1", "0", "0"));
  EXPECT_THAT(Printed(departments.total()), ElementsAre("3", "1", "1", "33,33", "2", "1", "50"));
  const v1::Table districts = Evaluate("pl6_2_fees_huyen", sample.facts);
  EXPECT_THAT(Printed(districts.total()), ElementsAre("4", "0", "4", "0"));
  const v1::Table branches = Evaluate("pl6_3_land_obligations", sample.facts);
  ASSERT_THAT(branches.rows(), SizeIs(1));
  EXPECT_THAT(Printed(branches.rows(0)), ElementsAre("1", "1", "1", "100"));
  EXPECT_FALSE(branches.has_total());
  for (const char* id : {"pl5_fees_so", "pl6_2_fees_huyen"}) {
    const v1::TableDefinition& definition = Shipped().at(id);
    EXPECT_THAT(
        CheckComputed(definition, Compute(definition, sample.facts, kApril), sample.facts, kApril),
        IsEmpty());
  }
}

TEST(FeeTablesTest, ProceduresCountWhereTheyAreOffered) {
  const SampleFacts sample = Province();
  const v1::Table table = Evaluate("pl6_1_procedures", sample.facts);
  // Of the district's own level and those stated so; departments' and communes' are not among them.
  EXPECT_THAT(Printed(RowOf(table, "tu-phap")), ElementsAre("2", "1", "50"));
  EXPECT_THAT(Printed(RowOf(table, "xay-dung")), ElementsAre("0", "0", "0"));
  EXPECT_THAT(Printed(table.total()), ElementsAre("2", "1", "50"));
}

TEST(FeeTablesTest, PapersAndResultsAreRankedInTheirGroups) {
  SampleFacts sample = Province();
  sample.Add("so-tu-phap", Counter::kComponentsReceived, 62);
  sample.Add("so-tu-phap", Counter::kComponentsAny, 60);
  sample.Add("so-tu-phap", Counter::kComponentsFull, 54);
  sample.Add("so-xay-dung", Counter::kComponentsReceived, 1);
  sample.Add("so-xay-dung", Counter::kComponentsAny, 1);
  sample.Add("so-xay-dung", Counter::kComponentsFull, 1);
  sample.Add("so-tu-phap", Counter::kResultsFinished, 3);
  sample.Add("so-tu-phap", Counter::kResultsDigitized, 1);
  const v1::Table papers = Evaluate("pl2_1_components", sample.facts);
  EXPECT_THAT(Printed(papers.rows(0)), ElementsAre("1", "1", "1", "100", "0"));
  EXPECT_THAT(Printed(papers.rows(1)), ElementsAre("62", "60", "54", "87.1", "2"));
  EXPECT_THAT(Printed(papers.total()), ElementsAre("63", "61", "55", "87.3", "2"));
  const v1::Table results = Evaluate("pl2_2_results", sample.facts);
  EXPECT_THAT(Printed(results.rows(0)), ElementsAre("3", "1", "33.33", "2"));
  EXPECT_THAT(Printed(results.rows(1)), ElementsAre("0", "0", "0", "0"));
}

// The catalogue of the scenario gives the E, F and G that were printed.
TEST(FeeTablesTest, TheScenariosProceduresAreThePrintedOnes) {
  Facts facts = QuangTri();
  std::vector<catalog::Procedure> procedures;
  for (const TsvRow& row : ReadRows("procedures.tsv")) {
    procedures.push_back(SampleProcedure(row.at("procedure_id"), IdOf(row.at("field_id")),
                                         IdOf(row.at("agency_id")), row.at("has_fee") == "1"));
    procedures.back().online_payment = row.at("online_payment") == "1";
    if (row.at("offered_at") == "district") {
      procedures.back().offered_at = catalog::Level::kDistrict;
    }
  }
  facts.catalog = *catalog::Catalog::Build(2, facts.catalog->agencies(), procedures, {});
  const auto compare = [&](const std::string& definition, const std::string& axis) {
    const v1::Table table = Evaluate(definition, facts);
    for (const TsvRow& printed : ReadRows("expected/" + definition + ".tsv")) {
      const std::string id = IdOf(printed.at(axis));
      const v1::Row& row = id == kTotal ? table.total() : RowOf(table, id);
      for (int c = 0; c < table.columns_size(); ++c) {
        if (!table.columns(c).ends_with("procedures") &&
            table.columns(c) != "procedures_with_online_payment") {
          continue;
        }
        EXPECT_EQ(row.cells(c).printed(), printed.at(table.columns(c)))
            << id << " " << table.columns(c);
      }
    }
  };
  compare("pl5_fees_so", "agency_id");
  compare("pl6_1_procedures", "field_id");
}

}  // namespace
}  // namespace motcua::aggregator
