#include "services/aggregator/reported/convert.h"

#include "common/rpc/request.h"

namespace motcua::aggregator {
namespace {

using statistics::CellKey;

std::string NameIn(const std::string& collection, const std::string& id) {
  return id.empty() ? "" : collection + "/" + id;
}

void AddCount(const CellKey& key, std::int64_t value, v1::ImportCountsRequest& request) {
  v1::ReportedCount& count = *request.add_counts();
  count.set_agency(NameIn("agencies", key.agency));
  count.set_counter(static_cast<statistics::v1::Counter>(key.counter));
  count.set_day(FormatDay(key.day));
  count.set_value(value);
  count.set_channel(static_cast<type::v1::Channel>(key.channel));
  count.set_procedure(NameIn("procedures", key.procedure));
}

}  // namespace

v1::Import ToProto(const Import& import) {
  v1::Import out;
  out.set_name(NameIn("imports", import.id));
  out.set_document_vi(import.document.title_vi);
  out.set_agency(NameIn("agencies", import.document.agency));
  out.set_document_sha256(import.document.sha256);
  out.set_organisation(import.organisation);
  *out.mutable_import_time() = rpc::ToTimestamp(import.import_time);
  out.set_withdrawn(import.withdrawn);
  out.set_count_size(import.count_size);
  out.set_etag(EtagOf(import));
  return out;
}

journal::Event ToJournalEvent(const ImportChange& change) {
  v1::ImportEvent event;
  if (const auto* document = std::get_if<TakeIn>(&change.what)) {
    v1::ImportCountsRequest& imported = *event.mutable_imported();
    imported.set_name(NameIn("imports", change.id));
    imported.set_agency(NameIn("agencies", document->agency));
    imported.set_document_sha256(document->sha256);
    for (const auto& [key, value] : document->counts.values()) AddCount(key, value, imported);
  } else {
    event.mutable_withdrawn()->set_name(NameIn("imports", change.id));
  }
  return {change.id, event.GetDescriptor()->full_name(), event.SerializeAsString(), change.time};
}

}  // namespace motcua::aggregator
