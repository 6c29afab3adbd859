#include "services/payment/domain/statement.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace motcua::payment {
namespace {

using testing::IsOk;
using testing::RefusedAt;

const Day kDay = ParseDay("2022-04-01").value();
const std::string kHeader = "gateway_transaction\treference\tamount\tcurrency\ttime\n";
const std::string kTime = "2022-04-01T09:00:00+07:00";

struct Parsed {
  absl::Status status;
  std::vector<StatementLine> lines;
  std::int64_t amount_dong = 0;
};

// Given in pieces of this size.
Parsed Parse(const std::string& text, std::size_t piece = 1'000'000) {
  Parsed parsed;
  StatementParser parser(kDay,
                         [&](StatementLine line) { parsed.lines.push_back(std::move(line)); });
  for (std::size_t at = 0; at < text.size() && parsed.status.ok(); at += piece) {
    parsed.status = parser.Add(std::string_view(text).substr(at, piece));
  }
  if (parsed.status.ok()) parsed.status = parser.Finish();
  parsed.amount_dong = parser.amount_dong();
  EXPECT_EQ(parser.lines(), std::ssize(parsed.lines));
  return parsed;
}

std::string Line(const std::string& transaction = "T1", const std::string& reference = "",
                 const std::string& amount = "150000", const std::string& currency = "VND",
                 const std::string& time = kTime) {
  return absl::StrCat(transaction, "\t", reference, "\t", amount, "\t", currency, "\t", time, "\n");
}

TEST(StatementTest, LinesComeInOrder) {
  const Parsed parsed =
      Parse(kHeader + Line("T2", "dossiers/H49.18-220315-0001/payments/2") +
            Line("T1", "Nguyễn Văn A trả lệ phí", "1", "VND", "2022-04-01T16:59:59.123456Z"));
  ASSERT_THAT(parsed.status, IsOk());
  const absl::Time nine = StartOfDay(kDay) + absl::Hours(9);
  const absl::Time last = StartOfDay(kDay + 1) - absl::Seconds(1) + absl::Microseconds(123456);
  EXPECT_THAT(parsed.lines,
              ::testing::ElementsAre(StatementLine{0, "T2", "H49.18-220315-0001", 150'000, nine},
                                     StatementLine{1, "T1", "", 1, last}));
  EXPECT_EQ(parsed.amount_dong, 150'001);
}

TEST(StatementTest, PiecesOfAnySizeGiveTheSame) {
  const std::string text = kHeader + Line("T1", "Nguyễn") + Line("T1") + Line("T3");
  const Parsed whole = Parse(text);
  ASSERT_EQ(whole.lines.size(), 3u);
  for (std::size_t piece = 1; piece < 20; ++piece) {
    EXPECT_EQ(Parse(text, piece).lines, whole.lines) << piece;
  }
}

TEST(StatementTest, LineEndsMayBeCrLfAndTheLastMayLack) {
  std::string text = kHeader + Line();
  text.pop_back();
  EXPECT_EQ(Parse(text).lines.size(), 1u);
  text.insert(kHeader.size() - 1, "\r");
  text += "\r\n";
  EXPECT_EQ(Parse(text).lines, Parse(kHeader + Line()).lines);
  EXPECT_EQ(Parse(text, 1).lines, Parse(kHeader + Line()).lines);
}

TEST(StatementTest, MayHaveNoLines) {
  EXPECT_THAT(Parse(kHeader).status, IsOk());
  EXPECT_EQ(Parse(kHeader).lines.size(), 0u);
}

TEST(StatementTest, TheHeaderIsRequired) {
  for (const std::string& text : {std::string(), std::string("\n"), Line(), "x" + kHeader,
                                  kHeader.substr(0, 20), std::string("\0", 1)}) {
    EXPECT_THAT(Parse(text).status, RefusedAt("STATEMENT_HEADER_INVALID", "data")) << text;
  }
  EXPECT_THAT(Parse(std::string(5000, 'a')).status, RefusedAt("LINE_TOO_LONG", "data"));
}

TEST(StatementTest, ErrorsNameLineAndColumn) {
  const std::vector<std::tuple<std::string, std::string, std::string>> bad = {
      {"\n", "LINE_INVALID", "lines[1]"},
      {"T1\t\t1\tVND\n", "LINE_INVALID", "lines[1]"},
      {"T1\t\t1\tVND\t" + kTime + "\t\n", "LINE_INVALID", "lines[1]"},
      {std::string(1026, 'a') + "\n", "LINE_TOO_LONG", "lines[1]"},
      {Line(""), "GATEWAY_TRANSACTION_INVALID", "lines[1].gateway_transaction"},
      {Line("T 1"), "GATEWAY_TRANSACTION_INVALID", "lines[1].gateway_transaction"},
      {Line(std::string(64, 'T')), "GATEWAY_TRANSACTION_INVALID", "lines[1].gateway_transaction"},
      {Line("T1", std::string("a\0b", 3)), "REFERENCE_INVALID", "lines[1].reference"},
      {Line("T1", "\xff"), "REFERENCE_INVALID", "lines[1].reference"},
      {Line("T1", std::string(256, 'a')), "REFERENCE_INVALID", "lines[1].reference"},
      {Line("T1", "", ""), "AMOUNT_INVALID", "lines[1].amount"},
      {Line("T1", "", "-"), "AMOUNT_INVALID", "lines[1].amount"},
      {Line("T1", "", "1.5"), "AMOUNT_INVALID", "lines[1].amount"},
      {Line("T1", "", "1e3"), "AMOUNT_INVALID", "lines[1].amount"},
      {Line("T1", "", " 1"), "AMOUNT_INVALID", "lines[1].amount"},
      {Line("T1", "", "0"), "AMOUNT_NOT_POSITIVE", "lines[1].amount"},
      {Line("T1", "", "-1"), "AMOUNT_NOT_POSITIVE", "lines[1].amount"},
      {Line("T1", "", "-99999999999999999999"), "AMOUNT_NOT_POSITIVE", "lines[1].amount"},
      {Line("T1", "", "1000000000000001"), "AMOUNT_TOO_LARGE", "lines[1].amount"},
      {Line("T1", "", "99999999999999999999"), "AMOUNT_TOO_LARGE", "lines[1].amount"},
      {Line("T1", "", "1", "USD"), "CURRENCY_UNSUPPORTED", "lines[1].currency"},
      {Line("T1", "", "1", ""), "CURRENCY_UNSUPPORTED", "lines[1].currency"},
      {Line("T1", "", "1", "VND", ""), "TIME_INVALID", "lines[1].time"},
      {Line("T1", "", "1", "VND", "infinite-future"), "TIME_INVALID", "lines[1].time"},
      {Line("T1", "", "1", "VND", "2022-04-01"), "TIME_INVALID", "lines[1].time"},
      {Line("T1", "", "1", "VND", "2022-04-31T09:00:00Z"), "TIME_INVALID", "lines[1].time"},
      {Line("T1", "", "1", "VND", "2022-04-01T17:00:00Z"), "TIME_NOT_OF_DAY", "lines[1].time"},
      {Line("T1", "", "1", "VND", "2022-03-31T16:59:59Z"), "TIME_NOT_OF_DAY", "lines[1].time"},
  };
  for (const auto& [line, reason, field] : bad) {
    EXPECT_THAT(Parse(kHeader + Line() + line + Line()).status, RefusedAt(reason, field)) << line;
  }
}

TEST(StatementTest, LongestReferenceFits) {
  std::string reference;
  for (int i = 0; i < 255; ++i) reference += "ễ";
  EXPECT_THAT(Parse(kHeader + Line("T1", reference)).status, IsOk());
}

TEST(StatementTest, TheSumIsBounded) {
  const std::string half = "500000000000000";
  EXPECT_THAT(Parse(kHeader + Line("T1", "", half) + Line("T2", "", half)).status, IsOk());
  EXPECT_THAT(
      Parse(kHeader + Line("T1", "", half) + Line("T2", "", half) + Line("T3", "", "1")).status,
      RefusedAt("AMOUNT_TOO_LARGE", "lines[2].amount"));
}

TEST(StatementTest, TheNumberOfLinesIsBounded) {
  StatementParser parser(kDay, [](StatementLine) {});
  ASSERT_THAT(parser.Add(kHeader), IsOk());
  std::string thousand;
  for (int i = 0; i < 1000; ++i) thousand += Line("T1", "", "1");
  for (int i = 0; i < 1000; ++i) ASSERT_THAT(parser.Add(thousand), IsOk());
  EXPECT_EQ(parser.lines(), kMostStatementLines);
  EXPECT_THAT(parser.Add(Line()), RefusedAt("TOO_MANY_LINES", "lines[1000000]"));
}

}  // namespace
}  // namespace motcua::payment
