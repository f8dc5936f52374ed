// What order flow leaves behind, to storage: gathered for a second, kept while storage is away, never in the way of the flow.

import type { z } from 'zod';
import { type AppError, toAppError } from '../../core/errors.ts';
import type { Context } from '../../core/service.ts';
import type { storageContract } from '../storage/contract.ts';

type Doors = Pick<Context<never, { storage: typeof storageContract }>, 'clients' | 'clock' | 'log'>;
type Kind = 'signals' | 'outcomes' | 'anomalies' | 'bars' | 'candles';
type Input = z.input<typeof storageContract.calls.recordFlow.input>;
type Batch = { [K in Kind]: NonNullable<Input[K]> };
type Counts = Partial<Record<Kind, number>>;

const kinds = ['signals', 'outcomes', 'anomalies', 'bars', 'candles'] as const;
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
  /** Entries given up because storage took none for too long, or refused them. */
  readonly lost: number;
  stop(): Promise<void>;
};

export function createHistory({ clients: { storage }, clock, log }: Doors): History {
  const waiting: Batch = { signals: [], outcomes: [], anomalies: [], bars: [], candles: [] };
  /** At the head of each queue: in the write that is under way, so not to be shed. */
  let inFlight: Counts = {};
  let lost = 0;
  let isAway = false;
  let writing: Promise<void> | undefined;

  /** Writes so many from the heads and takes them off; says why they were refused for good, and throws while storage is away. */
  const put = async (counts: Counts): Promise<AppError | undefined> => {
    inFlight = counts;
    try {
      await storage.recordFlow(
        Object.fromEntries(kinds.map((kind) => [kind, waiting[kind].slice(0, counts[kind] ?? 0)])),
      );
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.kind !== 'input' && error.kind !== 'bug') throw error;
      // what was refused stays marked: whoever asked takes it off, or sends it anew
      return error;
    }
    for (const kind of kinds) waiting[kind].splice(0, counts[kind] ?? 0);
    inFlight = {};
    isAway = false;
    return undefined;
  };
  /** One by one, without those that would be refused each time, and hold up all that comes after them. */
  const sift = async (kind: Kind, count: number) => {
    let refused = 0;
    let reason = '';
    try {
      for (let i = 0; i < count; i++) {
        const refusal = await put({ [kind]: 1 });
        if (!refusal) continue;
        waiting[kind].shift();
        lost++;
        refused++;
        reason = refusal.message;
      }
    } finally {
      if (refused > 0)
        log.error(`order flow that storage does not take is given up: ${refused} of ${kind}: ${reason}`);
    }
  };
  const write = async () => {
    try {
      while (kinds.some((kind) => waiting[kind].length > 0)) {
        const counts = kinds
          .map((kind) => [kind, Math.min(waiting[kind].length, MAX_EACH[kind])] as const)
          .filter(([, count]) => count > 0);
        if (!(await put(Object.fromEntries(counts)))) continue;
        for (const [kind, count] of counts)
          if (counts.length === 1 || (await put({ [kind]: count }))) await sift(kind, count);
      }
    } catch (thrown) {
      if (!isAway) log.warn(`order flow waits for storage: ${toAppError(thrown).message}`);
      isAway = true;
    } finally {
      inFlight = {};
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
      if (waiting[kind].length <= MAX_WAITING) return;
      waiting[kind].splice(inFlight[kind] ?? 0, 1);
      lost++;
    },
    async stop() {
      timer.cancel();
      await writing;
      await flush();
    },
  };
}
