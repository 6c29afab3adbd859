// The organisation of a day: mergers, splits, moves, a level that ends.
#include <utility>

#include "common/catalog/catalog.h"
#include "common/catalog/convert.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::catalog {
namespace {

using ::motcua::testing::IsOk;
using ::motcua::testing::RefusedAt;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const Day kReform = *ParseDay("2025-07-01");

Agency MakeAgency(const std::string& id, const std::string& parent = "") {
  Agency agency;
  agency.id = id;
  agency.name_vi = "Cơ quan " + id;
  agency.parent = parent;
  return agency;
}
Agency Ending(Agency agency, const std::string& successor, Day first_day_after = kReform) {
  agency.valid_to = first_day_after - 1;
  agency.successor = successor;
  return agency;
}
Agency Formed(Agency agency, std::vector<std::string> from, Day day = kReform) {
  agency.valid_from = day;
  agency.formed_from = std::move(from);
  return agency;
}
Agency Moved(Agency agency, const std::string& from, Day day = kReform) {
  agency.former_places.push_back({from, "", day - 1});
  return agency;
}

absl::StatusOr<std::shared_ptr<const Catalog>> Build(std::vector<Agency> agencies) {
  return Catalog::Build(1, std::move(agencies), {});
}
std::shared_ptr<const Catalog> Tree(std::vector<Agency> agencies, Day day) {
  const auto catalog = Build(std::move(agencies));
  EXPECT_THAT(catalog, IsOk());
  return (*catalog)->TreeOn(day);
}
std::string AliasOf(const Catalog& tree, const std::string& id) {
  return tree.FindAgency(id)->alias_of;
}
std::string ParentOf(const Catalog& tree, const std::string& id) {
  return tree.FindAgency(id)->parent;
}

TEST(TreeTest, AMergedAgencyIsPartOfItsSuccessorFromTheDayAfter) {
  const std::vector<Agency> agencies = {MakeAgency("huyen"), Ending(MakeAgency("a", "huyen"), "ab"),
                                        Ending(MakeAgency("b", "huyen"), "ab"),
                                        Formed(MakeAgency("ab"), {"a", "b"})};
  const auto before = Tree(agencies, kReform - 1);
  EXPECT_THAT(before->Subtree("huyen"), UnorderedElementsAre("huyen", "a", "b"));
  EXPECT_TRUE(before->Stands(*before->FindAgency("a"), kReform - 1));
  EXPECT_FALSE(before->Stands(*before->FindAgency("ab"), kReform - 1)) << "formed of several";
  EXPECT_EQ(AliasOf(*before, "ab"), "");
  const auto after = Tree(agencies, kReform);
  EXPECT_THAT(after->Subtree("huyen"), ElementsAre("huyen"));
  EXPECT_THAT(after->Subtree("ab"), UnorderedElementsAre("ab", "a", "b"));
  EXPECT_FALSE(after->Stands(*after->FindAgency("a"), kReform));
}

TEST(TreeTest, AChainOfMergersEndsAtWhoIsThere) {
  const std::vector<Agency> agencies = {
      Ending(MakeAgency("a"), "b"), Ending(MakeAgency("b"), "c", kReform + 100), MakeAgency("c")};
  EXPECT_EQ(AliasOf(*Tree(agencies, kReform), "a"), "b");
  const auto last = Tree(agencies, kReform + 100);
  EXPECT_EQ(AliasOf(*last, "a"), "c");
  EXPECT_THAT(last->Subtree("c"), UnorderedElementsAre("a", "b", "c"));
}

TEST(TreeTest, APartSplitOffIsPartOfItsOriginBefore) {
  const std::vector<Agency> agencies = {MakeAgency("a"), Formed(MakeAgency("b"), {"a"}),
                                        Formed(MakeAgency("c"), {"b"}, kReform + 9)};
  EXPECT_THAT(Tree(agencies, kReform - 1)->Subtree("a"), UnorderedElementsAre("a", "b", "c"));
  EXPECT_THAT(Tree(agencies, kReform)->Subtree("b"), UnorderedElementsAre("b", "c"));
  EXPECT_THAT(Tree(agencies, kReform + 9)->Subtree("b"), ElementsAre("b"));
}

TEST(TreeTest, AnOriginNamedTwiceIsOne) {
  const auto before = Tree({MakeAgency("a"), Formed(MakeAgency("b"), {"a", "a"})}, kReform - 1);
  EXPECT_EQ(AliasOf(*before, "b"), "a");
}

TEST(TreeTest, AnAgencyStandsWhereItStoodOnTheDay) {
  Agency moved = Moved(Moved(MakeAgency("xa"), "huyen-1", kReform - 100), "huyen-2");
  moved.former_places[1].area = "huyen-1";
  const std::vector<Agency> agencies = {MakeAgency("huyen-1"), MakeAgency("huyen-2"), moved};
  EXPECT_EQ(ParentOf(*Tree(agencies, kFirstDay), "xa"), "huyen-1");
  EXPECT_EQ(ParentOf(*Tree(agencies, kReform - 100), "xa"), "huyen-2");
  EXPECT_EQ(Tree(agencies, kReform - 1)->FindAgency("xa")->area, "huyen-1");
  EXPECT_EQ(ParentOf(*Tree(agencies, kReform), "xa"), "");
}

TEST(TreeTest, WhoStoodBelowAMergedAgencyStandsBelowItsSuccessor) {
  const auto tree =
      Tree({Ending(MakeAgency("cu"), "moi"), MakeAgency("moi"), MakeAgency("doi", "cu")}, kReform);
  EXPECT_EQ(ParentOf(*tree, "doi"), "moi");
}

TEST(TreeTest, AnAliasHasThePlaceOfItsOffice) {
  Agency alias = MakeAgency("ten-khac", "huyen-2");
  alias.alias_of = "xa";
  alias.area = "huyen-2";
  Agency office = MakeAgency("xa", "huyen-1");
  office.area = "huyen-1";
  const auto tree = Tree({MakeAgency("huyen-1"), MakeAgency("huyen-2"), office, alias}, kReform);
  EXPECT_THAT(tree->Subtree("huyen-1"), UnorderedElementsAre("huyen-1", "xa", "ten-khac"));
  EXPECT_THAT(tree->Subtree("huyen-2"), ElementsAre("huyen-2"));
  EXPECT_EQ(tree->FindAgency("ten-khac")->area, "huyen-1");
}

TEST(TreeTest, AnAliasFollowsItsOfficeIntoTheSuccessor) {
  Agency alias = MakeAgency("ten-khac");
  alias.alias_of = "a";
  const auto tree = Tree({Ending(MakeAgency("a"), "b"), MakeAgency("b"), alias}, kReform);
  EXPECT_EQ(AliasOf(*tree, "ten-khac"), "b");
}

TEST(TreeTest, WhoEndsWithoutASuccessorStaysWhereItStood) {
  const auto tree = Tree({Ending(MakeAgency("huyen"), ""), MakeAgency("xa", "huyen")}, kReform);
  EXPECT_THAT(tree->Subtree("huyen"), UnorderedElementsAre("huyen", "xa"));
  EXPECT_FALSE(tree->Stands(*tree->FindAgency("huyen"), kReform));
}

TEST(TreeTest, DaysBetweenTwoReorganisationsHaveOneTree) {
  const auto catalog = Build({Ending(MakeAgency("a"), "b"), MakeAgency("b")});
  ASSERT_THAT(catalog, IsOk());
  EXPECT_EQ((*catalog)->TreeOn(kReform), (*catalog)->TreeOn(kLastDay));
  EXPECT_EQ((*catalog)->TreeOn(kFirstDay), (*catalog)->TreeOn(kReform - 1));
  EXPECT_NE((*catalog)->TreeOn(kReform), (*catalog)->TreeOn(kReform - 1));
  EXPECT_EQ((*catalog)->TreeOn(kReform)->revision(), 1);
}

TEST(TreeTest, ASuccessorIsAnOfficeThatIsThereOnTheDayAfter) {
  EXPECT_THAT(Build({Ending(MakeAgency("a"), "la")}),
              RefusedAt("SUCCESSOR_UNKNOWN", "agencies[0].successor"));
  Agency endless = MakeAgency("a");
  endless.successor = "b";
  EXPECT_THAT(Build({endless, MakeAgency("b")}),
              RefusedAt("FIELD_REQUIRED", "agencies[0].valid_to"));
  EXPECT_THAT(Build({Ending(MakeAgency("a"), "a")}),
              RefusedAt("SUCCESSOR_INVALID", "agencies[0].successor"));
  EXPECT_THAT(Build({Ending(MakeAgency("a"), "b"), Ending(MakeAgency("b"), "a")}),
              RefusedAt("SUCCESSOR_INVALID", "agencies[0].successor"))
      << "in a circle";
  EXPECT_THAT(Build({Ending(MakeAgency("a"), "b"), Formed(MakeAgency("b"), {}, kReform + 1)}),
              RefusedAt("SUCCESSOR_INVALID", "agencies[0].successor"));
  Agency alias = MakeAgency("b");
  alias.alias_of = "a";
  EXPECT_THAT(Build({Ending(MakeAgency("a"), "b"), alias}),
              RefusedAt("SUCCESSOR_INVALID", "agencies[0].successor"));
}

TEST(TreeTest, OriginsAreOfficesThatWereThereOnTheDayBefore) {
  EXPECT_THAT(Build({Formed(MakeAgency("a"), {"la"})}),
              RefusedAt("ORIGIN_UNKNOWN", "agencies[0].formed_from[0]"));
  EXPECT_THAT(Build({MakeAgency("a"), Formed(MakeAgency("b"), {"a"}, kFirstDay)}),
              RefusedAt("FIELD_REQUIRED", "agencies[1].valid_from"));
  EXPECT_THAT(Build({MakeAgency("a"), Formed(MakeAgency("b"), {"a", "b"})}),
              RefusedAt("ORIGIN_INVALID", "agencies[1].formed_from[1]"));
  EXPECT_THAT(Build({Ending(MakeAgency("a"), "", kReform - 1), Formed(MakeAgency("b"), {"a"})}),
              RefusedAt("ORIGIN_INVALID", "agencies[1].formed_from[0]"));
}

TEST(TreeTest, RefusesAnAliasOfAnAlias) {
  std::vector<Agency> agencies = {MakeAgency("a"), MakeAgency("b"), MakeAgency("c")};
  agencies[1].alias_of = "a";
  agencies[2].alias_of = "b";
  EXPECT_THAT(Build(agencies), RefusedAt("ALIAS_INVALID", "agencies[2].alias_of"));
}

TEST(TreeTest, FormerPlacesAreKnownAndInOrder) {
  EXPECT_THAT(Build({Moved(MakeAgency("a"), "la")}),
              RefusedAt("PARENT_UNKNOWN", "agencies[0].former_places[0].parent"));
  Agency elsewhere = Moved(MakeAgency("a"), "");
  elsewhere.former_places[0].area = "la";
  EXPECT_THAT(Build({elsewhere}), RefusedAt("AREA_UNKNOWN", "agencies[0].former_places[0].area"));
  EXPECT_THAT(Build({Moved(Moved(MakeAgency("a"), "b"), ""), MakeAgency("b")}),
              RefusedAt("ORDER_INVALID", "agencies[0].former_places[1].valid_to"));
}

TEST(TreeTest, NoDayHasACircle) {
  EXPECT_THAT(Build({MakeAgency("a"), Moved(MakeAgency("b", "a"), ""), Moved(MakeAgency("c"), "b"),
                     Moved(MakeAgency("d"), "c")}),
              IsOk());
  EXPECT_THAT(Build({Moved(MakeAgency("a"), "b"), MakeAgency("b", "a")}),
              RefusedAt("TREE_CYCLE", "agencies[0].parent"))
      << "before";
  EXPECT_THAT(Build({Ending(MakeAgency("huyen"), "xa"), MakeAgency("xa", "huyen")}),
              RefusedAt("TREE_CYCLE", "agencies[1].parent"))
      << "after: a commune below the district it took over";
}

TEST(TreeTest, AnAliasClosesNoCircle) {
  Agency alias = MakeAgency("ten-khac");
  alias.alias_of = "xa";
  EXPECT_THAT(Build({alias, MakeAgency("xa", "ten-khac")}),
              RefusedAt("TREE_CYCLE", "agencies[1].parent"))
      << "an office below its own other name";
  EXPECT_THAT(Build({alias, MakeAgency("huyen", "ten-khac"), MakeAgency("xa", "huyen")}),
              RefusedAt("TREE_CYCLE", "agencies[1].parent"));
}

TEST(TreeTest, TheDaysOfReorganisationAreBounded) {
  Agency restless = MakeAgency("xa");
  for (Day day = 1; day < 300; ++day) restless = Moved(restless, "", kReform + day);
  EXPECT_THAT(Build({restless}), IsOk());
  EXPECT_THAT(Build({Moved(restless, "", kReform + 300)}), RefusedAt("TOO_MANY", "agencies"));
}

TEST(TreeTest, TheContractSaysTheSame) {
  const auto catalog = Build({Ending(MakeAgency("a"), "b"), Moved(MakeAgency("b"), "a"),
                              Formed(MakeAgency("c"), {"b"}, kReform + 1)});
  ASSERT_THAT(catalog, IsOk());
  const auto again = FromProto(ToProto(**catalog));
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ((*again)->agencies(), (*catalog)->agencies());
  v1::Catalog undated = ToProto(**catalog);
  undated.mutable_agencies(1)->mutable_former_places(0)->clear_valid_to();
  EXPECT_THAT(FromProto(undated),
              RefusedAt("FIELD_REQUIRED", "agencies[1].former_places[0].valid_to"));
  v1::Catalog many = ToProto(**catalog);
  for (int i = 0; i < 101; ++i) many.mutable_agencies(2)->add_formed_from("agencies/a");
  EXPECT_THAT(FromProto(many), RefusedAt("TOO_MANY", "agencies[2].formed_from"));
}

}  // namespace
}  // namespace motcua::catalog
