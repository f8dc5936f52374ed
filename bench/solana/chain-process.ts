// Starts the chain of the bench and talks with it.
import { type ChildProcess, fork } from 'node:child_process';
import type { ChainOrder, ChainReport, Sent } from './processes/protocol.ts';

export type ChainProcess = {
  readonly url: string;
  readonly wallets: readonly string[];
  trade(perSecond: number, forMs: number): Promise<readonly Sent[]>;
  burst(count: number): Promise<readonly Sent[]>;
  stop(): void;
};

export async function startChainProcess(count: number): Promise<ChainProcess> {
  const child = fork(new URL('./processes/chain.ts', import.meta.url));
  const order = (what: ChainOrder) => void child.send(what);
  const listening = answerOf(child, 'listening');
  order({ kind: 'open', wallets: count });
  const { port, wallets } = await listening;
  const ask = async (what: ChainOrder) => {
    const sent = answerOf(child, 'sent');
    order(what);
    return (await sent).sent;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    wallets,
    trade: (perSecond, forMs) => ask({ kind: 'trade', perSecond, forMs }),
    burst: (count) => ask({ kind: 'burst', count }),
    stop: () => void child.kill(),
  };
}

function answerOf<K extends ChainReport['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<ChainReport, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: unknown) => {
      if ((answer as ChainReport).kind !== kind) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer as Extract<ChainReport, { kind: K }>);
    };
    const onExit = () => reject(new Error('the chain of the bench has ended'));
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
