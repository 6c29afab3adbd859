// Invented papers as files.
#ifndef MOTCUA_TOOLS_REPLAY_PDF_H_
#define MOTCUA_TOOLS_REPLAY_PDF_H_

#include <string>
#include <string_view>

namespace motcua::replay {

// Name of the digitized result among the papers of a dossier.
inline constexpr char kResult[] = "ket-qua";

// A PDF of one page, some 700 bytes, that says which paper of which dossier it is: no two are the
// same, and the same is made again each time.
std::string MakePaper(std::string_view dossier_code, std::string_view paper);

// Its name once stored: `files/{sha256}`.
std::string FileName(std::string_view bytes);

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PDF_H_
