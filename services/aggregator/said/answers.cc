#include "services/aggregator/said/answers.h"

#include <utility>

#include "common/base/errors.h"
#include "services/aggregator/said/carry_over.h"
#include "services/aggregator/said/compare.h"
#include "services/aggregator/said/snapshots.h"

namespace motcua::aggregator {
namespace {

absl::Status PeriodsDiffer(std::string_view field, std::string_view what,
                           std::string_view what_vi) {
  return InvalidField(field, "PERIODS_DIFFER", what, what_vi);
}

absl::StatusOr<std::optional<SnapshotName>> ParseOptional(std::string_view name,
                                                          std::string_view field) {
  if (name.empty()) return std::nullopt;
  const auto parsed = ParseSnapshot(name, field);
  if (!parsed.ok()) return parsed.status();
  return *parsed;
}

using Tables = std::vector<const v1::TableDefinition*>;

absl::StatusOr<Moment> ReadNow(const Basis& basis, Days days, const Tables& definitions) {
  return basis.knowledge.Read([&](const Facts& facts) -> absl::StatusOr<Moment> {
    if (facts.catalog == nullptr) return NoCatalog();
    return MomentNow(facts, days, definitions);
  });
}

// Only one table; DEFINITION_UNKNOWN if the moment has none.
absl::Status Choose(const std::string& definition, Moment& moment) {
  std::erase_if(moment.definitions, [&](const auto& one) { return one.first != definition; });
  std::erase_if(moment.tables, [&](const auto& one) { return one.first != definition; });
  if (!moment.definitions.empty()) return absl::OkStatus();
  return NotFound("DEFINITION_UNKNOWN", "definition", "the snapshot has no such table",
                  "Bản chốt số liệu không có bảng này.");
}

// Of one definition, or of all if none is named, in the versions in force on a day.
Tables InForce(const Definitions& all, const std::string& definition, Day day) {
  if (definition.empty()) return all.InForce(day);
  const v1::TableDefinition* const one = all.On(definition, day);
  return one == nullptr ? Tables() : Tables{one};
}

Tables StatingCarriedOver(const Tables& all) {
  Tables stating;
  for (const v1::TableDefinition* definition : all) {
    if (StatesCarriedOver(*definition)) stating.push_back(definition);
  }
  return stating;
}

absl::Status Sized(const google::protobuf::Message& response) {
  return response.ByteSizeLong() > kLargestAnswer ? ReportTooLarge() : absl::OkStatus();
}

std::string Named(const std::optional<SnapshotName>& name) {
  return name ? FormatSnapshotName(*name) : "";
}

void SetPeriod(Days days, type::v1::Period& period) {
  period.set_first_day(FormatDay(days.first));
  period.set_last_day(FormatDay(days.last));
}

bool Same(Days a, Days b) { return a.first == b.first && a.last == b.last; }

}  // namespace

absl::StatusOr<Comparing> Parse(const v1::CompareSnapshotRequest& request) {
  const auto name = ParseSnapshot(request.name(), "name");
  if (!name.ok()) return name.status();
  const auto against = ParseOptional(request.against(), "against");
  if (!against.ok()) return against.status();
  if (*against && !Same((*against)->days, name->days)) {
    return PeriodsDiffer("against", "is a snapshot of another period",
                         "Hai bản chốt số liệu không cùng kỳ.");
  }
  return Comparing{*name, *against, request.definition(), request.differing_only()};
}

absl::Status AnswerThenAndNow(const Basis& basis, const signing::Keyring& keys,
                              const Comparing& asked, sql::Connection& connection,
                              v1::SnapshotComparison& response) {
  absl::StatusOr<Moment> said = ReadMoment(connection, keys, asked.name);
  if (!said.ok()) return said.status();
  const std::string& definition = asked.definition;
  if (!definition.empty()) {
    const absl::Status chosen = Choose(definition, *said);
    if (!chosen.ok()) return chosen;
  }
  absl::StatusOr<Moment> known =
      asked.against
          ? ReadMoment(connection, keys, *asked.against)
          : ReadNow(basis, said->days, InForce(basis.definitions, definition, said->days.last));
  if (!known.ok()) return known.status();
  // A table that it has not is gone.
  if (!definition.empty()) Choose(definition, *known).IgnoreError();
  response = Compare(*said, *known, asked.differing_only);
  response.set_name(FormatSnapshotName(asked.name));
  SetPeriod(said->days, *response.mutable_period());
  response.set_against(Named(asked.against));
  return Sized(response);
}

absl::StatusOr<Carrying> Parse(const v1::GetCarryOverRequest& request) {
  const auto days = ParseDays(request.period());
  if (!days.ok()) return days.status();
  const auto previous = ParseOptional(request.previous(), "previous");
  if (!previous.ok()) return previous.status();
  const auto against = ParseOptional(request.against(), "against");
  if (!against.ok()) return against.status();
  if (*previous && (*previous)->days.last != days->first - 1) {
    return PeriodsDiffer("previous", "does not end on the day before the period",
                         "Bản chốt số liệu không kết thúc vào ngày trước kỳ.");
  }
  if (*against && !Same((*against)->days, *days)) {
    return PeriodsDiffer("against", "is a snapshot of another period",
                         "Bản chốt số liệu không thuộc kỳ này.");
  }
  return Carrying{*days, *previous, *against};
}

absl::Status AnswerCarryOver(const Basis& basis, const signing::Keyring& keys,
                             const Carrying& asked, sql::Connection& connection,
                             v1::CarryOver& response) {
  absl::StatusOr<SnapshotName> previous =
      asked.previous ? *asked.previous : NewestEndingOn(connection, keys, asked.days.first - 1);
  if (!previous.ok()) return previous.status();
  const absl::StatusOr<Moment> said = ReadMoment(connection, keys, *previous);
  if (!said.ok()) return said.status();
  const absl::StatusOr<Moment> carried =
      asked.against ? ReadMoment(connection, keys, *asked.against)
                    : ReadNow(basis, asked.days,
                              StatingCarriedOver(basis.definitions.InForce(asked.days.last)));
  if (!carried.ok()) return carried.status();
  response = CarriedOver(*said, *carried);
  SetPeriod(asked.days, *response.mutable_period());
  response.set_previous(FormatSnapshotName(*previous));
  response.set_against(Named(asked.against));
  return Sized(response);
}

}  // namespace motcua::aggregator
