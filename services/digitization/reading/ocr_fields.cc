#include "services/digitization/reading/ocr_fields.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "common/base/text.h"

namespace motcua::digitization {
namespace {

constexpr std::string_view kBetween = " :.…_-–—";  // label and text

// A letter of a line, in lower case, and where it stands.
struct Letter {
  UChar32 lower = 0;
  std::size_t word = 0;
  std::size_t offset = 0;  // bytes in the word
};
using Letters = std::vector<Letter>;

void Append(Letters& letters, std::string_view text, std::size_t word) {
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    const auto offset = static_cast<std::size_t>(i);
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    letters.push_back({u_tolower(c), word, offset});
  }
}

Letters LettersOf(const OcrLine& line) {
  Letters letters;
  for (std::size_t word = 0; word < line.size(); ++word) {
    if (word > 0) letters.push_back({' ', word, 0});
    Append(letters, line[word].text, word);
  }
  return letters;
}

// Without its marks: ế → e, đ → d.
UChar32 Bare(UChar32 letter) {
  if (letter == 0x111) return 'd';
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeString parts;
  const bool composed = icu::Normalizer2::getNFDInstance(error)->getDecomposition(letter, parts);
  return composed ? parts.char32At(0) : letter;
}

// The label stands at `begin`, with at most one wrong mark, and is not the start of a longer word.
bool StandsAt(const Letters& line, std::size_t begin, const Letters& label) {
  if (begin + label.size() > line.size()) return false;
  int wrong_marks = 0;
  for (std::size_t i = 0; i < label.size(); ++i) {
    const UChar32 read = line[begin + i].lower;
    const UChar32 wanted = label[i].lower;
    if (read == wanted) continue;
    if (Bare(read) != Bare(wanted) || ++wrong_marks > 1) return false;
  }
  const std::size_t end = begin + label.size();
  return end == line.size() || !u_isalnum(line[end].lower);
}

// Where the label ends in the line.
std::optional<std::size_t> EndOf(const Letters& label, const Letters& line) {
  for (std::size_t begin = 0; begin < line.size(); ++begin) {
    const bool word_begins = begin == 0 || !u_isalnum(line[begin - 1].lower);
    if (word_begins && StandsAt(line, begin, label)) return begin + label.size();
  }
  return std::nullopt;
}

bool IsBetween(UChar32 letter) {
  static const icu::UnicodeString* const between = new icu::UnicodeString(
      icu::UnicodeString::fromUTF8(icu::StringPiece(kBetween.data(), kBetween.size())));
  return between->indexOf(letter) >= 0;
}

// The text from that letter on; nullopt when nothing stands there.
std::optional<FieldReading> TextFrom(const OcrLine& line, const Letters& letters,
                                     std::size_t begin) {
  while (begin < letters.size() && IsBetween(letters[begin].lower)) ++begin;
  if (begin == letters.size()) return std::nullopt;
  const Letter& first = letters[begin];
  FieldReading reading{"", line[first.word].text.substr(first.offset), line[first.word].confidence};
  for (std::size_t word = first.word + 1; word < line.size(); ++word) {
    reading.text += " " + line[word].text;
    reading.confidence = std::min(reading.confidence, line[word].confidence);
  }
  return reading;
}

std::optional<FieldReading> FindField(const std::vector<OcrLine>& lines, const FieldLabel& label) {
  Letters wanted;
  Append(wanted, CleanText(label.label_vi).value_or(""), 0);
  if (wanted.empty()) return std::nullopt;
  for (const OcrLine& line : lines) {
    const Letters letters = LettersOf(line);
    const std::optional<std::size_t> end = EndOf(wanted, letters);
    if (!end) continue;
    if (auto reading = TextFrom(line, letters, *end)) {
      reading->field = label.field;
      return reading;
    }
  }
  return std::nullopt;
}

// Columns: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
constexpr std::size_t kConfidence = 10;
constexpr std::size_t kText = 11;

}  // namespace

std::vector<OcrLine> ParseTsv(std::string_view tsv) {
  std::vector<OcrLine> lines;
  std::array<std::string, 4> place;  // page, block, paragraph, line
  const std::vector<std::string> rows =
      absl::StrSplit(absl::string_view(tsv.data(), tsv.size()), '\n');
  for (const std::string& row : rows) {
    const std::vector<std::string> columns = absl::StrSplit(row, '\t');
    double confidence = 0;
    if (columns.size() != kText + 1 || columns[0] != "5") continue;
    if (!absl::SimpleAtod(columns[kConfidence], &confidence) || confidence < 0) continue;
    std::string text = CleanText(columns[kText]).value_or("");
    if (text.empty()) continue;
    const std::array<std::string, 4> here = {columns[1], columns[2], columns[3], columns[4]};
    if (lines.empty() || here != place) lines.emplace_back();
    place = here;
    lines.back().push_back({std::move(text), std::min(confidence, 100.0)});
  }
  return lines;
}

std::vector<FieldReading> FindFields(const std::vector<OcrLine>& lines,
                                     const std::vector<FieldLabel>& labels) {
  std::vector<FieldReading> found;
  for (const FieldLabel& label : labels) {
    if (auto reading = FindField(lines, label)) found.push_back(*std::move(reading));
  }
  return found;
}

}  // namespace motcua::digitization
