// Words that definitions are made of.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_WORDS_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_WORDS_H_

#include <algorithm>
#include <string>

namespace motcua::aggregator {

inline bool IsWord(const std::string& id, std::size_t longest, char between) {
  return !id.empty() && id.size() <= longest &&
         std::all_of(id.begin(), id.end(), [between](char c) {
           return ('a' <= c && c <= 'z') || ('0' <= c && c <= '9') || c == between;
         });
}

// Of a table, a column, a list.
inline bool IsId(const std::string& id) { return IsWord(id, 63, '_'); }

// Of a row, or of a part of one: written like the ids of agencies.
inline bool IsRowId(const std::string& id) { return IsWord(id, 31, '-') && id != "total"; }

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_WORDS_H_
