#include "tools/motcuactl/grid.h"

#include <algorithm>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "nlohmann/json.hpp"
#include "tools/export/text.h"

namespace motcua::ctl {
namespace {

// Vietnamese in NFC takes one column per code point.
std::size_t Width(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

bool IsNumber(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.,-%*\u00A0") == std::string::npos;
}

std::string Pad(const std::string& text, std::size_t width) {
  const std::string space(width - std::min(width, Width(text)), ' ');
  return IsNumber(text) ? space + text : text + space;
}

using Cells = std::vector<std::string>;

Cells Visible(Cells cells) {
  for (std::string& cell : cells) cell = exports::Visible(cell);
  return cells;
}

// What a spreadsheet opens as a text: it takes `=1` for a formula, and `"=1"` too.
std::string NoFormula(const std::string& cell) {
  constexpr std::string_view kBegins = "=+-@\"";
  const bool begins = !cell.empty() && kBegins.find(cell.front()) != std::string_view::npos;
  return begins && !IsNumber(cell) ? "'" + cell : cell;
}

std::string RenderTable(const Cells& head, const std::vector<Cells>& rows) {
  std::vector<std::size_t> widths;
  for (const std::string& title : head) widths.push_back(Width(title));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      text += (i == 0 ? "" : "  ") + Pad(cells[i], widths[i]);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text + "\n";
  };
  std::string text = line(head);
  std::vector<std::string> rule;
  for (const std::size_t width : widths) rule.emplace_back(width, '-');
  text += line(rule);
  for (const auto& row : rows) text += line(row);
  return text;
}

std::string RenderTsv(const Cells& head, const std::vector<Cells>& rows) {
  const auto line = [](Cells cells) {
    for (std::string& cell : cells) cell = NoFormula(cell);
    return absl::StrJoin(cells, "\t") + "\n";
  };
  std::string text = line(head);
  for (const auto& row : rows) text += line(row);
  return text;
}

std::string RenderJson(const Cells& head, const std::vector<Cells>& rows) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& row : rows) {
    nlohmann::ordered_json object;
    for (std::size_t i = 0; i < row.size(); ++i) object[head[i]] = row[i];
    list.push_back(std::move(object));
  }
  return list.dump(2) + "\n";
}

}  // namespace

std::optional<Format> ParseFormat(const std::string& name) {
  if (name == "table") return Format::kTable;
  if (name == "tsv") return Format::kTsv;
  if (name == "json") return Format::kJson;
  return std::nullopt;
}

std::string Render(const std::vector<std::string>& head,
                   const std::vector<std::vector<std::string>>& rows, Format format) {
  if (format == Format::kJson) return RenderJson(head, rows);
  std::vector<Cells> visible;
  for (const Cells& row : rows) visible.push_back(Visible(row));
  return format == Format::kTsv ? RenderTsv(Visible(head), visible)
                                : RenderTable(Visible(head), visible);
}

std::string SideBySide(const std::vector<std::string>& texts) {
  std::vector<std::string> lines;
  std::size_t left = 0;  // where the text begins
  for (const std::string& text : texts) {
    const std::vector<std::string> own = absl::StrSplit(absl::StripSuffix(text, "\n"), '\n');
    lines.resize(std::max(lines.size(), own.size()));
    std::size_t width = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
      if (left > 0) lines[i] += std::string(left - Width(lines[i]), ' ') + "│ ";
      lines[i] += own[i];
      width = std::max(width, Width(lines[i]));
    }
    left = width + 1;
  }
  return absl::StrJoin(lines, "\n") + "\n";
}

}  // namespace motcua::ctl
