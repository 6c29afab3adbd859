#include "tools/replay/paper_requests.h"

#include <set>
#include <string>

#include "common/worktime/calendars_for_test.h"
#include "gmock/gmock.h"
#include "tools/replay/pdf.h"
#include "tools/replay/requests.h"

namespace motcua::replay {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr char kCode[] = "H50.07-220301-0001";

// Four working days before and in a period of one week.
WorkTime Week() {
  return WorkTime(worktime::PlainCalendar(), *ParseDay("2022-03-07"), *ParseDay("2022-03-11"));
}

TEST(PaperRequestsTest, EveryPaperIsAFileOfItsOwnThatItsCommandsName) {
  const WorkTime time = Week();
  PlannedDossier dossier;
  dossier.code = kCode;
  dossier.citizen = 3;
  dossier.papers = {.scanned = {kForm, kPaper},
                    .scan = time.first() + 1,
                    .result = time.first() + 30,
                    .stored = time.first() + 31};
  std::set<std::string> names;
  for (const std::string& paper : Uploads(dossier)) names.insert(FileName(paper));
  EXPECT_THAT(names, SizeIs(3));
  const auto components = ComponentCommands(dossier, time, "key");
  const auto results = ResultCommands(dossier, time, "key");
  ASSERT_THAT(components, SizeIs(2));
  ASSERT_THAT(results, SizeIs(2));
  EXPECT_EQ(names, (std::set<std::string>{components[0].attach_component().file(),
                                          components[1].attach_component().file(),
                                          results[0].attach_result().file()}));
  EXPECT_THAT(components[0].attach_component().steps(),
              ElementsAre("extract", "assign_code", "store"));
  EXPECT_EQ(results[1].store_document().owner_identity(), "000000000003");
  EXPECT_EQ(ReceiveRequest(dossier, time, "key").dossier().applicant().identity_number(),
            "000000000003");
  dossier.papers.reuse = time.first() + 40;
  const auto reuse = ReuseCommand(dossier, "documents/d", time, "key").reuse_document();
  EXPECT_EQ(reuse.owner_identity(), "000000000003");
  EXPECT_EQ(reuse.component(), kPaper);
}

TEST(PaperTest, APaperPointsAtItsOwnTable) {
  const std::string paper = MakePaper(kCode, kForm);
  EXPECT_EQ(paper, MakePaper(kCode, kForm));
  EXPECT_NE(paper, MakePaper("H50.07-220301-0002", kForm));
  const std::size_t start = paper.find("startxref\n") + sizeof("startxref\n") - 1;
  EXPECT_EQ(paper.substr(std::stoul(paper.substr(start)), 5), "xref\n");
  EXPECT_EQ(paper.substr(paper.size() - 6), "%%EOF\n");
}

}  // namespace
}  // namespace motcua::replay
