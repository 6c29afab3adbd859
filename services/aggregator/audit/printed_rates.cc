#include "services/aggregator/audit/printed_rates.h"

#include <optional>

#include "services/aggregator/definitions/counter_unit.h"
#include "services/aggregator/domain/denominator.h"
#include "services/aggregator/domain/fit.h"

namespace motcua::aggregator {
namespace {

int CountColumnOf(const v1::TableDefinition& definition, const v1::Measure& measure) {
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    if (!column.has_denominator() &&
        column.value().SerializeAsString() == measure.SerializeAsString()) {
      return i;
    }
  }
  return -1;
}

// One rate of one row.
class PrintedRateCheck {
 public:
  PrintedRateCheck(const v1::TableDefinition& definition, const RateColumns& columns,
                   const SheetRow& row, const std::string& text)
      : definition_(definition), columns_(columns), row_(row), text_(text) {}

  std::optional<Finding> Run() const {
    const auto numerator = row_.counts[columns_.numerator];
    const auto denominator = row_.counts[columns_.denominator];
    if (text_.empty() || !numerator || !denominator) return std::nullopt;
    const Ratio exact{*numerator, *denominator};
    std::vector<Ratio> values(definition_.columns_size());
    values[columns_.rate] = exact;
    const std::string expected = PrintRate(definition_, columns_.rate, values);
    const std::optional<PrintedRate> computed = ParseRate(expected);
    if (expected == text_) return std::nullopt;
    const PrintedRate printed = *ParseRate(text_);
    if (!computed) return printed.scaled == 0 ? std::nullopt : std::optional(OverNothing(printed));
    const int decimals = Rounding().decimals();
    Finding finding{.identity = "I6",
                    .row = row_.id,
                    .columns = {definition_.columns(columns_.rate).id()},
                    .expected = Rescaled(*computed, decimals),
                    .shown = Rescaled(printed, decimals),
                    .cause_vi = "tính từ các cột của dòng: " + expected,
                    .cause_en = "the row's columns give " + expected};
    const Fit fit = FitOf(exact, printed);
    if (SameNumber(printed, *computed)) {
      Note(finding,
           "cùng một số, in khác dạng: ", "the same number, printed otherwise: ", expected);
    } else if (fit != Fit::kNone) {
      ExplainRounding(exact, printed, expected, finding);
    } else {
      ExplainWrong(exact, printed, finding);
    }
    return finding;
  }

 private:
  // The table leaves such a rate blank, or prints a word.
  Finding OverNothing(const PrintedRate& printed) const {
    return {.identity = "I6",
            .row = row_.id,
            .columns = {definition_.columns(columns_.rate).id()},
            .expected = 0,
            .shown = Rescaled(printed, Rounding().decimals()),
            .cause_vi = "mẫu số bằng 0, không có tỷ lệ",
            .cause_en = "a rate over nothing"};
  }

  const v1::Rounding& Rounding() const { return definition_.columns(columns_.rate).rounding(); }

  static void Note(Finding& finding, const std::string& vi, const std::string& en,
                   const std::string& expected) {
    finding.severity = Severity::kNote;
    finding.cause_vi = vi + expected;
    finding.cause_en = en + expected;
  }

  void ExplainRounding(const Ratio& exact, const PrintedRate& printed, const std::string& expected,
                       Finding& finding) const {
    const bool truncates = Rounding().mode() == v1::Rounding::MODE_TRUNCATE;
    const RateFormat own{.decimals = printed.decimals, .truncate = truncates};
    if (ScaledPercent(exact, own) == printed.scaled) {
      Note(finding, "đúng, nhưng in số chữ số thập phân khác: ",
           "right, but printed with other decimals: ", expected);
      return;
    }
    finding.severity = Severity::kWarning;
    finding.cause_vi =
        (truncates ? "làm tròn trong khi bảng cắt bớt: " : "cắt bớt trong khi bảng làm tròn: ") +
        expected;
    finding.cause_en = (truncates ? "rounded by another rule, where the table truncates: "
                                  : "rounded by another rule, truncated where the table rounds: ") +
                       expected;
  }

  void ExplainWrong(const Ratio& exact, const PrintedRate& printed, Finding& finding) const {
    if (FitOf({exact.denominator, exact.numerator}, printed) != Fit::kNone) {
      finding.suspicion = Suspicion::kSwappedColumns;
      finding.cause_vi = "tỷ lệ chỉ đúng khi đổi chỗ tử số và mẫu số";
      finding.cause_en = "the rate is right only if numerator and denominator are swapped";
      return;
    }
    const NamedCount numerator = Named(columns_.numerator);
    const auto found = FindDenominator(numerator, Named(columns_.denominator), Others(), printed);
    if (found) ExplainByDenominator(numerator, *found, finding);
  }

  NamedCount Named(int column) const {
    return {definition_.columns(column).title_vi(), definition_.columns(column).id(),
            *row_.counts[column]};
  }

  // The other counts of the row, of the unit of the denominator.
  std::vector<NamedCount> Others() const {
    std::vector<NamedCount> others;
    for (int i = 0; i < definition_.columns_size(); ++i) {
      const bool own = i == columns_.numerator || i == columns_.denominator;
      const bool alike = Comparable(definition_.columns(i).unit()) ==
                         Comparable(definition_.columns(columns_.denominator).unit());
      if (!own && alike && row_.counts[i]) others.push_back(Named(i));
    }
    return others;
  }

  const v1::TableDefinition& definition_;
  const RateColumns columns_;
  const SheetRow& row_;
  const std::string text_;
};

void ConfirmSwap(Finding& rate, std::vector<Finding>& findings) {
  if (rate.suspicion != Suspicion::kSwappedColumns) return;
  for (Finding& other : findings) {
    if (other.row != rate.row || other.suspicion != Suspicion::kSwappedColumns) continue;
    if (other.identity != "I7") continue;
    other.cause_vi += "; tỷ lệ in trong dòng cũng chỉ đúng khi đổi lại";
    other.cause_en += "; the rate of the row too is right only then";
  }
}

}  // namespace

std::vector<RateColumns> RatesOf(const v1::TableDefinition& definition) {
  std::vector<RateColumns> rates;
  for (int i = 0; i < definition.columns_size(); ++i) {
    const v1::Column& column = definition.columns(i);
    if (!column.has_denominator() || column.rounding().mode() == v1::Rounding::MODE_COMPLEMENT) {
      continue;
    }
    const RateColumns rate{i, CountColumnOf(definition, column.value()),
                           CountColumnOf(definition, column.denominator())};
    if (rate.numerator >= 0 && rate.denominator >= 0) rates.push_back(rate);
  }
  return rates;
}

void CheckRates(const Printed& printed, std::vector<Finding>& findings) {
  const v1::TableDefinition& definition = *printed.definition;
  const auto check = [&](const SheetRow& row, const std::vector<std::string>& cells) {
    for (const RateColumns& columns : RatesOf(definition)) {
      auto finding = PrintedRateCheck(definition, columns, row, cells[columns.rate]).Run();
      if (!finding) continue;
      ConfirmSwap(*finding, findings);
      findings.push_back(*std::move(finding));
    }
  };
  for (std::size_t i = 0; i < printed.sheet.rows.size(); ++i) {
    check(printed.sheet.rows[i], printed.cells[i]);
  }
  if (printed.sheet.total) check(*printed.sheet.total, printed.total_cells);
}

}  // namespace motcua::aggregator
