// What somebody may have meant by a word that no message of a file knows.
#ifndef MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_SUGGESTION_H_
#define MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_SUGGESTION_H_

#include <string>

#include "google/protobuf/descriptor.h"

namespace motcua::aggregator {

// For what the parser of text says of an unknown field or value: ` Did you mean X?`, where one is
// near enough, else empty. `whole` is the message that the file holds.
std::string SuggestionFor(const std::string& complaint, const google::protobuf::Descriptor* whole);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_DEFINITIONS_SUGGESTION_H_
