#include "services/portal/domain/problem.h"

namespace motcua::portal {

std::string TextVi(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kGap:
      return "Thiếu số liệu ở giữa: phần mới không nối tiếp phần đang giữ";
    case ProblemKind::kDigest:
      return "Số liệu nhận được không khớp mã kiểm tra kèm theo";
    case ProblemKind::kStaleEpoch:
      return "Tỉnh gửi lại số liệu cũ đã được thay thế";
    case ProblemKind::kRewrittenHistory:
      return "Số liệu của kỳ đã công bố bị sửa mà không công bố lại";
    case ProblemKind::kForeign:
      return "Có số liệu không thuộc tỉnh này hoặc không thuộc danh mục mục số liệu";
    case ProblemKind::kMalformed:
      return "Số liệu gửi lên không đúng quy cách";
    case ProblemKind::kIdentityFails:
      return "Số liệu mâu thuẫn với nhau";
    case ProblemKind::kBadSignature:
      return "Bản chốt số liệu không có chữ ký hợp lệ của tỉnh";
    case ProblemKind::kDamaged:
      return "Bản chốt số liệu bị hỏng";
    case ProblemKind::kIncompleteOverComplete:
      return "Không nhận bản chốt tạm thời khi đã có bản chốt đầy đủ của kỳ";
    case ProblemKind::kOutOfOrder:
      return "Bản chốt số liệu không nối tiếp bản đang giữ của kỳ";
    case ProblemKind::kUnreachable:
      return "Không liên lạc được với tỉnh; đang dùng số liệu nhận được lần cuối";
    case ProblemKind::kNeverHeard:
      return "Chưa nhận được số liệu nào của tỉnh";
    case ProblemKind::kProvisional:
      return "Kỳ này mới có bản chốt tạm thời";
    case ProblemKind::kNotPublished:
      return "Tỉnh chưa công bố số liệu của kỳ này";
    case ProblemKind::kNotComplete:
      return "Số liệu của tỉnh chưa đủ đến hết kỳ";
    case ProblemKind::kNoKey:
      return "Chưa có khóa công khai của tỉnh để kiểm tra chữ ký";
  }
  return "";
}

}  // namespace motcua::portal
