// What order flow leaves behind, to storage: gathered for a second, kept while storage is away, never in the way of the flow.

import type { z } from 'zod';
import { toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { storageContract } from '../storage/contract.ts';

type Doors = Pick<Context<never, { storage: typeof storageContract }>, 'clients' | 'clock' | 'log'>;
type Kind = 'signals' | 'outcomes' | 'anomalies' | 'bars' | 'candles';
type Input = z.input<typeof storageContract.calls.recordFlow.input>;
type Batch = { [K in Kind]: NonNullable<Input[K]> };

const GATHER_MS = 1000;
/** In one write, which must fit into a message: a footprint bar may have a thousand rows. */
const MAX_EACH: Readonly<Record<Kind, number>> = {
  signals: 100,
  outcomes: 200,
  anomalies: 100,
  bars: 25,
  candles: 200,
};
/** Of each kind while storage does not take them; the oldest go. */
const MAX_WAITING = 20_000;

export type History = {
  add<K extends Kind>(kind: K, entry: Batch[K][number]): void;
  /** Entries given up because storage took none for too long. */
  readonly lost: number;
  stop(): Promise<void>;
};

export function createHistory({ clients: { storage }, clock, log }: Doors): History {
  const waiting: Batch = { signals: [], outcomes: [], anomalies: [], bars: [], candles: [] };
  const kinds = ['signals', 'outcomes', 'anomalies', 'bars', 'candles'] as const;
  let lost = 0;
  let isAway = false;
  let writing: Promise<void> | undefined;

  const write = async () => {
    while (kinds.some((kind) => waiting[kind].length > 0)) {
      const batch = Object.fromEntries(
        kinds.map((kind) => [kind, waiting[kind].slice(0, MAX_EACH[kind])]),
      ) as Batch;
      try {
        await storage.recordFlow(batch);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.kind === 'input' || error.kind === 'bug') {
          // it would be refused each time, and hold up all that comes after it
          log.error(`order flow that storage does not take is given up: ${error.message}`);
          for (const kind of kinds) lost += waiting[kind].splice(0, batch[kind].length).length;
          continue;
        }
        if (!isAway) log.warn(`order flow waits for storage: ${error.message}`);
        isAway = true;
        return;
      }
      isAway = false;
      for (const kind of kinds) waiting[kind].splice(0, batch[kind].length);
    }
  };
  const flush = () => {
    writing ??= write().finally(() => {
      writing = undefined;
    });
    return writing;
  };
  const timer = clock.every(GATHER_MS, () => void flush());

  return {
    get lost() {
      return lost;
    },
    add(kind, entry) {
      (waiting[kind] as (typeof entry)[]).push(entry);
      if (waiting[kind].length <= MAX_WAITING || writing) return;
      waiting[kind].shift();
      lost++;
    },
    async stop() {
      timer.cancel();
      await writing;
      await flush();
    },
  };
}
