#include "services/digitization/signing/revocation_lists.h"

#include <openssl/pem.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/log.h"
#include "common/rpc/channel.h"

namespace motcua::digitization {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> FilesIn(const std::string& folder) {
  std::vector<fs::path> files;
  if (folder.empty()) return files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string LookOf(const std::vector<fs::path>& files) {
  std::string look;
  for (const fs::path& file : files) {
    absl::StrAppend(&look, file.string(), " ", fs::file_size(file), " ",
                    fs::last_write_time(file).time_since_epoch().count(), "\n");
  }
  return look;
}

RevocationListPtr ReadList(const fs::path& file) {
  const std::string bytes = rpc::ReadFile(file);
  RevocationListPtr list(PEM_read_bio_X509_CRL(ReadFrom(bytes).get(), nullptr, nullptr, nullptr));
  if (list == nullptr) list.reset(d2i_X509_CRL_bio(ReadFrom(bytes).get(), nullptr));
  if (list == nullptr) throw std::runtime_error("no revocation list: " + file.string());
  return list;
}

// The authority and the time of the list.
std::string NameOf(const X509_CRL& list) {
  const BioPtr text(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(text.get(), X509_CRL_get_issuer(&list), 0, XN_FLAG_RFC2253);
  BIO_puts(text.get(), " of ");
  ASN1_TIME_print(text.get(), X509_CRL_get0_lastUpdate(&list));
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(text.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

bool SignedBy(X509_CRL* list, X509* issuer) {
  return X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) == 0 &&
         X509_CRL_verify(list, X509_get0_pubkey(issuer)) == 1;
}

}  // namespace

RevocationLists::RevocationLists(std::string folder)
    : folder_(std::move(folder)), lists_(std::make_shared<const Lists>()) {
  for (const fs::path& file : FilesIn(folder_)) ReadList(file);
}

bool RevocationLists::Revoked(X509* certificate, X509* issuer) {
  const std::shared_ptr<const Lists> lists = Newest();
  return std::any_of(lists->begin(), lists->end(), [&](const RevocationListPtr& list) {
    if (!SignedBy(list.get(), issuer)) return false;
    WarnOnce(*list);
    X509_REVOKED* entry = nullptr;
    return X509_CRL_get0_by_cert(list.get(), &entry, certificate) == 1;
  });
}

void RevocationLists::WarnOnce(const X509_CRL& list) {
  const ASN1_TIME* const next = X509_CRL_get0_nextUpdate(&list);
  if (next == nullptr || X509_cmp_current_time(next) > 0) return;
  const std::string name = NameOf(list);
  const std::lock_guard lock(mutex_);
  if (overdue_.insert(name).second) {
    Log(LogLevel::kWarning, "revocation_list_overdue", {{"list", name}});
  }
}

std::shared_ptr<const RevocationLists::Lists> RevocationLists::Newest() {
  const std::lock_guard lock(mutex_);
  try {
    const std::vector<fs::path> files = FilesIn(folder_);
    const std::string look = LookOf(files);
    if (look == seen_) return lists_;
    auto read = std::make_shared<Lists>();
    for (const fs::path& file : files) read->push_back(ReadList(file));
    lists_ = std::move(read);
    seen_ = look;
  } catch (const std::exception& error) {
    // Half a new list must not set anybody free: the old ones go on counting.
    Log(LogLevel::kWarning, "revocation_lists_unreadable", {{"error", error.what()}});
  }
  return lists_;
}

}  // namespace motcua::digitization
