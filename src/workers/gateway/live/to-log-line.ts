// A line of the logger as people are shown it.
import type { LogLine } from '../../../api/logs.ts';
import { escapeUnprintable } from '../../../core/log/printable.ts';

const MAX_MESSAGE_CHARS = 2000;
const MAX_DETAILS_CHARS = 4000;
const levels = [
  [60, 'fatal'],
  [50, 'error'],
  [40, 'warn'],
  [30, 'info'],
] as const;

/** Takes anything: what is no line of ours becomes the message of one. */
export function toLogLine(seq: number, text: string): LogLine {
  const { level, time, worker, msg, correlationId, ...rest } = parseFields(text) ?? { msg: text };
  return {
    seq,
    atMs: typeof time === 'number' && Number.isSafeInteger(time) && time >= 0 ? time : 0,
    level: levels.find(([least]) => Number(level) >= least)?.[1] ?? (level === undefined ? 'info' : 'debug'),
    worker: typeof worker === 'string' ? escapeUnprintable(worker) : '',
    message: toMessage(msg),
    correlationId: typeof correlationId === 'string' ? escapeUnprintable(correlationId) : null,
    details: toDetails(rest),
  };
}

function parseFields(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const isRecord = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return isRecord ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function toMessage(message: unknown): string {
  const text = escapeUnprintable(typeof message === 'string' ? message : JSON.stringify(message ?? ''));
  return text.length <= MAX_MESSAGE_CHARS ? text : `${text.slice(0, MAX_MESSAGE_CHARS)}…`;
}

/** Spelled out before it becomes JSON, so that it is harmless also when that was parsed. */
function toDetails(fields: Record<string, unknown>): string {
  const text = escapeUnprintable(JSON.stringify(fields, (_name, value) => toShown(value)));
  if (text.length <= MAX_DETAILS_CHARS) return text;
  return JSON.stringify({ cut: text.slice(0, MAX_DETAILS_CHARS) });
}

function toShown(value: unknown): unknown {
  if (typeof value === 'string') return escapeButLines(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [escapeUnprintable(name), field]));
}

/** Stacks have lines, which details may show. */
function escapeButLines(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeUnprintable(line))
    .join('\n');
}
