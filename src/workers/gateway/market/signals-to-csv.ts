// Signals as CSV: RFC 4180, and nothing in it that a spreadsheet would take for a formula.
import type { SignalRow } from '../../../api/signals.ts';
import { horizonsMin } from '../../../domain/order-flow/signal.ts';

type Cell = string | number | boolean | null | undefined;

const columns: readonly (readonly [string, (row: SignalRow) => Cell])[] = [
  ['id', ({ id }) => id],
  ['time', ({ eventMs }) => new Date(eventMs).toISOString()],
  ['eventMs', ({ eventMs }) => eventMs],
  ['instrument', ({ instrument }) => instrument],
  ['type', ({ type }) => type],
  ['variant', ({ variant }) => variant],
  ['side', ({ side }) => side],
  ['price', ({ price }) => price],
  ['confidence', ({ confidence }) => confidence],
  ['isCalibrated', ({ isCalibrated }) => isCalibrated],
  ['score', ({ figures }) => figures['score']],
  ['priority', ({ priority }) => priority],
  ['stop', ({ stop }) => stop],
  ['targets', ({ targets }) => targets.join(' ')],
  ['invalidation', ({ invalidation }) => invalidation],
  ['confirmations', ({ confirmations }) => confirmations.map(({ type }) => type).join(' ')],
  ['conflicts', ({ conflicts }) => conflicts.map(({ type }) => type).join(' ')],
  ['says', ({ says }) => says],
  ...horizonsMin.map(
    (minutes, i) =>
      [`return${minutes}mBps`, ({ outcome }: SignalRow): Cell => outcome?.returnsBps[i]] as const,
  ),
  ['drawdownBps', ({ outcome }) => outcome?.drawdownBps],
  ['bestBps', ({ outcome }) => outcome?.bestBps],
  ['end', ({ outcome }) => outcome?.end],
  ['endMs', ({ outcome }) => outcome?.endMs],
  ['endBps', ({ outcome }) => outcome?.endBps],
  ['correlationId', ({ correlationId }) => correlationId],
];

export const csvHead = toLine(columns.map(([name]) => name));

export function signalsToCsv(rows: readonly SignalRow[]): string {
  return rows.map((row) => toLine(columns.map(([, read]) => read(row)))).join('');
}

function toLine(cells: readonly Cell[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

function toCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  // Numbers keep their sign; any other text that begins so is shown, not computed.
  const isFormula = /^[=+\-@\t\r]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);
  const text = isFormula ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
