#include "services/aggregator/closing/check.h"

#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"
#include "common/signing/canonical.h"
#include "common/signing/sign.h"
#include "services/aggregator/closing/name.h"
#include "services/aggregator/closing/pages.h"
#include "services/aggregator/said/snapshots.h"
#include "services/aggregator/tables/evaluate.h"

namespace motcua::aggregator {
namespace {

bool HasDigest(const google::protobuf::Message& message, const std::string& digest) {
  const auto computed = signing::DigestOf(message);
  return computed.ok() && *computed == digest;
}

std::string FaultOfName(const v1::Snapshot& head) {
  const auto name = ParseSnapshotName(head.name());
  if (!name) return "its name is none of a snapshot";
  const bool agrees = head.number() == name->number &&
                      head.period().first_day() == FormatDay(name->days.first) &&
                      head.period().last_day() == FormatDay(name->days.last);
  if (!agrees) return "its name is not that of its period and number";
  const std::string before =
      name->number == 1 ? "" : FormatSnapshotName({name->days, name->number - 1});
  return head.supersedes() == before ? "" : "it does not supersede the number before it";
}

std::string FaultOfCompleteness(const v1::Snapshot& head) {
  const std::vector<std::string> said(head.incomplete_sources().begin(),
                                      head.incomplete_sources().end());
  const auto incomplete = IncompleteSources({head.sources().begin(), head.sources().end()},
                                            ParseSnapshotName(head.name())->days);
  const bool agrees = said == incomplete && head.provisional() == !incomplete.empty();
  return agrees ? "" : "it is not as complete as its sources are";
}

// The table again, from nothing but facts, catalogue and definition.
std::string FaultOfTable(const v1::Table& table, const v1::TableDefinition& definition,
                         const Facts& facts, Days days) {
  const v1::Table again = ToProto(definition, Compute(definition, facts, days), days, facts);
  if (again.rows_size() != table.rows_size()) return "has other rows";
  const auto same = [](const v1::Row& a, const v1::Row& b) {
    return a.SerializeAsString() == b.SerializeAsString();
  };
  for (int i = 0; i < table.rows_size(); ++i) {
    if (!same(table.rows(i), again.rows(i))) return absl::StrCat("row ", table.rows(i).id());
  }
  return same(table.total(), again.total()) ? "" : "the total";
}

void CheckTables(const WholeSnapshot& snapshot, Checked& checked) {
  const auto moment = MomentOf(snapshot);
  if (!moment.ok()) {
    return checked.Add("catalog", std::string(moment.status().message()));
  }
  const Facts facts = ToFacts(moment->facts, moment->catalog, moment->days);
  for (int i = 0; i < snapshot.content.tables_size(); ++i) {
    const v1::Table& table = snapshot.content.tables(i);
    const std::string fault =
        FaultOfTable(table, snapshot.content.definitions(i), facts, moment->days);
    ++checked.count;
    if (!fault.empty()) {
      checked.Add(absl::StrCat("tables ", table.definition()),
                  absl::StrCat(fault, ": not what facts, catalogue and definition give"));
    }
  }
}

void Note(const std::string& place, const std::string& fault, Checked& checked) {
  ++checked.count;
  if (!fault.empty()) checked.Add(place, fault);
}

}  // namespace

std::vector<std::string> IncompleteSources(const std::vector<v1::SnapshotSource>& sources,
                                           Days days) {
  std::vector<std::string> incomplete;
  for (const v1::SnapshotSource& source : sources) {
    const bool complete = source.has_complete_until() &&
                          rpc::FromTimestamp(source.complete_until()) >= StartOfDay(days.last + 1);
    if (!complete) incomplete.push_back(source.source());
  }
  return incomplete;
}

std::string FaultOf(const v1::Snapshot& head, const signing::Keyring& keys) {
  const absl::Status verified = signing::Verify(keys, head);
  if (verified.ok()) return FaultOfName(head);
  return absl::StrCat(RefusalOf(verified).reason, ": ", verified.message());
}

std::string FaultOf(const v1::SnapshotContent& content, const v1::Snapshot& head) {
  if (!HasDigest(content, head.content_digest())) {
    return "its content does not have the digest that was signed";
  }
  const int size = head.definitions_size();
  if (content.definitions_size() != size || content.tables_size() != size) {
    return "its content has not one definition and one table for each it names";
  }
  for (int i = 0; i < size; ++i) {
    const v1::DefinitionUse& use = head.definitions(i);
    const v1::Table& table = content.tables(i);
    if (!HasDigest(content.definitions(i), use.digest())) {
      return absl::StrCat("definition ", use.definition(), " does not have its digest");
    }
    if (table.definition() != use.definition() || table.definition_version() != use.version()) {
      return absl::StrCat("table ", i, " is not that of ", use.definition());
    }
  }
  return "";
}

std::string FaultOf(const catalog::v1::Catalog& catalog, const v1::Snapshot& head) {
  if (HasDigest(catalog, head.catalog_digest())) return "";
  return "its catalogue does not have the digest that was signed";
}

std::string FaultOf(const v1::SnapshotFacts& facts, const v1::Snapshot& head, int page) {
  if (HasDigest(facts, head.fact_pages(page))) return "";
  return absl::StrCat("page ", page, " of its facts does not have the digest that was signed");
}

std::string FaultOf(const std::vector<v1::SnapshotFacts>& pages, const v1::Snapshot& head) {
  std::int64_t count = 0;
  for (const v1::SnapshotFacts& page : pages) count += page.facts_size();
  if (count != head.fact_count()) {
    return absl::StrCat("it has ", count, " facts, and ", head.fact_count(), " were signed");
  }
  return FaultOf(pages);
}

bool ParseExactly(std::string_view bytes, google::protobuf::Message& message) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())) &&
         message.SerializeAsString() == bytes;
}

Checked CheckSnapshotFile(std::string_view bytes, const signing::Keyring& keys) {
  Checked checked;
  v1::SnapshotFile file;
  if (!file.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    checked.Add("file", "is not a snapshot, or cut off");
    return checked;
  }
  if (file.SerializeAsString() != bytes) checked.Add("file", "is not as it was written");
  const v1::Snapshot& head = file.snapshot();
  Note("head", FaultOf(head, keys), checked);
  Note("content", FaultOf(file.content(), head), checked);
  Note("catalog", FaultOf(file.catalog(), head), checked);
  if (file.fact_pages_size() != head.fact_pages_size()) {
    checked.Add("facts", absl::StrCat("there are ", file.fact_pages_size(), " pages, and ",
                                      head.fact_pages_size(), " were signed"));
    return checked;
  }
  const std::vector<v1::SnapshotFacts> pages(file.fact_pages().begin(), file.fact_pages().end());
  for (int i = 0; i < head.fact_pages_size(); ++i) {
    Note(absl::StrCat("facts page ", i), FaultOf(pages[i], head, i), checked);
  }
  Note("facts", FaultOf(pages, head), checked);
  // A table of what is no longer what was signed would be one more guess.
  if (checked.fault_count == 0) {
    Note("head", FaultOfCompleteness(head), checked);
    CheckTables({head, file.content(), pages, file.catalog()}, checked);
  }
  return checked;
}

}  // namespace motcua::aggregator
