#include "services/payment/domain/ledger.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "absl/strings/str_cat.h"

namespace motcua::payment {
namespace {

constexpr std::string_view kChannelNames[] = {
    "", "national_portal", "province_gateway", "qr_transfer", "counter", "post"};

constexpr std::string_view kKindNames[] = {
    "obligation_raised",    "obligation_changed",  "obligation_waived",   "obligation_cancelled",
    "obligation_ended",     "obligation_restored", "overpayment_applied", "payment_started",
    "payment_cancelled",    "payment_expired",     "payment_posted",      "refund_ordered",
    "refund_posted",        "refund_rejected",     "receipt_issued",      "receipt_replaced",
    "receipt_cancelled",    "dossier_voided",      "payment_unassigned",  "payment_assigned",
    "payment_contradicted",
};
static_assert(std::size(kKindNames) ==
              static_cast<std::size_t>(TransactionKind::kPaymentContradicted) + 1);

// How a ledger account is told from others of its name.
enum class Detail { kNone, kNumber, kChannel };

struct LedgerForm {
  std::string_view text;
  Detail detail;
};
constexpr LedgerForm kForms[] = {
    {"receivable", Detail::kNumber},  {"revenue", Detail::kNumber},
    {"waived", Detail::kNumber},      {"clearing", Detail::kChannel},
    {"collected", Detail::kChannel},  {"returning", Detail::kChannel},
    {"overpayment", Detail::kNone},   {"refund_pending", Detail::kNone},
    {"pending_in", Detail::kChannel}, {"pending_for", Detail::kNumber},
    {"suspense", Detail::kNone},
};
static_assert(std::size(kForms) == static_cast<std::size_t>(LedgerName::kSuspense) + 1);

const LedgerForm& FormOf(LedgerName name) { return kForms[static_cast<int>(name)]; }

std::optional<int> NumberFrom(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
  return number;
}

template <std::size_t size>
std::optional<int> PlaceOf(std::string_view name, const std::string_view (&names)[size]) {
  const auto found = std::find(std::begin(names), std::end(names), name);
  if (name.empty() || found == std::end(names)) return std::nullopt;
  return static_cast<int>(found - std::begin(names));
}

}  // namespace

std::string_view NameOf(PaymentChannel channel) { return kChannelNames[static_cast<int>(channel)]; }

std::string TextOf(const LedgerAccount& account) {
  const LedgerForm& form = FormOf(account.name);
  std::string text(form.text);
  if (form.detail == Detail::kNumber) absl::StrAppend(&text, "/", account.detail);
  if (form.detail == Detail::kChannel) {
    text.append("/").append(NameOf(static_cast<PaymentChannel>(account.detail)));
  }
  return text;
}

std::optional<LedgerAccount> LedgerAccountFrom(std::string_view text) {
  const std::size_t slash = text.find('/');
  const std::string_view name = text.substr(0, slash);
  const auto form = std::find_if(std::begin(kForms), std::end(kForms),
                                 [&](const LedgerForm& one) { return one.text == name; });
  if (form == std::end(kForms)) return std::nullopt;
  LedgerAccount account{static_cast<LedgerName>(form - std::begin(kForms))};
  if (form->detail == Detail::kNone) {
    if (slash != std::string_view::npos) return std::nullopt;
    return account;
  }
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view rest = text.substr(slash + 1);
  const std::optional<int> detail =
      form->detail == Detail::kNumber ? NumberFrom(rest) : PlaceOf(rest, kChannelNames);
  if (!detail) return std::nullopt;
  account.detail = *detail;
  return account;
}

std::string_view NameOf(TransactionKind kind) { return kKindNames[static_cast<int>(kind)]; }

std::optional<TransactionKind> TransactionKindFrom(std::string_view name) {
  const std::optional<int> place = PlaceOf(name, kKindNames);
  if (!place) return std::nullopt;
  return static_cast<TransactionKind>(*place);
}

std::int64_t SumOf(const std::vector<Entry>& entries) {
  std::int64_t sum = 0;
  for (const Entry& entry : entries) sum += entry.amount_dong;
  return sum;
}

namespace {

template <typename Values>
auto PlaceIn(Values& values, const LedgerAccount& account) {
  return std::lower_bound(
      values.begin(), values.end(), account,
      [](const Entry& entry, const LedgerAccount& wanted) { return entry.account < wanted; });
}

}  // namespace

void Balances::Add(const LedgerAccount& account, std::int64_t amount_dong) {
  const auto place = PlaceIn(values_, account);
  if (place == values_.end() || place->account != account) {
    if (amount_dong != 0) values_.insert(place, {account, amount_dong});
    return;
  }
  place->amount_dong += amount_dong;
  if (place->amount_dong == 0) values_.erase(place);
}

std::int64_t Balances::Of(const LedgerAccount& account) const {
  const auto place = PlaceIn(values_, account);
  return place == values_.end() || place->account != account ? 0 : place->amount_dong;
}

std::int64_t Balances::Total(LedgerName name) const {
  std::int64_t total = 0;
  for (auto entry = PlaceIn(values_, {name}); entry != values_.end() && entry->account.name == name;
       ++entry) {
    total += entry->amount_dong;
  }
  return total;
}

}  // namespace motcua::payment
