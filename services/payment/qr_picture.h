// A text as a QR code to look at: error correction M, a quiet zone of four modules.
#ifndef MOTCUA_SERVICES_PAYMENT_QR_PICTURE_H_
#define MOTCUA_SERVICES_PAYMENT_QR_PICTURE_H_

#include <string>
#include <string_view>
#include <vector>

namespace motcua::payment {

// The modules of a code with its quiet zone: `side` × `side`, row by row, true is dark.
struct QrModules {
  int side = 0;
  std::vector<bool> dark;
};

// Throws std::runtime_error for a text that is empty or longer than any code.
QrModules EncodeQr(std::string_view text);

// Eight grey pixels a module. Throws std::runtime_error.
std::string QrPng(const QrModules& modules);
// One user unit a module.
std::string QrSvg(const QrModules& modules);

}  // namespace motcua::payment

#endif  // MOTCUA_SERVICES_PAYMENT_QR_PICTURE_H_
