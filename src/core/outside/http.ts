// Requests to one server outside: JSON in and out, checked, bounded in time and size, with errors that say what to do.
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AppError, toAppError } from '../errors.ts';
import { currentScope } from '../scope.ts';
import { parseJson, readBody, readStart } from './http-body.ts';
import { toStatusError, toUnansweredIfOpen } from './http-errors.ts';
import { type RequestParts, toWireRequest, type WireRequest } from './http-request.ts';
import type { HttpAnswer, HttpTransport } from './http-transport.ts';
import type { Policy } from './policy.ts';
import { toRetryAfterMs } from './rate-headers.ts';
import type { RateLimit } from './rate-limit.ts';
import { type MaybeSecret, reveal, toRedacted } from './revealed.ts';

export type HttpOptions = {
  readonly name: string;
  /** May carry a key in its path or query; it never appears in errors. */
  readonly baseUrl?: MaybeSecret;
  readonly headers?: Readonly<Record<string, MaybeSecret>>;
  readonly policy: Policy;
  readonly rateLimit?: RateLimit;
  readonly transport: HttpTransport;
  readonly clock: Clock;
  /** Of the inflated body. Default 8 MiB. */
  readonly maxResponseBytes?: number;
  /** How many redirects a GET or HEAD follows, within its origin. Default 0. */
  readonly redirects?: number;
};

export type RequestOptions<T> = RequestParts & {
  readonly schema?: z.ZodType<T>;
  /** Safe to send twice. Default: GET and HEAD are. */
  readonly idempotent?: boolean;
  /** For the whole exchange, body included; default the policy's. */
  readonly timeoutMs?: number;
  /** On the monotonic clock; default that of the work under way. */
  readonly deadlineMs?: number;
  readonly signal?: AbortSignal;
  readonly urgent?: boolean;
  /** Against the rate limit. Default 1. */
  readonly weight?: number;
};

export type HttpReply<T> = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: T;
};

export interface Http {
  /** Resolves for 2xx only. Rejects with the HTTP_ codes, those of the policy, OUTSIDE_UNANSWERED. */
  request<T = unknown>(options: RequestOptions<T>): Promise<HttpReply<T>>;
}

const DEFAULT_MAX_RESPONSE_BYTES = 8 * 2 ** 20;
const MAX_REFUSAL_BYTES = 16_384;
const MAX_EXCERPT_CHARS = 500;
const READS = new Set(['GET', 'HEAD']);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export function createHttp(options: HttpOptions): Http {
  const { name, policy, rateLimit, transport, clock } = options;
  const { headers = {}, maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES, redirects = 0 } = options;
  const baseUrl = options.baseUrl === undefined ? undefined : reveal(options.baseUrl);
  if (baseUrl !== undefined && !/^https?:$/.test(URL.parse(baseUrl)?.protocol ?? ''))
    throw new AppError('CONFIG_INVALID', `${name}: the base address is not an http address.`, {
      details: { name },
    });

  const refuse = async (answer: HttpAnswer, wire: WireRequest, label: string): Promise<never> => {
    const { bytes } = await readStart(answer.body, MAX_REFUSAL_BYTES);
    const retryAfterMs = rateLimit
      ? rateLimit.observe({ ...answer, body: parseJsonOrNothing(bytes) })
      : toRetryAfterMs(answer.headers['retry-after'], clock.now());
    const excerpt = toRedacted(Buffer.from(bytes).toString('utf8'), wire.private, MAX_EXCERPT_CHARS);
    throw toStatusError({ label, status: answer.status, excerpt, retryAfterMs });
  };

  const exchange = async (wire: WireRequest, label: string, signal: AbortSignal): Promise<HttpAnswer> => {
    let url = wire.url;
    for (let followed = 0; ; followed++) {
      const { method, headers, body } = wire;
      const answer = await transport.exchange({ method, url, headers, body, signal });
      if (answer.status >= 200 && answer.status < 300) return answer;
      const next = READS.has(method) && followed < redirects ? toRedirect(answer, url) : undefined;
      if (next === undefined) return await refuse(answer, wire, label);
      await readStart(answer.body, 0);
      url = next;
    }
  };

  return {
    async request<T>(request: RequestOptions<T>): Promise<HttpReply<T>> {
      const wire = toWireRequest(request, baseUrl, headers);
      const label = `${name} ${wire.method} ${toPathOnly(request.path)}`;
      const idempotent = request.idempotent ?? READS.has(wire.method);
      const { weight = 1, urgent = false } = request;

      const send = async (signal: AbortSignal): Promise<HttpReply<T>> => {
        const answer = await exchange(wire, label, signal);
        rateLimit?.observe({ status: answer.status, headers: answer.headers });
        const value = parseJson(await readBody(answer.body, maxResponseBytes));
        return { status: answer.status, headers: answer.headers, body: toChecked(value, request.schema) };
      };

      return await policy.run(
        ({ signal }) =>
          send(signal).catch((thrown: unknown) => {
            if (signal.aborted) throw signal.reason;
            const error = withLabel(toAppError(thrown), label);
            throw idempotent ? error : toUnansweredIfOpen(error, label);
          }),
        {
          idempotent,
          urgent,
          signal: request.signal ?? currentScope()?.signal,
          deadlineMs: request.deadlineMs ?? currentScope()?.deadlineMs,
          timeoutMs: request.timeoutMs,
          admit: rateLimit && ((signal) => rateLimit.acquire({ weight, urgent, signal })),
        },
      );
    },
  };
}

/** Errors of the layers below do not know what was asked. */
function withLabel(error: AppError, label: string): AppError {
  if (!error.code.startsWith('HTTP_') || error.message.startsWith(label)) return error;
  return new AppError(error.code, `${label}: ${error.message}`, {
    details: error.details,
    cause: error.cause,
  });
}

function toPathOnly(path: string): string {
  return path.replace(/[?#].*$/s, '');
}

/** Keys in our headers are for this origin only, so no redirect leaves it. */
function toRedirect(answer: HttpAnswer, from: string): string | undefined {
  if (!REDIRECTS.has(answer.status)) return undefined;
  const { location } = answer.headers;
  const next = location === undefined ? null : URL.parse(location, from);
  return next && next.origin === new URL(from).origin ? next.href : undefined;
}

function parseJsonOrNothing(bytes: Uint8Array): unknown {
  try {
    return parseJson(bytes);
  } catch {
    return undefined;
  }
}

function toChecked<T>(value: unknown, schema: z.ZodType<T> | undefined): T {
  if (!schema) return value as T;
  const checked = schema.safeParse(value);
  if (checked.success) return checked.data;
  const issues = checked.error.issues
    .slice(0, 5)
    .map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new AppError('HTTP_RESPONSE_INVALID', undefined, { details: { issues } });
}
