// The real HTTP transport: the fetch built into Node, with its errors put into our words.
import { AppError } from '../errors.ts';
import type { HttpTransport } from './http-transport.ts';

export const nodeFetch: HttpTransport = {
  async exchange({ method, url, headers, body, signal }) {
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal,
        ...(body === undefined ? {} : { body: body as NonNullable<RequestInit['body']> }),
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: toChunks(response.body, signal),
      };
    } catch (thrown) {
      throw toTransportError(thrown, signal);
    }
  },
};

async function* toChunks(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body;
  } catch (thrown) {
    throw toTransportError(thrown, signal);
  }
}

/** Failures of the system that come before a byte of the request is sent. */
const NOTHING_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Only the code is kept: texts of the library may quote the address or a header, and so a key. */
function toTransportError(thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (!(cause instanceof Error))
    return new AppError('HTTP_REQUEST_INVALID', 'The address, a header or the method cannot be sent.');
  const reason = toSystemCode(cause);
  const code = NOTHING_SENT.has(reason) || reason.includes('CERT') ? 'HTTP_UNREACHABLE' : 'HTTP_BROKEN';
  return new AppError(code, undefined, { details: { reason } });
}

function toSystemCode(error: Error): string {
  // Several addresses tried in turn fail together.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = (first as { code?: unknown } | undefined)?.code ?? (error as { code?: unknown }).code;
  return typeof code === 'string' ? code : error.name;
}
