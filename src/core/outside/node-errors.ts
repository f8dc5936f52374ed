// What failures of the system mean for an exchange. Only the code is kept: texts of libraries may quote an address or a key.
import { AppError } from '../errors.ts';

/** Failures that come before a byte of the request is sent. */
const NOTHING_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** The reason of the signal if it ended the exchange, else HTTP_UNREACHABLE or HTTP_BROKEN. */
export function toConnectionError(thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const reason = toSystemCode(thrown);
  const code = NOTHING_SENT.has(reason) || reason.includes('CERT') ? 'HTTP_UNREACHABLE' : 'HTTP_BROKEN';
  return new AppError(code, undefined, { details: { reason } });
}

function toSystemCode(thrown: unknown): string {
  // Several addresses tried in turn fail together.
  const first: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  const code = (first as { code?: unknown } | undefined)?.code ?? (thrown as { code?: unknown }).code;
  return typeof code === 'string' ? code : thrown instanceof Error ? thrown.name : 'UNKNOWN';
}
