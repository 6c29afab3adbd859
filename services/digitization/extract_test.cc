// ExtractFields, with the Tesseract of this machine.
#include <fstream>
#include <iterator>

#include "gmock/gmock.h"
#include "services/digitization/digitization_fixture.h"

namespace motcua::digitization {
namespace {

constexpr char kCode[] = "H50.01-220401-0001";

class ExtractTest : public DigitizationTest {
 protected:
  static std::string Form() {
    std::ifstream file("services/digitization/reading/testdata/to_khai.tif", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static v1::ExtractFieldsRequest Ask() {
    auto request = For<v1::ExtractFieldsRequest>(kCode);
    request.set_component("don");
    request.add_fields()->set_field("so");
    request.mutable_fields(0)->set_label_vi("Số định danh");
    request.add_fields()->set_field("ho_ten");
    request.mutable_fields(1)->set_label_vi("Họ và tên");
    return request;
  }
};

TEST_F(ExtractTest, FieldsAreReadToldAndKeptUntilTheyAreErased) {
  Receive(kCode);
  Digitize(kCode, "don", UploadBytes(Form()));
  const auto response = Do(&Stub::ExtractFields, Ask());
  ASSERT_EQ(response.fields_size(), 2);
  EXPECT_EQ(response.fields(0).field(), "so");
  EXPECT_EQ(response.fields(0).text(), "045122003456");
  EXPECT_EQ(response.fields(1).text(), "Nguyễn Thị Hồng Ánh");
  Do(&Stub::ExtractFields, Ask());
  EXPECT_EQ(CountOf("reading WHERE component = 'don' AND version = 1"), 1);
  // The feed tells that it was read, never what.
  EXPECT_TRUE(EventsOf(kCode).back().has_component());
  EXPECT_EQ(CountOf("event WHERE payload LIKE '%045122003456%'"), 0);
}

TEST_F(ExtractTest, OnlyPicturesAreRead) {
  Receive(kCode);
  EXPECT_EQ(Refusal(&Stub::ExtractFields, Ask()), "COMPONENT_MISSING");
  Digitize(kCode, "don", UploadBytes(SamplePdf()));
  EXPECT_EQ(Refusal(&Stub::ExtractFields, Ask()), "NOT_A_PICTURE");
  auto unknown = Ask();
  unknown.set_name("dossiers/H50.01-220401-9999");
  EXPECT_EQ(Refusal(&Stub::ExtractFields, unknown), "FOLDER_NOT_FOUND");
}

}  // namespace
}  // namespace motcua::digitization
