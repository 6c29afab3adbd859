// An authority of officers' certificates, and officers who sign.
#ifndef MOTCUA_SERVICES_DIGITIZATION_SIGNING_AUTHORITY_FOR_TEST_H_
#define MOTCUA_SERVICES_DIGITIZATION_SIGNING_AUTHORITY_FOR_TEST_H_

#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "absl/time/time.h"
#include "services/digitization/openssl_types.h"

namespace motcua::digitization {

using KeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using TimePtr = std::unique_ptr<ASN1_TIME, Freed<ASN1_STRING_free>>;

// A key and what an authority says of it.
struct Officer {
  KeyPtr key{EVP_EC_gen("P-256")};
  CertificatePtr certificate{X509_new()};
};

inline TimePtr Asn1(absl::Time time) {
  return TimePtr(ASN1_TIME_set(nullptr, absl::ToTimeT(time)));
}

inline void NameAs(X509_NAME* name, const std::string& text) {
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(text.c_str()), -1, -1, 0);
}

inline void Extend(X509* certificate, int what, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

// What OpenSSL writes into memory.
template <typename Write>
std::string Written(Write write) {
  const BioPtr bio(BIO_new(BIO_s_mem()));
  if (write(bio.get()) != 1) throw std::runtime_error("OpenSSL did not write");
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, size);
}

// Not thread-safe.
class Authority {
 public:
  explicit Authority(const std::string& name, absl::Time now) : list_(X509_CRL_new()) {
    self_ = Make(name, now - absl::Hours(24 * 3650), now + absl::Hours(24 * 3650), self_.key.get(),
                 nullptr, "critical,CA:TRUE", "critical,keyCertSign,cRLSign");
    X509_CRL_set_version(list_.get(), 1);
    X509_CRL_set_issuer_name(list_.get(), X509_get_subject_name(self_.certificate.get()));
    X509_CRL_set1_lastUpdate(list_.get(), Asn1(now).get());
    X509_CRL_set1_nextUpdate(list_.get(), Asn1(now + absl::Hours(1)).get());
  }

  Officer Issue(const std::string& name, absl::Time not_before, absl::Time not_after,
                const char* usage = "digitalSignature") {
    return Make(name, not_before, not_after, self_.key.get(), self_.certificate.get(), "CA:FALSE",
                usage);
  }

  std::string Pem() const {
    return Written([&](BIO* bio) { return PEM_write_bio_X509(bio, self_.certificate.get()); });
  }

  void Revoke(const Officer& officer, absl::Time when) {
    X509_REVOKED* entry = X509_REVOKED_new();
    X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(officer.certificate.get()));
    X509_REVOKED_set_revocationDate(entry, Asn1(when).get());
    X509_CRL_add0_revoked(list_.get(), entry);
  }
  // Its revocation list.
  std::string ListPem() {
    X509_CRL_sign(list_.get(), self_.key.get(), EVP_sha256());
    return Written([&](BIO* bio) { return PEM_write_bio_X509_CRL(bio, list_.get()); });
  }
  std::string ListDer() {
    X509_CRL_sign(list_.get(), self_.key.get(), EVP_sha256());
    return Written([&](BIO* bio) { return i2d_X509_CRL_bio(bio, list_.get()); });
  }

 private:
  // Signs with `signer`; without an issuer the certificate is its own.
  Officer Make(const std::string& name, absl::Time not_before, absl::Time not_after,
               EVP_PKEY* signer, X509* issuer, const char* basic, const char* usage) {
    Officer made;
    if (issuer == nullptr) made.key = std::move(self_.key);
    X509* const certificate = made.certificate.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial_);
    NameAs(X509_get_subject_name(certificate), name);
    X509_set_issuer_name(certificate,
                         X509_get_subject_name(issuer == nullptr ? certificate : issuer));
    X509_set1_notBefore(certificate, Asn1(not_before).get());
    X509_set1_notAfter(certificate, Asn1(not_after).get());
    X509_set_pubkey(certificate, made.key.get());
    Extend(certificate, NID_basic_constraints, basic);
    Extend(certificate, NID_key_usage, usage);
    X509_sign(certificate, signer, EVP_sha256());
    return made;
  }

  Officer self_;
  RevocationListPtr list_;
  long serial_ = 1;
};

// A detached signature over `bytes`, DER; `when`, if given, is signed along.
inline std::string Sign(const Officer& officer, std::string_view bytes,
                        std::optional<absl::Time> when, const EVP_MD* digest = EVP_sha256()) {
  constexpr unsigned kFlags = CMS_DETACHED | CMS_BINARY | CMS_PARTIAL;
  const CmsPtr cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, kFlags));
  CMS_SignerInfo* const info =
      CMS_add1_signer(cms.get(), officer.certificate.get(), officer.key.get(), digest,
                      when ? kFlags : kFlags | CMS_NOATTR);
  if (when) {
    const TimePtr time = Asn1(*when);
    CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time.get(), -1);
  }
  if (CMS_final(cms.get(), ReadFrom(bytes).get(), nullptr, kFlags) != 1) {
    throw std::runtime_error("OpenSSL did not sign");
  }
  return Written([&](BIO* bio) { return i2d_CMS_bio(bio, cms.get()); });
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_SIGNING_AUTHORITY_FOR_TEST_H_
