// The table of the personal document stores.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOCUMENTS_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOCUMENTS_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "common/base/date.h"
#include "common/sql/connection.h"
#include "services/digitization/domain/document.h"

namespace motcua::digitization {

// Those with one of the ids, and those that are results of one of the dossiers.
std::vector<Document> LoadDocuments(sql::Connection& connection, const std::set<std::string>& ids,
                                    const std::set<std::string>& dossiers);
// New ones and changed ones.
void SaveDocuments(sql::Connection& connection, const std::vector<Document>& documents);

std::optional<Document> ReadDocument(sql::Connection& connection, const std::string& id);
// Of one owner and, unless it is empty, one kind; in force on a day, and still the results their
// dossiers ended in; newest first, at most 1000.
std::vector<Document> ReadDocumentsOf(sql::Connection& connection, const std::string& owner_key,
                                      const std::string& kind, Day day);

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOCUMENTS_H_
