#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "services/payment/service_fixture.h"

namespace motcua::payment {
namespace {

constexpr v1::PaymentChannel kGateway = v1::PAYMENT_CHANNEL_QR_TRANSFER;
constexpr char kDay[] = "2022-04-04";

std::string Line(const std::string& transaction, std::int64_t dong = 100'000,
                 const std::string& currency = "VND") {
  return absl::StrCat(transaction, "\t\t", dong, "\t", currency, "\t2022-04-04T10:00:00+07:00\n");
}

class StatementImportTest : public ServiceTest {
 protected:
  v1::Statement Imported(const std::string& lines, const std::string& request_id = "") {
    v1::Statement statement;
    const grpc::Status status =
        Import(kGateway, kDay, kStatementHeader + lines, &statement, request_id);
    EXPECT_TRUE(status.ok()) << Told(status);
    return statement;
  }
  std::string Refused(const std::string& lines, const std::string& request_id = "") {
    v1::Statement statement;
    return Told(Import(kGateway, kDay, kStatementHeader + lines, &statement, request_id));
  }
  std::int64_t Lines() { return Count("SELECT COUNT(*) FROM statement_line"); }
  std::int64_t Uploads() { return Count("SELECT COUNT(*) FROM statement_upload"); }
};

TEST_F(StatementImportTest, IsStoredWithItsLines) {
  const v1::Statement statement = Imported(Line("FT1") + Line("FT2", 5) + Line("FT1"));
  EXPECT_EQ(statement.gateway(), kGateway);
  EXPECT_EQ(statement.day(), kDay);
  EXPECT_EQ(statement.version(), 1);
  EXPECT_EQ(statement.line_count(), 3);
  EXPECT_EQ(statement.amount_dong(), 200'005);
  EXPECT_EQ(Lines(), 3);
  EXPECT_EQ(Uploads(), 0);
}

TEST_F(StatementImportTest, ManyLinesInBigPieces) {
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += Line(absl::StrCat("FT", i), 1);
  v1::Statement statement;
  ASSERT_TRUE(Import(kGateway, kDay, kStatementHeader + lines, &statement, "", 1 << 20).ok());
  EXPECT_EQ(statement.line_count(), 20'000);
  EXPECT_EQ(Lines(), 20'000);
}

TEST_F(StatementImportTest, OtherLinesAreANewVersionAndTheSameAreNot) {
  EXPECT_EQ(Imported(Line("FT1")).version(), 1);
  EXPECT_EQ(Imported(Line("FT1")).version(), 1);
  EXPECT_EQ(Lines(), 1);
  EXPECT_EQ(Imported(Line("FT1") + Line("FT2")).version(), 2);
  EXPECT_EQ(Lines(), 3);  // the earlier one is kept
  EXPECT_EQ(Uploads(), 0);
}

TEST_F(StatementImportTest, TheSameRequestIdIsAnsweredTheSame) {
  const v1::Statement first = Imported(Line("FT1"), "id-1");
  EXPECT_EQ(Imported(Line("FT1"), "id-1").SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Lines(), 1);
  EXPECT_EQ(Refused(Line("FT2"), "id-1"), "REQUEST_ID_REUSED request_id");
  EXPECT_EQ(Lines(), 1);
  EXPECT_EQ(Imported(Line("FT2"), "id-2").version(), 2);
  EXPECT_EQ(Imported(Line("FT1"), "id-1").SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Uploads(), 0);
}

TEST_F(StatementImportTest, ARefusedStatementLeavesNothing) {
  EXPECT_EQ(Refused(Line("FT1") + Line("FT2", 0)), "AMOUNT_NOT_POSITIVE lines[1].amount");
  EXPECT_EQ(Refused(Line("FT1") + Line("FT2", -1)), "AMOUNT_NOT_POSITIVE lines[1].amount");
  EXPECT_EQ(Refused(Line("FT1", 1, "USD")), "CURRENCY_UNSUPPORTED lines[0].currency");
  EXPECT_EQ(Refused("FT1\n"), "LINE_INVALID lines[0]");
  std::string lines;
  for (int i = 0; i < 2000; ++i) lines += Line(absl::StrCat("FT", i), 1);
  EXPECT_EQ(Refused(lines + Line("")),
            "GATEWAY_TRANSACTION_INVALID lines[2000].gateway_transaction");
  EXPECT_EQ(Lines(), 0);
  EXPECT_EQ(Uploads(), 0);
  EXPECT_EQ(instance_->journal.durable().sequence, 0);
}

TEST_F(StatementImportTest, TheHeadIsChecked) {
  v1::Statement statement;
  EXPECT_EQ(Told(Import(v1::PAYMENT_CHANNEL_COUNTER, kDay, kStatementHeader, &statement)),
            "GATEWAY_INVALID head.gateway");
  EXPECT_EQ(Told(Import(kGateway, "", kStatementHeader, &statement)), "FIELD_REQUIRED head.day");
  EXPECT_EQ(Told(Import(kGateway, "4/4/2022", kStatementHeader, &statement)),
            "DATE_INVALID head.day");
  EXPECT_EQ(Told(Import(kGateway, "2022-04-06", kStatementHeader, &statement)),
            "DATE_IN_FUTURE head.day");
  EXPECT_EQ(Told(Import(kGateway, kDay, kStatementHeader, &statement, std::string(65, 'a'))),
            "REQUEST_ID_INVALID head.request_id");
  EXPECT_EQ(Told(Import(kGateway, kDay, "", &statement)), "STATEMENT_HEADER_INVALID data");
}

TEST_F(StatementImportTest, PartsComeInOrder) {
  const auto send = [this](const std::vector<v1::ImportStatementRequest>& parts) {
    grpc::ClientContext context;
    v1::Statement statement;
    const auto writer = instance_->stub->ImportStatement(&context, &statement);
    for (const v1::ImportStatementRequest& part : parts) writer->Write(part);
    writer->WritesDone();
    return Told(writer->Finish());
  };
  v1::ImportStatementRequest head;
  head.mutable_head()->set_gateway(kGateway);
  head.mutable_head()->set_day(kDay);
  v1::ImportStatementRequest data;
  data.set_data(kStatementHeader);
  v1::ImportStatementRequest large;
  large.set_data(std::string((1 << 20) + 1, 'a'));
  EXPECT_EQ(send({}), "FIELD_REQUIRED head");
  EXPECT_EQ(send({data}), "FIELD_REQUIRED head");
  EXPECT_EQ(send({head, head}), "FIELD_REQUIRED head");
  EXPECT_EQ(send({head, v1::ImportStatementRequest()}), "PIECE_INVALID data");
  EXPECT_EQ(send({head, large}), "PIECE_INVALID data");
  EXPECT_EQ(Uploads(), 0);
}

TEST_F(StatementImportTest, ABrokenStreamLeavesNothing) {
  grpc::ClientContext context;
  v1::Statement statement;
  const auto writer = instance_->stub->ImportStatement(&context, &statement);
  v1::ImportStatementRequest part;
  part.mutable_head()->set_gateway(kGateway);
  part.mutable_head()->set_day(kDay);
  writer->Write(part);
  std::string lines = kStatementHeader;
  for (int i = 0; i < 1000; ++i) lines += Line(absl::StrCat("FT", i), 1);
  part.set_data(lines);
  writer->Write(part);
  context.TryCancel();
  EXPECT_EQ(writer->Finish().error_code(), grpc::StatusCode::CANCELLED);
  instance_->server.Shutdown();  // waits for the handler
  EXPECT_EQ(Uploads(), 0);
  EXPECT_EQ(Lines(), 0);
}

TEST_F(StatementImportTest, AStalledClientHoldsUpNoTime) {
  grpc::ClientContext context;
  v1::Statement statement;
  const auto writer = instance_->stub->ImportStatement(&context, &statement);
  v1::ImportStatementRequest part;
  part.mutable_head()->set_gateway(kGateway);
  part.mutable_head()->set_day(kDay);
  writer->Write(part);
  const absl::Time give_up = absl::Now() + absl::Minutes(2);
  while (Uploads() == 0 && absl::Now() < give_up) std::this_thread::yield();
  ASSERT_EQ(Uploads(), 1);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(instance_->pending.CompleteUntil(), clock_.clock()());
  part.set_data(kStatementHeader + Line("FT1"));
  writer->Write(part);
  writer->WritesDone();
  ASSERT_TRUE(writer->Finish().ok());
  EXPECT_EQ(statement.line_count(), 1);
}

// A process that died in an import left this.
TEST_F(StatementImportTest, AbandonedLinesGoAfterADay) {
  {
    sql::Connection connection(database_);
    connection.Update("INSERT INTO statement_upload VALUES ('dead', ?)",
                      {absl::ToUnixMicros(clock_.clock()())});
    connection.Update("INSERT INTO statement_line VALUES ('dead', 0, 'FT1', '', 1, 0)");
  }
  clock_.Advance(absl::Hours(23));
  Imported(Line("FT1"));
  EXPECT_EQ(Lines(), 2);
  clock_.Advance(absl::Hours(2));
  Imported(Line("FT1"));
  EXPECT_EQ(Lines(), 1);
  EXPECT_EQ(Uploads(), 0);
}

}  // namespace
}  // namespace motcua::payment
