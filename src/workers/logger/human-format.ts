// A log line for people at a terminal.
import { escapeUnprintable } from '../../core/log/printable.ts';

const levels: Readonly<Record<number, readonly [name: string, colour: string]>> = {
  20: ['DEBUG', '\u001b[34m'],
  30: ['INFO', '\u001b[32m'],
  40: ['WARN', '\u001b[33m'],
  50: ['ERROR', '\u001b[31m'],
  60: ['FATAL', '\u001b[35m'],
};
const DIM = '\u001b[2m';
const RESET = '\u001b[0m';
const DAY_MS = 86_400_000;

/** Colour is for terminals whose user did not decline it (no-color.org). */
export function usesColour(
  environment: Readonly<Record<string, string | undefined>>,
  isTty: boolean,
): boolean {
  const { NO_COLOR: declined, TERM: terminal } = environment;
  return isTty && !declined && terminal !== 'dumb';
}

/** One line, and below it an error's stack, each line of it indented so that none passes for a log line. Time is UTC. */
export function toHumanLine(line: string, isColoured: boolean): string {
  const fields = parseFields(line);
  if (!fields) return escapeUnprintable(line);
  const { level, time, worker, module, msg, err, ...rest } = fields;
  const [name, colour] = levels[Number(level)] ?? [String(level), ''];
  const paint = (text: string, code: string) => (isColoured && text !== '' ? code + text + RESET : text);
  const origin = [worker, module].filter((part) => typeof part === 'string').map(toWord);
  const message = escapeUnprintable(typeof msg === 'string' ? toOneLine(msg) : JSON.stringify(msg ?? ''));
  const { stack, ...error } = isRecord(err) ? err : { message: err };
  const pairs = Object.entries(err === undefined ? rest : { ...rest, err: isRecord(err) ? error : err });
  const details = pairs.map(([key, value]) => `${toWord(key)}=${toWord(value)}`).join(' ');
  const head = [toTimeOfDay(Number(time)), paint(name.padEnd(5), colour), ...origin, message];
  return [`${head.join(' ')}${details && ' '}${paint(details, DIM)}`, ...stackLines(stack)].join('\n');
}

function parseFields(line: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A name or value without spaces or quotes as it is, anything else as JSON, so that no value passes for two. */
function toWord(value: unknown): string {
  const isPlain = typeof value === 'string' && /^[^\s"'=\\]+$/.test(value);
  return escapeUnprintable(isPlain ? value : JSON.stringify(value));
}

function toOneLine(text: string): string {
  return text.replace(/\r\n|\n|\r/g, '\\n');
}

function toTimeOfDay(timeMs: number): string {
  const ms = Number.isFinite(timeMs) ? Math.trunc(timeMs) % DAY_MS : 0;
  const two = (value: number) => `${Math.trunc(value) % 60}`.padStart(2, '0');
  const hours = `${Math.trunc(ms / 3_600_000)}`.padStart(2, '0');
  return `${hours}:${two(ms / 60_000)}:${two(ms / 1000)}.${`${ms % 1000}`.padStart(3, '0')}`;
}

function stackLines(stack: unknown): string[] {
  if (typeof stack !== 'string') return [];
  return stack.split(/\r\n|\n|\r/).map((text) => `    ${escapeUnprintable(text)}`);
}
