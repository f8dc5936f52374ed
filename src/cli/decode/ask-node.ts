// One node of Solana, asked for a transaction by its signature.
import type { Clock } from '../../core/clock.ts';
import { createHttp } from '../../core/outside/http.ts';
import { nodeFetch } from '../../core/outside/node-fetch.ts';
import { createPolicy } from '../../core/outside/policy.ts';
import { systemRandom } from '../../core/random.ts';

export type Node = {
  /** The JSON-RPC answer. Rejects with HTTP_ codes, OUTSIDE_TIMEOUT or CALL_CANCELLED. */
  askTransaction(signature: string, signal: AbortSignal): Promise<unknown>;
};

const TIMEOUT_MS = 15_000;

export function createNode(url: string, clock: Clock): Node {
  const http = createHttp({
    name: 'node',
    baseUrl: url,
    transport: nodeFetch,
    clock,
    policy: createPolicy({
      name: 'node',
      clock,
      random: systemRandom,
      timeoutMs: TIMEOUT_MS,
      retry: { attempts: 3, baseMs: 500, maxMs: 4_000 },
      bulkhead: { concurrent: 1, waiting: 0 },
    }),
  });
  return {
    async askTransaction(signature, signal) {
      const options = { encoding: 'json', commitment: 'confirmed', maxSupportedTransactionVersion: 0 };
      const { body } = await http.request({
        path: '',
        method: 'POST',
        body: { jsonrpc: '2.0', id: 1, method: 'getTransaction', params: [signature, options] },
        idempotent: true,
        signal,
      });
      return body;
    },
  };
}
