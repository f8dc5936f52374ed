// Which nodes there are: as configured, or, in the sandbox, where the sandbox says its node listens.
import type { Context } from '../../core/service.ts';
import type { sandboxContract } from '../sandbox/contract.ts';
import type { chainContract } from './contract.ts';
import { createRpcEndpoint, type RpcEndpoint } from './rpc/rpc-endpoint.ts';
import type { ChainSettings } from './settings.ts';

type Doors = Pick<
  Context<typeof chainContract, { sandbox: typeof sandboxContract }, ChainSettings>,
  'clock' | 'outside' | 'log' | 'metrics' | 'clients' | 'settings'
>;

/** It may have no sandbox at all: then it is asked ever more rarely. */
const FIRST_ASK_MS = 500;
const MAX_ASK_MS = 10_000;
const SANDBOX_CALLS_PER_SECOND = 5000;

/** Resolves when it is known where they are; rejects with the reason of the signal. */
export async function findEndpoints(doors: Doors, signal: AbortSignal): Promise<readonly RpcEndpoint[]> {
  const { clock, clients, settings } = doors;
  if (settings.endpoints.length > 0 || !settings.isSandbox)
    return settings.endpoints.map((endpoint) => createRpcEndpoint(doors, endpoint));
  for (let waitMs = FIRST_ASK_MS; ; waitMs = Math.min(MAX_ASK_MS, waitMs * 2)) {
    const state = await clients.sandbox.status().catch(() => undefined);
    const port = state?.members.find(({ name }) => name === 'solana')?.facts['port'];
    if (typeof port === 'number') {
      const http = `http://127.0.0.1:${port}`;
      const options = { name: 'sandbox', http, socket: '', callsPerSecond: SANDBOX_CALLS_PER_SECOND };
      return [createRpcEndpoint(doors, options)];
    }
    await clock.sleep(waitMs, signal);
  }
}
