#include "services/payment/domain/statement.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/base/text.h"
#include "services/payment/domain/amount.h"
#include "services/payment/domain/reference.h"

namespace motcua::payment {
namespace {

constexpr std::string_view kHeader = "gateway_transaction\treference\tamount\tcurrency\ttime";
constexpr std::size_t kColumns = 5;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

absl::Status HeaderInvalid() {
  return InvalidField(
      "data", "STATEMENT_HEADER_INVALID",
      "the first row must be gateway_transaction, reference, amount, currency, time",
      "Dòng đầu phải là các tên cột theo quy định.");
}

std::optional<std::array<std::string_view, kColumns>> Columns(std::string_view line) {
  std::array<std::string_view, kColumns> columns;
  for (std::size_t i = 0; i + 1 < kColumns; ++i) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    columns[i] = line.substr(0, tab);
    line.remove_prefix(tab + 1);
  }
  if (line.find('\t') != std::string_view::npos) return std::nullopt;
  columns.back() = line;
  return columns;
}

absl::Status ReadTransaction(std::string_view text, const std::string& line, StatementLine& out) {
  if (!IsGatewayTransaction(text)) {
    return InvalidField(line + ".gateway_transaction", "GATEWAY_TRANSACTION_INVALID",
                        "must be 1 to 63 of A-Z, a-z, 0-9, -, . and _",
                        "Mã giao dịch phải có từ 1 đến 63 ký tự chữ, số, -, . hoặc _.");
  }
  out.gateway_transaction = std::string(text);
  return absl::OkStatus();
}

absl::Status ReadReference(std::string_view text, const std::string& line, StatementLine& out) {
  const std::optional<std::string> clean = CleanText(text);
  if (!clean || CountCharacters(*clean) > kLongestReference) {
    return InvalidField(line + ".reference", "REFERENCE_INVALID",
                        "must be UTF-8 of at most 255 characters without control characters",
                        "Nội dung phải là UTF-8, không quá 255 ký tự, không có ký tự điều khiển.");
  }
  if (const auto reference = ParseReference(*clean)) out.dossier = reference->dossier;
  return absl::OkStatus();
}

absl::Status ReadAmount(std::string_view text, const std::string& line, StatementLine& out) {
  const std::string field = line + ".amount";
  const std::string_view digits = text.substr(text.substr(0, 1) == "-" ? 1 : 0);
  if (digits.empty() ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return '0' <= c && c <= '9'; })) {
    return InvalidField(field, "AMOUNT_INVALID", "must be a number of whole đồng",
                        "Số tiền phải là số nguyên đồng.");
  }
  // An overflow saturates, and is refused for its size.
  (void)absl::SimpleAtoi(View(text), &out.amount_dong);
  return CheckAmount(out.amount_dong, field);
}

absl::Status ReadTime(std::string_view text, Day day, const std::string& line, StatementLine& out) {
  const bool plain = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return ('0' <= c && c <= '9') || std::string_view("-:.+TZ").find(c) != std::string_view::npos;
  });
  std::string error;
  if (!plain || !absl::ParseTime(absl::RFC3339_full, View(text), &out.time, &error)) {
    return InvalidField(line + ".time", "TIME_INVALID", "must be a time of RFC 3339",
                        "Thời điểm phải theo dạng RFC 3339.");
  }
  if (out.time < StartOfDay(day) || out.time >= StartOfDay(day + 1)) {
    return InvalidField(line + ".time", "TIME_NOT_OF_DAY", "must be on the statement's local day",
                        "Thời điểm phải nằm trong ngày của bản sao kê.");
  }
  out.time = absl::FromUnixMicros(absl::ToUnixMicros(out.time));
  return absl::OkStatus();
}

absl::Status ReadLine(std::string_view text, Day day, StatementLine& out) {
  const std::string line = absl::StrCat("lines[", out.number, "]");
  const auto columns = Columns(text);
  if (!columns) {
    return InvalidField(line, "LINE_INVALID", "must have five columns separated by tabs",
                        "Mỗi dòng phải có năm cột, cách nhau bằng dấu tab.");
  }
  const auto& [transaction, reference, amount, currency, time] = *columns;
  absl::Status status = ReadTransaction(transaction, line, out);
  if (status.ok()) status = ReadReference(reference, line, out);
  if (status.ok()) status = ReadAmount(amount, line, out);
  if (status.ok()) status = CheckCurrency(currency, line + ".currency");
  if (status.ok()) status = ReadTime(time, day, line, out);
  return status;
}

}  // namespace

StatementParser::StatementParser(Day day, OnLine on_line)
    : day_(day), on_line_(std::move(on_line)) {}

absl::Status StatementParser::Add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    // One more for the CR of a line end.
    if (begun_.size() + piece.size() > kLongestStatementLine + 1) {
      return InvalidField(header_seen_ ? absl::StrCat("lines[", lines_, "]") : "data",
                          "LINE_TOO_LONG", "a line must not exceed 1024 bytes",
                          "Một dòng không được dài quá 1024 byte.");
    }
    begun_ += piece;
    if (end == std::string_view::npos) return absl::OkStatus();
    bytes.remove_prefix(end + 1);
    if (!begun_.empty() && begun_.back() == '\r') begun_.pop_back();
    const std::string line = std::exchange(begun_, {});
    if (absl::Status status = TakeLine(line); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status StatementParser::Finish() {
  if (!begun_.empty()) {
    if (absl::Status status = Add("\n"); !status.ok()) return status;
  }
  return header_seen_ ? absl::OkStatus() : HeaderInvalid();
}

absl::Status StatementParser::TakeLine(std::string_view text) {
  if (!header_seen_) {
    if (text != kHeader) return HeaderInvalid();
    header_seen_ = true;
    return absl::OkStatus();
  }
  if (lines_ == kMostStatementLines) {
    return InvalidField(absl::StrCat("lines[", lines_, "]"), "TOO_MANY_LINES",
                        "a statement has at most 1,000,000 lines",
                        "Bản sao kê không được quá 1.000.000 dòng.");
  }
  StatementLine line;
  line.number = lines_;
  if (absl::Status status = ReadLine(text, day_, line); !status.ok()) return status;
  const std::string amount = absl::StrCat("lines[", lines_, "].amount");
  if (absl::Status sum = CheckAmount(amount_dong_ + line.amount_dong, amount); !sum.ok())
    return sum;
  ++lines_;
  amount_dong_ += line.amount_dong;
  on_line_(std::move(line));
  return absl::OkStatus();
}

}  // namespace motcua::payment
