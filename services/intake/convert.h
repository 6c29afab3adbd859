// Between the contract and the values of the domain.
#ifndef MOTCUA_SERVICES_INTAKE_CONVERT_H_
#define MOTCUA_SERVICES_INTAKE_CONVERT_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "common/journal/journal.h"
#include "motcua/feed/v1/feed.pb.h"
#include "motcua/intake/v1/intake.pb.h"
#include "services/intake/command.h"
#include "services/intake/domain/dossier.h"
#include "services/intake/domain/events.h"
#include "services/intake/domain/person.h"

namespace motcua::intake {

// Without applicant.
void ToProto(const Dossier& dossier, v1::Dossier* message);
void ToProto(const Person& person, v1::Applicant* message);
void ToPublicStatus(const Dossier& dossier, v1::PublicStatus* message);

// As the feed tells them; `dossier` is the state after the last of them.
std::vector<journal::Event> ToJournalEvents(const Dossier& dossier,
                                            const std::vector<Event>& events);
journal::Event CatalogChangedEvent(std::int64_t revision, absl::Time time);

// The command that follows one command of processing; null when its events are none of
// intake's business.
std::shared_ptr<IntakeCommand> FromProcessing(const std::vector<feed::v1::Event>& events);

}  // namespace motcua::intake

#endif  // MOTCUA_SERVICES_INTAKE_CONVERT_H_
