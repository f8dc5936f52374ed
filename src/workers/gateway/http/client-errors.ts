// What Node itself refuses before there is a request: told in the shape of every other failure, then the connection ends.
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ErrorCode } from '../../../core/error-table.ts';
import { AppError } from '../../../core/errors.ts';
import type { Random } from '../../../core/random.ts';
import { toFailure } from './failures.ts';

/** Codes of Node's HTTP parser and of its time limits; every other one is a request that cannot be read. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TOO_SLOW',
  HPE_HEADER_OVERFLOW: 'HEADER_TOO_LARGE',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'BODY_TOO_LARGE',
};

export type ClientErrorOptions = {
  readonly random: Random;
  /** That every answer has. */
  readonly headers: Readonly<Record<string, string>>;
};

/** For the option `clientErrorHandler` of Fastify. */
export function createClientErrorHandler({ random, headers }: ClientErrorOptions) {
  return ({ code = '' }: { readonly code?: string }, socket: Socket): void => {
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const correlationId = random.hex(8);
    const { status, body } = toFailure(new AppError(codes[code] ?? 'REQUEST_INVALID'), correlationId);
    const text = JSON.stringify(body);
    const lines = Object.entries({
      ...headers,
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
      'x-correlation-id': correlationId,
      connection: 'close',
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
    // A client that goes on sending must not keep the connection.
    socket.destroySoon();
  };
}
