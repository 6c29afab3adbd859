// Catalog::TreeOn.
#include <algorithm>
#include <iterator>
#include <mutex>
#include <stdexcept>

#include "common/catalog/catalog.h"
#include "common/catalog/reorganise.h"

namespace motcua::catalog {
namespace {

// A catalogue whose agencies come and go every week would fill the memory.
constexpr std::size_t kMostTrees = 64;

}  // namespace

std::shared_ptr<const Catalog> Catalog::TreeOn(Day day) const {
  if (tree_day_) throw std::logic_error("a tree of one day knows no other");
  const auto after = std::upper_bound(std::next(reorganised_.begin()), reorganised_.end(), day);
  const Day first = *std::prev(after);
  const std::lock_guard lock(trees_mutex_);
  if (const auto found = trees_.find(first); found != trees_.end()) return found->second;
  const auto tree = std::make_shared<Catalog>();
  tree->revision_ = revision_;
  tree->agencies_ = AgenciesOn(agencies_, agency_by_id_, first);
  tree->rules_ = rules_;
  tree->tree_day_ = first;
  tree->Index();
  if (trees_.size() >= kMostTrees) trees_.clear();
  return trees_[first] = tree;
}

}  // namespace motcua::catalog
