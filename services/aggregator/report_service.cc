#include "services/aggregator/report_service.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/rpc/guard.h"
#include "common/rpc/request.h"
#include "services/aggregator/findings/check.h"
#include "services/aggregator/findings/check_printed.h"
#include "services/aggregator/findings/check_sources.h"
#include "services/aggregator/findings/check_tables.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

constexpr absl::Duration kDrillDownTimeout = absl::Seconds(10);
constexpr std::size_t kLongestRowId = 100;  // of a part: its area, its id

absl::Status NotFound(std::string_view reason, std::string_view field, std::string_view what,
                      std::string_view what_vi) {
  return Refuse(absl::StatusCode::kNotFound, reason, field, what, what_vi);
}

absl::Status DefinitionUnknown() {
  return NotFound("DEFINITION_UNKNOWN", "definition", "there is no such definition",
                  "Không có định nghĩa bảng này.");
}

absl::Status NoCatalog() {
  return Refuse(absl::StatusCode::kUnavailable, "CATALOG_MISSING", "",
                "the catalogue was never received", "Chưa nhận được danh mục.");
}

absl::StatusOr<Days> ParseDays(const type::v1::Period& period, const char* field = "period") {
  const auto days = rpc::ParsePeriod(period, field);
  if (!days.ok()) return days.status();
  return Days{days->first, days->second};
}

v1::Watermark WatermarkOf(const SourceFacts& source) {
  v1::Watermark watermark;
  watermark.set_source(source.id);
  if (!source.standing) return watermark;
  watermark.set_epoch(source.standing->cursor.epoch);
  watermark.set_revision(source.standing->cursor.revision);
  *watermark.mutable_apply_time() = rpc::ToTimestamp(source.standing->apply_time);
  if (source.standing->complete_until > absl::UnixEpoch()) {
    *watermark.mutable_complete_until() = rpc::ToTimestamp(source.standing->complete_until);
  }
  return watermark;
}

// What is shown of this source may be old; its age is told.
Finding UnreachableFinding(const SourceFacts* source, const std::string& id, absl::Time now) {
  const bool known = source != nullptr && source->standing;
  const std::string age =
      known
          ? absl::FormatDuration(absl::Trunc(now - source->standing->apply_time, absl::Seconds(1)))
          : "";
  return {.identity = "UNREACHABLE",
          .severity = Severity::kWarning,
          .row = {},
          .columns = {},
          .cause_vi = known ? absl::StrCat("nguồn ", id, " không trả lời; số liệu cũ ", age)
                            : absl::StrCat("nguồn ", id, " chưa trả lời lần nào"),
          .cause_en =
              known ? absl::StrCat("source ", id, " does not answer; its data are ", age, " old")
                    : absl::StrCat("source ", id, " has never answered")};
}

template <typename Response>
void AddFindings(const std::vector<Finding>& findings, const std::string& table,
                 Response& response) {
  for (const Finding& finding : findings) *response.add_findings() = ToProto(finding, table);
}

}  // namespace

ReportService::ReportService(const Definitions& definitions, const Knowledge& knowledge,
                             const Links& links, Clock clock)
    : definitions_(definitions), knowledge_(knowledge), links_(links), clock_(std::move(clock)) {}

const v1::TableDefinition* ReportService::Find(const std::string& definition) const {
  const auto found = definitions_.find(definition);
  return found == definitions_.end() ? nullptr : &found->second;
}

std::vector<std::string> ReportService::Unreachable() const {
  std::vector<std::string> sources;
  for (const Link& link : links_) {
    if (!link.state().connected) sources.push_back(link.source);
  }
  return sources;
}

