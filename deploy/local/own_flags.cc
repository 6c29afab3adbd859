#include "deploy/local/own_flags.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "absl/strings/str_split.h"
#include "common/base/hash.h"

namespace motcua::local {
namespace {

namespace fs = std::filesystem;
using Flags = std::map<std::string, std::string>;

// An account of nobody: no bank has this number.
constexpr char kBankBin[] = "999999";
constexpr char kBankAccount[] = "0000000001";

// A program in the search path; empty if there is none.
std::string Find(const std::string& program) {
  const char* path = std::getenv("PATH");
  const std::vector<std::string> folders = absl::StrSplit(path == nullptr ? "" : path, ':');
  for (const std::string& folder : folders) {
    const std::string candidate = folder + "/" + program;
    if (access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return "";
}

// Nobody else may read it, from the first byte on.
void MakeSecret(const std::string& path) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return;
  const std::string secret = HexEncode(RandomBytes(32));
  const bool written =
      file >= 0 && write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
  if (file >= 0) close(file);
  if (!written) throw std::runtime_error("cannot write " + path);
}

Flags DigitizationFlags(const std::string& name, const std::string& var, const std::string& certs) {
  const std::string store = var + "/store/" + name;
  const std::string secret = var + "/conf/" + name + ".secret";
  fs::create_directories(store);
  MakeSecret(secret);
  return {{"store", store},
          {"owner_key_file", secret},
          {"signer_cas", certs + "/ca.pem"},
          {"tesseract", Find("tesseract")}};
}

}  // namespace

Flags OwnFlags(const std::string& program, const std::string& name, const std::string& var,
               const std::string& certs) {
  if (program == "payment") return {{"qr_bank_bin", kBankBin}, {"qr_account", kBankAccount}};
  if (program == "digitization") return DigitizationFlags(name, var, certs);
  return {};
}

}  // namespace motcua::local
