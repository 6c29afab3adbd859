#include "tools/motcuactl/replaced_import.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "tools/export/text.h"

namespace motcua::ctl {

using aggregator::v1::Import;

std::optional<Import> ReplacedBy(const aggregator::v1::ImportCountsRequest& request,
                                 const std::vector<Import>& imports) {
  const auto found = std::find_if(imports.begin(), imports.end(), [&](const Import& import) {
    return import.name() == request.name();
  });
  if (found == imports.end() || found->withdrawn()) return std::nullopt;
  if (found->document_sha256() == request.document_sha256()) return std::nullopt;
  return *found;
}

std::string WhyNotReplaced(const Import& import) {
  return absl::StrCat(import.name(), " is another document: “",
                      exports::Visible(import.document_vi()), "”, ", import.count_size(),
                      " numbers, imported ",
                      google::protobuf::util::TimeUtil::ToString(import.import_time()),
                      "\n  --import_id=ID keeps both; --replace takes its numbers out");
}

}  // namespace motcua::ctl
