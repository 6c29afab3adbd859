#include <iostream>

#include "absl/flags/flag.h"
#include "motcua/aggregator/v1/aggregator.grpc.pb.h"
#include "tools/export/file.h"
#include "tools/export/html.h"
#include "tools/export/pdf.h"
#include "tools/export/tsv.h"
#include "tools/export/xlsx.h"
#include "tools/motcuactl/commands.h"

ABSL_FLAG(std::string, authority, "", "export: the body above the office, in Vietnamese");
ABSL_FLAG(std::string, office, "", "export: the office that reports");
ABSL_FLAG(std::string, place, "", "export: where the report is signed");
ABSL_FLAG(std::string, signer, "", "export: whose signature is asked for");

namespace motcua::ctl {
namespace {

namespace agg = aggregator::v1;

using Writer = void (*)(const exports::Document&, const std::string&);

void WriteHtml(const exports::Document& document, const std::string& path) {
  exports::WriteFile(path, exports::HtmlOf(document));
}

// nullptr: no such format.
Writer WriterOf(const std::string& format) {
  if (format == "tsv") return exports::WriteTsv;
  if (format == "xlsx") return exports::WriteXlsx;
  if (format == "html") return WriteHtml;
  return format == "pdf" ? exports::WritePdf : nullptr;
}

// The definition that a table was computed by.
bool IsOf(const agg::TableDefinition& definition, const agg::Table& table) {
  return definition.id() == table.definition() &&
         definition.version() == table.definition_version();
}

void AddDefinitions(const agg::ListDefinitionsResponse& all, exports::Document& document) {
  for (const agg::Table& table : document.report.tables()) {
    for (const agg::TableDefinition& definition : all.definitions()) {
      if (IsOf(definition, table)) document.definitions[definition.id()] = definition;
    }
  }
}

}  // namespace

int Export(const Federation& federation, const Arguments& arguments) {
  const Writer write = WriterOf(arguments[0]);
  if (write == nullptr) {
    std::cerr << "no format " << arguments[0] << "; there are tsv, xlsx, html and pdf\n";
    return 2;
  }
  const auto stub = agg::ReportService::NewStub(federation.Connect("aggregator"));
  agg::GetReportRequest request;
  SetPeriod(request.mutable_period(), arguments[1], arguments[2]);
  for (std::size_t i = 4; i < arguments.size(); ++i) request.add_definitions(arguments[i]);
  exports::Document document;
  document.letterhead = {absl::GetFlag(FLAGS_authority), absl::GetFlag(FLAGS_office),
                         absl::GetFlag(FLAGS_place), absl::GetFlag(FLAGS_signer)};
  const grpc::Status got =
      stub->GetReport(rpc::ContextFor(kTimeout).get(), request, &document.report);
  if (!got.ok()) return PrintError(got);
  agg::ListDefinitionsResponse definitions;
  const grpc::Status listed = stub->ListDefinitions(rpc::ContextFor(kTimeout).get(),
                                                    agg::ListDefinitionsRequest(), &definitions);
  if (!listed.ok()) return PrintError(listed);
  AddDefinitions(definitions, document);
  write(document, arguments[3]);
  std::cerr << document.report.tables_size() << " tables in " << arguments[3] << "\n";
  return 0;
}

}  // namespace motcua::ctl
