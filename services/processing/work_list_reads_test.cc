// A work list reads little more than the page it shows, whatever else is open.
#include <memory>

#include "absl/strings/str_cat.h"
#include "common/journal/journal.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/testing/database.h"
#include "gtest/gtest.h"
#include "services/processing/leg_tables.h"
#include "services/processing/work_list.h"

namespace motcua::processing {
namespace {

using Request = v1::ListWorkRequest;

constexpr char kToday[] = "2022-04-15";
constexpr int kOfEachSort = 400;
constexpr int kPageSize = 10;
// A page reads, per standing of which there are five: its rows and one more from the index and into
// and out of the union; and the page's dossiers.
constexpr std::int64_t kMostReads = 5 * 3 * (kPageSize + 1) + 5 * (kPageSize + 1);

class WorkListReadsTest : public ::testing::Test {
 protected:
  // Many legs of each sort, so that a list that reads what it does not show is found out.
  void SetUp() override {
    sql::Migrate(database_, {journal::kSchema, statistics::kSchema, kSchema});
    connection_ = std::make_unique<sql::Connection>(database_);
    const Day today = *ParseDay(kToday);
    for (int i = 0; i < kOfEachSort; ++i) {
      for (const char* agency : {"so-xay-dung", "so-tu-phap"}) {
        Add(agency, today - 1, {});
        Add(agency, today, {});
        Add(agency, today, {Apologised{}});
        Add(agency, today - 1, {Extended{}});
        Add(agency, today, {Paused{PauseKind::kSupplement}});
        Add(agency, today - 1, {Apologised{}, Paused{PauseKind::kOtherBody}});
        Add(agency, std::nullopt, {});
        Add(agency, today + 30, {});
      }
    }
    SaveCases(*connection_, cases_);
  }

  void Add(const std::string& agency, std::optional<Day> due, std::vector<Happening> happened) {
    Case dossier;
    const int number = static_cast<int>(cases_.size());
    dossier.code = absl::StrCat("c", 100'000 + number);
    dossier.procedure = "cap-phep";
    Leg& own = dossier.legs.emplace_back();
    own.first_holder = agency;
    own.officer = "van-a";
    own.receive_time = StartOfDay(*ParseDay("2022-04-01"));
    own.facts.push_back({own.receive_time, DueFrom{due}});
    for (Happening& what : happened) own.facts.push_back({own.receive_time, std::move(what)});
    LoadedCase& loaded = cases_[dossier.code];
    loaded.now = std::make_shared<const Case>(std::move(dossier));
    loaded.version = 1;
  }

  std::int64_t Reads() {
    sql::Rows rows = connection_->Query("SHOW SESSION STATUS LIKE 'Handler_read%'");
    std::int64_t reads = 0;
    while (rows.Next()) reads += rows.Int(2);
    return reads;
  }

  // Lists everything page by page; the number of items.
  int ListAll(Request request) {
    request.set_as_of(kToday);
    request.set_page_size(kPageSize);
    int items = 0;
    do {
      const WorkQuery query = ParseWorkQuery(request, 0).value();
      const std::int64_t before = Reads();
      const v1::ListWorkResponse page = ReadWork(*connection_, query);
      EXPECT_LE(Reads() - before, kMostReads) << request.ShortDebugString() << " after " << items;
      items += page.items_size();
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return items;
  }

  static Request Ask(Request::View view, const std::string& agency, const std::string& officer) {
    Request request;
    request.set_view(view);
    request.set_agency(agency);
    request.set_officer(officer);
    return request;
  }

  const sql::Settings database_ = testing::FreshDatabase();
  std::unique_ptr<sql::Connection> connection_;
  LoadedCases cases_;
};

// Of each view: how many of the eight sorts it shows.
struct Shown {
  Request::View view;
  int sorts;
};
constexpr Shown kViews[] = {{Request::VIEW_UNSPECIFIED, 8}, {Request::VIEW_OVERDUE, 2},
                            {Request::VIEW_DUE_SOON, 2},    {Request::VIEW_WAITING, 2},
                            {Request::VIEW_UNDATED, 1},     {Request::VIEW_LATE_SOON, 1}};

TEST_F(WorkListReadsTest, AnAgencysViewsReadWhatTheyShow) {
  for (const auto& [view, sorts] : kViews) {
    EXPECT_EQ(ListAll(Ask(view, "agencies/so-xay-dung", "")), sorts * kOfEachSort) << view;
  }
}

TEST_F(WorkListReadsTest, AnOfficersViewsReadWhatTheyShow) {
  for (const auto& [view, sorts] : kViews) {
    EXPECT_EQ(ListAll(Ask(view, "", "van-a")), 2 * sorts * kOfEachSort) << view;
    EXPECT_EQ(ListAll(Ask(view, "", "van-b")), 0) << view;
  }
}

}  // namespace
}  // namespace motcua::processing
