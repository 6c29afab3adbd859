#include <fstream>
#include <iostream>
#include <iterator>

#include "absl/flags/flag.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/hash.h"
#include "common/base/text.h"
#include "google/protobuf/util/time_util.h"
#include "motcua/aggregator/v1/reported.grpc.pb.h"
#include "services/aggregator/definitions/counter_unit.h"
#include "tools/motcuactl/commands.h"
#include "tools/motcuactl/import_file.h"
#include "tools/motcuactl/replaced_import.h"

ABSL_FLAG(std::string, document, "", "import: what the numbers stand in; default: the file's name");
ABSL_FLAG(std::string, import_id, "", "import: its id; default: made of the file's name");
ABSL_FLAG(std::string, reporter, "", "import: id of the agency that reported, if one did");
ABSL_FLAG(bool, replace, false, "import: also in the place of another document that has the id");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;
using google::protobuf::util::TimeUtil;

std::string WithPrefix(const std::string& prefix, const std::string& name) {
  return absl::StartsWith(name, prefix) ? name : prefix + name;
}

bool CountsDossiers(statistics::v1::Counter counter) {
  return aggregator::Comparable(aggregator::UnitOf(counter)) == agg::UNIT_DOSSIER;
}

// INVALID_ARGUMENT naming line and column.
absl::Status AddCount(const std::string& file, const FileCount& from,
                      agg::ImportCountsRequest& request) {
  statistics::v1::Counter counter;
  if (!statistics::v1::Counter_Parse(WithPrefix("COUNTER_", from.counter), &counter)) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, " line ", from.line, ", column counter: there is no such counter"));
  }
  type::v1::Channel channel = type::v1::CHANNEL_UNSPECIFIED;
  if (!from.channel.empty() &&
      !type::v1::Channel_Parse(WithPrefix("CHANNEL_", from.channel), &channel)) {
    return absl::InvalidArgumentError(
        absl::StrCat(file, " line ", from.line, ", column channel: there is no such channel"));
  }
  if (channel == type::v1::CHANNEL_UNSPECIFIED && CountsDossiers(counter)) {
    return absl::InvalidArgumentError(absl::StrCat(file, " line ", from.line,
                                                   ", column channel: is missing, which a counter"
                                                   " of dossiers needs"));
  }
  agg::ReportedCount& count = *request.add_counts();
  count.set_agency("agencies/" + from.agency);
  count.set_counter(counter);
  count.set_day(FormatDay(from.day));
  count.set_value(from.value);
  count.set_channel(channel);
  if (!from.procedure.empty()) count.set_procedure("procedures/" + from.procedure);
  return absl::OkStatus();
}

std::string OrElse(const std::string& text, const std::string& other) {
  return text.empty() ? other : text;
}

// What a file asks for, and the line of each of its counts.
struct Asked {
  agg::ImportCountsRequest request;
  std::vector<int> lines;
};

absl::StatusOr<Asked> Read(const std::string& path, const std::string& text) {
  const std::string file = path.substr(path.find_last_of('/') + 1);
  Asked asked;
  agg::ImportCountsRequest& request = asked.request;
  request.set_name("imports/" + OrElse(absl::GetFlag(FLAGS_import_id), ImportIdOf(path)));
  const std::string document = OrElse(absl::GetFlag(FLAGS_document), file);
  request.set_document_vi(CleanText(document).value_or(document));
  const std::string reporter = absl::GetFlag(FLAGS_reporter);
  if (!reporter.empty()) request.set_agency("agencies/" + reporter);
  request.set_document_sha256(HexEncode(Sha256(text)));
  const absl::StatusOr<std::vector<FileCount>> counts = ParseImportFile(path, text);
  if (!counts.ok()) return counts.status();
  for (const FileCount& count : *counts) {
    const absl::Status added = AddCount(path, count, request);
    if (!added.ok()) return added;
    asked.lines.push_back(count.line);
  }
  return asked;
}

// Where the number stands that was refused, if one was.
void PrintPlace(const grpc::Status& status, const std::string& path,
                const std::vector<int>& lines) {
  for (const std::string& field : FieldsOf(status)) {
    const std::vector<std::string> parts = absl::StrSplit(field, absl::ByAnyChar("[]"));
    std::size_t number = 0;
    if (parts.size() < 2 || parts[0] != "counts" || !absl::SimpleAtoi(parts[1], &number)) continue;
    std::cerr << "  " << path << " line " << lines.at(number) << "\n";
  }
}

