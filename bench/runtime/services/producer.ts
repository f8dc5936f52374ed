// Publishes and writes trades at the pace a bench asks for.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../../../src/core/clock.ts';
import { defineService } from '../../../src/core/service.ts';
import { producerContract } from './producer-contract.ts';
import { createTrade, type Trade } from './trade.ts';

/** Records that may be unread: half of the ring, so that nothing is overwritten. */
const MAX_UNREAD = 32_768;
const RECORDS_PER_TURN = 1024;

export const service = defineService({
  contract: producerContract,
  start({ publish, streams, clock }) {
    // Trades come from a socket and belong to no call; so must ours, though a call starts them.
    const asFeed = AsyncLocalStorage.snapshot();
    let handled = 0;
    let published = 0;

    const nextTurn = () => new Promise<void>((resolve) => clock.nextTurn(resolve));

    const publishBursts = async (event: 'trade' | 'flooded', count: number, burst: number) => {
      published = 0;
      while (published < count) {
        let last = Promise.resolve();
        for (let i = 0; i < burst && published < count; i++) last = publish(event, createTrade(published++));
        await last;
      }
    };

    const publishTurns = (count: number, perTurn: number) =>
      new Promise<void>((resolve, reject) => {
        let sent = 0;
        const turn = () => {
          let last = Promise.resolve();
          for (const end = Math.min(count, sent + perTurn); sent < end; sent++)
            last = publish('trade', createTrade(sent));
          if (sent === count) last.then(resolve, reject);
          else last.then(() => clock.nextTurn(turn), reject);
        };
        turn();
      });

    const write = async (count: number) => {
      handled = 0;
      let written = 0;
      while (written < count) {
        const until = Math.min(count, written + RECORDS_PER_TURN, handled + MAX_UNREAD);
        while (written < until) streams.trades.write(createTrade(written++));
        await nextTurn();
      }
    };

    return {
      handlers: {
        publishTurns: ({ count, perTurn }) => timed(clock, () => asFeed(() => publishTurns(count, perTurn))),
        publishBursts: ({ count, burst }) =>
          timed(clock, () => asFeed(() => publishBursts('trade', count, burst))),
        flood: ({ count }) => {
          void asFeed(() => publishBursts('flooded', count, 64));
        },
        published: () => published,
        write: ({ count }) => timed(clock, () => asFeed(() => write(count))),
        writePaced: ({ count, perMs }) =>
          timed(clock, () =>
            asFeed(() => writePaced((record) => streams.trades.write(record), clock, count, perMs)),
          ),
        handled: ({ count }) => {
          handled = count;
        },
      },
    };
  },
});

function writePaced(
  write: (record: Trade) => void,
  clock: Clock,
  count: number,
  perMs: number,
): Promise<void> {
  const startedMs = clock.monotonicMs();
  let written = 0;
  return new Promise((resolve) => {
    const timer = clock.every(1, () => {
      const due = Math.min(count, Math.floor((clock.monotonicMs() - startedMs) * perMs));
      while (written < due) write(createTrade(written++, clock.monotonicMs()));
      if (written < count) return;
      timer.cancel();
      resolve();
    });
  });
}

async function timed(clock: Clock, run: () => Promise<void>): Promise<{ startedMs: number }> {
  const startedMs = clock.monotonicMs();
  await run();
  return { startedMs };
}
