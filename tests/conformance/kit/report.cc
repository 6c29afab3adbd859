#include "tests/conformance/kit/report.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace motcua::conform {
namespace {

const char* NameOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPass:
      return "PASS";
    case Verdict::kFail:
      return "FAIL";
    case Verdict::kNotTried:
      break;
  }
  return "NOT TRIED";
}

}  // namespace

Report::Report(std::vector<Requirement> requirements) : requirements_(std::move(requirements)) {
  for (const Requirement& requirement : requirements_) findings_[requirement.id];
}

void Report::Pass(const std::string& id, const std::string& seen) {
  Finding& finding = findings_.at(id);
  if (finding.verdict != Verdict::kFail) finding = {Verdict::kPass, seen};
}

void Report::Fail(const std::string& id, const std::string& seen) {
  Finding& finding = findings_.at(id);
  if (finding.verdict != Verdict::kFail) finding = {Verdict::kFail, seen};
}

void Report::NotTried(const std::string& id, const std::string& why) {
  Finding& finding = findings_.at(id);
  if (finding.verdict == Verdict::kNotTried) finding.seen = why;
}

void Report::Judge(const std::string& id, bool holds, const std::string& seen) {
  holds ? Pass(id, seen) : Fail(id, seen);
}

bool Report::failed() const { return !FailedIds().empty(); }

std::vector<std::string> Report::FailedIds() const {
  std::vector<std::string> ids;
  for (const auto& [id, finding] : findings_) {
    if (finding.verdict == Verdict::kFail) ids.push_back(id);
  }
  return ids;
}

std::string Report::Text() const {
  std::string text;
  for (const Requirement& requirement : requirements_) {
    const Finding& finding = findings_.at(requirement.id);
    absl::StrAppend(&text, absl::StrFormat("%-9s  %-28s", NameOf(finding.verdict), requirement.id),
                    requirement.text, " | ", finding.seen, " | ", requirement.where, "\n");
  }
  return text;
}

}  // namespace motcua::conform
