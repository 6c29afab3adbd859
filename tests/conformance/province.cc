#include "tests/conformance/province.h"

#include <stdexcept>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "common/rpc/channel.h"
#include "common/testing/catalog.h"
#include "google/protobuf/text_format.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "tests/conformance/examples.h"

namespace motcua::conformance {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(20);

constexpr char kCatalog[] = R"(
  agencies {
    name: "agencies/so-tu-phap" display_name_vi: "Sở Tư pháp" level: LEVEL_DEPARTMENT
    list_order: 1 code: "H50.01"
  }
  agencies {
    name: "agencies/so-y-te" display_name_vi: "Sở Y tế" level: LEVEL_DEPARTMENT
    list_order: 2 code: "H50.02"
  }
  procedures {
    name: "procedures/cap-phep" version: 1 display_name_vi: "Cấp phép" field: "tu-phap"
    legal_time: 10 legal_time_unit: LEGAL_TIME_UNIT_WORKING_DAY fee_dong: 20000 has_fee: true
    route { number: 1 agency: "agencies/so-y-te" display_name_vi: "Thẩm định" time: 3
            time_unit: LEGAL_TIME_UNIT_WORKING_DAY }
  })";

template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  if (!google::protobuf::TextFormat::ParseFromString(text, &message)) {
    throw std::runtime_error("no text format: " + text);
  }
  return message;
}

void Require(const grpc::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.error_message());
}

// True once `done` is, asked every 10 ms.
template <typename Condition>
void Await(const char* what, Condition done) {
  const absl::Time end = absl::Now() + kTimeout;
  while (!done()) {
    if (absl::Now() > end) throw std::runtime_error(std::string("waited in vain for ") + what);
    absl::SleepFor(absl::Milliseconds(10));
  }
}

}  // namespace

Province::Province(const local::Federation& federation)
    : intake_(intake::v1::IntakeService::NewStub(federation.Dial("intake", "importer"))),
      processing_(
          processing::v1::ProcessingService::NewStub(federation.Dial("processing", "importer"))),
      cashier_(federation),
      archivist_(federation),
      imports_(aggregator::v1::ReportedService::NewStub(federation.Dial("aggregator", "importer"))),
      snapshots_(aggregator::v1::SnapshotService::NewStub(federation.Dial("aggregator", "admin"))) {
  for (const char* process : {"intake", "processing", "payment", "digitization", "aggregator"}) {
    feeds_[process] = feed::v1::ChangeFeedService::NewStub(federation.Dial(process, "admin"));
  }
  const auto catalog = catalog::v1::CatalogService::NewStub(federation.Dial("intake", "importer"));
  catalog::v1::UpdateCatalogResponse response;
  auto update = Parse<catalog::v1::UpdateCatalogRequest>(kCatalog);
  testing::StateYears(update);
  Require(catalog->UpdateCatalog(rpc::ContextFor(kTimeout).get(), update, &response));
}

std::string Province::File() {
  const auto request =
      Parse<intake::v1::FileDossierRequest>(Fill(ExampleOf("IntakeService.FileDossier").text));
  intake::v1::Dossier dossier;
  Require(intake_->FileDossier(rpc::ContextFor(kTimeout).get(), request, &dossier));
  return dossier.name();
}

std::string Province::Receive() {
  const auto receive = Parse<intake::v1::ReceiveDossierRequest>(
      Fill(ExampleOf("IntakeService.ReceiveDossier").text));
  intake::v1::Dossier dossier;
  Require(intake_->ReceiveDossier(rpc::ContextFor(kTimeout).get(), receive, &dossier));
  processing::v1::GetCaseRequest request;
  request.set_name(dossier.name());
  Await("processing to open the case", [&] {
    processing::v1::Case opened;
    return processing_->GetCase(rpc::ContextFor(kTimeout).get(), request, &opened).ok();
  });
  return dossier.name();
}

std::string Province::Link(const std::string& name) {
  auto request = Parse<processing::v1::HandOverCaseRequest>(
      R"(event_time { seconds: 1647392400 } agency: "agencies/so-y-te")");
  request.set_name(name);
  processing::v1::Case linked;
  Require(processing_->HandOverCase(rpc::ContextFor(kTimeout).get(), request, &linked));
  return name;
}

