// One node of Solana, asked about a token where no program runs.
import type { Clock } from '../../core/clock.ts';
import { createHttp } from '../../core/outside/http.ts';
import { nodeFetch } from '../../core/outside/node-fetch.ts';
import { createPolicy } from '../../core/outside/policy.ts';
import { systemRandom } from '../../core/random.ts';
import type { EndpointPool } from '../../workers/chain/rpc/endpoint-pool.ts';
import { noReply, resultOf, rpcReplies } from '../../workers/chain/rpc/json-rpc.ts';

const TIMEOUT_MS = 10_000;

export function createNode(url: string, clock: Clock): Pick<EndpointPool, 'call'> {
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
      bulkhead: { concurrent: 4, waiting: 12 },
    }),
  });
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
