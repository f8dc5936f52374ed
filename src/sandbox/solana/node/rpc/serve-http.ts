// One request over HTTP, with what faults make of its answer.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../../core/clock.ts';
import { isHit } from '../pubsub/connection.ts';
import { answerRequest } from './answer-request.ts';
import type { RpcContext } from './method.ts';
import { methods } from './methods/index.ts';

const MAX_BODY_BYTES = 2 * 1_048_576;
const json = { 'content-type': 'application/json; charset=utf-8' };

/** `clock` is of real time. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  context: RpcContext,
  clock: Clock,
): Promise<void> {
  const { faults, random } = context;
  if (isHit(random, faults('rpc-reset'))) return void request.socket.resetAndDestroy();
  const tooMany = faults('rpc-429');
  if (tooMany) {
    const error = { code: 429, message: 'Too many requests for a specific RPC call' };
    const headers = { 'retry-after': String(tooMany.retryAfterS) };
    return send(response, 429, JSON.stringify({ jsonrpc: '2.0', error, id: null }), headers);
  }
  const failed = faults('rpc-5xx');
  if (failed) return send(response, failed.status, '');
  const text = await read(request);
  if (request.method === 'GET' && request.url?.endsWith('/health'))
    return send(response, 200, health(context));
  if (request.method !== 'POST')
    return send(response, 405, 'Used HTTP Method is not allowed. POST or OPTIONS is required');
  if (!request.headers['content-type']?.startsWith('application/json'))
    return send(
      response,
      415,
      'Supplied content type is not allowed. Content-Type: application/json is required',
    );
  if (text === undefined) return send(response, 413, '');
  const answer = answerRequest(text, context) ?? '';
  const told = isHit(random, faults('rpc-malformed')) ? answer.slice(0, answer.length >> 1) : answer;
  const slow = faults('rpc-slow');
  if (slow) clock.after(slow.byMs, () => send(response, 200, told));
  else send(response, 200, told);
}

function health(context: RpcContext): string {
  try {
    return String(methods['getHealth']?.([], context));
  } catch {
    return 'behind';
  }
}

function send(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...json, 'content-length': Buffer.byteLength(text), ...headers }).end(text);
}

/** Undefined when it is too large or does not come whole. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return bytes > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks).toString('utf8');
}
