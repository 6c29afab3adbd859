#include "services/digitization/files/paper_file.h"

#include "common/base/errors.h"
#include "common/base/log.h"

namespace motcua::digitization {

std::map<std::string, PaperFile> ReadPaperFiles(sql::Connection& connection,
                                                const std::vector<std::string>& sha256) {
  std::map<std::string, PaperFile> found;
  const std::vector<sql::Value> keys(sha256.begin(), sha256.end());
  connection.QueryIn("SELECT sha256, size, media_type, store_time FROM paper_file WHERE sha256 IN",
                     keys, "", [&found](sql::Rows& row) {
                       const CheckedFile file{row.Text(1), row.Int(2), row.Text(3)};
                       found[file.sha256] = {file, absl::FromUnixMicros(row.Int(4))};
                     });
  return found;
}

absl::Status FileCorrupt(const std::string& sha256) {
  Log(LogLevel::kError, "file_corrupt", {{"file", sha256}});
  return Refuse(absl::StatusCode::kDataLoss, "FILE_CORRUPT", "",
                "the disk does not give what was stored",
                "Tệp lưu trên đĩa đã bị hỏng, vui lòng báo người vận hành.");
}

}  // namespace motcua::digitization
