#include "tools/motcuactl/replaced_import.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using ::testing::AllOf;
using ::testing::HasSubstr;

agg::Import Imported(const std::string& id, const std::string& sha256) {
  agg::Import import;
  import.set_name("imports/" + id);
  import.set_document_vi("Báo cáo tháng 3");
  import.set_document_sha256(sha256);
  return import;
}

TEST(ReplacedImportTest, AnotherDocumentUnderTheIdIsReplaced) {
  agg::ImportCountsRequest request;
  request.set_name("imports/visits");
  request.set_document_sha256("bb");
  const auto replaced = ReplacedBy(request, {Imported("other", "cc"), Imported("visits", "aa")});
  ASSERT_TRUE(replaced.has_value());
  EXPECT_EQ(replaced->document_sha256(), "aa");
}

TEST(ReplacedImportTest, TheSameFileAWithdrawnOneAndOtherIdsAreNot) {
  agg::ImportCountsRequest request;
  request.set_name("imports/visits");
  request.set_document_sha256("bb");
  agg::Import withdrawn = Imported("visits", "aa");
  withdrawn.set_withdrawn(true);
  EXPECT_FALSE(ReplacedBy(request, {Imported("visits", "bb")}).has_value());
  EXPECT_FALSE(ReplacedBy(request, {withdrawn}).has_value());
  EXPECT_FALSE(ReplacedBy(request, {Imported("visits-2", "aa")}).has_value());
  EXPECT_FALSE(ReplacedBy(request, {}).has_value());
}

TEST(ReplacedImportTest, TheRefusalNamesTheDocumentAndBothFlags) {
  EXPECT_THAT(WhyNotReplaced(Imported("visits", "aa")),
              AllOf(HasSubstr("imports/visits"), HasSubstr("Báo cáo tháng 3"),
                    HasSubstr("--import_id="), HasSubstr("--replace")));
}

}  // namespace
}  // namespace motcua::ctl
