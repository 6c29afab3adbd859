// Whatever file is given as a definition: each fault has a place in it, and what has none can be
// written down and says the same.
#include <algorithm>
#include <string>

#include "services/aggregator/definitions/definition_file.h"
#include "tests/fuzz/targets/expect.h"

namespace motcua::fuzz {
namespace {

using aggregator::DefinitionFile;
using aggregator::FileFault;

void Try(const std::string& text) {
  const DefinitionFile file("file", text);
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  for (const FileFault& fault : file.faults()) {
    Expect(1 <= fault.line && fault.line <= lines, "a fault is in a line of the file");
    Expect(!fault.text.empty(), "it is told");
  }
  if (!file.faults().empty()) return;
  std::string written;
  Expect(google::protobuf::TextFormat::PrintToString(file.definition(), &written),
         "it can be written");
  const DefinitionFile again("again", written);
  Expect(again.faults().empty(), "and read");
  Expect(again.definition().SerializeAsString() == file.definition().SerializeAsString(),
         "and says the same");
}

}  // namespace
}  // namespace motcua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  motcua::fuzz::Try(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
