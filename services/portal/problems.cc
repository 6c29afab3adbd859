#include "services/portal/problems.h"

#include <algorithm>
#include <stdexcept>

#include "common/base/log.h"

namespace motcua::portal {
namespace {

constexpr std::size_t kMostPassed = 200;  // of a province
constexpr std::size_t kLongestDetail = 200;
constexpr std::size_t kLongestSubject = 80;

// As the columns take it: what a province says cannot make a statement fail.
std::string Plain(std::string text, std::size_t most) {
  if (text.size() > most) text.resize(most);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

}  // namespace

Problems::Problems(sql::Connections& connections) : connections_(connections) {
  const absl::Status loaded = connections_.With([&](sql::Connection& connection) {
    Load(connection);
    return absl::OkStatus();
  });
  if (!loaded.ok()) throw std::runtime_error(std::string(loaded.message()));
}

void Problems::Load(sql::Connection& connection) {
  sql::Rows rows = connection.Query(
      "SELECT province, kind, subject, first_time, last_time, seen, detail, passed_time"
      " FROM portal_problem");
  while (rows.Next()) {
    Problem problem{.kind = static_cast<ProblemKind>(rows.Int(2)),
                    .subject = rows.Text(3),
                    .first_time = absl::FromUnixMicros(rows.Int(4)),
                    .last_time = absl::FromUnixMicros(rows.Int(5)),
                    .count = rows.Int(6),
                    .detail = rows.Text(7),
                    .passed_time = std::nullopt};
    if (!rows.IsNull(8)) problem.passed_time = absl::FromUnixMicros(rows.Int(8));
    problems_.emplace(Key{rows.Text(1), problem.kind, problem.subject}, problem);
  }
}

void Problems::Note(const std::string& province, const Objection& objection,
                    const std::string& subject, absl::Time now) {
  const std::string plain = Plain(subject, kLongestSubject);
  const std::lock_guard lock(mutex_);
  auto [place, fresh] = problems_.try_emplace(Key{province, objection.kind, plain});
  Problem& problem = place->second;
  if (fresh || problem.passed_time) {
    problem = {objection.kind, plain, now, now, 0, "", std::nullopt};
    Log(LogLevel::kWarning, "province_problem",
        {{"province", province},
         {"kind", std::to_string(static_cast<int>(objection.kind))},
         {"subject", plain},
         {"detail", Plain(objection.detail, kLongestDetail)}});
  }
  problem.last_time = now;
  problem.detail = Plain(objection.detail, kLongestDetail);
  ++problem.count;
  Save(province, problem);
}

void Problems::Pass(const std::string& province, ProblemKind kind, const std::string& subject,
                    absl::Time now) {
  const std::lock_guard lock(mutex_);
  const auto place = problems_.find(Key{province, kind, subject});
  if (place == problems_.end() || place->second.passed_time) return;
  place->second.passed_time = now;
  Save(province, place->second);
  DropOldest(province);
}

void Problems::Save(const std::string& province, const Problem& problem) {
  sql::Value passed;  // null
  if (problem.passed_time) passed = absl::ToUnixMicros(*problem.passed_time);
  const absl::Status saved = connections_.With([&](sql::Connection& connection) {
    connection.Update(
        "REPLACE INTO portal_problem (province, kind, subject, first_time, last_time, seen, detail,"
        " passed_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {province, std::int64_t{static_cast<int>(problem.kind)}, problem.subject,
         absl::ToUnixMicros(problem.first_time), absl::ToUnixMicros(problem.last_time),
         problem.count, problem.detail, passed});
    return absl::OkStatus();
  });
  if (!saved.ok()) Log(LogLevel::kError, "problem_not_saved", {{"province", province}});
}

void Problems::DropOldest(const std::string& province) {
  std::vector<std::map<Key, Problem>::iterator> passed;
  for (auto at = problems_.begin(); at != problems_.end(); ++at) {
    if (std::get<0>(at->first) == province && at->second.passed_time) passed.push_back(at);
  }
  if (passed.size() <= kMostPassed) return;
  const auto oldest = *std::min_element(passed.begin(), passed.end(), [](auto a, auto b) {
    return *a->second.passed_time < *b->second.passed_time;
  });
  connections_
      .With([&](sql::Connection& connection) {
        connection.Update(
            "DELETE FROM portal_problem WHERE province = ? AND kind = ? AND subject = ?",
            {province, std::int64_t{static_cast<int>(oldest->second.kind)},
             oldest->second.subject});
        return absl::OkStatus();
      })
      .IgnoreError();
  problems_.erase(oldest);
}

std::vector<Problem> Problems::Open(const std::string& province) const {
  const std::lock_guard lock(mutex_);
  std::vector<Problem> open;
  for (const auto& [key, problem] : problems_) {
    if (std::get<0>(key) == province && !problem.passed_time) open.push_back(problem);
  }
  return open;
}

std::vector<Problem> Problems::Passed(const std::string& province) const {
  const std::lock_guard lock(mutex_);
  std::vector<Problem> passed;
  for (const auto& [key, problem] : problems_) {
    if (std::get<0>(key) == province && problem.passed_time) passed.push_back(problem);
  }
  std::stable_sort(passed.begin(), passed.end(), [](const Problem& a, const Problem& b) {
    return *a.passed_time > *b.passed_time;
  });
  return passed;
}

}  // namespace motcua::portal
