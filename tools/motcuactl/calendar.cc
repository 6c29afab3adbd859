#include <fstream>
#include <iostream>
#include <sstream>

#include "common/base/errors.h"
#include "common/catalog/convert.h"
#include "common/worktime/calendar_file.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "tools/motcuactl/commands.h"

namespace motcua::ctl {

int SendCalendar(const Federation& federation, const Arguments& arguments) {
  std::ifstream file(arguments[0]);
  std::stringstream text;
  if (!(text << file.rdbuf())) {
    std::cerr << arguments[0] << " cannot be read, or is empty\n";
    return 2;
  }
  const auto calendar = worktime::ParseCalendar(text.str());
  if (!calendar.ok()) {
    std::cerr << calendar.status().message() << "\n"
              << RefusalOf(calendar.status()).message_vi << "\n";
    return 2;
  }
  catalog::v1::UpdateCatalogRequest request;
  for (const auto& [year, source] : calendar->years()) {
    *request.add_calendar_years() = catalog::ToProto(year, source);
  }
  for (const auto& [day, stated] : calendar->days()) {
    *request.add_calendar_days() = catalog::ToProto(day, stated);
  }
  catalog::v1::UpdateCatalogResponse response;
  const auto stub = catalog::v1::CatalogService::NewStub(federation.Connect("intake"));
  const grpc::Status status =
      stub->UpdateCatalog(rpc::ContextFor(absl::Seconds(30)).get(), request, &response);
  if (!status.ok()) return PrintError(status);
  std::cout << calendar->years().size() << " years, " << calendar->days().size()
            << " days stated: revision " << response.revision() << " of the catalogue\n"
            << "open due dates stay until ProcessingService.RecalculateDueDates\n";
  return 0;
}

}  // namespace motcua::ctl
