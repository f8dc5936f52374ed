// One node of Solana, asked about a token where no program runs.
import type { Clock } from '../../core/clock.ts';
import type { EndpointPool } from '../../workers/chain/rpc/endpoint-pool.ts';
import { noReply, resultOf, rpcReplies } from '../../workers/chain/rpc/json-rpc.ts';
import { createNodeHttp } from '../node-http.ts';

const TIMEOUT_MS = 10_000;

export function createNode(url: string, clock: Clock): Pick<EndpointPool, 'call'> {
  const http = createNodeHttp(url, clock, { timeoutMs: TIMEOUT_MS, concurrent: 4, waiting: 12 });
  return {
    async call({ method, params }, { signal } = {}) {
      const { body } = await http.request({
        path: '',
        method: 'POST',
        body: { jsonrpc: '2.0', id: 1, method, params },
        schema: rpcReplies,
        idempotent: true,
        ...(signal === undefined ? {} : { signal }),
      });
      return resultOf(body[0] ?? noReply, method);
    },
  };
}