absl::Status ReportService::Table(const v1::GetTableRequest& request, v1::Table& response) const {
  const v1::TableDefinition* const definition = Find(request.definition());
  if (definition == nullptr) return DefinitionUnknown();
  const absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  const std::vector<std::string> unreachable = Unreachable();
  return knowledge_.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    const Computed computed = Compute(*definition, facts, *days);
    response = ToProto(*definition, computed, *days, facts);
    for (const SourceFacts& source : facts.sources) {
      *response.add_watermarks() = WatermarkOf(source);
    }
    AddFindings(CheckComputed(*definition, computed, facts, *days), definition->id(), response);
    for (const std::string& source : unreachable) {
      response.add_unreachable(source);
      AddFindings({UnreachableFinding(facts.Find(source), source, clock_())}, definition->id(),
                  response);
    }
    return absl::OkStatus();
  });
}

absl::Status ReportService::Findings(const v1::ListFindingsRequest& request,
                                     v1::ListFindingsResponse& response) const {
  const absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  const std::vector<std::string> unreachable = Unreachable();
  const absl::Status status = knowledge_.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    for (const auto& [id, definition] : definitions_) {
      const Computed computed = Compute(definition, facts, *days);
      AddFindings(CheckComputed(definition, computed, facts, *days), id, response);
      const Sheet sheet = SheetOf(definition, computed, facts);
      AddFindings(CheckTables(definitions_, definition, sheet, facts, *days), id, response);
    }
    AddFindings(CheckSources(facts, *days), "", response);
    AddFindings(FindUndated(facts, *days), "", response);
    for (const std::string& source : unreachable) {
      AddFindings({UnreachableFinding(facts.Find(source), source, clock_())}, "", response);
    }
    return absl::OkStatus();
  });
  std::stable_sort(response.mutable_findings()->begin(), response.mutable_findings()->end(),
                   [](const v1::Finding& a, const v1::Finding& b) {
                     return std::tie(a.table(), a.row(), a.identity()) <
                            std::tie(b.table(), b.row(), b.identity());
                   });
  return status;
}

absl::Status ReportService::Audit(const v1::CheckTableRequest& request,
                                  v1::CheckTableResponse& response) const {
  const v1::TableDefinition* const definition = Find(request.definition());
  if (definition == nullptr) return DefinitionUnknown();
  // Findings repeat the ids.
  for (int i = 0; i < request.rows_size(); ++i) {
    const auto id =
        rpc::ParseText(request.rows(i).id(), kLongestRowId, absl::StrCat("rows[", i, "].id"));
    if (!id.ok()) return id.status();
  }
  std::optional<Days> days;
  if (request.has_period()) {
    const absl::StatusOr<Days> parsed = ParseDays(request.period());
    if (!parsed.ok()) return parsed.status();
    days = *parsed;
  }
  std::optional<Days> heading;
  if (request.has_heading()) {
    const absl::StatusOr<Days> parsed = ParseDays(request.heading(), "heading");
    if (!parsed.ok()) return parsed.status();
    heading = *parsed;
  }
  return knowledge_.Read([&](const Facts& facts) -> absl::Status {
    const auto findings = CheckPrinted(definitions_, *definition, request, facts, days, heading);
    if (!findings.ok()) return findings.status();
    AddFindings(*findings, definition->id(), response);
    return absl::OkStatus();
  });
}

