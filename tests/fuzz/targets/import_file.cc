// Whatever a province sends as its reported numbers: it is refused at a line, or every number is
// sound and stated once, and says the same when it is written again.
#include "tools/motcuactl/import_file.h"

#include <set>
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "tests/fuzz/targets/expect.h"

namespace motcua::fuzz {
namespace {

using ctl::FileCount;

std::string Written(const std::vector<FileCount>& counts) {
  std::string text = "agency_id\tcounter\tday\tvalue\tchannel\tprocedure_id\n";
  for (const FileCount& count : counts) {
    absl::StrAppend(&text, count.agency, "\t", count.counter, "\t", FormatDay(count.day), "\t",
                    count.value, "\t", count.channel, "\t", count.procedure, "\n");
  }
  return text;
}

void ExpectSound(const std::vector<FileCount>& counts) {
  std::set<std::tuple<std::string, std::string, Day, std::string, std::string>> stated;
  for (const FileCount& count : counts) {
    Expect(!count.agency.empty() && count.agency.size() <= 63, "an agency has an id");
    Expect(count.agency.find_first_of("=\"/ \t\r\n") == std::string::npos, "which is plain");
    Expect(kFirstDay <= count.day && count.day <= kLastDay, "it is of a day");
    Expect(count.value != 0, "it is a number");
    Expect(stated.insert({count.agency, count.counter, count.day, count.channel, count.procedure})
               .second,
           "stated once");
  }
}

void Try(const std::string& text) {
  const auto counts = ctl::ParseImportFile("file", text);
  if (!counts.ok()) {
    Expect(absl::IsInvalidArgument(counts.status()), "bad text is refused");
    Expect(counts.status().message().substr(0, 4) == "file", "the file is named");
    return;
  }
  Expect(!counts->empty(), "something is stated");
  ExpectSound(*counts);
  auto again = ctl::ParseImportFile("file", Written(*counts));
  Expect(again.ok() && again->size() == counts->size(), "it can be written");
  for (std::size_t i = 0; i < counts->size(); ++i) {
    (*again)[i].line = (*counts)[i].line;
    Expect((*again)[i] == (*counts)[i], "and says the same");
  }
}

}  // namespace
}  // namespace motcua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using motcua::fuzz::Expect;
  const std::string text(reinterpret_cast<const char*>(data), size);
  motcua::fuzz::Try(text);
  motcua::fuzz::Try("agency_id\tcounter\tday\tvalue\n" + text);
  const std::string id = motcua::ctl::ImportIdOf(text);
  Expect(!id.empty() && id.size() <= 63, "an import has an id");
  Expect(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos,
         "which is plain");
  return 0;
}
