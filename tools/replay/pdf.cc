#include "tools/replay/pdf.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/hash.h"

namespace motcua::replay {

std::string MakePaper(std::string_view dossier_code, std::string_view paper) {
  // The fonts every reader has know no Vietnamese letters.
  const std::string text = absl::StrCat("BT /F1 12 Tf 72 770 Td (Ho so ", std::string(dossier_code),
                                        ": ", std::string(paper), ") Tj ET");
  const std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 5 0 R >> >> >>",
      absl::StrCat("<< /Length ", text.size(), " >>\nstream\n", text, "\nendstream"),
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  };
  std::string pdf = "%PDF-1.4\n";
  std::string places = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    places += absl::StrFormat("%010d 00000 n \n", pdf.size());
    absl::StrAppend(&pdf, i + 1, " 0 obj\n", objects[i], "\nendobj\n");
  }
  const std::size_t table = pdf.size();
  absl::StrAppend(&pdf, "xref\n0 ", objects.size() + 1, "\n", places, "trailer\n<< /Size ",
                  objects.size() + 1, " /Root 1 0 R >>\nstartxref\n", table, "\n%%EOF\n");
  return pdf;
}

std::string FileName(std::string_view bytes) {
  return absl::StrCat("files/", HexEncode(Sha256(bytes)));
}

}  // namespace motcua::replay