absl::StatusOr<DrillDown> ReportService::ParseDrillDown(
    const v1::ListCellContributorsRequest& request) const {
  const v1::TableDefinition* const definition = Find(request.definition());
  if (definition == nullptr) return DefinitionUnknown();
  const absl::StatusOr<Days> days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  const absl::StatusOr<int> page_size = rpc::ParsePageSize(request.page_size(), "page_size");
  if (!page_size.ok()) return page_size.status();
  const int index = ColumnIndex(*definition, request.column());
  if (index < 0) {
    return NotFound("COLUMN_UNKNOWN", "column", "the table has no such column",
                    "Bảng không có cột này.");
  }
  const v1::Column& column = definition->columns(index);
  if (request.denominator() && !column.has_denominator()) {
    return InvalidField("denominator", "NOT_A_RATE", "the column is no rate",
                        "Cột này không phải là tỷ lệ.");
  }
  DrillDown drill_down;
  drill_down.page_size = *page_size;
  const absl::Status found = knowledge_.Read([&](const Facts& facts) -> absl::Status {
    if (facts.catalog == nullptr) return NoCatalog();
    const auto rows = facts.rows->Of(*definition, facts.catalog, days->last);
    const RowSpec* const row = FindRow(*rows, request.row());
    if (row == nullptr) {
      return NotFound("ROW_UNKNOWN", "row", "the table has no such row", "Bảng không có dòng này.");
    }
    drill_down.leaves = LeavesOf(request.denominator() ? column.denominator() : column.value(),
                                 *days, row->scope, *facts.catalog);
    return absl::OkStatus();
  });
  if (!found.ok()) return found;
  drill_down.bound =
      absl::StrCat(request.definition(), "|", days->first, "|", days->last, "|", request.row(), "|",
                   request.column(), "|", request.denominator() ? 1 : 0);
  const auto place = rpc::ParsePageToken(request.page_token(), drill_down.bound, "page_token");
  if (!place.ok()) return place.status();
  if (!Decode(*place, drill_down.leaves.size(), drill_down.place)) {
    return InvalidField("page_token", "PAGE_TOKEN_INVALID", "was given for another table",
                        "Mã trang không thuộc về yêu cầu này.");
  }
  return drill_down;
}

grpc::ServerUnaryReactor* ReportService::ListDefinitions(grpc::CallbackServerContext* context,
                                                         const v1::ListDefinitionsRequest* request,
                                                         v1::ListDefinitionsResponse* response) {
  return rpc::Answer(context, "ListDefinitions", [&] {
    for (const auto& [id, definition] : definitions_) *response->add_definitions() = definition;
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* ReportService::GetTable(grpc::CallbackServerContext* context,
                                                  const v1::GetTableRequest* request,
                                                  v1::Table* response) {
  return rpc::Answer(context, "GetTable", [&] { return Table(*request, *response); });
}

grpc::ServerUnaryReactor* ReportService::ListFindings(grpc::CallbackServerContext* context,
                                                      const v1::ListFindingsRequest* request,
                                                      v1::ListFindingsResponse* response) {
  return rpc::Answer(context, "ListFindings", [&] { return Findings(*request, *response); });
}

grpc::ServerUnaryReactor* ReportService::CheckTable(grpc::CallbackServerContext* context,
                                                    const v1::CheckTableRequest* request,
                                                    v1::CheckTableResponse* response) {
  return rpc::Answer(context, "CheckTable", [&] { return Audit(*request, *response); });
}

grpc::ServerUnaryReactor* ReportService::ListCellContributors(
    grpc::CallbackServerContext* context, const v1::ListCellContributorsRequest* request,
    v1::ListCellContributorsResponse* response) {
  absl::StatusOr<DrillDown> drill_down;
  const grpc::Status parsed = rpc::Guard("ListCellContributors", [&] {
    drill_down = ParseDrillDown(*request);
    return drill_down.status();
  });
  grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
  if (!parsed.ok()) {
    reactor->Finish(parsed);
    return reactor;
  }
  drill_down->deadline = std::min(rpc::DeadlineOf(*context), SteadyNow() + kDrillDownTimeout);
  Ask(*std::move(drill_down), links_, response, reactor);
  return reactor;
}

grpc::ServerUnaryReactor* ReportService::ListSources(grpc::CallbackServerContext* context,
                                                     const v1::ListSourcesRequest* request,
                                                     v1::ListSourcesResponse* response) {
  return rpc::Answer(context, "ListSources", [&] {
    return knowledge_.Read([&](const Facts& facts) {
      for (const Link& link : links_) {
        v1::Source* source = response->add_sources();
        const statistics::FollowerState state = link.state();
        source->set_connected(state.connected);
        source->set_last_error(state.last_error);
        source->mutable_watermark()->set_source(link.source);
        const SourceFacts* const known = facts.Find(link.source);
        if (known == nullptr) continue;
        *source->mutable_watermark() = WatermarkOf(*known);
        if (known->standing) source->set_cell_count(known->standing->cell_count);
      }
      return absl::OkStatus();
    });
  });
}

}  // namespace motcua::aggregator
