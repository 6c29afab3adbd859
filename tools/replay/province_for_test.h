// A province that takes everything, as far as a replay calls it.
#ifndef MOTCUA_TOOLS_REPLAY_PROVINCE_FOR_TEST_H_
#define MOTCUA_TOOLS_REPLAY_PROVINCE_FOR_TEST_H_

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "motcua/catalog/v1/catalog.grpc.pb.h"
#include "motcua/digitization/v1/digitization.grpc.pb.h"
#include "motcua/intake/v1/intake.grpc.pb.h"
#include "motcua/payment/v1/payment.grpc.pb.h"
#include "motcua/processing/v1/processing.grpc.pb.h"
#include "tools/replay/command.h"
#include "tools/replay/pdf.h"

namespace motcua::replay {

// Takes everything, and remembers which request ids had an effect.
class Province {
 public:
  // Refuses every call so many times.
  int outages = 0;
  // Refuses the receipt of this code for good.
  std::string refused_code;

  grpc::Status Outage() {
    const std::lock_guard lock(mutex_);
    if (outages-- > 0) return {grpc::StatusCode::UNAVAILABLE, "down"};
    return grpc::Status::OK;
  }
  void Received(const std::string& code) {
    const std::lock_guard lock(mutex_);
    received.insert(code);
  }
  // Processing hears of a dossier when it is asked for the second time.
  bool Knows(const std::string& code) {
    const std::lock_guard lock(mutex_);
    return received.count(code) > 0 && ++asked_[code] > 1;
  }
  // A command; gives its refusal's reason, empty if it is done.
  std::string Change(google::protobuf::Message& command) {
    const google::protobuf::Message& request = *RequestOf(command);
    const std::string name =
        TextOf(request, "name").empty() ? TextOf(request, "reference") : TextOf(request, "name");
    const std::string code = std::vector<std::string>(absl::StrSplit(name, '/'))[1];
    if (!Knows(code)) return "CASE_UNKNOWN";
    const std::lock_guard lock(mutex_);
    const std::string type = request.GetDescriptor()->name();
    if (type == "AttachResultRequest" && ++results_[name] == 1) return "NOT_FINISHED";
    if (type == "StoreDocumentRequest" && results_[name] < 2) return "RESULT_MISSING";
    changes.insert(TextOf(request, "request_id"));
    return "";
  }

  // A file is stored.
  void Stored(const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    files.insert(FileName(bytes));
  }
  // A gateway's statement.
  void Settled(const std::string& file) {
    const std::lock_guard lock(mutex_);
    if (!file.empty()) statement_lines += std::count(file.begin(), file.end(), '\n') - 1;
  }
  bool HasFile(const std::string& name) {
    const std::lock_guard lock(mutex_);
    return files.count(name) > 0;
  }

  std::set<std::string> received;
  std::set<std::string> changes;
  std::set<std::string> files;
  long statement_lines = 0;  // without headers

 private:
  static std::string TextOf(const google::protobuf::Message& message, const char* field) {
    const auto* known = message.GetDescriptor()->FindFieldByName(field);
    return known == nullptr ? "" : message.GetReflection()->GetString(message, known);
  }

  std::mutex mutex_;
  std::map<std::string, int> asked_;
  std::map<std::string, int> results_;  // times each was attached: digitization lags, too
};

class FakeCatalog : public catalog::v1::CatalogService::Service {
 public:
  explicit FakeCatalog(Province& province) : province_(province) {}
  grpc::Status UpdateCatalog(grpc::ServerContext*, const catalog::v1::UpdateCatalogRequest*,
                             catalog::v1::UpdateCatalogResponse*) override {
    return province_.Outage();
  }

 private:
  Province& province_;
};

class FakeIntake : public intake::v1::IntakeService::Service {
 public:
  explicit FakeIntake(Province& province) : province_(province) {}
  grpc::Status BatchReceiveDossiers(grpc::ServerContext*,
                                    const intake::v1::BatchReceiveDossiersRequest* request,
                                    intake::v1::BatchReceiveDossiersResponse* response) override {
    if (const grpc::Status outage = province_.Outage(); !outage.ok()) return outage;
    for (const auto& entry : request->requests()) {
      auto* result = response->add_results();
      if (entry.import().code() == province_.refused_code) {
        result->mutable_refusal()->set_code(grpc::StatusCode::ALREADY_EXISTS);
        result->mutable_refusal()->set_reason("CODE_TAKEN");
        continue;
      }
      result->mutable_dossier()->set_name("dossiers/" + entry.import().code());
      province_.Received(entry.import().code());
    }
    return grpc::Status::OK;
  }

