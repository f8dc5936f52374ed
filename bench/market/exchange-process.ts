// Starts the exchange of the bench and talks with it.
import { type ChildProcess, fork } from 'node:child_process';
import type { ExchangeOrder, ExchangeReport, SceneChoice } from './processes/protocol.ts';

type Told = Extract<ExchangeReport, { kind: 'told' }>;

export type ExchangeProcess = {
  readonly port: number;
  readonly symbols: readonly string[];
  /** Resolves when somebody hears every stream. */
  readonly heard: Promise<unknown>;
  /** At full pace from here on. */
  go(): void;
  tell(): Promise<Told>;
  stop(): void;
};

export async function startExchangeProcess(scene: SceneChoice): Promise<ExchangeProcess> {
  const child = fork(new URL('./processes/exchange.ts', import.meta.url));
  const order = (what: ExchangeOrder) => void child.send(what);
  const listening = answerOf(child, 'listening');
  const heard = answerOf(child, 'heard');
  // an end before that is told by whoever waits for it
  heard.catch(() => {});
  order({ kind: 'open', scene });
  const { port, symbols } = await listening;
  return {
    ...{ port, symbols, heard },
    go: () => order({ kind: 'go' }),
    tell() {
      const told = answerOf(child, 'told');
      order({ kind: 'tell' });
      return told;
    },
    stop: () => void child.kill(),
  };
}

function answerOf<K extends ExchangeReport['kind']>(
  child: ChildProcess,
  kind: K,
): Promise<Extract<ExchangeReport, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: unknown) => {
      if ((answer as ExchangeReport).kind !== kind) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(answer as Extract<ExchangeReport, { kind: K }>);
    };
    const onExit = () => reject(new Error('the exchange of the bench has ended'));
    child.on('message', onMessage);
    child.on('exit', onExit);
  });
}
