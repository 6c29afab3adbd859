// Measures taken apart into the smallest parts that have a name.
#ifndef MOTCUA_SERVICES_AGGREGATOR_COMPARISON_ATOMS_H_
#define MOTCUA_SERVICES_AGGREGATOR_COMPARISON_ATOMS_H_

#include <compare>
#include <map>
#include <string>

#include "motcua/aggregator/v1/definition.pb.h"
#include "services/aggregator/comparison/labels.h"

namespace motcua::aggregator {

// One counter's flow or one stock, through one channel or all.
struct Atom {
  enum class Kind { kOpening, kFlow, kClosing };

  Kind kind = Kind::kFlow;
  int what = 0;                  // a counter; with opening and closing a stock
  std::string responsible = {};  // AgencyFilter on the wire; empty: whoever it is
  int channel = 0;               // 0: all

  auto operator<=>(const Atom&) const = default;
};

// How often each counts; none 0 times.
using Atoms = std::map<Atom, int>;

// Of flows and stocks, channel by channel. What is counted in time is written out as what is open
// and neither overdue, waiting nor undated.
Atoms AtomsOf(const v1::Measure& measure);

Atoms Minus(Atoms atoms, const Atoms& others);

// The same sum in as few atoms as it can be said: all channels together, in time as such, and
// what is open at the end as what was, came and went, where that makes it shorter.
Atoms Simplified(const Atoms& atoms);

v1::Measure MeasureOf(const Atom& atom);
// Unique; the same for the same atom.
std::string IdOf(const Atom& atom);
Label LabelOf(const Atom& atom);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_COMPARISON_ATOMS_H_
