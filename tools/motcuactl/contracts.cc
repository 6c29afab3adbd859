#include "tools/motcuactl/contracts.h"

#include "motcua/aggregator/v1/aggregator.pb.h"
#include "motcua/aggregator/v1/plan.pb.h"
#include "motcua/aggregator/v1/said.pb.h"
#include "motcua/catalog/v1/catalog.pb.h"
#include "motcua/digitization/v1/digitization.pb.h"
#include "motcua/feed/v1/feed.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "motcua/payment/v1/payment.pb.h"
#include "motcua/portal/v1/portal.pb.h"
#include "motcua/portal/v1/sync.pb.h"
#include "motcua/processing/v1/processing.pb.h"
#include "motcua/statistics/v1/statistics.pb.h"
#include "motcua/verify/v1/verify.pb.h"

namespace motcua::ctl {

std::vector<const google::protobuf::ServiceDescriptor*> Contracts() {
  std::vector<const google::protobuf::ServiceDescriptor*> services;
  // Naming a message of each file also links its descriptor in.
  for (const auto* message :
       {catalog::v1::Catalog::descriptor(), intake::v1::Dossier::descriptor(),
        processing::v1::Case::descriptor(), payment::v1::Account::descriptor(),
        digitization::v1::Folder::descriptor(), feed::v1::Cursor::descriptor(),
        statistics::v1::Cell::descriptor(), aggregator::v1::Table::descriptor(),
        aggregator::v1::Plan::descriptor(), aggregator::v1::Causes::descriptor(),
        portal::v1::Province::descriptor(), portal::v1::SyncState::descriptor(),
        verify::v1::Part::descriptor()}) {
    const auto* file = message->file();
    for (int i = 0; i < file->service_count(); ++i) services.push_back(file->service(i));
  }
  return services;
}

}  // namespace motcua::ctl
