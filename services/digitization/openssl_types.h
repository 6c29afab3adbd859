// OpenSSL's objects, freed when they are no longer needed.
#ifndef MOTCUA_SERVICES_DIGITIZATION_OPENSSL_TYPES_H_
#define MOTCUA_SERVICES_DIGITIZATION_OPENSSL_TYPES_H_

#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/x509.h>

#include <climits>
#include <memory>
#include <string_view>

namespace motcua::digitization {

template <auto Free>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using BioPtr = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using CertificatePtr = std::unique_ptr<X509, Freed<X509_free>>;
using RevocationListPtr = std::unique_ptr<X509_CRL, Freed<X509_CRL_free>>;
using TrustPtr = std::unique_ptr<X509_STORE, Freed<X509_STORE_free>>;
using ChainCheckPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX_free>>;
using CmsPtr = std::unique_ptr<CMS_ContentInfo, Freed<CMS_ContentInfo_free>>;

struct FreeCertificates {
  void operator()(STACK_OF(X509) * certificates) const {
    sk_X509_pop_free(certificates, X509_free);
  }
};
using CertificatesPtr = std::unique_ptr<STACK_OF(X509), FreeCertificates>;

// Reads from `bytes`, which must outlive it; null when there are more than OpenSSL can take.
inline BioPtr ReadFrom(std::string_view bytes) {
  if (bytes.size() > INT_MAX) return nullptr;
  return BioPtr(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_OPENSSL_TYPES_H_
