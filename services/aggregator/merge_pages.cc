#include "services/aggregator/merge_pages.h"

#include <algorithm>
#include <map>
#include <optional>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"

namespace motcua::aggregator {
namespace {

// The last dossier that every leaf has been read through; nullopt: all of them.
std::optional<std::string> Horizon(const std::vector<LeafPage>& pages, const std::string& after) {
  std::optional<std::string> horizon;
  for (const LeafPage& page : pages) {
    if (page.next_token.empty()) continue;
    const std::string last =
        page.dossiers.empty() ? after : std::max(after, page.dossiers.back().first);
    horizon = horizon ? std::min(*horizon, last) : last;
  }
  return horizon;
}

void MoveOn(const std::vector<LeafPage>& pages, const std::optional<std::string>& through,
            MergePlace& place) {
  if (through) place.after = *through;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const bool read_whole =
        !through || pages[i].dossiers.empty() || pages[i].dossiers.back().first <= place.after;
    if (!read_whole || place.leaves[i].done) continue;
    place.leaves[i] = {pages[i].next_token.empty(), pages[i].next_token};
  }
}

}  // namespace

bool MergePlace::done() const {
  return std::all_of(leaves.begin(), leaves.end(), [](const LeafPlace& leaf) { return leaf.done; });
}

std::vector<Contribution> MergePages(const std::vector<LeafPage>& pages, int page_size,
                                     MergePlace& place) {
  std::map<std::string, std::map<std::string, std::int64_t>> sums;  // dossier, source
  for (const LeafPage& page : pages) {
    for (const auto& [dossier, value] : page.dossiers) {
      if (dossier > place.after) sums[dossier][page.source] += page.sign * value;
    }
  }
  std::optional<std::string> through = Horizon(pages, place.after);
  std::vector<Contribution> given;
  for (const auto& [dossier, by_source] : sums) {
    if (through && dossier > *through) break;
    for (const auto& [source, value] : by_source) {
      if (value != 0) given.push_back({dossier, source, value});
    }
    if (given.size() < static_cast<std::size_t>(page_size)) continue;
    through = dossier;
    break;
  }
  MoveOn(pages, through, place);
  return given;
}

// A foreign source's words may hold anything: escaped, none is a line break.
std::string Encode(const MergePlace& place) {
  std::string text = absl::CEscape(place.after);
  for (const LeafPlace& leaf : place.leaves) {
    text += (leaf.done ? "\nD" : "\nT") + absl::CEscape(leaf.token);
  }
  return text;
}

bool Decode(const std::string& text, std::size_t leaves, MergePlace& place) {
  place = {"", std::vector<LeafPlace>(leaves)};
  if (text.empty()) return true;
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  if (lines.size() != leaves + 1) return false;
  if (!absl::CUnescape(lines[0], &place.after)) return false;
  for (std::size_t i = 0; i < leaves; ++i) {
    if (lines[i + 1].empty()) return false;
    place.leaves[i].done = lines[i + 1][0] == 'D';
    if (!absl::CUnescape(lines[i + 1].substr(1), &place.leaves[i].token)) return false;
  }
  return true;
}

}  // namespace motcua::aggregator
