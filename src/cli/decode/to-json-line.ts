import type { DecodedTransaction } from '../../domain/solana/decoded.ts';

/** Amounts are decimal strings in base units. */
export function toJsonLine({
  signature,
  slot,
  status,
  trades,
  events,
  notUnderstood,
}: DecodedTransaction): string {
  return toLine({ signature, slot, status, trades, events, notUnderstood });
}

/** For an answer that is no transaction; what it says of itself is told. */
export function toUnreadableLine(answer: unknown, reason: string): string {
  const { slot, transaction } = unwrapped(answer);
  const signature = (transaction as { signatures?: unknown[] } | null | undefined)?.signatures?.[0];
  return toLine({
    signature: typeof signature === 'string' ? signature : null,
    slot: typeof slot === 'number' ? slot : null,
    status: null,
    trades: [],
    events: [],
    notUnderstood: [{ program: null, instruction: null, reason }],
  });
}

function unwrapped(answer: unknown): { slot?: unknown; transaction?: unknown } {
  if (typeof answer !== 'object' || answer === null) return {};
  return 'result' in answer && typeof answer.result === 'object' && answer.result !== null
    ? answer.result
    : answer;
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part))}\n`;
}
