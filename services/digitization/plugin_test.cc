// What several commands of one batch do to each other.
#include "services/digitization/plugin.h"

#include "absl/strings/str_cat.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"
#include "services/digitization/documents.h"

namespace motcua::digitization {
namespace {

using testing::IsOk;
using testing::RefusedWith;
using Outcomes = std::vector<absl::StatusOr<journal::Decided>>;

constexpr char kCode[] = "H50.01-220401-0001";
constexpr char kOther[] = "H50.01-220401-0002";

class PluginTest : public DigitizationTest {
 protected:
  static FolderChange Change(const std::string& code, Command command,
                             absl::Time time = At("2022-04-05", 9)) {
    FolderChange change;
    change.code = code;
    change.command = std::move(command);
    change.event_time = time;
    change.catalog = SmallCatalog();
    return change;
  }
  static FolderChange Record(char file) {
    return Change("", RecordFile{FileOf(file), 5000, "application/pdf"});
  }
  static FolderChange Scan(const std::string& code, char file) {
    AttachComponent command;
    command.component = "don";
    command.file = FileOf(file);
    return Change(code, std::move(command));
  }
  static FolderChange ResultOf(const std::string& code, char file) {
    digitization::AttachResult command;
    command.file = FileOf(file);
    return Change(code, std::move(command));
  }
  static FolderChange Opened(const std::string& code) {
    const absl::Time time = At("2022-04-01", 8);
    return Change(code, Open{ReceiptAt("so-xay-dung", "cap-phep", time)}, time);
  }
  static FolderChange Finished(const std::string& code, const char* due) {
    return Change(code, NoteCase{{{At("2022-04-01", 8), DueFrom{D(due)}},
                                  {At("2022-04-02", 8), MovedTo{"so-tu-phap"}},
                                  {At("2022-04-05", 8), Ended{true}}}});
  }

  // Decides all of them as one batch, and stores it.
  Outcomes Run(std::vector<FolderChange> changes) {
    sql::Connection connection(database_);
    sql::Transaction transaction(connection);
    std::vector<void*> commands;
    for (FolderChange& change : changes) commands.push_back(&change);
    const auto states = plugin_.load(connection, commands);
    Outcomes outcomes;
    for (void* command : commands) outcomes.push_back(plugin_.decide(states.get(), command));
    plugin_.save(connection, states.get(), ++revision_);
    transaction.Commit();
    return outcomes;
  }
  std::vector<int> DoubtsOf(const std::string& code) {
    const v1::Folder folder = Get(code);
    return {folder.results(0).doubts().begin(), folder.results(0).doubts().end()};
  }

