#include "tools/export/pdf.h"

#include <filesystem>
#include <stdexcept>

#include "absl/strings/str_cat.h"
#include "common/process/child.h"
#include "tools/export/file.h"
#include "tools/export/html.h"

namespace motcua::exports {
namespace {

constexpr absl::Duration kTimeout = absl::Minutes(5);

}  // namespace

void WritePdf(const Document& document, const std::string& path) {
  const std::string page = path + ".html";
  const std::string log = path + ".log";
  WriteFile(page, HtmlOf(document));
  process::Child weasyprint({"weasyprint", "--quiet", "--encoding", "utf-8", page, path}, log);
  const int code = weasyprint.Wait(kTimeout);
  std::filesystem::remove(page);
  if (code != 0) throw std::runtime_error(absl::StrCat("weasyprint failed, see ", log));
  std::filesystem::remove(log);
}

}  // namespace motcua::exports
