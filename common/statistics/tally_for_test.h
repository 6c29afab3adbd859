// A service that does nothing but count, on a real journal: for the tests of this folder.
#ifndef MOTCUA_COMMON_STATISTICS_TALLY_FOR_TEST_H_
#define MOTCUA_COMMON_STATISTICS_TALLY_FOR_TEST_H_

#include <future>
#include <memory>
#include <string>

#include "common/base/hash.h"
#include "common/journal/journal.h"
#include "common/sql/migrate.h"
#include "common/statistics/cell_store.h"
#include "common/testing/database.h"

namespace motcua::journal {
extern const sql::Schema kSchema;
}

namespace motcua::statistics {

struct TallyCommand {
  Deltas cells;
};

// An empty database with journal and cells.
inline sql::Settings FreshTally() {
  sql::Settings settings = testing::FreshDatabase();
  sql::Migrate(settings, {journal::kSchema, kSchema});
  return settings;
}

// A cell of the tests: commune a, procedure p.
inline CellKey KeyAt(int agency, int procedure = 0, Day day = 19100,
                     Counter counter = Counter::kReceived) {
  return {"xa-" + std::to_string(agency),
          "1.00" + std::to_string(procedure),
          Channel::kOnline,
          day,
          counter,
          ""};
}

// One instance of the service. Thread-safe.
class Tally {
 public:
  explicit Tally(const sql::Settings& database)
      : writer_(std::make_shared<CellWriter>()), journal_(OptionsOn(database), PluginOf(writer_)) {}

  journal::Journal& journal() { return journal_; }

  std::future<absl::StatusOr<journal::Receipt>> Send(Deltas cells) {
    const auto answer = std::make_shared<std::promise<absl::StatusOr<journal::Receipt>>>();
    journal::Submission submission;
    submission.command = std::make_shared<TallyCommand>(TallyCommand{std::move(cells)});
    submission.key = {"test", "Count", RandomId(), std::string(32, 'b')};
    submission.organisation = "test";
    journal_.Submit(std::move(submission), [answer](absl::StatusOr<journal::Receipt> receipt) {
      answer->set_value(std::move(receipt));
    });
    return answer->get_future();
  }
  // Answered after COMMIT.
  std::int64_t Count(const Deltas& cells) { return Send(cells).get().value().sequence; }
  std::int64_t Count(const CellKey& key, std::int64_t value) {
    Deltas cells;
    cells.Add(key, value);
    return Count(cells);
  }

 private:
  static journal::Options OptionsOn(const sql::Settings& database) {
    journal::Options options;
    options.database = database;
    return options;
  }

  static journal::Plugin PluginOf(const std::shared_ptr<CellWriter>& writer) {
    return journal::MakePlugin<TallyCommand, Deltas>(
        [](sql::Connection&, const std::vector<TallyCommand*>&) { return Deltas(); },
        [](Deltas& all, TallyCommand& command) -> absl::StatusOr<journal::Decided> {
          all.Add(command.cells);
          const journal::Event event{"tally", "motcua.test.Tallied", "", absl::Now()};
          return journal::Decided{"tally", {event}};
        },
        [writer](sql::Connection& connection, Deltas& all, std::int64_t revision) {
          writer->Write(connection, all, revision);
        },
        [writer] { writer->Forget(); });
  }

  std::shared_ptr<CellWriter> writer_;
  journal::Journal journal_;
};

// The table as it is, without zeros.
inline Deltas CellsIn(sql::Connection& connection) {
  Deltas cells;
  for (const CellValue& cell : ReadBatch(connection, std::nullopt).cells) {
    cells.Add(cell.key, cell.value);
  }
  return cells;
}

inline std::string DigestOf(const Deltas& cells) {
  Digest digest;
  for (const auto& [key, value] : cells.values()) digest.Add(key, value);
  return digest.ToBytes();
}

}  // namespace motcua::statistics

#endif  // MOTCUA_COMMON_STATISTICS_TALLY_FOR_TEST_H_
