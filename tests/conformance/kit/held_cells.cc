#include "tests/conformance/kit/held_cells.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/hash.h"

namespace motcua::conform {
namespace {

namespace sv1 = statistics::v1;

unsigned __int128 HashOf(const CellKey& key, std::int64_t value) {
  const std::string hash = Sha256(CanonicalCell(key, value));
  unsigned __int128 number = 0;
  for (int i = 0; i < 16; ++i) number = number << 8 | static_cast<unsigned char>(hash[i]);
  return number;
}

bool IsId(const std::string& id) {
  return !id.empty() && id.size() <= 63 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

}  // namespace

CellKey KeyOf(const sv1::Cell& cell) {
  return {cell.agency(), cell.procedure(), cell.channel(),
          cell.day(),    cell.counter(),   cell.responsible_agency()};
}

std::string Describe(const CellKey& key) {
  const auto& [agency, procedure, channel, day, counter, responsible] = key;
  return absl::StrCat(agency, "/", procedure, "/channel ", channel, "/day ", day, "/",
                      sv1::Counter_Name(counter), responsible.empty() ? "" : "/", responsible);
}

std::string CanonicalCell(const CellKey& key, std::int64_t value) {
  const auto& [agency, procedure, channel, day, counter, responsible] = key;
  std::string text;
  for (const std::string& id : {agency, procedure, responsible}) AppendSized(text, id);
  for (const int number : {channel, day, counter}) AppendInt32(text, number);
  AppendInt64(text, value);
  return text;
}

Fault HeldCells::Take(const CellBatch& batch) {
  if (batch.full) {
    values_.clear();
    digest_ = 0;
  } else if (batch.epoch != epoch_ || batch.from > revision_ || batch.through < revision_) {
    return {"cells.gapless",
            absl::StrCat("held ", epoch_, " through ", revision_, ", then came ", batch.epoch,
                         " from ", batch.from, " through ", batch.through, " and was not full")};
  }
  epoch_ = batch.epoch;
  revision_ = batch.through;
  std::set<CellKey> seen;
  for (const sv1::Cell& cell : batch.cells) {
    const CellKey key = KeyOf(cell);
    if (!seen.insert(key).second) return {"cells.unique", Describe(key) + " stands twice"};
    Set(key, cell.value());
  }
  if (Digest() == batch.digest) return {};
  return {"cells.digest",
          absl::StrCat("through ", revision_, ": computed ", HexEncode(Digest()), " over ",
                       values_.size(), " cells, sent ", HexEncode(batch.digest))};
}

void HeldCells::Set(const CellKey& key, std::int64_t value) {
  const auto held = values_.find(key);
  if (held != values_.end()) {
    digest_ -= HashOf(key, held->second);
    values_.erase(held);
  }
  if (value == 0) return;
  digest_ += HashOf(key, value);
  values_[key] = value;
}

std::int64_t HeldCells::ValueOf(const CellKey& key) const {
  const auto held = values_.find(key);
  return held == values_.end() ? 0 : held->second;
}

std::string HeldCells::Digest() const {
  std::string bytes;
  AppendInt64(bytes, static_cast<std::int64_t>(digest_ >> 64));
  AppendInt64(bytes, static_cast<std::int64_t>(digest_));
  return bytes;
}

sv1::CellCursor HeldCells::cursor() const {
  sv1::CellCursor cursor;
  cursor.set_epoch(epoch_);
  cursor.set_revision(revision_);
  return cursor;
}

std::string FaultOf(const sv1::Cell& cell) {
  const auto of = [&](const char* what) { return absl::StrCat(what, ": ", Describe(KeyOf(cell))); };
  if (cell.counter() == 0 || !sv1::Counter_IsValid(cell.counter())) return of("unknown counter");
  if (cell.channel() == 0 || !type::v1::Channel_IsValid(cell.channel())) {
    return of("unknown channel");
  }
  if (cell.day() < kFirstDay || cell.day() > kLastDay) return of("day outside of 1990 to 2199");
  if (!IsId(cell.agency())) return of("agency is no id");
  if (!cell.procedure().empty() && !IsId(cell.procedure())) return of("procedure is no id");
  const std::string& responsible = cell.responsible_agency();
  if (responsible.empty()) return "";
  if (!IsId(responsible)) return of("responsible agency is no id");
  if (cell.counter() != sv1::COUNTER_LATE_STEP) return of("responsible agency of another counter");
  return "";
}

}  // namespace motcua::conform
