// From what a service asks for to what goes on the wire.
import { AppError } from '../errors.ts';
import type { HttpRequest } from './http-transport.ts';
import { type MaybeSecret, reveal } from './revealed.ts';

export type QueryValue = MaybeSecret | number | boolean | bigint | undefined;

export type RequestParts = {
  readonly method?: string | undefined;
  /** Added to the base address, or a whole address if there is none. Appears in errors, so no keys here. */
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>> | undefined;
  /** Text, bytes and form parameters go as they are; anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, MaybeSecret>> | undefined;
};

export type WireRequest = Omit<HttpRequest, 'signal'> & {
  /** Everything in it that an answer might quote and a log must not. */
  readonly private: readonly string[];
};

/** HTTP_REQUEST_INVALID, in words that quote nothing private, for an address or body that cannot be sent. */
export function toWireRequest(
  parts: RequestParts,
  baseUrl: string | undefined,
  baseHeaders: Readonly<Record<string, MaybeSecret>>,
): WireRequest {
  const url = toUrl(parts.path, baseUrl);
  for (const [name, value] of Object.entries(parts.query ?? {}))
    if (value !== undefined)
      url.searchParams.append(name, typeof value === 'object' ? reveal(value) : String(value));
  const ownHeaders: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...baseHeaders, ...parts.headers }))
    ownHeaders[name.toLowerCase()] = reveal(value);
  const { body, contentType } = toBody(parts.body);
  return {
    method: (parts.method ?? 'GET').toUpperCase(),
    url: url.href,
    headers: {
      accept: 'application/json',
      ...(contentType && { 'content-type': contentType }),
      ...ownHeaders,
    },
    body,
    private: [
      ...Object.values(ownHeaders),
      ...url.searchParams.values(),
      ...(baseUrl ? toPrivateParts(baseUrl) : []),
    ],
  };
}

/** The base path often ends in a token, as with Telegram. */
function toPrivateParts(baseUrl: string): string[] {
  return [baseUrl, ...new URL(baseUrl).pathname.split('/')];
}

function toUrl(path: string, baseUrl: string | undefined): URL {
  const base = baseUrl === undefined ? undefined : new URL(baseUrl);
  const root = base ? `${base.origin}${base.pathname.replace(/\/$/, '')}` : '';
  const url = URL.parse(base && path !== '' && !path.startsWith('/') ? `${root}/${path}` : root + path);
  if (!url || !/^https?:$/.test(url.protocol)) throw invalid('The address is not an http address.');
  if (url.username || url.password) throw invalid('Keys in an address go into a header.');
  if (base && !`${url.pathname}/`.startsWith(`${new URL(root).pathname.replace(/\/$/, '')}/`))
    throw invalid('The path leads out of the base address.');
  for (const [name, value] of base?.searchParams ?? []) url.searchParams.append(name, value);
  return url;
}

function toBody(body: unknown): { body: string | Uint8Array | undefined; contentType?: string } {
  if (body === undefined) return { body };
  if (body instanceof Uint8Array) return { body, contentType: 'application/octet-stream' };
  if (typeof body === 'string') return { body, contentType: 'text/plain; charset=utf-8' };
  if (body instanceof URLSearchParams)
    return { body: body.toString(), contentType: 'application/x-www-form-urlencoded' };
  try {
    return { body: JSON.stringify(body), contentType: 'application/json' };
  } catch {
    throw invalid('The body cannot be written as JSON.');
  }
}

function invalid(message: string): AppError {
  return new AppError('HTTP_REQUEST_INVALID', message);
}
