// How printed pages look: as the state's rules for documents ask, A4, margins 20, 15, 20 and 30 mm,
// pages numbered at the top from the second on.
#ifndef MOTCUA_TOOLS_EXPORT_STYLE_H_
#define MOTCUA_TOOLS_EXPORT_STYLE_H_

namespace motcua::exports {

inline constexpr char kStyle[] = R"css(
@page { size: A4; margin: 20mm 15mm 20mm 30mm;
  @top-center { content: counter(page); font: 12pt "FreeSerif", "Times New Roman", serif; } }
@page :first { @top-center { content: none; } }
@page wide { size: A4 landscape; margin: 30mm 20mm 15mm 20mm; }
* { box-sizing: border-box; }
body { margin: 0; font: 13pt/1.35 "FreeSerif", "Times New Roman", "DejaVu Serif", serif; color: #000; }
h1, h2, h3 { font-weight: bold; margin: 0; }
.letterhead { display: flex; justify-content: space-between; text-align: center; line-height: 1.3; }
.letterhead > div { width: 42%; }
.letterhead > div + div { width: 57%; white-space: nowrap; }
.letterhead .body { font-size: 12pt; }
.letterhead .office { font-weight: bold; font-size: 12pt; }
.letterhead .motto { font-weight: bold; }
.letterhead .rule { width: 45%; margin: 2pt auto 8pt; border-top: 0.8pt solid #000; }
.letterhead .motto + .rule { width: 62%; }
.letterhead .date { font-style: italic; }
.title { text-align: center; margin: 26pt 0 18pt; }
.title h1 { font-size: 15pt; }
.title h2 { font-size: 14pt; }
.contents { margin: 6pt 0; padding: 0; list-style: none; }
.contents li { margin: 3pt 0; }
.contents a { display: block; color: #000; text-decoration: none; }
.contents a::after { content: leader(dotted) target-counter(attr(href), page); }
.signature { display: flex; justify-content: space-between; margin-top: 28pt; page-break-inside: avoid; }
.signature > div { width: 48%; }
.signature .receivers { font-size: 11pt; }
.signature .signer { text-align: center; }
.signature .signer b { display: block; }
.signature .space { height: 70pt; }
.sheet { page-break-before: always; }
.sheet.wide { page: wide; }
.sheet > header { text-align: center; margin-bottom: 8pt; }
.sheet > header h2 { font-size: 14pt; }
.sheet > header p { margin: 2pt 0; font-style: italic; font-size: 12pt; }
table.data { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.2;
  font-variant-numeric: lining-nums tabular-nums; }
.wide table.data { font-size: 10pt; }
.wide table.data th, .wide table.data td { padding: 1.4pt 3pt; }
table.data caption { font-weight: bold; text-align: center; margin-bottom: 4pt; }
table.data thead { display: table-header-group; }
table.data tbody, table.data tr { page-break-inside: avoid; }
table.data th, table.data td { border: 0.5pt solid #000; padding: 1.4pt 4pt; vertical-align: middle;
  overflow-wrap: break-word; }
table.data th { text-align: center; background: #eef2f6; overflow-wrap: normal; }
table.data .numbers th { font-weight: normal; font-style: italic; font-size: 90%; padding: 1pt; background: none; }
table.data .order { width: 9mm; text-align: center; }
table.data .label { width: 56mm; }
table.data .number { text-align: right; white-space: nowrap; }
table.data .word { text-align: left; }
table.data .heading td, table.data .total td { font-weight: bold; }
sup { font-size: 65%; line-height: 0; }
.wide table.data th { font-size: 9.5pt; }
.wide table.data .label { width: 46mm; }
.lists { display: flex; align-items: flex-start; }
.lists > div { flex: 1; margin-right: 4mm; }
.lists table.data .label { width: 40mm; }
.notes { margin-top: 8pt; font-size: 10.5pt; line-height: 1.25; }
.notes h3 { font-size: 11pt; font-style: italic; }
.notes p { margin: 2pt 0; text-align: justify; }
.standing { margin-top: 6pt; font-size: 10pt; font-style: italic; }
.provenance h3 { font-size: 12pt; margin: 10pt 0 4pt; }
.provenance table.data { font-size: 9.5pt; }
)css";

}  // namespace motcua::exports

#endif  // MOTCUA_TOOLS_EXPORT_STYLE_H_
