// The files of golden vectors: what is made now beside what is stored.
#ifndef MOTCUA_TESTS_CONFORMANCE_KIT_VECTOR_FILE_FIXTURE_H_
#define MOTCUA_TESTS_CONFORMANCE_KIT_VECTOR_FILE_FIXTURE_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace motcua::conform {

using Json = nlohmann::ordered_json;
inline constexpr char kVectors[] = "tests/conformance/kit/vectors";

// With MOTCUA_MAKE_VECTORS in the environment the file is written anew, beside and renamed.
inline void CompareOrMake(const std::string& name, const Json& made) {
  const std::string path = std::string(kVectors) + "/" + name;
  const std::string text = made.dump(2) + "\n";
  if (std::getenv("MOTCUA_MAKE_VECTORS") != nullptr) {
    std::ofstream(path + ".new") << text;
    std::filesystem::rename(path + ".new", path);
  }
  std::ifstream file(path);
  const std::string stored((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(stored, text) << path << ": MOTCUA_MAKE_VECTORS=1 makes it anew";
}

}  // namespace motcua::conform

#endif  // MOTCUA_TESTS_CONFORMANCE_KIT_VECTOR_FILE_FIXTURE_H_
