// One list of dossiers out of several sources' pages.
#ifndef MOTCUA_SERVICES_AGGREGATOR_MERGE_PAGES_H_
#define MOTCUA_SERVICES_AGGREGATOR_MERGE_PAGES_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace motcua::aggregator {

// How far one leaf has been read: the token its next page is asked with.
struct LeafPlace {
  bool done = false;
  std::string token;

  bool operator==(const LeafPlace&) const = default;
};

// How far a merged list has been read.
struct MergePlace {
  std::string after;  // the last dossier given
  std::vector<LeafPlace> leaves;

  bool done() const;
};

// A page of one leaf, in order of the dossiers.
struct LeafPage {
  std::string source;
  int sign = 1;
  std::vector<std::pair<std::string, std::int64_t>> dossiers;
  std::string next_token;
};

struct Contribution {
  std::string dossier;
  std::string source;
  std::int64_t value = 0;

  bool operator==(const Contribution&) const = default;
};

// Dossiers after `place`, at most `page_size`, each with its sum per source; sums of 0 are left
// out. `pages` belong to the leaves of `place` and start at their tokens; a leaf that is done has
// an empty page. Moves `place` behind what was given. A dossier is given only when every leaf has
// been read past it, so a page may be short.
std::vector<Contribution> MergePages(const std::vector<LeafPage>& pages, int page_size,
                                     MergePlace& place);

// For a page token.
std::string Encode(const MergePlace& place);
// `leaves` is how many there must be; an empty text is the beginning.
bool Decode(const std::string& text, std::size_t leaves, MergePlace& place);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_MERGE_PAGES_H_
