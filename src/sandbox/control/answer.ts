// Who is answered by the control server, and what.
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { toWireError } from '../../core/errors.ts';
import { isSameSecret } from '../../core/is-same-secret.ts';
import { faultOrder, sandboxSeed, sandboxSpeed } from '../../domain/sandbox.ts';
import type { Sandbox } from '../sandbox.ts';

export type ControlAnswer = { readonly status: number; readonly body: unknown };
export type ControlRequest = { readonly method: string; readonly path: string; readonly text: string };

const speedOrder = z.strictObject({ speed: sandboxSpeed });
const seedOrder = z.strictObject({ seed: sandboxSeed });

const FAULTS = '/faults/';

/** What is wrong with a request before it is looked at; undefined for one to be answered. */
export function refuse(headers: IncomingHttpHeaders, port: number, token: string): ControlAnswer | undefined {
  // a page whose name leads here by a lie of its name server sends that name
  if (headers.host !== `127.0.0.1:${port}` && headers.host !== `localhost:${port}`)
    return failure(421, 'The sandbox is not known by this name.');
  const [scheme, given = ''] = headers.authorization?.split(' ') ?? [];
  if (scheme !== 'Bearer' || !isSameSecret(given, token))
    return failure(401, 'Only Zapflow itself asks here; use `./zapflow sandbox`.');
  const isJson = headers['content-type'] === undefined || headers['content-type'] === 'application/json';
  return isJson ? undefined : failure(415, 'The body must be application/json.');
}

/** The state, or an error of ours as it is, which the other side knows by its code. */
export async function answer(
  { method, path, text }: ControlRequest,
  sandbox: Sandbox,
): Promise<ControlAnswer> {
  try {
    if (method === 'GET' && path === '/status') return { status: 200, body: { state: sandbox.state } };
    const isFault = path.startsWith(FAULTS);
    if (method !== 'PUT' || !(isFault || path === '/speed' || path === '/seed'))
      return failure(404, `There is no ${method} ${path}.`);
    const body = parseBody(text);
    if (isFault) sandbox.setFault(decodeURIComponent(path.slice(FAULTS.length)), faultOrder.parse(body));
    else if (path === '/speed') sandbox.setSpeed(speedOrder.parse(body).speed);
    else await sandbox.setSeed(seedOrder.parse(body).seed);
    return { status: 200, body: { state: sandbox.state } };
  } catch (thrown) {
    if (thrown instanceof z.ZodError) return failure(400, z.prettifyError(thrown));
    if (thrown instanceof URIError) return failure(400, 'The path is not well-formed.');
    const { stack: _, ...error } = toWireError(thrown);
    return { status: 200, body: { error } };
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // refused by its schema
    return undefined;
  }
}

function failure(status: number, message: string): ControlAnswer {
  return { status, body: { error: { message } } };
}
