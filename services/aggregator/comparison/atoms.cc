#include "services/aggregator/comparison/atoms.h"

#include <array>
#include <utility>
#include <vector>

#include "common/statistics/cells.h"

namespace motcua::aggregator {
namespace {

using statistics::Counter;
using Stock = v1::StockLeaf;

constexpr std::array<int, 4> kChannels = {type::v1::CHANNEL_ONLINE, type::v1::CHANNEL_IN_PERSON,
                                          type::v1::CHANNEL_POST, type::v1::CHANNEL_LINKED};
// What is open, but not in time.
constexpr std::array<int, 3> kNotInTime = {Stock::STOCK_OVERDUE, Stock::STOCK_WAITING,
                                           Stock::STOCK_UNDATED};

void Add(Atoms& atoms, const Atom& atom, int times) {
  const auto [entry, fresh] = atoms.emplace(atom, times);
  if (!fresh) entry->second += times;
  if (entry->second == 0) atoms.erase(entry);
}

int Times(const Atoms& atoms, const Atom& atom) {
  const auto found = atoms.find(atom);
  return found == atoms.end() ? 0 : found->second;
}

template <typename Leaf>
std::vector<int> ChannelsOf(const Leaf& leaf) {
  if (leaf.channels().empty()) return {kChannels.begin(), kChannels.end()};
  return {leaf.channels().begin(), leaf.channels().end()};
}

void AddFlow(Atoms& atoms, const v1::FlowLeaf& leaf, int times) {
  for (const int counter : leaf.counters()) {
    for (const int channel : ChannelsOf(leaf)) {
      const std::string responsible =
          leaf.has_responsible() ? leaf.responsible().SerializeAsString() : "";
      Add(atoms, {Atom::Kind::kFlow, counter, responsible, channel}, times);
    }
  }
}

void AddStock(Atoms& atoms, const v1::StockLeaf& leaf, int times) {
  Atom atom{leaf.opening() ? Atom::Kind::kOpening : Atom::Kind::kClosing, leaf.stock()};
  for (const int channel : ChannelsOf(leaf)) {
    atom.channel = channel;
    if (leaf.stock() != Stock::STOCK_IN_TIME) {
      Add(atoms, atom, times);
      continue;
    }
    atom.what = Stock::STOCK_OPEN;
    Add(atoms, atom, times);
    for (const int other : kNotInTime) {
      atom.what = other;
      Add(atoms, atom, -times);
    }
  }
}

// What is open at the end was open before, or came; and did not go.
Atoms WithoutClosingOpen(const Atoms& atoms) {
  Atoms without;
  for (const auto& [atom, times] : atoms) {
    if (atom.kind != Atom::Kind::kClosing || atom.what != Stock::STOCK_OPEN) {
      Add(without, atom, times);
      continue;
    }
    Add(without, {Atom::Kind::kOpening, Stock::STOCK_OPEN, "", atom.channel}, times);
    for (int counter = 1; counter <= static_cast<int>(statistics::kLastCounter); ++counter) {
      const int sign = statistics::OpenSign(static_cast<Counter>(counter));
      if (sign != 0) Add(without, {Atom::Kind::kFlow, counter, "", atom.channel}, sign * times);
    }
  }
  return without;
}

Atoms WithInTime(Atoms atoms) {
  for (const auto& [atom, times] : Atoms(atoms)) {
    if (atom.kind == Atom::Kind::kFlow || atom.what != Stock::STOCK_OPEN) continue;
    bool in_time = true;
    Atom other = atom;
    for (const int what : kNotInTime) {
      other.what = what;
      in_time = in_time && Times(atoms, other) == -times;
    }
    if (!in_time) continue;
    atoms.erase(atom);
    for (const int what : kNotInTime) {
      other.what = what;
      atoms.erase(other);
    }
    other.what = Stock::STOCK_IN_TIME;
    Add(atoms, other, times);
  }
  return atoms;
}

Atoms WithChannelsTogether(Atoms atoms) {
  for (const auto& [atom, times] : Atoms(atoms)) {
    Atom other = atom;
    bool together = true;
    for (const int channel : kChannels) {
      other.channel = channel;
      together = together && Times(atoms, other) == times;
    }
    if (!together) continue;
    for (const int channel : kChannels) {
      other.channel = channel;
      atoms.erase(other);
    }
    other.channel = 0;
    atoms[other] = times;
  }
  return atoms;
}

}  // namespace

Atoms AtomsOf(const v1::Measure& measure) {
  Atoms atoms;
  for (const v1::Term& term : measure.terms()) {
    const int times = term.minus() ? -1 : 1;
    if (term.has_flow()) AddFlow(atoms, term.flow(), times);
    if (term.has_stock()) AddStock(atoms, term.stock(), times);
  }
  return atoms;
}

Atoms Minus(Atoms atoms, const Atoms& others) {
  for (const auto& [atom, times] : others) Add(atoms, atom, -times);
  return atoms;
}

Atoms Simplified(const Atoms& atoms) {
  Atoms as_stated = WithChannelsTogether(WithInTime(atoms));
  Atoms by_flows = WithChannelsTogether(WithInTime(WithoutClosingOpen(atoms)));
  return by_flows.size() < as_stated.size() ? by_flows : as_stated;
}

v1::Measure MeasureOf(const Atom& atom) {
  v1::Measure measure;
  v1::Term* const term = measure.add_terms();
  if (atom.kind == Atom::Kind::kFlow) {
    v1::FlowLeaf* const flow = term->mutable_flow();
    flow->add_counters(static_cast<statistics::v1::Counter>(atom.what));
    if (atom.channel != 0) flow->add_channels(static_cast<type::v1::Channel>(atom.channel));
    if (!atom.responsible.empty()) flow->mutable_responsible()->ParseFromString(atom.responsible);
  } else {
    v1::StockLeaf* const stock = term->mutable_stock();
    stock->set_stock(static_cast<Stock::Stock>(atom.what));
    stock->set_opening(atom.kind == Atom::Kind::kOpening);
    if (atom.channel != 0) stock->add_channels(static_cast<type::v1::Channel>(atom.channel));
  }
  return measure;
}

}  // namespace motcua::aggregator
