// The real HTTP transport: the fetch built into Node, with its errors put into our words.
import { AppError } from '../errors.ts';
import type { HttpTransport } from './http-transport.ts';
import { toConnectionError } from './node-errors.ts';

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

/** What the library refuses itself has no cause; only its own words, which may quote a header. */
function toTransportError(thrown: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  if (!(cause instanceof Error))
    return new AppError('HTTP_REQUEST_INVALID', 'The address, a header or the method cannot be sent.');
  return toConnectionError(cause, signal);
}
