// What is wrong with each province, and since when: kept, so that it can be told.
#ifndef MOTCUA_SERVICES_PORTAL_PROBLEMS_H_
#define MOTCUA_SERVICES_PORTAL_PROBLEMS_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "absl/time/time.h"
#include "common/sql/connections.h"
#include "services/portal/domain/problem.h"

namespace motcua::portal {

// Subjects besides `snapshots/{snapshot}`.
inline constexpr char kCells[] = "cells";
inline constexpr char kSnapshots[] = "snapshots";

struct Problem {
  ProblemKind kind;
  std::string subject;
  absl::Time first_time;
  absl::Time last_time;
  std::int64_t count = 0;  // since it last passed
  std::string detail;
  std::optional<absl::Time> passed_time;
};

// Thread-safe. Memory first: a row that cannot be written is logged and written the next time. Open
// ones are kept all; of those passed the newest 200 of a province.
class Problems {
 public:
  // Loads. Throws sql::Error. `connections` must outlive this.
  explicit Problems(sql::Connections& connections);

  void Note(const std::string& province, const Objection& objection, const std::string& subject,
            absl::Time now);
  // Does nothing unless it is open.
  void Pass(const std::string& province, ProblemKind kind, const std::string& subject,
            absl::Time now);

  // By kind and subject.
  std::vector<Problem> Open(const std::string& province) const;
  // The newest first.
  std::vector<Problem> Passed(const std::string& province) const;

 private:
  using Key = std::tuple<std::string, ProblemKind, std::string>;

  void Load(sql::Connection& connection);
  void Save(const std::string& province, const Problem& problem);
  void DropOldest(const std::string& province);

  sql::Connections& connections_;
  mutable std::mutex mutex_;
  std::map<Key, Problem> problems_;
};

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_PROBLEMS_H_
