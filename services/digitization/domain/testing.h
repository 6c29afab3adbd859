// Values for tests of the domain: days, folders, a small catalogue, decisions that must succeed.
#ifndef MOTCUA_SERVICES_DIGITIZATION_DOMAIN_TESTING_H_
#define MOTCUA_SERVICES_DIGITIZATION_DOMAIN_TESTING_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/catalog/catalog.h"
#include "common/worktime/calendars_for_test.h"
#include "gtest/gtest.h"
#include "services/digitization/domain/decide.h"

namespace motcua::digitization {

inline Day D(const char* date) { return *ParseDay(date); }
inline absl::Time At(const char* date, int hour) { return StartOfDay(D(date)) + absl::Hours(hour); }

// A file's name: 64 times the same digit.
inline std::string FileOf(char digit) { return std::string(64, digit); }

// `cap-phep` asks for a form, a drawing and, not needed, a photo; `khai-sinh` names no components.
// 11 April 2022 is a holiday.
inline std::shared_ptr<const catalog::Catalog> SmallCatalog() {
  const auto agency = [](const char* id, const char* code) {
    catalog::Agency agency;
    agency.id = agency.name_vi = id;
    agency.code = code;
    return agency;
  };
  const auto procedure = [](const char* id, std::vector<catalog::Component> components) {
    catalog::Procedure procedure;
    procedure.id = procedure.name_vi = id;
    procedure.valid_from = D("2000-01-01");
    procedure.field = procedure.field_vi = "xay-dung";
    procedure.components = std::move(components);
    return procedure;
  };
  return catalog::Catalog::Build(1,
                                 {agency("so-xay-dung", "H50.01"), agency("so-tu-phap", "H50.02")},
                                 {procedure("cap-phep", {{"don", "Đơn đề nghị", false},
                                                         {"ban-ve", "Bản vẽ", false},
                                                         {"anh", "Ảnh", true}}),
                                  procedure("khai-sinh", {})},
                                 worktime::PlainCalendar({"2022-04-11"}))
      .value();
}

inline Receipt ReceiptAt(const char* agency, const char* procedure, absl::Time time) {
  return {agency, statistics::Channel::kOnline, time, {procedure, 1, {}}};
}

// Decides commands on one dossier, one after the other.
class Desk {
 public:
  std::string code = "H50.01-220401-0001";
  Configuration configuration;
  Context context;
  std::optional<Folder> folder;
  Decision last;  // the newest decision

  Desk() {
    context.event_time = At("2022-04-05", 9);
    context.organisation = "quang-tri";
    context.configuration = &configuration;
    context.catalog = catalog_.get();
    context.file_size = 10'000;
  }
  Desk(const Desk&) = delete;

  absl::Status Try(const Command& command) {
    absl::StatusOr<Decision> decision = Decide(folder ? &*folder : nullptr, code, command, context);
    if (!decision.ok()) return decision.status();
    last = *std::move(decision);
    folder = last.after;
    return absl::OkStatus();
  }
  void Do(const Command& command) {
    const absl::Status status = Try(command);
    EXPECT_TRUE(status.ok()) << status;
  }
  // Received on 1 April at 8; due on the 15th.
  void Receive(const char* procedure = "cap-phep") {
    const absl::Time now = std::exchange(context.event_time, At("2022-04-01", 8));
    Do(Open{ReceiptAt("so-xay-dung", procedure, context.event_time)});
    Note(context.event_time, DueFrom{D("2022-04-15")});
    context.event_time = now;
  }
  template <typename What>
  void Note(absl::Time time, What what) {
    Do(NoteCase{{CaseStep{time, std::move(what)}}});
  }
  void Finish(absl::Time time) { Note(time, Ended{true}); }

  AttachComponent Scan(const std::string& component, char file) const {
    AttachComponent command;
    command.component = component;
    command.file = FileOf(file);
    return command;
  }
  // Scanned, and every further step signed off.
  void Digitize(const std::string& component, char file) {
    AttachComponent command = Scan(component, file);
    command.steps.assign(configuration.steps.begin() + 1, configuration.steps.end());
    Do(command);
  }
  AttachResult ResultOf(char file) const {
    AttachResult command;
    command.file = FileOf(file);
    return command;
  }

 private:
  const std::shared_ptr<const catalog::Catalog> catalog_ = SmallCatalog();
};

}  // namespace motcua::digitization

#endif  // MOTCUA_SERVICES_DIGITIZATION_DOMAIN_TESTING_H_