 private:
  Province& province_;
};

// Answers a batch call of commands.
template <typename Request, typename Response>
void ChangeAll(Request request, Province& province, Response& response) {
  for (int i = 0; i < request.commands_size(); ++i) {
    auto* result = response.add_results();
    result->set_name("documents/1");
    const std::string reason = province.Change(*request.mutable_commands(i));
    if (reason.empty()) continue;
    result->mutable_refusal()->set_code(reason == "CASE_UNKNOWN"
                                            ? grpc::StatusCode::NOT_FOUND
                                            : grpc::StatusCode::FAILED_PRECONDITION);
    result->mutable_refusal()->set_reason(reason);
  }
}

// Known at the second asking.
template <typename Request>
grpc::Status Get(const Request& request, Province& province) {
  const std::string code = request.name().substr(sizeof("dossiers/") - 1);
  return province.Knows(code) ? grpc::Status::OK
                              : grpc::Status(grpc::StatusCode::NOT_FOUND, "not yet");
}

class FakeProcessing : public processing::v1::ProcessingService::Service {
 public:
  explicit FakeProcessing(Province& province) : province_(province) {}
  grpc::Status GetCase(grpc::ServerContext*, const processing::v1::GetCaseRequest* request,
                       processing::v1::Case*) override {
    return Get(*request, province_);
  }
  grpc::Status BatchUpdateCases(grpc::ServerContext*,
                                const processing::v1::BatchUpdateCasesRequest* request,
                                processing::v1::BatchUpdateCasesResponse* response) override {
    if (const grpc::Status outage = province_.Outage(); !outage.ok()) return outage;
    ChangeAll(*request, province_, *response);
    return grpc::Status::OK;
  }

 private:
  Province& province_;
};

class FakePayment : public payment::v1::PaymentService::Service {
 public:
  explicit FakePayment(Province& province) : province_(province) {}
  grpc::Status GetAccount(grpc::ServerContext*, const payment::v1::GetAccountRequest* request,
                          payment::v1::Account*) override {
    return Get(*request, province_);
  }
  grpc::Status BatchUpdateAccounts(grpc::ServerContext*,
                                   const payment::v1::BatchUpdateAccountsRequest* request,
                                   payment::v1::BatchUpdateAccountsResponse* response) override {
    if (const grpc::Status outage = province_.Outage(); !outage.ok()) return outage;
    ChangeAll(*request, province_, *response);
    return grpc::Status::OK;
  }
  grpc::Status ImportStatement(grpc::ServerContext*,
                               grpc::ServerReader<payment::v1::ImportStatementRequest>* reader,
                               payment::v1::Statement*) override {
    payment::v1::ImportStatementRequest part;
    while (reader->Read(&part)) province_.Settled(part.data());
    return grpc::Status::OK;
  }

 private:
  Province& province_;
};

class FakeDigitization : public digitization::v1::DigitizationService::Service {
 public:
  explicit FakeDigitization(Province& province) : province_(province) {}
  grpc::Status GetFolder(grpc::ServerContext*, const digitization::v1::GetFolderRequest* request,
                         digitization::v1::Folder*) override {
    return Get(*request, province_);
  }
  grpc::Status BatchUploadFiles(grpc::ServerContext*,
                                const digitization::v1::BatchUploadFilesRequest* request,
                                digitization::v1::BatchUploadFilesResponse* response) override {
    if (const grpc::Status outage = province_.Outage(); !outage.ok()) return outage;
    if (request->files_size() > 200) return {grpc::StatusCode::INVALID_ARGUMENT, "too many"};
    for (const auto& file : request->files()) {
      response->add_results()->mutable_file();
      province_.Stored(file.data());
    }
    return grpc::Status::OK;
  }
  // Files must be there before they are named.
  grpc::Status BatchUpdateFolders(grpc::ServerContext*,
                                  const digitization::v1::BatchUpdateFoldersRequest* request,
                                  digitization::v1::BatchUpdateFoldersResponse* response) override {
    for (const auto& command : request->commands()) {
      const std::string& file = command.has_attach_component() ? command.attach_component().file()
                                                               : command.attach_result().file();
      if (file.empty() || province_.HasFile(file)) continue;
      return {grpc::StatusCode::INVALID_ARGUMENT, "FILE_UNKNOWN"};
    }
    ChangeAll(*request, province_, *response);
    return grpc::Status::OK;
  }

 private:
  Province& province_;
};

}  // namespace motcua::replay

#endif  // MOTCUA_TOOLS_REPLAY_PROVINCE_FOR_TEST_H_
