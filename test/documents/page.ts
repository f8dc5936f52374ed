// docs/from-the-documents.md as rows.
import { readFileSync } from 'node:fs';

export type Row = {
  readonly document: string;
  readonly name: string;
  readonly was: string;
  readonly status: string;
  readonly ours: string;
};

export function loadPage(): string {
  return readFileSync(new URL('../../docs/from-the-documents.md', import.meta.url), 'utf8');
}

/** The rows of every table below a heading; other tables and text are passed over. */
export function toRows(page: string): Row[] {
  const rows: Row[] = [];
  let document = '';
  for (const line of page.split('\n')) {
    if (line.startsWith('## ')) document = line.slice(3);
    const cells = line.split('|').slice(1, -1);
    const [name, was, status, ours] = cells.map((cell) => cell.trim());
    const code = /^`(.+)`$/.exec(name ?? '')?.[1];
    if (document === '' || code === undefined) continue;
    rows.push({
      document,
      name: code,
      was: was ?? '',
      status: status ?? '',
      ours: cells.length === 4 ? (ours ?? '') : '',
    });
  }
  return rows;
}

/** What stands between backticks. */
export function toCodes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code as string);
}
