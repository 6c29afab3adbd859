// Writing a file whole.
#ifndef MOTCUA_TOOLS_EXPORT_FILE_H_
#define MOTCUA_TOOLS_EXPORT_FILE_H_

#include <fstream>
#include <stdexcept>
#include <string>

namespace motcua::exports {

inline void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_FILE_H_
