#include "services/payment/part_name.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/errors.h"
#include "common/rpc/request.h"

namespace motcua::payment {
namespace {

absl::Status NameInvalid(std::string_view collection) {
  const std::string form = absl::StrCat("dossiers/{code}/", std::string(collection), "/{number}");
  return InvalidField("name", "NAME_INVALID", "must have the form " + form,
                      "Tên phải có dạng " + form + ".");
}

}  // namespace

absl::StatusOr<AccountPart> ParsePartName(std::string_view collection, std::string_view name) {
  const std::size_t slash = name.rfind('/');
  const std::size_t before = name.rfind('/', slash == 0 ? 0 : slash - 1);
  AccountPart part;
  part.number = NumberOf(name);
  if (slash == std::string_view::npos || before == std::string_view::npos || before >= slash ||
      name.substr(before + 1, slash - before - 1) != collection || part.number == 0) {
    return name.empty() ? rpc::ParseName("dossiers", name, "name").status()
                        : NameInvalid(collection);
  }
  absl::StatusOr<std::string> code = rpc::ParseName("dossiers", name.substr(0, before), "name");
  if (!code.ok()) return NameInvalid(collection);
  part.code = *std::move(code);
  return part;
}

int NumberOf(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash == std::string_view::npos) return 0;
  const std::string_view digits = name.substr(slash + 1);
  int number = 0;
  if (digits.empty() || digits.front() == '0' ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return '0' <= c && c <= '9'; }) ||
      !absl::SimpleAtoi(absl::string_view(digits.data(), digits.size()), &number)) {
    return 0;
  }
  return number;
}

}  // namespace motcua::payment
