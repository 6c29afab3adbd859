// Between an event of the journal and its message.
#ifndef MOTCUA_COMMON_FEED_CONVERT_H_
#define MOTCUA_COMMON_FEED_CONVERT_H_

#include "common/journal/journal.h"
#include "motcua/feed/v1/feed.pb.h"

namespace motcua::feed {

v1::Event ToProto(const journal::StoredEvent& event);
journal::StoredEvent FromProto(const v1::Event& event);
v1::Cursor ToProto(const journal::Cursor& cursor);
journal::Cursor FromProto(const v1::Cursor& cursor);

}  // namespace motcua::feed

#endif  // MOTCUA_COMMON_FEED_CONVERT_H_
