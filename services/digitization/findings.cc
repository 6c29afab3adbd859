#include "services/digitization/findings.h"

#include <map>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/digitization/folder_bytes.h"
#include "services/digitization/store.h"

namespace motcua::digitization {
namespace {

using Request = v1::ListResultFindingsRequest;

constexpr std::size_t kMostSame = 10;

absl::StatusOr<Day> ParseRequiredDay(const std::string& date, const char* field) {
  const absl::StatusOr<std::optional<Day>> day = rpc::ParseDate(date, field);
  if (!day.ok()) return day.status();
  if (*day) return **day;
  return InvalidField(field, "FIELD_REQUIRED", "a date is required", "Thiếu ngày.");
}

absl::Status ParseDays(const Request& request, FindingQuery& query) {
  const absl::StatusOr<Day> first = ParseRequiredDay(request.first_day(), "first_day");
  if (!first.ok()) return first.status();
  const absl::StatusOr<Day> last = ParseRequiredDay(request.last_day(), "last_day");
  if (!last.ok()) return last.status();
  if (*last < *first) {
    return InvalidField("last_day", "PERIOD_INVALID", "lies before first_day",
                        "Ngày cuối trước ngày đầu.");
  }
  query.first_day = query.after_day = *first;
  query.last_day = *last;
  return absl::OkStatus();
}

absl::Status GoOnAt(const std::string& token, FindingQuery& query) {
  const absl::StatusOr<std::string> place = rpc::ParsePageToken(token, query.filter, "page_token");
  if (!place.ok()) return place.status();
  const std::vector<std::string> parts = absl::StrSplit(*place, '/');
  if (parts.size() == 2 && absl::SimpleAtoi(parts[0], &query.after_day)) {
    query.after_code = parts[1];
    return absl::OkStatus();
  }
  return InvalidField("page_token", "PAGE_TOKEN_INVALID", "not a token of this list",
                      "Mã trang không hợp lệ.");
}

// Other dossiers that a file is the result of, or was filed with, by code.
std::vector<std::string> SameAs(sql::Connection& connection, const std::string& file,
                                const std::string& code) {
  std::vector<std::string> others;
  sql::Rows rows = connection.Query(
      "SELECT code FROM result_use WHERE sha256 = ? AND code <> ?"
      " UNION SELECT code FROM component_use WHERE sha256 = ? AND code <> ? AND scanned = 1"
      " ORDER BY code LIMIT ?",
      {file, code, file, code, static_cast<int>(kMostSame)});
  while (rows.Next()) others.push_back(rows.Text(1));
  return others;
}

// `file` is left to be looked for elsewhere; empty once erased.
v1::ResultFinding FindingFrom(const sql::Rows& row, std::string& file) {
  const Folder folder = FolderFrom(row.Text(1), row.Text(4));
  v1::ResultFinding finding;
  finding.set_dossier("dossiers/" + folder.code);
  finding.set_agency("agencies/" + row.Text(2));
  finding.set_finish_day(FormatDay(static_cast<Day>(row.Int(3))));
  for (const Doubt doubt : folder.results.back().doubts) {
    finding.add_doubts(static_cast<v1::Doubt>(doubt));
  }
  file = folder.results.back().file;
  return finding;
}

}  // namespace

absl::StatusOr<FindingQuery> ParseFindingQuery(const Request& request) {
  FindingQuery query;
  if (absl::Status status = ParseDays(request, query); !status.ok()) return status;
  if (!v1::Doubt_IsValid(request.doubt())) {
    return InvalidField("doubt", "DOUBT_INVALID", "unknown doubt", "Không có loại nghi vấn này.");
  }
  if (request.doubt() != v1::DOUBT_UNSPECIFIED) query.doubt = static_cast<Doubt>(request.doubt());
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  query.page_size = *page_size;
  query.filter = absl::StrCat("ListResultFindings/", query.first_day, "/", query.last_day, "/",
                              static_cast<int>(request.doubt()));
  if (request.page_token().empty()) return query;
  if (absl::Status status = GoOnAt(request.page_token(), query); !status.ok()) return status;
  return query;
}

v1::ListResultFindingsResponse ReadFindings(sql::Connection& connection,
                                            const FindingQuery& query) {
  constexpr int kEveryDoubt = -1;
  const int mask = query.doubt ? BitOf(*query.doubt) : kEveryDoubt;
  v1::ListResultFindingsResponse response;
  std::vector<std::string> files;
  std::string place;
  {
    sql::Rows rows = connection.Query(
        "SELECT code, finisher, finish_day, state FROM folder WHERE doubtful = 1"
        " AND finish_day BETWEEN ? AND ? AND (finish_day > ? OR code > ?) AND doubts & ? <> 0"
        " ORDER BY finish_day, code LIMIT ?",
        {query.after_day, query.last_day, query.after_day, query.after_code, mask,
         query.page_size + 1});
    while (rows.Next()) {
      if (response.findings_size() == query.page_size) {
        response.set_next_page_token(rpc::MakePageToken(query.filter, place));
        break;
      }
      place = absl::StrCat(rows.Int(3), "/", rows.Text(1));
      *response.add_findings() = FindingFrom(rows, files.emplace_back());
    }
  }
  for (int i = 0; i < response.findings_size(); ++i) {
    v1::ResultFinding& finding = *response.mutable_findings(i);
    const std::string code = finding.dossier().substr(std::string("dossiers/").size());
    for (const std::string& other : SameAs(connection, files[i], code)) {
      finding.add_same_as("dossiers/" + other);
    }
  }
  return response;
}

}  // namespace motcua::digitization
