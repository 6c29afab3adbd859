// What somebody may have meant by a word that no definition knows.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_SUGGESTION_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_SUGGESTION_H_

#include <string>

namespace motcua::aggregator {

// For what the parser of text says of an unknown field or value: ` Did you mean X?`, where one is
// near enough, else empty.
std::string SuggestionFor(const std::string& complaint);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_SUGGESTION_H_
