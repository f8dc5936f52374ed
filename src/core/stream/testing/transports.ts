// Both transports of a stream behind one face, so that one suite holds them to the same behaviour.
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { type CopiedReader, createCopiedReader } from '../copied-reader.ts';
import { createCopiedWriter } from '../copied-writer.ts';
import { recordLayout } from '../record-layout.ts';
import { allocateRing } from '../ring-memory.ts';
import { createRingReader } from '../ring-reader.ts';
import { createRingWriter } from '../ring-writer.ts';
import type { StreamReader, StreamWriter } from '../stream-transport.ts';
import { atomicCopy, plainCopy, type WordCopy } from '../word-copy.ts';

export const tick = recordLayout(z.object({ n: z.number(), twice: z.number(), label: z.string().max(24) }));
export type Tick = { n: number; twice: number; label: string };

export const toTick = (n: number): Tick => ({ n, twice: n * 2, label: `tick ${n}` });

/** A clock whose turns end when told to. */
export function createTurns(): { clock: Clock; end: () => void } {
  let pending: (() => void)[] = [];
  const clock = { ...createManualClock(), endOfTurn: (run: () => void) => void pending.push(run) };
  const end = () => {
    const due = pending;
    pending = [];
    for (const run of due) run();
  };
  return { clock, end };
}

export type Transport = {
  readonly writer: StreamWriter<Tick>;
  /** Lets everything written arrive. */
  endTurn(): void;
  join(): { slot: number; reader: StreamReader<Tick> };
};

export type TransportOptions = { readonly capacity: number; readonly maxReaders: number };
export type OpenTransport = (options: TransportOptions) => Transport;

const shared =
  (copy: WordCopy): OpenTransport =>
  (options) => {
    const { clock, end } = createTurns();
    const memory = allocateRing(tick, options);
    const writer = createRingWriter(memory, tick, { clock, ring: () => {}, copy });
    return {
      writer,
      endTurn: end,
      join() {
        const slot = slotOf(writer);
        return { slot, reader: createRingReader(memory, tick, { slot, from: 'now', copy }) };
      },
    };
  };

const copied: OpenTransport = ({ capacity, maxReaders }) => {
  const { clock, end } = createTurns();
  const readers = new Map<number, CopiedReader<Tick>>();
  const writer = createCopiedWriter(tick, {
    clock,
    maxReaders,
    send(slot, chunk) {
      readers.get(slot)!.accept(structuredClone(chunk, { transfer: [chunk.bytes] }));
    },
  });
  return {
    writer,
    endTurn: end,
    join() {
      const slot = slotOf(writer);
      const reader = createCopiedReader(tick, { capacity, firstSequence: writer.published });
      readers.set(slot, reader);
      return { slot, reader };
    },
  };
};

export function slotOf<T>(writer: StreamWriter<T>): number {
  const attachment = writer.attach();
  if ('refused' in attachment) throw new Error(attachment.refused);
  return attachment.slot;
}

export const transports: readonly [name: string, open: OpenTransport][] = [
  ['shared memory, plain copies', shared(plainCopy)],
  ['shared memory, atomic copies', shared(atomicCopy)],
  ['copied chunks', copied],
];
