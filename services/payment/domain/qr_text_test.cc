#include "services/payment/domain/qr_text.h"

#include "absl/strings/str_replace.h"
#include "common/testing/status.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/payment/domain/qr_fields.h"

namespace motcua::payment {
namespace {

using testing::IsOk;
using testing::RefusedAt;
using testing::RefusedWith;

QrTransfer Transfer() { return {{"970436", "0011001234567"}, 150'000, "H49.18-220315-0001", 2}; }

// A text with one piece replaced and its checksum made again.
std::string Altered(const std::string& piece, const std::string& other) {
  std::string text = MakeQrText(Transfer()).value();
  text.resize(text.size() - 8);
  EXPECT_NE(text.find(piece), std::string::npos) << piece;
  absl::StrReplaceAll({{piece, other}}, &text);
  AppendQrChecksum(text);
  return text;
}

TEST(QrTextTest, ChecksumHasTheCatalogueCheckValue) {
  EXPECT_EQ(QrChecksum("123456789"), 0x29B1);
  EXPECT_EQ(QrChecksum(""), 0xFFFF);
}

TEST(QrTextTest, SpellsTheVietQrLayout) {
  const std::string text = MakeQrText(Transfer()).value();
  EXPECT_EQ(text.substr(0, text.size() - 4),
            "000201010212"
            "3857"
            "0010A000000727"
            "01270006970436"
            "01130011001234567"
            "0208QRIBFTTA"
            "5303704"
            "5406150000"
            "5802VN"
            "6248"
            "0120H49.18-220315-0001/2"
            "0820H49.18-220315-0001/2"
            "6304");
  EXPECT_EQ(ParseQrText(text).value(), Transfer());
}

// Published by NAPAS for a static code; only the checksum is of use here.
TEST(QrTextTest, ChecksumAgreesWithAPublishedText) {
  EXPECT_THAT(CheckQrChecksum("00020101021138570010A00000072701270006970403011300110123456780208QR"
                              "IBFTTA53037045802VN63049E6F"),
              IsOk());
}

TEST(QrTextTest, ReferenceNamesThePayment) {
  EXPECT_EQ(ReferenceOf(Transfer()), "dossiers/H49.18-220315-0001/payments/2");
}

TEST(QrTextTest, LongestThatFitsComesBack) {
  QrTransfer transfer = Transfer();
  transfer.to.number = "ABCDEFGHIJ123456789";
  transfer.amount_dong = 9'999'999'999'999;
  transfer.dossier = "H49.18.11-220315-12345";
  transfer.payment = 99;
  EXPECT_EQ(ParseQrText(MakeQrText(transfer).value()).value(), transfer);
}

TEST(QrTextTest, WhatDoesNotFitIsRefused) {
  QrTransfer transfer = Transfer();
  transfer.dossier = "H49.18.11-220315-123456";
  transfer.payment = 99;
  EXPECT_THAT(MakeQrText(transfer), RefusedWith("QR_REFERENCE_TOO_LONG"));
  transfer = Transfer();
  transfer.amount_dong = 10'000'000'000'000;
  EXPECT_THAT(MakeQrText(transfer), RefusedWith("QR_AMOUNT_TOO_LARGE"));
}

TEST(QrTextTest, NoAccountIsNotConfigured) {
  for (const BankAccount& account :
       {BankAccount{"", ""}, BankAccount{"970436", ""}, BankAccount{"97043", "1"},
        BankAccount{"97043x", "1"}, BankAccount{"970436", "12345678901234567890"},
        BankAccount{"970436", "12 34"}}) {
    QrTransfer transfer = Transfer();
    transfer.to = account;
    EXPECT_THAT(MakeQrText(transfer), RefusedWith("QR_NOT_CONFIGURED")) << account.number;
  }
}

TEST(QrTextTest, EveryCutIsRefused) {
  const std::string text = MakeQrText(Transfer()).value();
  for (std::size_t size = 0; size < text.size(); ++size) {
    EXPECT_FALSE(ParseQrText(text.substr(0, size)).ok()) << size;
  }
}

TEST(QrTextTest, EveryOtherCharacterIsRefused) {
  const std::string text = MakeQrText(Transfer()).value();
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == '0' ? '1' : '0';
    EXPECT_FALSE(ParseQrText(other).ok()) << i;
  }
}

TEST(QrTextTest, WrongChecksumIsTold) {
  std::string text = MakeQrText(Transfer()).value();
  text.back() = text.back() == '0' ? '1' : '0';
  EXPECT_THAT(ParseQrText(text), RefusedAt("QR_CHECKSUM_WRONG", "text"));
}

TEST(QrTextTest, MalformedFieldsAreTold) {
  for (const auto& [piece, other] :
       std::vector<std::pair<std::string, std::string>>{{"5802VN", "5802VN5802VN"},  // twice
                                                        {"5802VN", "58xxVN"},
                                                        {"5802VN", "5899VN"},
                                                        {"5802VN", "5800"},
                                                        {"5802VN", "580"},
                                                        {"000201", ""},
                                                        {"000201", "000202"},
                                                        {"0208QRIBFTTA", "0209QRIBFTTA"}}) {
    EXPECT_THAT(ParseQrText(Altered(piece, other)), RefusedAt("QR_MALFORMED", "text")) << other;
  }
}

TEST(QrTextTest, OtherCodesAreNoTransfers) {
  for (const auto& [piece, other] :
       std::vector<std::pair<std::string, std::string>>{{"010212", "010211"},  // static
                                                        {"5303704", "5303840"},
                                                        {"5802VN", "5802LA"},
                                                        {"QRIBFTTA", "QRIBFTTC"},
                                                        {"A000000727", "A000000728"},
                                                        {"5406150000", "5406150.00"},
                                                        {"5406150000", "5406015000"},
                                                        {"5406150000", "541415000000000000"},
                                                        {"0001/2", "0001-2"},
                                                        {"0001/2", "0001/0"},
                                                        {"H49.18", "H49_18"}}) {
    EXPECT_THAT(ParseQrText(Altered(piece, other)), RefusedAt("QR_NOT_A_TRANSFER", "text"))
        << other;
  }
}

TEST(QrTextTest, UnknownFieldsArePassedOver) {
  EXPECT_EQ(ParseQrText(Altered("5802VN", "5802VN5907TU PHAP")).value(), Transfer());
}

}  // namespace
}  // namespace motcua::payment