// Every import, also withdrawn ones.
grpc::Status ListAll(agg::ReportedService::Stub& stub, std::vector<agg::Import>* imports) {
  agg::ListImportsRequest request;
  request.set_page_size(1000);
  do {
    agg::ListImportsResponse page;
    const grpc::Status status = stub.ListImports(rpc::ContextFor(kTimeout).get(), request, &page);
    if (!status.ok()) return status;
    imports->insert(imports->end(), page.imports().begin(), page.imports().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return grpc::Status::OK;
}

// Under an id made of all that is asked: the same again is answered, and changes nothing.
grpc::Status Send(agg::ReportedService::Stub& stub, agg::ImportCountsRequest request,
                  agg::Import* import) {
  request.set_request_id(HexEncode(Sha256(request.SerializeAsString())));
  return stub.ImportCounts(rpc::ContextFor(kTimeout).get(), request, import);
}

// The answer may be of long ago: meanwhile it was withdrawn, or another file took its place.
bool Stands(const agg::Import& import, const agg::ImportCountsRequest& request) {
  return !import.withdrawn() && import.document_sha256() == request.document_sha256() &&
         import.document_vi() == request.document_vi() && import.agency() == request.agency();
}

std::vector<std::string> RowOf(const agg::Import& import) {
  return {import.name(),
          import.document_vi(),
          import.agency(),
          import.organisation(),
          TimeUtil::ToString(import.import_time()),
          absl::StrCat(import.count_size()),
          import.withdrawn() ? "withdrawn" : "counts",
          import.document_sha256()};
}

void Print(const std::vector<std::vector<std::string>>& rows, Format format) {
  std::cout << Render(
      {"import", "document", "agency", "organisation", "import_time", "counts", "state", "sha256"},
      rows, format);
}

}  // namespace

int ImportFile(const Federation& federation, const Arguments& arguments, Format format) {
  std::ifstream file(arguments[0], std::ios::binary);
  if (!file) {
    std::cerr << arguments[0] << " cannot be read\n";
    return 2;
  }
  const std::string text(std::istreambuf_iterator<char>(file), {});
  absl::StatusOr<Asked> asked = Read(arguments[0], text);
  if (!asked.ok()) {
    std::cerr << asked.status().message() << "\n";
    return 2;
  }
  const auto stub = agg::ReportedService::NewStub(federation.Connect("aggregator"));
  std::vector<agg::Import> imports;
  grpc::Status status = ListAll(*stub, &imports);
  if (!status.ok()) return PrintError(status);
  if (const auto replaced = ReplacedBy(asked->request, imports)) {
    if (!absl::GetFlag(FLAGS_replace)) {
      std::cerr << WhyNotReplaced(*replaced) << "\n";
      return 1;
    }
    asked->request.set_etag(replaced->etag());
  }
  agg::Import import;
  status = Send(*stub, asked->request, &import);
  if (status.ok() && !Stands(import, asked->request)) {
    asked->request.set_etag(import.etag());
    status = Send(*stub, asked->request, &import);
  }
  if (!status.ok()) {
    PrintPlace(status, arguments[0], asked->lines);
    return PrintError(status);
  }
  Print({RowOf(import)}, format);
  return 0;
}

int WithdrawImport(const Federation& federation, const Arguments& arguments, Format format) {
  const auto stub = agg::ReportedService::NewStub(federation.Connect("aggregator"));
  agg::WithdrawImportRequest request;
  request.set_name(WithPrefix("imports/", arguments[0]));
  agg::Import import;
  const grpc::Status status =
      stub->WithdrawImport(rpc::ContextFor(kTimeout).get(), request, &import);
  if (!status.ok()) return PrintError(status);
  Print({RowOf(import)}, format);
  return 0;
}

int PrintImports(const Federation& federation, Format format) {
  const auto stub = agg::ReportedService::NewStub(federation.Connect("aggregator"));
  std::vector<agg::Import> imports;
  const grpc::Status status = ListAll(*stub, &imports);
  if (!status.ok()) return PrintError(status);
  std::vector<std::vector<std::string>> rows;
  for (const agg::Import& import : imports) rows.push_back(RowOf(import));
  Print(rows, format);
  return 0;
}

}  // namespace motcua::ctl
