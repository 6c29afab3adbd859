// How atoms are called.
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/aggregator/comparison/atoms.h"

namespace motcua::aggregator {
namespace {

// `COUNTER_RECEIVED` without `COUNTER_` in small letters.
std::string Word(const std::string& name, const std::string& prefix) {
  return absl::AsciiStrToLower(absl::StripPrefix(name, prefix));
}

Label Described(const v1::AgencyFilter& filter) {
  std::vector<std::string> vi, en;
  for (const int level : filter.levels()) {
    const Label label = LabelOf(static_cast<catalog::v1::Agency::Level>(level));
    vi.push_back(label.vi);
    en.push_back(label.en);
  }
  vi.insert(vi.end(), filter.kinds().begin(), filter.kinds().end());
  en.insert(en.end(), filter.kinds().begin(), filter.kinds().end());
  return {absl::StrJoin(vi, ", "), absl::StrJoin(en, ", ")};
}

Label WithoutChannel(const Atom& atom) {
  if (atom.kind != Atom::Kind::kFlow) {
    return LabelOf(static_cast<v1::StockLeaf::Stock>(atom.what), atom.kind == Atom::Kind::kOpening);
  }
  Label label = LabelOf(static_cast<statistics::v1::Counter>(atom.what));
  if (atom.responsible.empty()) return label;
  v1::AgencyFilter filter;
  filter.ParseFromString(atom.responsible);
  const Label described = Described(filter);
  return {absl::StrCat(label.vi, " do ", described.vi),
          absl::StrCat(label.en, " by ", described.en)};
}

}  // namespace

std::string IdOf(const Atom& atom) {
  std::string id = "flow.";
  if (atom.kind == Atom::Kind::kFlow) {
    id += Word(statistics::v1::Counter_Name(atom.what), "COUNTER_");
  } else {
    id = atom.kind == Atom::Kind::kOpening ? "opening." : "closing.";
    id += Word(v1::StockLeaf::Stock_Name(atom.what), "STOCK_");
  }
  if (!atom.responsible.empty()) id += "." + absl::BytesToHexString(atom.responsible);
  if (atom.channel != 0) id += "." + Word(type::v1::Channel_Name(atom.channel), "CHANNEL_");
  return id;
}

Label LabelOf(const Atom& atom) {
  const Label label = WithoutChannel(atom);
  if (atom.channel == 0) return label;
  const Label channel = LabelOf(static_cast<type::v1::Channel>(atom.channel));
  // `tiếp nhận liên thông` is a term.
  if (atom.kind == Atom::Kind::kFlow && atom.what == statistics::v1::COUNTER_RECEIVED) {
    return {absl::StrCat(label.vi, " ", channel.vi), absl::StrCat(label.en, " ", channel.en)};
  }
  return {absl::StrCat(label.vi, " (", channel.vi, ")"),
          absl::StrCat(label.en, " (", channel.en, ")")};
}

}  // namespace motcua::aggregator
