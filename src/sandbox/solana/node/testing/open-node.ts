// A node with real sockets whose slots come as fast or as slowly as a test wants.
import { type Clock, systemClock } from '../../../../core/clock.ts';
import { createSeededRandom } from '../../../../core/random.ts';
import { createSandboxClock } from '../../../sandbox-clock.ts';
import type { SolanaFaults } from '../faults.ts';
import { createSolanaNode, type SolanaNode, type SolanaNodeOptions } from '../node.ts';

export type TestNode = {
  readonly node: SolanaNode;
  readonly url: string;
  readonly pushUrl: string;
  /** Faults that are on, with their settings. */
  readonly faults: Record<string, object>;
  rpc<T>(method: string, ...params: unknown[]): Promise<T>;
  /** Whatever body, at whatever path. */
  post(body: string, path?: string): Promise<{ status: number; headers: Headers; text: string }>;
};

/** Closed by `node.close`. */
export async function openTestNode(
  options: Partial<SolanaNodeOptions> & { readonly real?: Clock; readonly speed?: number } = {},
): Promise<TestNode> {
  const { real = systemClock, speed = 1, ...rest } = options;
  const on: Record<string, object> = {};
  const node = createSolanaNode({
    ...{ clock: createSandboxClock(real, speed), realClock: real, random: createSeededRandom(7) },
    ...{ faults: ((name: string) => on[name]) as SolanaFaults },
    ...rest,
  });
  const host = `127.0.0.1:${await node.listen(0)}`;
  const post: TestNode['post'] = async (body, path = '/') => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(`http://${host}${path}`, { method: 'POST', body, headers });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
  return {
    ...{ node, url: `http://${host}`, pushUrl: `ws://${host}`, faults: on, post },
    async rpc<T>(method: string, ...params: unknown[]) {
      const { text } = await post(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
      const { result, error } = JSON.parse(text);
      if (error) throw Object.assign(new Error(error.message), error);
      return result as T;
    },
  };
}
