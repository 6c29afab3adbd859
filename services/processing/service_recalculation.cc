// What a changed calendar would do, does and did: the rpcs of ProcessingService about it.
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "services/processing/domain/refusals.h"
#include "services/processing/due_date_preview.h"
#include "services/processing/recalculation_table.h"
#include "services/processing/service.h"

namespace motcua::processing {
namespace {

using Reactor = ProcessingService::Reactor;
using Context = ProcessingService::Context;

absl::Status ReadInto(sql::Connection& connection, std::int64_t number,
                      v1::Recalculation* response) {
  const std::optional<Recalculation> found = ReadRecalculation(connection, number);
  if (!found) {
    return Refuse(absl::StatusCode::kNotFound, "RECALCULATION_NOT_FOUND", "name",
                  "no such recalculation", "Không có lần tính lại thời hạn này.");
  }
  *response = ToProto(*found);
  return absl::OkStatus();
}

absl::StatusOr<std::int64_t> ParseNumber(const std::string& name) {
  const absl::StatusOr<std::string> id = rpc::ParseName("recalculations", name, "name");
  if (!id.ok()) return id.status();
  std::int64_t number = 0;
  if (absl::SimpleAtoi(*id, &number) && number > 0) return number;
  return InvalidField("name", "NAME_INVALID", "recalculations/{number} is required",
                      "Tên phải có dạng recalculations/{số}.");
}

absl::StatusOr<BeginRecalculation> ParseBegin(const v1::RecalculateDueDatesRequest& request,
                                              const rpc::Caller& caller) {
  if (request.catalog_revision() <= 0) {
    return InvalidField("catalog_revision", "FIELD_REQUIRED",
                        "the revision that was previewed is required",
                        "Thiếu số hiệu danh mục đã xem trước.");
  }
  absl::StatusOr<std::string> reason =
      rpc::ParseReasonCode(request.reason_code(), /*required=*/true, "reason_code");
  if (!reason.ok()) return reason.status();
  return BeginRecalculation{request.catalog_revision(), *std::move(reason), caller.organisation};
}

absl::StatusOr<worktime::Calendar> ProposedCalendar(const v1::PreviewDueDatesRequest& request,
                                                    const catalog::Catalog& catalog,
                                                    absl::Time now) {
  if (catalog.calendar() == nullptr) return worktime::YearMissing(now);
  return ParseProposedDays(request, *catalog.calendar());
}

// Why a call needs no answer any more.
absl::Status GivenUp(const Context& context, absl::Time deadline) {
  if (context.IsCancelled()) return absl::CancelledError("");
  return SteadyNow() > deadline ? absl::DeadlineExceededError("") : absl::OkStatus();
}

}  // namespace

Reactor* ProcessingService::PreviewDueDates(Context* context,
                                            const v1::PreviewDueDatesRequest* request,
                                            v1::DueDatePreview* response) {
  static constexpr char kMethod[] = "PreviewDueDates";
  const auto catalog = catalog_();
  if (catalog == nullptr) return rpc::Answer(context, kMethod, [] { return CatalogMissing(); });
  absl::StatusOr<worktime::Calendar> proposed = ProposedCalendar(*request, *catalog, clock_());
  if (!proposed.ok()) return rpc::Answer(context, kMethod, [&] { return proposed.status(); });
  Reactor* const reactor = context->DefaultReactor();
  const absl::Time deadline = rpc::DeadlineOf(*context);
  const auto preview = std::make_shared<DueDatePreview>(
      backend_.reads, catalog, *std::move(proposed), LocalDay(clock_()),
      [context, deadline] { return GivenUp(*context, deadline); },
      [reactor, response](absl::StatusOr<v1::DueDatePreview> sum) {
        if (sum.ok()) *response = *std::move(sum);
        reactor->Finish(rpc::Guard(kMethod, [&] { return sum.status(); }));
      });
  preview->GoOn();
  return reactor;
}

Reactor* ProcessingService::RecalculateDueDates(Context* context,
                                                const v1::RecalculateDueDatesRequest* request,
                                                v1::Recalculation* response) {
  return service::Mutate(
      backend_, context, "RecalculateDueDates", *request,
      [=, this]() -> absl::StatusOr<service::Work> {
        absl::StatusOr<BeginRecalculation> begin = ParseBegin(*request, rpc::CallerOf(*context));
        if (!begin.ok()) return begin.status();
        auto change = std::make_shared<CaseChange>();
        change->catalog = catalog_();
        if (change->catalog == nullptr) return CatalogMissing();
        change->recalculation = *std::move(begin);
        change->arrival = pending_.Now();
        change->event_time = *change->arrival;
        if (change->catalog->calendar() == nullptr) {
          return worktime::YearMissing(change->event_time);
        }
        service::Work work;
        work.command = change;
        work.answer = [change = change.get(), response](const journal::Receipt&) {
          *response = ToProto(change->recalculated);
        };
        work.reread = [response](sql::Connection& db, const journal::Receipt& receipt) {
          const absl::StatusOr<std::int64_t> number = ParseNumber(receipt.resource);
          return number.ok() ? ReadInto(db, *number, response) : number.status();
        };
        return work;
      });
}

Reactor* ProcessingService::GetRecalculation(Context* context,
                                             const v1::GetRecalculationRequest* request,
                                             v1::Recalculation* response) {
  static constexpr char kMethod[] = "GetRecalculation";
  const absl::StatusOr<std::int64_t> number = ParseNumber(request->name());
  if (!number.ok()) return rpc::Answer(context, kMethod, [&] { return number.status(); });
  return service::Read(
      backend_.reads, context, kMethod,
      [number = *number, response](sql::Connection& db) { return ReadInto(db, number, response); });
}

}  // namespace motcua::processing