std::string Province::Import() {
  auto request =
      Parse<aggregator::v1::ImportCountsRequest>(ExampleOf("ReportedService.ImportCounts").text);
  request.set_name(absl::StrCat("imports/n-", ++imported_));
  Await("the aggregator to know the agencies", [&] {
    aggregator::v1::Import import;
    return imports_->ImportCounts(rpc::ContextFor(kTimeout).get(), request, &import).ok();
  });
  return request.name();
}

std::string Province::Close() {
  auto request = Parse<aggregator::v1::ClosePeriodRequest>(
      Fill(ExampleOf("SnapshotService.ClosePeriod").text));
  aggregator::v1::Snapshot snapshot;
  Await("the aggregator to close", [&] {
    return snapshots_->ClosePeriod(rpc::ContextFor(kTimeout).get(), request, &snapshot).ok();
  });
  return snapshot.name();
}

std::string Province::NewDay() {
  return absl::FormatCivilTime(absl::CivilDay(2023, 1, 1) + closed_++);
}

// Of a day on which the services give none.
std::string Province::NewCode() { return absl::StrFormat("H50.01-220301-%04d", ++codes_); }

std::string Province::Fill(std::string text) {
  const auto fill = [&](const char* placeholder, const auto& make) {
    if (text.find(placeholder) == std::string::npos) return;
    absl::StrReplaceAll({{placeholder, make()}}, &text);
  };
  fill("$CODE", [this] { return NewCode(); });
  fill("$FILED", [this] { return File(); });
  fill("$RECEIVED", [this] { return Receive(); });
  fill("$LINKED", [this] { return Link(Receive()); });
  fill("$OWING", [this] { return cashier_.Open(Receive()); });
  fill("$PENDING", [this] { return cashier_.Start(Receive()); });
  fill("$OVERPAID", [this] { return cashier_.Overpay(Receive()); });
  fill("$REFUND", [this] { return cashier_.Refund(Receive()); });
  fill("$RECEIPT", [this] { return cashier_.Receipt(Receive()); });
  fill("$PDF", [this] { return absl::CEscape(archivist_.NewPdf()); });
  fill("$STORED", [this] { return archivist_.Store(); });
  fill("$UPLOAD", [this] { return archivist_.BreakUpload(); });
  fill("$FOLDER", [this] { return archivist_.Open(Receive()); });
  fill("$SCANNED", [this] { return archivist_.Scan(Receive()); });
  fill("$FINISHED", [this] { return archivist_.Finish(Receive()); });
  fill("$WITHRESULT", [this] { return archivist_.AddResult(Receive()); });
  fill("$DOCUMENT", [this] { return archivist_.Document(Receive()); });
  fill("$IMPORT", [this] { return Import(); });
  fill("$DAY", [this] { return NewDay(); });
  fill("$SNAPSHOT", [this] { return Close(); });
  fill("$UNASSIGNED", [this] { return cashier_.Unassigned(); });
  return text;
}

Heads Province::ReadHeads() const {
  Heads heads;
  for (const auto& [process, feed] : feeds_) {
    feed::v1::Cursor head;
    Require(feed->GetHead(rpc::ContextFor(kTimeout).get(), {}, &head));
    heads[process] = head.sequence();
  }
  return heads;
}

bool Province::AllApplied(const Heads& heads) const {
  for (const auto& [process, feed] : feeds_) {
    feed::v1::ListFollowedResponse response;
    Require(feed->ListFollowed(rpc::ContextFor(kTimeout).get(), {}, &response));
    for (const feed::v1::Followed& followed : response.followed()) {
      const auto head = heads.find(followed.source());
      if (head != heads.end() && followed.cursor().sequence() < head->second) return false;
    }
  }
  return true;
}

Heads Province::Settle() const {
  constexpr int kStill = 10;
  Heads heads = ReadHeads();
  int still = 0;
  Await("the journals to stand still", [&] {
    absl::SleepFor(absl::Milliseconds(10));
    Heads now = ReadHeads();
    still = now == heads && AllApplied(now) ? still + 1 : 0;
    heads = std::move(now);
    return still >= kStill;
  });
  return heads;
}

}  // namespace motcua::conformance
