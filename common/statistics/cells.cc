#include "common/statistics/cells.h"

#include "common/base/hash.h"

namespace motcua::statistics {
namespace {

unsigned __int128 FromBigEndian(const std::string& bytes) {
  unsigned __int128 sum = 0;
  for (std::size_t i = 0; i < 16 && i < bytes.size(); ++i) {
    sum = (sum << 8) | static_cast<unsigned char>(bytes[i]);
  }
  return sum;
}

unsigned __int128 HashOf(const CellKey& key, std::int64_t value) {
  std::string canonical;
  canonical.reserve(key.agency.size() + key.procedure.size() + key.responsible_agency.size() + 32);
  AppendSized(canonical, key.agency);
  AppendSized(canonical, key.procedure);
  AppendSized(canonical, key.responsible_agency);
  AppendInt32(canonical, static_cast<std::int32_t>(key.channel));
  AppendInt32(canonical, key.day);
  AppendInt32(canonical, static_cast<std::int32_t>(key.counter));
  AppendInt64(canonical, value);
  return FromBigEndian(Sha256(canonical));
}

}  // namespace

int OpenSign(Counter counter) {
  switch (counter) {
    case Counter::kReceived:
    case Counter::kMovedIn:
    case Counter::kReopened:
      return 1;
    case Counter::kMovedOut:
    case Counter::kFinishedEarly:
    case Counter::kFinishedOnTime:
    case Counter::kFinishedLate:
    case Counter::kFinishedUndated:
    case Counter::kWithdrawn:
    case Counter::kStopped:
    case Counter::kRefusedAfterReceipt:
      return -1;
    default:
      return 0;
  }
}

std::size_t CellKeyHash::operator()(const CellKey& key) const {
  const std::hash<std::string> text;
  const auto mix = [](std::size_t seed, std::size_t part) {
    return (seed ^ part) * 0x9e3779b97f4a7c15u + (seed >> 29);
  };
  std::size_t hash = mix(text(key.agency), text(key.procedure));
  if (!key.responsible_agency.empty()) hash = mix(hash, text(key.responsible_agency));
  const auto small = static_cast<std::size_t>(key.day) << 16 |
                     static_cast<std::size_t>(key.counter) << 4 |
                     static_cast<std::size_t>(key.channel);
  return mix(hash, small);
}

Digest Digest::FromBytes(const std::string& bytes) {
  Digest digest;
  digest.sum_ = FromBigEndian(bytes);
  return digest;
}

std::string Digest::ToBytes() const {
  std::string bytes;
  AppendInt64(bytes, static_cast<std::int64_t>(sum_ >> 64));
  AppendInt64(bytes, static_cast<std::int64_t>(sum_));
  return bytes;
}

void Digest::Add(const CellKey& key, std::int64_t value) {
  if (value != 0) sum_ += HashOf(key, value);
}

void Digest::Remove(const CellKey& key, std::int64_t value) {
  if (value != 0) sum_ -= HashOf(key, value);
}

}  // namespace motcua::statistics
