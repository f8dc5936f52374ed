// One node of Solana, asked for a transaction by its signature.
import type { Clock } from '../../core/clock.ts';
import { createNodeHttp } from '../node-http.ts';

export type Node = {
  /** The JSON-RPC answer. Rejects with HTTP_ codes, OUTSIDE_TIMEOUT or CALL_CANCELLED. */
  askTransaction(signature: string, signal: AbortSignal): Promise<unknown>;
};

const TIMEOUT_MS = 15_000;

export function createNode(url: string, clock: Clock): Node {
  const http = createNodeHttp(url, clock, { timeoutMs: TIMEOUT_MS, concurrent: 1, waiting: 0 });
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
