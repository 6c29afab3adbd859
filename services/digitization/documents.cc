#include "services/digitization/documents.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/digitization/folder_bytes.h"

namespace motcua::digitization {
namespace {

constexpr std::size_t kMostListed = 1000;

constexpr char kSelect[] =
    "SELECT d.id, d.owner_key, d.kind, d.sha256, d.dossier, d.verdict, d.valid_to, d.store_time,"
    " f.state FROM personal_document d JOIN folder f ON f.code = d.dossier WHERE ";

Document DocumentFrom(const sql::Rows& row) {
  Document document;
  document.id = row.Text(1);
  document.owner_key = row.Text(2);
  document.kind = row.Text(3);
  document.file = row.Text(4);
  document.dossier = row.Text(5);
  document.verdict = static_cast<SignatureVerdict>(row.Int(6));
  if (const auto day = row.OptionalInt(7)) document.valid_to = static_cast<Day>(*day);
  document.store_time = absl::FromUnixMicros(row.Int(8));
  return document;
}

}  // namespace

std::vector<Document> LoadDocuments(sql::Connection& connection, const std::set<std::string>& ids,
                                    const std::set<std::string>& dossiers) {
  std::vector<Document> documents;
  const auto keep = [&](sql::Rows& row) { documents.push_back(DocumentFrom(row)); };
  connection.QueryIn(absl::StrCat(kSelect, "id IN"), {ids.begin(), ids.end()}, "", keep);
  connection.QueryIn(absl::StrCat(kSelect, "dossier IN"), {dossiers.begin(), dossiers.end()}, "",
                     keep);
  return documents;
}

void SaveDocuments(sql::Connection& connection, const std::vector<Document>& documents) {
  std::vector<std::vector<sql::Value>> rows;
  for (const Document& document : documents) {
    rows.push_back({document.id, document.owner_key, document.kind, document.file, document.dossier,
                    static_cast<int>(document.verdict), sql::OrNull(document.valid_to),
                    absl::ToUnixMicros(document.store_time)});
  }
  connection.Insert(
      "INSERT INTO personal_document (id, owner_key, kind, sha256, dossier, verdict, valid_to,"
      " store_time)",
      rows, "ON DUPLICATE KEY UPDATE valid_to = VALUES(valid_to), store_time = VALUES(store_time)");
}

std::optional<Document> ReadDocument(sql::Connection& connection, const std::string& id) {
  sql::Rows rows = connection.Query(absl::StrCat(kSelect, "id = ?"), {id});
  if (!rows.Next()) return std::nullopt;
  return DocumentFrom(rows);
}

std::vector<Document> ReadDocumentsOf(sql::Connection& connection, const std::string& owner_key,
                                      const std::string& kind, Day day) {
  std::vector<Document> documents;
  sql::Rows rows = connection.Query(
      absl::StrCat(kSelect,
                   "owner_key = ? AND (kind = ? OR ? = '') AND (valid_to IS NULL OR valid_to >= ?)"
                   " ORDER BY store_time DESC, id"),
      {owner_key, kind, kind, day});
  while (documents.size() < kMostListed && rows.Next()) {
    Document document = DocumentFrom(rows);
    const Folder source = FolderFrom(document.dossier, rows.Text(9));
    if (StandingResult(source) == document.file) documents.push_back(std::move(document));
  }
  return documents;
}

}  // namespace motcua::digitization
