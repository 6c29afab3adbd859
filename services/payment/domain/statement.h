// A gateway's statement as it is streamed: tab-separated lines under a header row. Pure.
#ifndef MOTCUA_SERVICES_PAYMENT_DOMAIN_STATEMENT_H_
#define MOTCUA_SERVICES_PAYMENT_DOMAIN_STATEMENT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/date.h"

namespace motcua::payment {

inline constexpr std::int64_t kMostStatementLines = 1'000'000;
inline constexpr std::size_t kLongestStatementLine = 1024;  // bytes, without its end

// What a gateway says it has settled. What else the payer wrote is not kept: it may tell a name.
struct StatementLine {
  std::int64_t number = 0;          // 0 is the first below the header
  std::string gateway_transaction;  // 1 to 63 of A–Z, a–z, 0–9, -, . and _
  std::string dossier;              // code; empty when the reference names none
  std::int64_t amount_dong = 0;
  absl::Time time;

  bool operator==(const StatementLine&) const = default;
};

// Takes a statement in pieces of any size, holding at most one line of it. Not thread-safe.
class StatementParser {
 public:
  using OnLine = std::function<void(StatementLine)>;

  // Lines of other days are refused. `on_line` is called for each line in order, as soon as it
  // is whole; the same transaction may come more than once.
  StatementParser(Day day, OnLine on_line);

  // INVALID_ARGUMENT naming `lines[17].amount`, or `data` when it is about the whole. Call nothing
  // but the destructor after an error.
  absl::Status Add(std::string_view bytes);
  // The end; a last line needs no line end.
  absl::Status Finish();

  std::int64_t lines() const { return lines_; }
  std::int64_t amount_dong() const { return amount_dong_; }

 private:
  absl::Status TakeLine(std::string_view line);

  const Day day_;
  const OnLine on_line_;
  std::string begun_;  // a line whose end has not come
  bool header_seen_ = false;
  std::int64_t lines_ = 0;
  std::int64_t amount_dong_ = 0;
};

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_DOMAIN_STATEMENT_H_
