#include "services/intake/parse_filing.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "common/base/errors.h"
#include "common/base/hash.h"
#include "common/rpc/request.h"
#include "services/intake/domain/refusals.h"

namespace motcua::intake {
namespace {

absl::Status FieldRequired(const char* field) {
  return InvalidField(field, "FIELD_REQUIRED", "the field is required", "Trường này là bắt buộc");
}

// Digits, and what else `extra` lists. Texts of errors never repeat what was given.
bool OnlyOf(std::string_view text, std::string_view extra, bool letters) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (letters && c >= 'A' && c <= 'Z') ||
           extra.find(c) != std::string_view::npos;
  });
}

absl::StatusOr<Person> ParseApplicant(const v1::Applicant& applicant) {
  auto name = rpc::ParseText(applicant.full_name(), 255, "dossier.applicant.full_name");
  if (!name.ok()) return name.status();
  const std::string& identity = applicant.identity_number();
  if (identity.size() > 32 || !OnlyOf(identity, "-", true)) {
    return InvalidField("dossier.applicant.identity_number", "IDENTITY_NUMBER_INVALID",
                        "must be 1 to 32 of 0-9, A-Z and -",
                        "Số giấy tờ gồm 1 đến 32 ký tự 0–9, A–Z và dấu -");
  }
  const std::string& phone = applicant.phone();
  if (!phone.empty() && (phone.size() < 3 || phone.size() > 20 || !OnlyOf(phone, "+ ", false))) {
    return InvalidField("dossier.applicant.phone", "PHONE_INVALID",
                        "must be 3 to 20 of 0-9, + and spaces",
                        "Số điện thoại gồm 3 đến 20 ký tự 0–9, + và dấu cách");
  }
  return Person{*std::move(name), identity, phone, RandomBytes(16)};
}

absl::StatusOr<Channel> ParseChannel(type::v1::Channel channel) {
  switch (channel) {
    case type::v1::CHANNEL_ONLINE:
      return Channel::kOnline;
    case type::v1::CHANNEL_IN_PERSON:
      return Channel::kInPerson;
    case type::v1::CHANNEL_POST:
      return Channel::kPost;
    default:
      return InvalidField("dossier.channel", "CHANNEL_INVALID",
                          "a dossier is filed online, in person or by post",
                          "Hồ sơ được nộp trực tuyến, trực tiếp hoặc qua bưu chính");
  }
}

absl::Status TakeCode(const v1::ImportFacts& facts, Filing& filing) {
  if (!facts.code().empty() && !ParseCode(facts.code())) return CodeMalformed();
  filing.code = facts.code();
  return absl::OkStatus();
}

absl::Status TakeTime(const google::protobuf::Timestamp& stated, absl::Time now, const char* field,
                      absl::Time& time) {
  const auto parsed = rpc::ParseTime(stated, now, field);
  if (parsed.ok()) time = *parsed;
  return parsed.status();
}

}  // namespace

absl::StatusOr<ParsedFiling> ParseFiling(const v1::Dossier& dossier) {
  auto agency = rpc::ParseName("agencies", dossier.agency(), "dossier.agency");
  if (!agency.ok()) return agency.status();
  auto procedure = rpc::ParseName("procedures", dossier.procedure(), "dossier.procedure");
  if (!procedure.ok()) return procedure.status();
  const auto channel = ParseChannel(dossier.channel());
  if (!channel.ok()) return channel.status();
  if (!dossier.has_applicant()) return FieldRequired("dossier.applicant");
  auto person = ParseApplicant(dossier.applicant());
  if (!person.ok()) return person.status();
  ParsedFiling parsed;
  parsed.person = *std::move(person);
  parsed.filing.agency = *std::move(agency);
  parsed.filing.procedure = *std::move(procedure);
  parsed.filing.channel = *channel;
  parsed.filing.applicant_hash = ApplicantHash(parsed.person);
  return parsed;
}

absl::Status TakeFileFacts(const v1::ImportFacts& facts, const Asked& asked, Filing& filing) {
  if (!asked.caller.may_import()) return ImportRoleRequired("import");
  if (!facts.due_date().empty()) {
    return InvalidField("import.due_date", "DUE_BEFORE_RECEIPT",
                        "a dossier that is only filed has no due date",
                        "Hồ sơ mới nộp chưa có ngày hẹn trả");
  }
  absl::Status status;
  if (facts.has_file_time()) {
    status = TakeTime(facts.file_time(), asked.now(), "import.file_time", filing.file_time);
  } else if (facts.has_receive_time()) {
    status = TakeTime(facts.receive_time(), asked.now(), "import.receive_time", filing.file_time);
  } else {
    status = FieldRequired("import.file_time");
  }
  return status.ok() ? TakeCode(facts, filing) : status;
}

absl::Status TakeReceiptFacts(const v1::ImportFacts& facts, const Asked& asked, Receive& receive) {
  if (!asked.caller.may_import()) return ImportRoleRequired("import");
  if (!facts.has_receive_time()) return FieldRequired("import.receive_time");
  absl::Status status =
      TakeTime(facts.receive_time(), asked.now(), "import.receive_time", receive.receive_time);
  if (!status.ok()) return status;
  receive.filing.file_time = receive.receive_time;
  if (facts.has_file_time()) {
    status = TakeTime(facts.file_time(), asked.now(), "import.file_time", receive.filing.file_time);
    if (!status.ok()) return status;
  }
  const auto due_day = rpc::ParseDate(facts.due_date(), "import.due_date");
  if (!due_day.ok()) return due_day.status();
  receive.due_day = *due_day;
  receive.imported = true;
  return TakeCode(facts, receive.filing);
}

}  // namespace motcua::intake