  journal::Plugin plugin_ = MakePlugin({});
  std::int64_t revision_ = 0;
};

TEST_F(PluginTest, ALifeInOneBatch) {
  for (const auto& outcome :
       Run({Record('1'), Record('2'), Opened(kCode), Scan(kCode, '1'),
            Finished(kCode, "2022-04-15"), ResultOf(kCode, '2'),
            Change(kCode, StoreDocument{"d1", std::string(32, 'k'), "giay-phep", {}}),
            Opened(kOther), Change(kOther, ReuseDocument{"don", "d1", std::string(32, 'k')})})) {
    EXPECT_THAT(outcome, IsOk());
  }
  EXPECT_TRUE(Get(kCode).finished());
  EXPECT_TRUE(Get(kOther).components(0).reused());
}

TEST_F(PluginTest, ARefusalLeavesTheSetAsItWas) {
  const Outcomes outcomes = Run({Opened(kCode), Scan(kCode, '1'), Record('1'), Scan(kCode, '1'),
                                 Scan(kOther, '1'), ResultOf(kCode, '1')});
  EXPECT_THAT(outcomes[1], RefusedWith("FILE_UNKNOWN"));
  EXPECT_THAT(outcomes[3], IsOk());
  EXPECT_THAT(outcomes[4], RefusedWith("FOLDER_NOT_FOUND"));
  EXPECT_THAT(outcomes[5], RefusedWith("NOT_FINISHED"));
  EXPECT_EQ(CountOf("folder"), 1);
  EXPECT_EQ(Get(kCode).etag(), "2");
}

TEST_F(PluginTest, TheResultAndTheSamePaperInOneBatch) {
  Run({Record('1'), Opened(kCode), Finished(kCode, "2022-04-15"), Opened(kOther), Scan(kOther, '1'),
       ResultOf(kCode, '1')});
  EXPECT_THAT(DoubtsOf(kCode), ::testing::ElementsAre(v1::DOUBT_SAME_AS_COMPONENT));
}

TEST_F(PluginTest, AListTellsTheComponentsOnceTheCatalogueHas) {
  FolderChange opened = Opened(kCode);
  opened.catalog = catalog::Catalog::Build(0, {}, {}, {}).value();
  Run({opened});
  EXPECT_EQ(Do(&Stub::ListFolders, v1::ListFoldersRequest()).folders(0).components_size(), 3);
}

// Results are filed with later dossiers as a matter of course.
TEST_F(PluginTest, AResultThatIsFiledElsewhereLaterIsNotDoubtful) {
  Run({Record('1'), Opened(kCode), Finished(kCode, "2022-04-15"), ResultOf(kCode, '1'),
       Opened(kOther), Scan(kOther, '1')});
  EXPECT_THAT(DoubtsOf(kCode), ::testing::IsEmpty());
}

// A paper is reused and listed only while its dossier ends in it.
TEST_F(PluginTest, ADocumentFallsWithTheResultItIs) {
  const std::string owner(32, 'k');
  const auto stand = [&] {
    const bool reused = Run({Change(kOther, ReuseDocument{"don", "d1", owner})})[0].ok();
    sql::Connection connection(database_);
    const bool listed = !ReadDocumentsOf(connection, owner, "", D("2022-04-06")).empty();
    EXPECT_EQ(reused, listed);
    return reused;
  };
  const absl::Time later = At("2022-04-06", 8);
  Run({Record('1'), Record('2'), Opened(kCode), Finished(kCode, "2022-04-15"), ResultOf(kCode, '1'),
       Change(kCode, StoreDocument{"d1", owner, "giay-phep", {}}), Opened(kOther)});
  EXPECT_TRUE(stand());
  Run({ResultOf(kCode, '2')});
  EXPECT_FALSE(stand());
  Run({ResultOf(kCode, '1')});
  EXPECT_TRUE(stand());
  Run({Change(kCode, NoteCase{{{later, Reopened{}}}})});
  EXPECT_FALSE(stand());
  Run({Change(kCode, NoteCase{{{later, Ended{true}}}})});
  EXPECT_TRUE(stand());
  Run({Change(kCode, NoteCase{{{later, Voided{}}}})});
  EXPECT_THAT(Run({Change(kOther, ReuseDocument{"don", "d1", owner})})[0],
              RefusedWith("DOCUMENT_UNVERIFIED"));
  EXPECT_FALSE(stand());
}

// The finisher is known only once the batch is decided.
TEST_F(PluginTest, ABurstOfDossiersThatAreFinishedAlong) {
  const auto code = [](int i) { return absl::StrCat("H50.01-220401-", 1000 + i); };
  for (int i = 1; i < kBurst; ++i) {
    Run({Record(static_cast<char>('a' + i % 6)), Opened(code(i)), Finished(code(i), "2022-04-06"),
         ResultOf(code(i), static_cast<char>('a' + i % 6))});
  }
  Run({Record('9'), Opened(kCode), Finished(kCode, "2022-04-06"), ResultOf(kCode, '9')});
  EXPECT_THAT(DoubtsOf(kCode), ::testing::ElementsAre(v1::DOUBT_BURST_BEFORE_DUE));
  EXPECT_THAT(DoubtsOf(code(1)), ::testing::Contains(v1::DOUBT_BURST_BEFORE_DUE));
}

TEST_F(PluginTest, VoidAndErasedDossiersAreNoPartOfABurst) {
  const auto code = [](int i) { return absl::StrCat("H50.01-220401-", 1000 + i); };
  for (int i = 1; i < kBurst; ++i) {
    const char file = static_cast<char>('a' + i % 6);
    Run({Record(file), Opened(code(i)), Finished(code(i), "2022-04-06"), ResultOf(code(i), file)});
  }
  Run({Change(code(1), NoteCase{{{At("2022-04-05", 9), Voided{}}}}), Change(code(2), Forget{})});
  EXPECT_EQ(CountOf("near_due_result WHERE code = '" + code(2) + "'"), 0);
  Run({Record('9'), Opened(kCode), Finished(kCode, "2022-04-06"), ResultOf(kCode, '9')});
  EXPECT_THAT(DoubtsOf(kCode), ::testing::IsEmpty());
}

TEST_F(PluginTest, AFileThatComesAgainWhileItIsErasedStays) {
  Run({Record('1'), Opened(kCode), Scan(kCode, '1')});
  const Outcomes outcomes = Run({Record('1'), Change(kCode, Forget{}), Record('1')});
  EXPECT_THAT(outcomes[0], RefusedWith("FILE_STORED_BEFORE"));
  EXPECT_THAT(outcomes[2], IsOk());
  EXPECT_EQ(CountOf("paper_file"), 1);
}

TEST_F(PluginTest, WhatWasKeptInTheBatchOfTheErasureIsErasedToo) {
  Run({Record('1'), Opened(kCode)});
  FolderChange scan = Scan(kCode, '1');
  std::get<AttachComponent>(scan.command).signature = "der";
  std::get<AttachComponent>(scan.command).verdict = SignatureVerdict::kValid;
  Run({scan, Change(kCode, KeepReading{"don", 1, {{"ho_ten", "Nguyễn Văn A", 90}}}),
       Finished(kCode, "2022-04-15"), ResultOf(kCode, '1'), Change(kCode, Forget{})});
  for (const char* table : {"paper_file", "signature", "reading", "component_use", "result_use"}) {
    EXPECT_EQ(CountOf(table), 0) << table;
  }
  EXPECT_EQ(CountOf("file_to_erase"), 1);
}

TEST_F(PluginTest, AnUnreadableEventStoresNothing) {
  FolderChange change = Change(kCode, Command());
  change.fault = absl::InvalidArgumentError("unreadable");
  EXPECT_FALSE(Run({change})[0].ok());
  EXPECT_EQ(CountOf("paper_file"), 0);
  EXPECT_EQ(CountOf("folder"), 0);
}

}  // namespace
}  // namespace motcua::digitization
