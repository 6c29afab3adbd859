#include "services/payment/qr_picture.h"

#include <png.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "absl/strings/str_cat.h"

namespace motcua::payment {
namespace {

constexpr int kQuietZone = 4;
constexpr int kPixels = 8;  // a module

}  // namespace

QrModules EncodeQr(std::string_view text) {
  constexpr int kSmallestVersion = 0;
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), kSmallestVersion,
                        QR_ECLEVEL_M),
      &QRcode_free);
  if (code == nullptr) throw std::runtime_error("the text has no QR code");
  QrModules modules{code->width + 2 * kQuietZone, {}};
  modules.dark.resize(static_cast<std::size_t>(modules.side) * modules.side);
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0; x < code->width; ++x) {
      const bool dark = (code->data[y * code->width + x] & 1) != 0;
      modules.dark[(y + kQuietZone) * modules.side + x + kQuietZone] = dark;
    }
  }
  return modules;
}

std::string QrPng(const QrModules& modules) {
  const int width = modules.side * kPixels;
  std::vector<png_byte> pixels(static_cast<std::size_t>(width) * width);
  for (int y = 0; y < width; ++y) {
    for (int x = 0; x < width; ++x) {
      const bool dark = modules.dark[y / kPixels * modules.side + x / kPixels];
      pixels[static_cast<std::size_t>(y) * width + x] = dark ? 0x00 : 0xFF;
    }
  }
  png_image image = {};
  image.version = PNG_IMAGE_VERSION;
  image.width = image.height = static_cast<png_uint_32>(width);
  image.format = PNG_FORMAT_GRAY;
  std::string png;
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
  png.resize(size);
  if (png_image_write_to_memory(&image, png.data(), &size, 0, pixels.data(), 0, nullptr) == 0) {
    throw std::runtime_error(absl::StrCat("libpng: ", image.message));
  }
  png.resize(size);
  return png;
}

std::string QrSvg(const QrModules& modules) {
  std::string svg =
      absl::StrCat(R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 )", modules.side, " ",
                   modules.side, R"(" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h)",
                   modules.side, "v", modules.side, R"(H0z"/><path d=")");
  for (int y = 0; y < modules.side; ++y) {
    for (int x = 0; x < modules.side; ++x) {
      if (modules.dark[y * modules.side + x]) absl::StrAppend(&svg, "M", x, " ", y, "h1v1h-1z");
    }
  }
  return svg + R"("/></svg>)";
}

}  // namespace motcua::payment
