// Whether a snapshot is what was signed. Pure: no database, no network. Each tells what differs, in
// English; empty: nothing.
#ifndef MOTCUA_SERVICES_AGGREGATOR_CLOSING_CHECK_H_
#define MOTCUA_SERVICES_AGGREGATOR_CLOSING_CHECK_H_

#include <string>
#include <string_view>
#include <vector>

#include "common/base/checked.h"
#include "common/signing/key.h"
#include "motcua/aggregator/v1/snapshot.pb.h"
#include "services/aggregator/tables/days.h"

namespace motcua::aggregator {

// Ids of the sources that may still count something in the period.
std::vector<std::string> IncompleteSources(const std::vector<v1::SnapshotSource>& sources,
                                           Days days);

std::string FaultOf(const v1::Snapshot& head, const signing::Keyring& keys);
std::string FaultOf(const v1::SnapshotContent& content, const v1::Snapshot& head);
std::string FaultOf(const catalog::v1::Catalog& catalog, const v1::Snapshot& head);
// A page by itself; `page` counts from 0.
std::string FaultOf(const v1::SnapshotFacts& facts, const v1::Snapshot& head, int page);
// Pages that are right by themselves: their order and their sum.
std::string FaultOf(const std::vector<v1::SnapshotFacts>& pages, const v1::Snapshot& head);

// A protobuf message from the very bytes that this program would write; false for any others, also
// those that mean the same: somebody has been at them.
bool ParseExactly(std::string_view bytes, google::protobuf::Message& message);

// A file with a v1::SnapshotFile, checked part by part: place `file`, `head`, `content`, `facts`,
// `facts page 3`, `catalog` or `tables`. Every table is evaluated again from the facts,
// the catalogue and the definitions of the file itself.
Checked CheckSnapshotFile(std::string_view bytes, const signing::Keyring& keys);

}  // namespace motcua::aggregator

#endif  // MOTCUA_SERVICES_AGGREGATOR_CLOSING_CHECK_H_
