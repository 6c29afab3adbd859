#include "tools/replay/scenario.h"

#include <algorithm>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/hash.h"
#include "nlohmann/json.hpp"
#include "tools/replay/scenario_tables.h"
#include "tools/replay/state_calendar.h"
#include "tools/replay/work_time.h"

namespace motcua::replay {
namespace {

namespace fs = std::filesystem;

constexpr char kHeadFile[] = "scenario.json";

absl::Status HeadError(std::string_view key, std::string_view what) {
  return absl::InvalidArgumentError(
      absl::StrCat(kHeadFile, ", ", std::string(key), ": ", std::string(what)));
}

// The text under a key; `into` keeps its value when an optional key is missing.
absl::Status ReadText(const nlohmann::json& json, const char* key, bool required,
                      std::string& into) {
  const auto found = json.find(key);
  if (found == json.end()) {
    return required ? HeadError(key, "is missing") : absl::OkStatus();
  }
  if (!found->is_string()) return HeadError(key, "is not a text");
  into = found->get<std::string>();
  if (required && into.empty()) return HeadError(key, "is empty");
  return absl::OkStatus();
}

absl::Status ReadDate(const nlohmann::json& json, const char* key, Day& into) {
  std::string text;
  const absl::Status read = ReadText(json, key, true, text);
  if (!read.ok()) return read;
  const std::optional<Day> day = ParseDay(text);
  if (!day) return HeadError(key, absl::StrCat("'", text, "' is no date YYYY-MM-DD"));
  into = *day;
  return absl::OkStatus();
}

absl::Status ReadHead(const std::string& text, Scenario& scenario) {
  const nlohmann::json json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return absl::InvalidArgumentError(absl::StrCat(kHeadFile, " is no JSON object"));
  }
  std::string scope = "subtree";
  for (const absl::Status& read : {ReadText(json, "province_id", true, scenario.province_id),
                                   ReadText(json, "province_vi", true, scenario.province_vi),
                                   ReadText(json, "agency_code", true, scenario.agency_code),
                                   ReadText(json, "label_vi", false, scenario.label_vi),
                                   ReadText(json, "district_scope", false, scope),
                                   ReadDate(json, "period_start", scenario.period_start),
                                   ReadDate(json, "period_end", scenario.period_end)}) {
    if (!read.ok()) return read;
  }
  if (scope != "subtree" && scope != "own") {
    return HeadError("district_scope", "must be 'subtree' or 'own'");
  }
  scenario.rows_contain_children = scope == "subtree";
  if (scenario.period_end < scenario.period_start) {
    return HeadError("period_end", "lies before period_start");
  }
  for (const Day day : {scenario.period_start - WorkTime::kMarginBefore,
                        scenario.period_end + WorkTime::kMarginAfter}) {
    const absl::Status covered = StateCalendar().KindOf(day).status();
    if (!covered.ok()) return HeadError("period_start", std::string(covered.message()));
  }
  return absl::OkStatus();
}

std::string IdOfFolder(const std::string& folder) {
  constexpr std::size_t kLongest = 63;
  fs::path path = fs::absolute(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  std::string id = path.filename().string().substr(0, kLongest);
  for (char& c : id) {
    if (!absl::ascii_islower(c) && !absl::ascii_isdigit(c)) c = '-';
  }
  return id.empty() ? "scenario" : id;
}

// Reads a file for the digest; an optional one may be missing.
absl::StatusOr<bool> AddToDigest(const std::string& folder, const std::string& file, bool optional,
                                 std::string& digest) {
  const absl::StatusOr<std::string> text = ReadFile(absl::StrCat(folder, "/", file));
  if (!text.ok() && optional && absl::IsNotFound(text.status())) return false;
  if (!text.ok()) return text.status();
  AppendSized(digest, file);
  AppendSized(digest, *text);
  return true;
}

}  // namespace

const catalog::Agency* Scenario::FindAgency(const std::string& id) const {
  const auto found = std::find_if(agencies.begin(), agencies.end(),
                                  [&](const catalog::Agency& agency) { return agency.id == id; });
  return found == agencies.end() ? nullptr : &*found;
}

std::string Scenario::Canonical(const std::string& id) const {
  const catalog::Agency* agency = FindAgency(id);
  return agency == nullptr || agency->alias_of.empty() ? id : agency->alias_of;
}

std::string IdOfSlug(std::string slug) {
  std::replace(slug.begin(), slug.end(), '_', '-');
  return slug;
}

std::string SlugOfId(std::string id) {
  std::replace(id.begin(), id.end(), '-', '_');
  return id;
}

absl::StatusOr<Scenario> ReadScenarioHead(const std::string& folder) {
  Scenario scenario;
  const absl::StatusOr<std::string> head = ReadFile(absl::StrCat(folder, "/", kHeadFile));
  if (!head.ok()) return head.status();
  scenario.id = IdOfFolder(folder);
  const absl::Status read = ReadHead(*head, scenario);
  if (!read.ok()) return read;
  return scenario;
}

absl::StatusOr<Scenario> ReadScenario(const std::string& folder) {
  absl::StatusOr<Scenario> scenario_head = ReadScenarioHead(folder);
  if (!scenario_head.ok()) return scenario_head;
  Scenario scenario = *std::move(scenario_head);

  const absl::StatusOr<std::string> head = ReadFile(absl::StrCat(folder, "/", kHeadFile));
  if (!head.ok()) return head.status();
  std::string content = *head;
  bool has_procedures = false;
  for (const char* file : {"agencies.tsv", "counts.tsv", "procedures.tsv"}) {
    const bool optional = std::string_view(file) == "procedures.tsv";
    const absl::StatusOr<bool> there = AddToDigest(folder, file, optional, content);
    if (!there.ok()) return there.status();
    has_procedures = *there;  // the last one is the optional one
  }
  scenario.digest = HexEncode(Sha256(content)).substr(0, 16);

  absl::Status read = ReadAgencies(folder, scenario);
  if (read.ok() && has_procedures) read = ReadProcedures(folder, scenario);
  if (read.ok()) read = ReadCounts(folder, scenario);
  if (!read.ok()) return read;
  return scenario;
}

}  // namespace motcua::replay
