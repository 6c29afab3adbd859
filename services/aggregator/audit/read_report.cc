#include "services/aggregator/audit/read_report.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/catalog/convert.h"
#include "common/rpc/request.h"

namespace motcua::aggregator {
namespace {

using SharedCatalog = std::shared_ptr<const catalog::Catalog>;

constexpr int kMostTables = 100;
constexpr int kMostClaims = 300;
constexpr int kMostAgencies = 5000;

absl::Status CheckRequest(const v1::CheckReportRequest& request, const Facts& facts) {
  if (request.tables().empty() || request.tables_size() > kMostTables) {
    return InvalidField("tables", "TABLES_SIZE_INVALID", "must be 1 to 100",
                        "Phải có từ 1 đến 100 bảng.");
  }
  if (request.claims_size() > kMostClaims) {
    return InvalidField("claims", "CLAIMS_SIZE_INVALID", "must be at most 300",
                        "Nhiều nhất 300 số liệu trong phần lời.");
  }
  if (request.agencies_size() > kMostAgencies) {
    return InvalidField("agencies", "AGENCIES_SIZE_INVALID", "must be at most 5000",
                        "Nhiều nhất 5000 cơ quan.");
  }
  if (!request.beside_computed()) return absl::OkStatus();
  if (!request.agencies().empty()) {
    return InvalidField("agencies", "NOT_BESIDE_COMPUTED",
                        "what is computed here is of the agencies here",
                        "Khi đối chiếu với số liệu tại đây, không gửi kèm danh sách cơ quan.");
  }
  if (!request.has_period()) {
    return InvalidField("period", "FIELD_REQUIRED", "is needed to compute",
                        "Cần nêu kỳ báo cáo để đối chiếu.");
  }
  if (facts.catalog != nullptr) return absl::OkStatus();
  return Refuse(absl::StatusCode::kUnavailable, "CATALOG_MISSING", "",
                "the catalogue was never received", "Chưa nhận được danh mục.");
}

// Null: nothing is known of the agencies.
absl::StatusOr<SharedCatalog> ReadCatalog(const v1::CheckReportRequest& request,
                                          const Facts& facts) {
  if (request.beside_computed()) return facts.catalog;
  if (request.agencies().empty()) return nullptr;
  std::vector<catalog::Agency> agencies;
  for (int i = 0; i < request.agencies_size(); ++i) {
    auto agency = catalog::AgencyFromProto(request.agencies(i), absl::StrCat("agencies[", i, "]"));
    if (!agency.ok()) return agency.status();
    agencies.push_back(*std::move(agency));
  }
  return catalog::Catalog::Build(1, std::move(agencies), {});
}

absl::StatusOr<Printed> ReadTable(const Definitions& definitions, const v1::PrintedTable& table,
                                  const SharedCatalog& catalog, std::optional<Days> days,
                                  const std::string& path) {
  const v1::TableDefinition* const definition = days
                                                    ? definitions.On(table.definition(), days->last)
                                                    : definitions.Newest(table.definition());
  if (definition == nullptr) {
    return Refuse(absl::StatusCode::kNotFound, "DEFINITION_UNKNOWN", path + "definition",
                  "there is no such definition in force", "Không có định nghĩa bảng này.");
  }
  auto specs = std::make_shared<Rows>();
  if (catalog != nullptr) {
    const Day day = days ? days->TreeDay() : kLastDay;
    *specs = RowsOf(*definition, *catalog->TreeOn(day), day);
  }
  auto printed = ParsePrinted(*definition, table, std::move(specs), path);
  if (!printed.ok()) return printed.status();
  const auto heading = ReadDays(table.has_heading(), table.heading(), path + "heading");
  if (!heading.ok()) return heading.status();
  printed->heading = *heading;
  return printed;
}

}  // namespace

absl::StatusOr<std::optional<Days>> ReadDays(bool has, const type::v1::Period& period,
                                             const std::string& field) {
  if (!has) return std::nullopt;
  const auto days = rpc::ParsePeriod(period, field);
  if (!days.ok()) return days.status();
  return Days{days->first, days->second};
}

absl::StatusOr<PrintedReport> ReadReport(const Definitions& definitions,
                                         const v1::CheckReportRequest& request,
                                         const Facts& facts) {
  if (absl::Status status = CheckRequest(request, facts); !status.ok()) return status;
  const auto days = ReadDays(request.has_period(), request.period(), "period");
  if (!days.ok()) return days.status();
  const auto catalog = ReadCatalog(request, facts);
  if (!catalog.ok()) return catalog.status();
  PrintedReport report{{}, request.claims(), *days};
  std::set<std::string> ids;
  for (int i = 0; i < request.tables_size(); ++i) {
    const std::string path = absl::StrCat("tables[", i, "].");
    if (!ids.insert(request.tables(i).definition() + "." + request.tables(i).list()).second) {
      return InvalidField(path + "definition", "DEFINITION_TWICE", "is there twice",
                          "Bảng bị lặp lại.");
    }
    auto printed = ReadTable(definitions, request.tables(i), *catalog, report.days, path);
    if (!printed.ok()) return printed.status();
    report.tables.push_back(*std::move(printed));
  }
  const absl::Status claims = ReadClaims(report.claims, report.tables);
  if (!claims.ok()) return claims;
  return report;
}

}  // namespace motcua::aggregator
