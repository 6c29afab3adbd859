#include "services/digitization/signing/signatures.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <stdexcept>

#include "absl/status/statusor.h"
#include "common/rpc/channel.h"
#include "services/digitization/files/disk.h"

namespace motcua::digitization {
namespace {

// At least 112 bits: RSA 2048, SHA-224 and better.
constexpr int kSecurityLevel = 2;

// So long a signature may be on its way and still count from its signing time.
constexpr absl::Duration kOnItsWay = absl::Minutes(10);

TrustPtr ReadTrust(const std::string& ca_file) {
  TrustPtr trust(X509_STORE_new());
  if (ca_file.empty()) return trust;
  const std::string pem = rpc::ReadFile(ca_file);
  const BioPtr bio = ReadFrom(pem);
  int authorities = 0;
  while (true) {
    const CertificatePtr authority(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (authority == nullptr) break;
    X509_STORE_add_cert(trust.get(), authority.get());
    ++authorities;
  }
  ERR_clear_error();  // the end of the file is one
  if (authorities == 0) throw std::runtime_error("no authority in " + ca_file);
  return trust;
}

// Null when it is not a detached signature by one signer.
CmsPtr Parse(std::string_view signature) {
  const auto* begin = reinterpret_cast<const unsigned char*>(signature.data());
  const unsigned char* end = begin;
  CmsPtr cms(d2i_CMS_ContentInfo(nullptr, &end, static_cast<long>(signature.size())));
  if (cms == nullptr || end != begin + signature.size()) return nullptr;
  if (OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed) return nullptr;
  if (CMS_is_detached(cms.get()) != 1) return nullptr;
  if (sk_CMS_SignerInfo_num(CMS_get0_SignerInfos(cms.get())) != 1) return nullptr;
  return cms;
}

bool IsStrong(CMS_SignerInfo* signer) {
  X509_ALGOR* digest = nullptr;
  CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, nullptr);
  const EVP_MD* known = digest == nullptr ? nullptr : EVP_get_digestbyobj(digest->algorithm);
  return known != nullptr && EVP_MD_get_size(known) >= 32;
}

std::optional<absl::Time> SigningTime(CMS_SignerInfo* signer) {
  const int place = CMS_signed_get_attr_by_NID(signer, NID_pkcs9_signingTime, -1);
  if (place < 0) return std::nullopt;
  X509_ATTRIBUTE* attribute = CMS_signed_get_attr(signer, place);
  const ASN1_TYPE* value = X509_ATTRIBUTE_get0_type(attribute, 0);
  if (value == nullptr) return std::nullopt;
  if (value->type != V_ASN1_UTCTIME && value->type != V_ASN1_GENERALIZEDTIME) return std::nullopt;
  std::tm parts = {};
  if (ASN1_TIME_to_tm(value->value.asn1_string, &parts) != 1) return std::nullopt;
  return absl::FromTimeT(timegm(&parts));
}

// When the certificate must have been valid.
absl::Time JudgedAt(CMS_SignerInfo* signer, absl::Time arrival) {
  const absl::Time signing = SigningTime(signer).value_or(arrival);
  return signing <= arrival && arrival - signing <= kOnItsWay ? signing : arrival;
}

// Whether these bytes were signed with the key of the certificate in the signature, whosoever's.
SignatureVerdict CheckBytes(CMS_ContentInfo* cms, std::string_view bytes) {
  // CMS_verify copies a memory BIO, and leaks the copy where a damaged signature names no digest;
  // what stands behind a filter it reads as it is.
  const BioPtr content(BIO_push(BIO_new(BIO_f_buffer()), ReadFrom(bytes).release()));
  ERR_clear_error();
  const int good = CMS_verify(cms, nullptr, nullptr, content.get(), nullptr,
                              CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY);
  const int reason = ERR_GET_REASON(ERR_peek_last_error());
  ERR_clear_error();
  if (good == 1) return SignatureVerdict::kValid;
  return reason == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND ? SignatureVerdict::kUnknownSigner
                                                      : SignatureVerdict::kTampered;
}

bool MaySign(X509* certificate) {
  return (X509_get_key_usage(certificate) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

bool ValidAt(X509* certificate, absl::Time when) {
  std::time_t time = absl::ToTimeT(when);
  return X509_cmp_time(X509_get0_notBefore(certificate), &time) < 0 &&
         X509_cmp_time(X509_get0_notAfter(certificate), &time) > 0;
}

}  // namespace

Signatures::Signatures(const std::string& ca_file, const std::string& crl_folder)
    : trust_(ReadTrust(ca_file)), revoked_(crl_folder) {}

absl::StatusOr<SignatureVerdict> Signatures::Verify(std::string_view signature,
                                                    const std::string& path,
                                                    absl::Time arrival) const {
  const CmsPtr cms = Parse(signature);
  ERR_clear_error();
  if (cms == nullptr) return SignatureVerdict::kUnreadable;
  CMS_SignerInfo* const info = sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(cms.get()), 0);
  const absl::StatusOr<std::string> file = ReadWhole(path);
  if (!file.ok()) return file.status();
  const SignatureVerdict bytes = CheckBytes(cms.get(), *file);
  if (bytes != SignatureVerdict::kValid) return bytes;
  X509* signer = nullptr;
  CMS_SignerInfo_get0_algs(info, nullptr, &signer, nullptr, nullptr);
  if (!IsStrong(info)) return SignatureVerdict::kUnreadable;
  return JudgeSigner(signer, cms.get(), JudgedAt(info, arrival));
}

SignatureVerdict Signatures::JudgeSigner(X509* signer, CMS_ContentInfo* cms,
                                         absl::Time when) const {
  const CertificatesPtr others(CMS_get1_certs(cms));
  const ChainCheckPtr check(X509_STORE_CTX_new());
  X509_STORE_CTX_init(check.get(), trust_.get(), signer, others.get());
  // Times are looked at below, so that an expired certificate is not an unknown one.
  X509_STORE_CTX_set_flags(check.get(), X509_V_FLAG_NO_CHECK_TIME | X509_V_FLAG_PARTIAL_CHAIN);
  X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(check.get()), kSecurityLevel);
  const bool known = X509_verify_cert(check.get()) == 1 && MaySign(signer);
  ERR_clear_error();
  if (!known) return SignatureVerdict::kUnknownSigner;

  STACK_OF(X509)* const chain = X509_STORE_CTX_get0_chain(check.get());
  bool valid = true;
  for (int i = 0; i < sk_X509_num(chain); ++i) {
    X509* const certificate = sk_X509_value(chain, i);
    X509* const issuer = sk_X509_value(chain, std::min(i + 1, sk_X509_num(chain) - 1));
    if (revoked_.Revoked(certificate, issuer)) return SignatureVerdict::kRevoked;
    valid = valid && ValidAt(certificate, when);
  }
  return valid ? SignatureVerdict::kValid : SignatureVerdict::kExpired;
}

}  // namespace motcua::digitization
