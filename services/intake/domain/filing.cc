#include "services/intake/domain/filing.h"

#include "services/intake/domain/refusals.h"

namespace motcua::intake {
namespace {

// The agency that receives on that day, or why it does not.
absl::StatusOr<const catalog::Agency*> Receiver(const Filing& filing, Day day,
                                                const catalog::Catalog& catalog) {
  const catalog::Agency* agency = catalog.FindAgency(filing.agency);
  if (agency == nullptr) return AgencyUnknown();
  if (!agency->ValidOn(day)) return AgencyNotValid();
  if (agency->code.empty()) return AgencyWithoutCode();
  return agency;
}

absl::Status CheckStatedCode(const Dossier* existing, const Filing& filing,
                             const catalog::Catalog& catalog) {
  const auto code = ParseCode(filing.code);
  if (!code) return CodeMalformed();
  if (catalog.FindAgencyByCode(code->agency_code) == nullptr) return CodePrefixUnknown();
  return existing == nullptr ? absl::OkStatus() : DossierExists();
}

}  // namespace

const Filing* FilingOf(const Command& command) {
  if (const auto* file = std::get_if<File>(&command)) return &file->filing;
  if (const auto* receive = std::get_if<Receive>(&command)) return &receive->filing;
  return nullptr;
}

std::string SeriesOf(const Filing& filing, const catalog::Catalog* catalog) {
  if (catalog == nullptr) return {};
  if (!filing.code.empty()) {
    const auto code = ParseCode(filing.code);
    return code ? CodeSeries(code->agency_code, code->day) : std::string();
  }
  const catalog::Agency* agency = catalog->FindAgency(filing.agency);
  if (agency == nullptr || agency->code.empty()) return {};
  return CodeSeries(agency->code, LocalDay(filing.file_time));
}

absl::StatusOr<Dossier> NewDossier(const Dossier* existing, const Filing& filing,
                                   const Context& context) {
  if (context.catalog == nullptr) return CatalogMissing();
  const Day day = LocalDay(filing.file_time);
  const auto agency = Receiver(filing, day, *context.catalog);
  if (!agency.ok()) return agency.status();
  if (context.catalog->ProcedureOn(filing.procedure, day) == nullptr) return ProcedureUnknown();
  Dossier dossier;
  if (filing.code.empty()) {
    dossier.code = FormatCode(CodeSeries((*agency)->code, day), context.last_serial + 1);
  } else {
    absl::Status status = CheckStatedCode(existing, filing, *context.catalog);
    if (!status.ok()) return status;
    dossier.code = filing.code;
  }
  dossier.agency = filing.agency;
  dossier.procedure = filing.procedure;
  dossier.channel = filing.channel;
  dossier.status_day = day;
  dossier.file_time = filing.file_time;
  dossier.applicant_hash = filing.applicant_hash;
  return dossier;
}

absl::StatusOr<bool> MarkReceived(const catalog::Procedure& procedure, absl::Time receive_time,
                                  std::optional<Day> stated_due_day,
                                  const catalog::Catalog& catalog, Dossier& dossier) {
  dossier.procedure_version = procedure.version;
  dossier.receive_time = receive_time;
  const bool online = dossier.channel == Channel::kOnline;
  const auto legal = catalog::DueDay(procedure, catalog.calendar(), online, receive_time);
  if (!legal.ok() && !stated_due_day) return legal.status();
  dossier.due_day = stated_due_day ? stated_due_day : *legal;
  SetStatus(Status::kReceived, receive_time, dossier);
  return legal.ok() && dossier.due_day && *legal == dossier.due_day;
}

bool SetStatus(Status status, absl::Time time, Dossier& dossier) {
  if (dossier.status == status) return false;
  dossier.status = status;
  dossier.status_day = LocalDay(time);
  return true;
}

}  // namespace motcua::intake
