// The real machine below the opener of public addresses: Node's resolver, its HTTP client and inflation.
import { lookup, Resolver } from 'node:dns/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIPv6 } from 'node:net';
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '../errors.ts';
import type { HttpAnswer } from './http-transport.ts';
import { toConnectionError } from './node-errors.ts';
import type { PublicMachine } from './public-machine.ts';

const DNS_TIMEOUT_MS = 3000;
const DNS_TRIES = 2;
/** Says that a name has no address of this kind, which is an answer. */
const NO_ADDRESS = new Set(['ENODATA', 'ENOTFOUND']);

export const nodePublic: PublicMachine = {
  async resolve(host, { isTrusted, signal }) {
    if (isTrusted) return await resolveAsSystem(host);
    // Not `lookup`: a resolver that hangs would hold the few threads that passwords and files need as well.
    const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
    const onAbort = () => resolver.cancel();
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const found = await Promise.all([ask(resolver.resolve4(host)), ask(resolver.resolve6(host))]);
      return found.flat();
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  },

  exchange({ url, addresses, method, headers, body, signal }) {
    const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
    const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    try {
      const request = send(url, {
        method,
        headers: { 'accept-encoding': 'gzip, deflate, br', ...headers, ...toLength(body) },
        // No agent, so that no connection made for another address is used again, and no proxy of the environment.
        agent: false,
        lookup: (_host, { all }, done) =>
          all ? done(null, found) : done(null, found[0]!.address, found[0]!.family),
        signal,
      });
      request.once('response', (response) => resolve(toAnswer(response, signal)));
      request.on('error', (thrown) => reject(toConnectionError(thrown, signal)));
      request.end(body);
    } catch {
      reject(new AppError('HTTP_REQUEST_INVALID', 'The address, a header or the method cannot be sent.'));
    }
    return promise;
  },
};

async function resolveAsSystem(host: string): Promise<string[]> {
  const found = await ask(lookup(host, { all: true }));
  return found.map(({ address }) => address);
}

async function ask<T>(answer: Promise<T[]>): Promise<T[]> {
  try {
    return await answer;
  } catch (thrown) {
    const { code = '' } = thrown as { code?: string };
    if (NO_ADDRESS.has(code)) return [];
    throw new AppError('HTTP_UNREACHABLE', undefined, { details: { reason: code } });
  }
}

function toLength(body: string | Uint8Array | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
}

function toAnswer(response: IncomingMessage, signal: AbortSignal): HttpAnswer {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined) headers[name] = String(value);
  return { status: response.statusCode ?? 0, headers, body: toChunks(response, signal) };
}

const inflaters: Record<string, () => NodeJS.ReadWriteStream & Readable> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

async function* toChunks(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const encoding = response.headers['content-encoding']?.trim().toLowerCase() || 'identity';
  const inflate = Object.hasOwn(inflaters, encoding) ? inflaters[encoding]?.() : undefined;
  if (!inflate && encoding !== 'identity') {
    response.destroy();
    throw new AppError('HTTP_BROKEN', undefined, { details: { reason: 'CONTENT_ENCODING' } });
  }
  // Errors of both ends come out of the iteration.
  const body: Readable = inflate ? pipeline(response, inflate, () => {}) : response;
  try {
    yield* body;
  } catch (thrown) {
    throw toConnectionError(thrown, signal);
  } finally {
    response.destroy();
  }
}
