// Whatever a gateway sends as its statement: it is refused at a line, or every line is one; and the
// pieces it comes in do not matter.
#include "services/payment/domain/statement.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/base/errors.h"
#include "services/payment/domain/amount.h"
#include "services/payment/domain/reference.h"
#include "tests/fuzz/targets/expect.h"

namespace motcua::fuzz {
namespace {

const Day kDay = ParseDay("2022-04-01").value();

struct Parsed {
  absl::Status status;
  std::vector<payment::StatementLine> lines;
  std::int64_t amount_dong = 0;
};

Parsed Parse(std::string_view text, std::size_t piece) {
  Parsed parsed;
  payment::StatementParser parser(kDay, [&](payment::StatementLine line) {
    Expect(line.number == static_cast<std::int64_t>(parsed.lines.size()), "lines are numbered");
    Expect(payment::IsGatewayTransaction(line.gateway_transaction), "it has a transaction");
    Expect(payment::CheckAmount(line.amount_dong, "").ok(), "it has an amount");
    Expect(LocalDay(line.time) == kDay, "it is of the day");
    parsed.lines.push_back(std::move(line));
  });
  while (!text.empty() && parsed.status.ok()) {
    parsed.status = parser.Add(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
  }
  if (parsed.status.ok()) parsed.status = parser.Finish();
  parsed.amount_dong = parser.amount_dong();
  return parsed;
}

}  // namespace
}  // namespace motcua::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using motcua::fuzz::Expect;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto whole = motcua::fuzz::Parse(text, text.size() + 1);
  const auto pieces = motcua::fuzz::Parse(text, 1 + data[0] % 64);
  Expect(whole.status == pieces.status, "pieces end as the whole does");
  Expect(whole.lines == pieces.lines, "pieces give the same lines");
  Expect(whole.amount_dong == pieces.amount_dong, "pieces give the same sum");
  Expect(whole.status.ok() || !motcua::RefusalOf(whole.status).field.empty(), "a field is named");
  return 0;
}
