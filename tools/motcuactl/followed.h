// What a process follows, and how it stands there.
#ifndef MOTCUA_TOOLS_MOTCUACTL_FOLLOWED_H_
#define MOTCUA_TOOLS_MOTCUACTL_FOLLOWED_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "motcua/feed/v1/feed.pb.h"
#include "tools/motcuactl/federation.h"

namespace motcua::ctl {

struct FollowedRow {
  std::string source;
  feed::v1::Cursor cursor;
  std::string state;  // FOLLOWING, UNREACHABLE, FORKED, of the portal also REPLAYING
  std::string error;
};

// By source; empty for a process that follows no journal.
absl::StatusOr<std::vector<FollowedRow>> FollowedBy(const Federation& federation,
                                                    const std::string& process);

}  // namespace motcua::ctl

#endif  // MOTCUA_TOOLS_MOTCUACTL_FOLLOWED_H_
