// A body of JSON-RPC 2.0, one call or a batch, and what is answered.
import { toAppError } from '../../../../core/errors.ts';
import type { RpcContext } from './method.ts';
import { methods } from './methods/index.ts';
import { RpcError, rpcCode } from './rpc-error.ts';

const MAX_BATCH = 256;

/** Undefined where nothing is to be answered, as for notifications. */
export function answerRequest(body: string, context: RpcContext): string | undefined {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch {
    return refuse(null, new RpcError(rpcCode.parse, 'Parse error'));
  }
  if (!Array.isArray(request)) return answerOne(request, context);
  if (request.length === 0) return refuse(null, invalidRequest);
  if (request.length > MAX_BATCH)
    return refuse(
      null,
      new RpcError(rpcCode.invalidRequest, `Batch size ${request.length} exceeds ${MAX_BATCH}`),
    );
  const answers = request.flatMap((one) => answerOne(one, context) ?? []);
  return answers.length === 0 ? undefined : `[${answers.join(',')}]`;
}

const invalidRequest = new RpcError(rpcCode.invalidRequest, 'Invalid request');

type Id = number | string | null;

function answerOne(request: unknown, context: RpcContext): string | undefined {
  if (typeof request !== 'object' || request === null || Array.isArray(request))
    return refuse(null, invalidRequest);
  const { jsonrpc, id, method, params = [] } = request as Record<string, unknown>;
  const isId = id === undefined || id === null || typeof id === 'string' || typeof id === 'number';
  if (!isId || jsonrpc !== '2.0' || typeof method !== 'string')
    return refuse(isId ? (id ?? null) : null, invalidRequest);
  const answer = call(method, params, id ?? null, context);
  return id === undefined ? undefined : answer;
}

function call(name: string, params: unknown, id: Id, context: RpcContext): string {
  try {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) throw new RpcError(rpcCode.unknownMethod, 'Method not found');
    if (!Array.isArray(params))
      throw new RpcError(rpcCode.invalidParams, 'Invalid params: expected a sequence.');
    return reply(id, method(params, context));
  } catch (thrown) {
    return refuse(
      id,
      thrown instanceof RpcError ? thrown : new RpcError(rpcCode.internal, toAppError(thrown).message),
    );
  }
}

export function reply(id: Id, result: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', result, id });
}

export function refuse(id: Id, { code, message, data }: RpcError): string {
  return JSON.stringify({
    jsonrpc: '2.0',
    error: { code, message, ...(data === undefined ? {} : { data }) },
    id,
  });
}
