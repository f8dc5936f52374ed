// A server in a process of its own and its clients in others.
import { type ChildProcess, fork } from 'node:child_process';
import { nowMs, sleep } from '../harness/measure.ts';
import type { ClientOrder, ClientReport, ServerOrder, ServerReport } from './processes/protocol.ts';

export type Rig = {
  /** Memory of the server that each client takes, in bytes. */
  readonly bytesPerClient: number;
  /** Messages a second that all clients together got, of so many sent to each, and what one cost the server. */
  flood(messages: number): Promise<{ readonly perSecond: number; readonly cpuUs: number }>;
  /** Delays in milliseconds from sending to arrival, of one message a second to every client. */
  delays(seconds: number): Promise<number[]>;
  stop(): void;
};

const CLIENTS_PER_PROCESS = 5000;
/** For what connecting has left to do. */
const SETTLE_MS = 1000;
const SECOND_MS = 1000;

export async function startRig(server: 'ours' | 'bare', clients: number): Promise<Rig> {
  const path = new URL(`./processes/${server === 'ours' ? 'our' : 'bare'}-server.ts`, import.meta.url);
  const serving = fork(path, { execArgv: ['--expose-gc', '--single-threaded-gc'] });
  const listening = await answerOf<ServerReport, 'listening'>(serving, 'listening');
  const { port, messageBytes } = listening;
  const measure = async () => {
    const measured = answerOf<ServerReport, 'measured'>(serving, 'measured');
    tell<ServerOrder>(serving, { kind: 'measure' });
    return measured;
  };
  await measure();
  const before = await measure();
  const crowds: { readonly process: ChildProcess; readonly size: number }[] = [];
  for (let left = clients; left > 0; left -= CLIENTS_PER_PROCESS) {
    const size = Math.min(left, CLIENTS_PER_PROCESS);
    const crowd = fork(new URL('./processes/clients.ts', import.meta.url));
    const connected = answerOf<ClientReport, 'connected'>(crowd, 'connected');
    tell<ClientOrder>(crowd, { kind: 'connect', port, clients: size });
    await connected;
    crowds.push({ process: crowd, size });
  }
  await sleep(SETTLE_MS);
  await measure();
  const after = await measure();
  if (after.clients !== clients) throw new Error(`${after.clients} of ${clients} clients are connected`);

  return {
    bytesPerClient: (after.rssBytes - before.rssBytes) / clients,
    async flood(messages) {
      const counted = crowds.map(({ process, size }) => {
        const answer = answerOf<ClientReport, 'counted'>(process, 'counted');
        tell<ClientOrder>(process, { kind: 'count', bytes: messages * size * messageBytes });
        return answer;
      });
      const flooded = answerOf<ServerReport, 'flooded'>(serving, 'flooded');
      const startedMs = nowMs();
      tell<ServerOrder>(serving, { kind: 'flood', messages });
      await Promise.all(counted);
      const perSecond = (messages * clients * SECOND_MS) / (nowMs() - startedMs);
      const { cpuMs } = await flooded;
      return { perSecond, cpuUs: (cpuMs * 1000) / (messages * clients) };
    },
    async delays(seconds) {
      for (let second = 0; second < seconds; second++) {
        tell<ServerOrder>(serving, { kind: 'stamp' });
        await sleep(SECOND_MS);
      }
      const all = crowds.map(async ({ process }) => {
        const answer = answerOf<ClientReport, 'delays'>(process, 'delays');
        tell<ClientOrder>(process, { kind: 'delays' });
        return (await answer).delaysMs;
      });
      const delaysMs = (await Promise.all(all)).flat();
      if (delaysMs.length !== seconds * clients) throw new Error(`${delaysMs.length} messages came`);
      return delaysMs;
    },
    stop() {
      for (const { process } of crowds) process.kill();
      serving.kill();
    },
  };
}

function answerOf<R extends { kind: string }, K extends R['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<R, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: unknown) => {
      if ((answer as R).kind !== kind) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer as Extract<R, { kind: K }>);
    };
    const onExit = () => reject(new Error('a process of the bench has ended'));
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}

function tell<O extends object>(child: ChildProcess, order: O): void {
  child.send(order);
}
