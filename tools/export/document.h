// A report to be printed: what the aggregator answered, and what stands on the paper around it.
#ifndef MOTCUA_TOOLS_EXPORT_DOCUMENT_H_
#define MOTCUA_TOOLS_EXPORT_DOCUMENT_H_

#include <map>
#include <string>

#include "motcua/aggregator/v1/aggregator.pb.h"

namespace motcua::exports {

// Who reports, in Vietnamese; what is empty is left open on the paper.
struct Letterhead {
  std::string authority;  // the body above, for instance `UBND tỉnh Quảng Trị`
  std::string office;     // for instance `Trung tâm Phục vụ hành chính công`
  std::string place;      // where it is signed
  std::string signer;     // whose signature is asked for, for instance `Giám đốc`
};

struct Document {
  aggregator::v1::Report report;
  std::map<std::string, aggregator::v1::TableDefinition> definitions;  // of its tables, by id
  Letterhead letterhead;
};

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_DOCUMENT_H_
