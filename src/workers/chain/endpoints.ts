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

const ASK_MS = 500;
const SANDBOX_CALLS_PER_SECOND = 5000;

/** Resolves when it is known where they are; rejects with the reason of the signal. */
export async function findEndpoints(doors: Doors, signal: AbortSignal): Promise<readonly RpcEndpoint[]> {
  const { clock, clients, settings } = doors;
  if (settings.endpoints.length > 0 || !settings.isSandbox)
    return settings.endpoints.map((endpoint) => createRpcEndpoint(doors, endpoint));
  for (;;) {
    const state = await clients.sandbox.status().catch(() => undefined);
    const port = state?.members.find(({ name }) => name === 'solana')?.facts['port'];
    if (typeof port === 'number') {
      const http = `http://127.0.0.1:${port}`;
      const options = { name: 'sandbox', http, socket: '', callsPerSecond: SANDBOX_CALLS_PER_SECOND };
      return [createRpcEndpoint(doors, options)];
    }
    await clock.sleep(ASK_MS, signal);
  }
}
