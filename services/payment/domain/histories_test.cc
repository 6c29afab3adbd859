// Any interleaving of attempts, confirmations (again, reordered, wrong, late), refunds, expiries,
// receipts, waivers, followed facts and crashes keeps every invariant. A failing seed is printed;
// MOTCUA_SEED replays it alone.
#include <cstdlib>

#include "absl/strings/numbers.h"
#include "gtest/gtest.h"
#include "services/payment/domain/random_history.h"

namespace motcua::payment {
namespace {

constexpr std::uint64_t kSeeds = 1000;
constexpr int kCommands = 1000;

TEST(HistoriesTest, EveryInterleavingKeepsEveryInvariant) {
  std::uint64_t first = 1;
  std::uint64_t last = kSeeds;
  if (const char* seed = std::getenv("MOTCUA_SEED")) {
    ASSERT_TRUE(absl::SimpleAtoi(seed, &first));
    last = first;
  }
  std::map<std::string, int> reasons;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    RandomHistory history(seed);
    ASSERT_EQ(history.Run(kCommands), "") << "replay with MOTCUA_SEED=" << seed;
    for (const auto& [reason, count] : history.reasons()) reasons[reason] += count;
  }
  // The histories are worth something: most commands do something, every refusal occurs.
  int asked = 0;
  for (const auto& [reason, count] : reasons) asked += count;
  EXPECT_GT(reasons[""] * 2, asked);
  if (first == last) return;
  for (const char* reason : {"ACCOUNT_NOT_FOUND",
                             "AMOUNT_EXCEEDS_OWED",
                             "AMOUNT_TOO_LARGE",
                             "CONFIRMATION_ASSIGNED",
                             "CONFIRMATION_NOT_FOUND",
                             "CONFLICT_ACCOUNT_EXISTS",
                             "DOSSIER_ENDED",
                             "DOSSIER_VOID",
                             "MONEY_UNDER_RECEIPT",
                             "NOTHING_OWED",
                             "NOTHING_TO_RECEIPT",
                             "OBLIGATION_CLOSED",
                             "OBLIGATION_NOT_FOUND",
                             "PAYMENT_NOT_FOUND",
                             "PAYMENT_NOT_PENDING",
                             "PAYMENT_PENDING",
                             "RECEIPT_NOT_FOUND",
                             "RECEIPT_NOT_IN_FORCE",
                             "REFUND_EXCEEDS_OVERPAYMENT",
                             "REFUND_NOT_FOUND",
                             "REFUND_NOT_PENDING"}) {
    EXPECT_GT(reasons[reason], 0) << reason;
  }
}

}  // namespace
}  // namespace motcua::payment
