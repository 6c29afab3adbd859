// What can be wrong with what a province sends. Pure.
#ifndef MOTCUA_SERVICES_PORTAL_DOMAIN_PROBLEM_H_
#define MOTCUA_SERVICES_PORTAL_DOMAIN_PROBLEM_H_

#include <string>

namespace motcua::portal {

// Numbers as in portal.proto; a test compares them.
enum class ProblemKind : int {
  kGap = 1,
  kDigest = 2,
  kStaleEpoch = 3,
  kRewrittenHistory = 4,
  kForeign = 5,
  kMalformed = 6,
  kIdentityFails = 7,
  kBadSignature = 8,
  kDamaged = 9,
  kIncompleteOverComplete = 10,
  kOutOfOrder = 11,
  kUnreachable = 12,
  kNeverHeard = 13,
  kProvisional = 14,
  kNotPublished = 15,
  kNotComplete = 16,
  kNoKey = 17,
};

// Why something is refused, or qualified.
struct Objection {
  ProblemKind kind;
  std::string detail;

  bool operator==(const Objection&) const = default;
};

// For officials.
std::string TextVi(ProblemKind kind);

}  // namespace motcua::portal

#endif  // MOTCUA_SERVICES_PORTAL_DOMAIN_PROBLEM_H_
