// Tables as files for spreadsheets, which must not take text of others for a formula.

export type CsvCell = string | number | boolean | null | undefined;

/** A spreadsheet runs what begins so; an apostrophe before it makes it text (OWASP, CSV injection). */
const runs = /^[=+\-@\t\r\n]/;
const needsQuotes = /[",\r\n]/;

/** RFC 4180, with a mark by which spreadsheets know UTF-8. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}

function toCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = runs.test(cell.trimStart()) || runs.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
