// Finds named fields among the words that OCR has read.
#ifndef MOTCUA_SERVICES_DIGITIZATION_READING_OCR_FIELDS_H_
#define MOTCUA_SERVICES_DIGITIZATION_READING_OCR_FIELDS_H_

#include <string>
#include <string_view>
#include <vector>

namespace motcua::digitization {

// A field to look for: the words printed before it, in Vietnamese.
struct FieldLabel {
  std::string field;
  std::string label_vi;
};

// A field as read. Personal data.
struct FieldReading {
  std::string field;
  std::string text;         // NFC
  double confidence = 0.0;  // 0 to 100: the least of its words'
};

// A word as read.
struct OcrWord {
  std::string text;  // NFC
  double confidence = 0.0;
};
using OcrLine = std::vector<OcrWord>;

// Lines of a table as `tesseract … tsv` writes it; what is not a word is left out.
std::vector<OcrLine> ParseTsv(std::string_view tsv);

// For each label the rest of the first line that holds it, whatever the case, with at most one
// letter of the label read with a wrong mark. Labels without a rest are left out.
std::vector<FieldReading> FindFields(const std::vector<OcrLine>& lines,
                                     const std::vector<FieldLabel>& labels);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_READING_OCR_FIELDS_H_
