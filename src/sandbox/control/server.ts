// The control server of the sandbox: JSON on loopback, for the program, which has the token.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '../../core/errors.ts';
import type { Sandbox } from '../sandbox.ts';
import { answer, type ControlAnswer, refuse } from './answer.ts';

const HOST = '127.0.0.1';
const MAX_BODY_BYTES = 16_384;
const MAX_CONNECTIONS = 32;
const REQUEST_MS = 5000;

export type ControlServer = { readonly port: number; close(): Promise<void> };
export type ControlOptions = { readonly port: number; readonly token: string; readonly sandbox: Sandbox };

/** Rejects with SANDBOX_UNBINDABLE. */
export async function openControlServer({ port, token, sandbox }: ControlOptions): Promise<ControlServer> {
  const server = createServer({ requestTimeout: REQUEST_MS, keepAliveTimeout: REQUEST_MS });
  server.maxConnections = MAX_CONNECTIONS;
  server.on('request', async (request: IncomingMessage, reply) => {
    const { status, body } = await respond(request, token, sandbox);
    const text = JSON.stringify(body);
    reply
      .writeHead(status, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(text),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        // what is left of a body that was too large is not read
        ...(status === 413 ? { connection: 'close' } : {}),
      })
      .end(text);
  });
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(request: IncomingMessage, token: string, sandbox: Sandbox): Promise<ControlAnswer> {
  const { method = '', url = '', headers } = request;
  const refused = refuse(headers, request.socket.localPort ?? 0, token);
  if (refused) return refused;
  const text = await readText(request);
  if (text === undefined) return { status: 413, body: { error: { message: 'The body is too large.' } } };
  return answer({ method, path: url, text }, sandbox);
}

/** Undefined when it is too large or does not come whole. */
async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BODY_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `The control server of the sandbox cannot listen on port ${port} (${cause.message}).`;
      reject(new AppError('SANDBOX_UNBINDABLE', message, { details: { port }, cause }));
    });
    server.listen(port, HOST, resolve);
  });
}
