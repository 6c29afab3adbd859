#include "tests/federation/figures.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/rpc/request.h"
#include "common/sql/connection.h"
#include "motcua/portal/v1/portal.grpc.pb.h"

namespace motcua::federation {
namespace {

Cells ReadCells(local::Federation& federation, const std::string& process,
                const std::string& query) {
  sql::Connection connection(SettingsOf(federation, process));
  Cells cells;
  for (sql::Rows rows = connection.Query(query); rows.Next();) cells[rows.Text(1)] = rows.Int(2);
  return cells;
}

const std::string kKey =
    "CONCAT_WS('|', agency, procedure_id, channel, day, counter, responsible_agency)";

}  // namespace

sql::Settings SettingsOf(const local::Federation& federation, const std::string& process) {
  sql::Settings settings;
  settings.socket = federation.database().socket();
  settings.database = federation.DatabaseOf(process);
  return settings;
}

Cells CountedBy(local::Federation& federation, const std::string& source) {
  return ReadCells(federation, source,
                   absl::StrCat("SELECT ", kKey,
                                ", value FROM cell JOIN cell_head USING (epoch_no)"
                                " WHERE value <> 0"));
}

Cells HeldOf(local::Federation& federation, const std::string& source) {
  return ReadCells(federation, "aggregator",
                   absl::StrCat("SELECT ", kKey,
                                ", value FROM received_cell WHERE value <> 0"
                                " AND source = '",
                                source, "'"));
}

Cells PortalSums(local::Federation& federation, const std::string& province) {
  return SumOfAll(ReadCells(federation, "portal",
                            absl::StrCat("SELECT ", kKey,
                                         ", value FROM received_cell WHERE value <> 0"
                                         " AND counter <> 90 AND source = '",
                                         province, "'")));
}

Cells SumOfAll(const Cells& cells) {
  Cells sums;
  for (const auto& [key, value] : cells) {
    const std::vector<std::string> part = absl::StrSplit(key, '|');
    sums[absl::StrCat(part[2], "|", part[4])] += value;
  }
  std::erase_if(sums, [](const auto& entry) { return entry.second == 0; });
  return sums;
}

Cells SumByAgency(const Cells& cells) {
  Cells sums;
  for (const auto& [key, value] : cells) {
    const std::vector<std::string> part = absl::StrSplit(key, '|');
    sums[absl::StrCat(part[0], "|", part[2], "|", part[4])] += value;
  }
  std::erase_if(sums, [](const auto& entry) { return entry.second == 0; });
  return sums;
}

std::set<std::string> CodesIn(local::Federation& federation, const std::string& source) {
  sql::Connection connection(SettingsOf(federation, source));
  std::set<std::string> codes;
  const std::string table = source == "intake" ? "dossier" : "dossier_case";
  for (sql::Rows rows = connection.Query("SELECT code FROM " + table); rows.Next();) {
    codes.insert(rows.Text(1));
  }
  return codes;
}

DossierFigures& DossierFigures::operator+=(const DossierFigures& other) {
  received += other.received;
  received_online += other.received_online;
  carried_over += other.carried_over;
  finished_early += other.finished_early;
  finished_on_time += other.finished_on_time;
  finished_late += other.finished_late;
  open += other.open;
  overdue += other.overdue;
  return *this;
}

void PrintTo(const DossierFigures& figures, std::ostream* out) {
  *out << "received " << figures.received << ", online " << figures.received_online
       << ", carried over " << figures.carried_over << ", early " << figures.finished_early
       << ", on time " << figures.finished_on_time << ", late " << figures.finished_late
       << ", open " << figures.open << ", overdue " << figures.overdue;
}

DossierFigures FiguresOf(const portal::v1::ProvinceLine& line) {
  return {line.received(),       line.received_online(),  line.carried_over(),
          line.finished_early(), line.finished_on_time(), line.finished_late(),
          line.open(),           line.overdue()};
}

DossierFigures CountDossiers(local::Federation& federation, const std::string& prefix,
                             const std::string& first_day, const std::string& last_day) {
  // Status 9 and 10 are ended ones; status_day is then the day it was finished, of local time.
  constexpr char kSelect[] = R"(
      WITH bounds AS (SELECT DATEDIFF(?, '1970-01-01') AS first_day,
                             DATEDIFF(?, '1970-01-01') AS last_day),
           one AS (SELECT FLOOR((receive_time / 1000000 + 25200) / 86400) AS receive_day, channel,
                          due_day, IF(status IN (9, 10), status_day, 99999) AS finish_day
                   FROM dossier WHERE receive_time IS NOT NULL)
      SELECT SUM(receive_day BETWEEN first_day AND last_day),
             SUM(receive_day BETWEEN first_day AND last_day AND channel = 1),
             SUM(receive_day < first_day AND finish_day >= first_day),
             SUM(finish_day BETWEEN first_day AND last_day AND finish_day < due_day),
             SUM(finish_day BETWEEN first_day AND last_day AND finish_day = due_day),
             SUM(finish_day BETWEEN first_day AND last_day AND finish_day > due_day),
             SUM(receive_day <= last_day AND finish_day > last_day),
             SUM(receive_day <= last_day AND finish_day > last_day AND due_day <= last_day)
      FROM one, bounds)";
  sql::Connection connection(SettingsOf(federation, prefix + "intake"));
  sql::Rows row = connection.Query(kSelect, {first_day, last_day});
  row.Next();
  return {row.Int(1), row.Int(2), row.Int(3), row.Int(4),
          row.Int(5), row.Int(6), row.Int(7), row.Int(8)};
}

bool AwaitComplete(const local::Federation& federation, absl::Duration timeout, absl::Time time) {
  const auto stub = portal::v1::PortalService::NewStub(federation.Dial("portal", "admin"));
  const absl::Time begin = absl::Now();
  while (absl::Now() < begin + timeout) {
    portal::v1::ListProvincesResponse answer;
    const grpc::Status status = stub->ListProvinces(rpc::ContextFor(absl::Seconds(5)).get(),
                                                    portal::v1::ListProvincesRequest(), &answer);
    const auto complete = [&](const portal::v1::Province& province) {
      return rpc::FromTimestamp(province.complete_until()) >= time;
    };
    if (status.ok() && !answer.provinces().empty() &&
        std::all_of(answer.provinces().begin(), answer.provinces().end(), complete)) {
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

bool RecountsEqual(local::Federation& federation, const std::string& source,
                   const std::string& var) {
  federation.Kill(source);
  federation.Start(source, {"--recount"});
  federation.AwaitHealthy(source);
  std::ifstream file(var + "/log/" + source + ".log");
  const std::string log((std::istreambuf_iterator<char>(file)), {});
  return log.find("\"event\":\"recounted\",\"equal\":\"yes\"") != std::string::npos;
}

}  // namespace motcua::federation
