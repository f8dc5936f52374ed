// An HTTP transport in memory that answers by a script, for tests and the simulator.
import { AppError } from '../../errors.ts';
import type { HttpRequest, HttpTransport } from '../http-transport.ts';

/** `unreachable` fails before sending, `broken` after; `silent` never answers. */
export type ScriptedAnswer =
  | 'unreachable'
  | 'broken'
  | 'silent'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON; `chunks` go as they are. */
      readonly body?: unknown;
      readonly chunks?: readonly (string | Uint8Array)[];
      /** What follows the chunks. Default `end`. */
      readonly ending?: 'end' | 'broken' | 'silent';
    };

export interface ScriptedHttp extends HttpTransport {
  /** Every request made, in order. */
  readonly requests: readonly HttpRequest[];
}

export function createScriptedHttp(
  answerTo: (request: HttpRequest, count: number) => ScriptedAnswer,
): ScriptedHttp {
  const requests: HttpRequest[] = [];
  return {
    requests,
    async exchange(request) {
      const { signal } = request;
      signal.throwIfAborted();
      requests.push(request);
      const answer = answerTo(request, requests.length);
      if (answer === 'unreachable')
        throw new AppError('HTTP_UNREACHABLE', undefined, { details: { reason: 'SCRIPT' } });
      if (answer === 'broken') throw broken();
      if (answer === 'silent') return await aborted(signal);
      const { status = 200, headers = {}, chunks, body, ending = 'end' } = answer;
      const parts = chunks ?? (body === undefined ? [] : [JSON.stringify(body)]);
      return { status, headers, body: toChunks(parts, ending, signal) };
    },
  };
}

async function* toChunks(
  parts: readonly (string | Uint8Array)[],
  ending: 'end' | 'broken' | 'silent',
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    signal.throwIfAborted();
    yield Buffer.from(part as string);
  }
  if (ending === 'broken') throw broken();
  if (ending === 'silent') await aborted(signal);
}

function broken(): AppError {
  return new AppError('HTTP_BROKEN', undefined, { details: { reason: 'SCRIPT' } });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
