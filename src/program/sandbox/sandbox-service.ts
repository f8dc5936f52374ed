// The main thread's way to the sandbox process: it alone is told by the guard where the control server listens.

import { z } from 'zod';
import type { By } from '../../core/by.ts';
import { AppError, fromWireError, toAppError } from '../../core/errors.ts';
import type { PartHealth } from '../../core/health.ts';
import type { Http } from '../../core/outside/http.ts';
import { Secret } from '../../core/secret.ts';
import { type Context, defineService, type Service } from '../../core/service.ts';
import { type SandboxState, sandboxState } from '../../domain/sandbox.ts';
import { sandboxContract } from '../../workers/sandbox/contract.ts';
import { storageContract } from '../../workers/storage/contract.ts';
import { watchProcess } from '../guard/process-memory.ts';
import type { CompanionState } from '../guard/words.ts';

export type SandboxDoor = {
  readonly isWanted: boolean;
  readonly hasGuard: boolean;
  readonly token: string;
  /** As the guard last told. */
  companion(): CompanionState | null;
};

const TIMEOUT_MS = 2000;

const uses = { storage: storageContract };
const reply = z.union([z.object({ state: sandboxState }), z.object({ error: z.unknown() })]);

type SandboxContext = Context<typeof sandboxContract, typeof uses, undefined>;
type Wish = { readonly method: 'GET' | 'PUT'; readonly path: `/${string}`; readonly json?: unknown };

export function createSandboxService(door: SandboxDoor): Service {
  return defineService({
    contract: sandboxContract,
    uses,
    start(context) {
      const { storage } = context.clients;
      const ask = createAsk(context, door);
      const memory = watchProcess(context.clock, () => door.companion()?.pid ?? null);
      const change = async (by: By, action: string, target: string, json: object, path: `/${string}`) => {
        // what cannot be written down is not done
        await storage.recordAudit({ by, action, target, details: JSON.parse(JSON.stringify(json)) });
        return ask({ method: 'PUT', path, json });
      };
      return {
        handlers: {
          health: () => toHealth(door, memory),
          status: () => ask({ method: 'GET', path: '/status' }),
          setFault: ({ by, fault, ...order }) =>
            change(by, 'sandbox.fault', fault, order, `/faults/${encodeURIComponent(fault)}`),
          setSpeed: ({ by, speed }) => change(by, 'sandbox.speed', String(speed), { speed }, '/speed'),
          setSeed: ({ by, seed }) => change(by, 'sandbox.seed', String(seed), { seed }, '/seed'),
        },
      };
    },
  });
}

function createAsk({ outside }: SandboxContext, door: SandboxDoor) {
  const policy = outside.policy({
    name: 'sandbox',
    timeoutMs: TIMEOUT_MS,
    retry: { baseMs: 100, maxMs: 100, attempts: 1 },
    // a person asks, and is told each time
    breaker: { failures: 1000 },
    bulkhead: { concurrent: 4, waiting: 16 },
  });
  const headers = { authorization: new Secret(`Bearer ${door.token}`) };
  let http: { readonly port: number; readonly client: Http } | undefined;
  return async ({ method, path, json }: Wish): Promise<SandboxState> => {
    const port = door.companion()?.port ?? null;
    if (port === null) throw new AppError('SANDBOX_AWAY');
    if (http?.port !== port)
      http = {
        port,
        client: outside.http({ name: 'sandbox', baseUrl: `http://127.0.0.1:${port}`, headers, policy }),
      };
    const { body } = await http.client
      .request({ method, path, body: json, schema: reply, idempotent: true })
      .catch((error: unknown) => {
        throw new AppError('SANDBOX_AWAY', undefined, { cause: toAppError(error) });
      });
    if ('state' in body) return body.state;
    throw fromWireError(body.error);
  };
}

const nothing: CompanionState = { state: 'waiting', pid: null, restarts: 0, port: null };

function toHealth(
  { isWanted, hasGuard, companion }: SandboxDoor,
  memory: ReturnType<typeof watchProcess>,
): PartHealth {
  const idle = (word: string, says: string) => ({ status: 'Healthy' as const, says, word, ...memory() });
  if (!isWanted) return idle('not running', 'Not running: it belongs to mode sandbox.');
  if (!hasGuard)
    return idle('away', 'Not here: the program was started without its guard, which runs the sandbox.');
  const { state, port, restarts } = companion() ?? nothing;
  if (state === 'running' && port !== null)
    return {
      status: 'Healthy',
      says: `Its control server listens on port ${port}.`,
      ...memory(),
    };
  // the moments of its first start are no fault
  if (restarts === 0) return idle('starting', 'It is starting.');
  return {
    status: 'Disconnected',
    says: `It ended and is started again (${restarts} so far); standard error of \`./zapflow start\` says why.`,
    word: 'away',
    ...memory(),
  };
}
