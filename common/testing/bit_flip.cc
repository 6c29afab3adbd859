#include "common/testing/bit_flip.h"

#include <stdexcept>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/hash.h"

namespace motcua::testing {
namespace {

struct Column {
  std::string name;
  int bits = 0;  // of an integer, without its sign; 0: bytes
  bool ascii = false;
};

int BitsOf(const std::string& type) {
  if (type == "tinyint") return 7;
  if (type == "smallint") return 15;
  if (type == "int") return 31;
  return type == "bigint" ? 63 : 0;
}

std::vector<Column> ColumnsOf(sql::Connection& connection, const std::string& table) {
  std::vector<Column> columns;
  sql::Rows rows = connection.Query(
      "SELECT column_name, data_type, IFNULL(character_set_name, '')"
      " FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?"
      " ORDER BY ordinal_position",
      {table});
  while (rows.Next()) {
    columns.push_back({rows.Text(1), BitsOf(rows.Text(2)), !rows.Text(3).empty()});
  }
  return columns;
}

std::vector<sql::Value> AnyRow(sql::Connection& connection, const std::string& table,
                               const std::vector<Column>& columns, std::mt19937& random) {
  sql::Rows count = connection.Query("SELECT COUNT(*) FROM " + table);
  count.Next();
  if (count.Int(1) == 0) return {};
  sql::Rows rows = connection.Query(
      absl::StrCat("SELECT * FROM ", table, " LIMIT 1 OFFSET ", random() % count.Int(1)));
  rows.Next();
  std::vector<sql::Value> row;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const int column = static_cast<int>(i) + 1;
    if (rows.IsNull(column)) {
      row.push_back(sql::Null());
    } else if (columns[i].bits > 0) {
      row.emplace_back(rows.Int(column));
    } else {
      row.emplace_back(rows.Text(column));
    }
  }
  return row;
}

// Text keeps to seven bits: the server refuses others in a column of ASCII.
std::optional<sql::Value> Flipped(const sql::Value& value, const Column& column,
                                  std::mt19937& random) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return *number ^ (std::int64_t{1} << random() % column.bits);
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->empty()) return std::nullopt;
  std::string changed = *text;
  changed[random() % changed.size()] ^= static_cast<char>(1 << random() % (column.ascii ? 7 : 8));
  return changed;
}

std::string TextOf(const std::vector<sql::Value>& row) {
  std::string text;
  for (const sql::Value& value : row) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) absl::StrAppend(&text, *number);
    if (const auto* bytes = std::get_if<std::string>(&value)) {
      bool printable = bytes->size() < 40;
      for (const unsigned char byte : *bytes) printable &= 32 <= byte && byte < 127;
      text += printable ? *bytes : HexEncode(bytes->substr(0, 8)) + "…";
    }
    text += " ";
  }
  return text;
}

// True when exactly this row was changed.
bool Replace(sql::Connection& connection, const std::string& table,
             const std::vector<std::string>& columns, const std::string& column,
             const std::vector<sql::Value>& from, const sql::Value& to) {
  std::string where;
  std::vector<sql::Value> parameters = {to};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    absl::StrAppend(&where, where.empty() ? "" : " AND ", columns[i], " <=> ?");
    parameters.push_back(from[i]);
  }
  return connection.Update("UPDATE " + table + " SET " + column + " = ? WHERE " + where,
                           parameters) == 1;
}

}  // namespace

std::optional<BitFlip> BitFlip::Of(sql::Connection& connection, const std::string& table,
                                   std::mt19937& random, const std::set<std::string>& spared) {
  const std::vector<Column> columns = ColumnsOf(connection, table);
  for (int attempt = 0; attempt < 100; ++attempt) {
    BitFlip flip;
    flip.table_ = table;
    for (const Column& column : columns) flip.columns_.push_back(column.name);
    flip.before_ = AnyRow(connection, table, columns, random);
    if (flip.before_.empty()) return std::nullopt;
    const std::size_t chosen = random() % columns.size();
    const auto value = Flipped(flip.before_[chosen], columns[chosen], random);
    if (!value || spared.contains(columns[chosen].name)) continue;
    flip.column_ = columns[chosen].name;
    flip.now_ = flip.before_;
    flip.now_[chosen] = *value;
    flip.what_ = absl::StrCat(table, ".", flip.column_, " of (", TextOf(flip.before_), ")");
    try {
      // A key that exists, or what is not text in the column's character set, is refused.
      if (!Replace(connection, table, flip.columns_, flip.column_, flip.before_, *value)) continue;
    } catch (const sql::Error&) {
      continue;
    }
    flip.connection_ = &connection;
    return flip;
  }
  throw std::runtime_error("no bit of " + table + " can be flipped");
}

BitFlip::BitFlip(BitFlip&& other) noexcept
    : connection_(std::exchange(other.connection_, nullptr)),
      table_(std::move(other.table_)),
      column_(std::move(other.column_)),
      what_(std::move(other.what_)),
      columns_(std::move(other.columns_)),
      before_(std::move(other.before_)),
      now_(std::move(other.now_)) {}

void BitFlip::Undo() {
  if (connection_ == nullptr) return;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == column_) {
      Replace(*connection_, table_, columns_, column_, now_, before_[i]);
    }
  }
  connection_ = nullptr;
}

}  // namespace motcua::testing
