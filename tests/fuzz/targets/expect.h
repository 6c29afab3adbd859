// What a fuzz target holds to be true.
#ifndef MOTCUA_TESTS_FUZZ_TARGETS_EXPECT_H_
#define MOTCUA_TESTS_FUZZ_TARGETS_EXPECT_H_

#include <cstdio>
#include <cstdlib>

namespace motcua::fuzz {

// Ends the program, which makes libFuzzer print the input.
inline void Expect(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

}  // namespace motcua::fuzz

#endif  // MOTCUA_TESTS_FUZZ_TARGETS_EXPECT_H_
