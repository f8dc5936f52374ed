// The other threads of the stress tests: a writer that writes for ever, or a reader that checks what it gets.
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { systemClock } from '../../clock.ts';
import { createRingReader } from '../ring-reader.ts';
import { createRingWriter } from '../ring-writer.ts';
import { stream } from '../stream-definition.ts';

export const stress = stream({
  record: z.object({
    n: z.number(),
    a: z.number(),
    b: z.int64(),
    text: z.string().max(16),
    c: z.number(),
    sum: z.number(),
  }),
});

export type Stress = z.infer<typeof stress.record>;

/** A record in which every field follows from its number, so that one torn word shows. */
export function toStress(n: number): Stress {
  return { n, a: n * 3, b: BigInt(n), text: `text ${n % 1000}`, c: -n, sum: n * 7 };
}

export function isWhole({ n, a, b, text, c, sum }: Stress): boolean {
  return a === n * 3 && Number(b) === n && text === `text ${n % 1000}` && c === -n && sum === n * 7;
}

export type StressRole = { readonly memory: SharedArrayBuffer } & (
  | { readonly role: 'writer'; readonly perTurn: number; readonly until: number }
  | { readonly role: 'reader'; readonly slot: number; readonly until: number; readonly slowness: number }
);

export type ReaderReport = {
  delivered: number;
  missed: number;
  torn: number;
  disordered: number;
  position: number;
};

/** What a writer posts in the middle of its first turn; other numbers are the slots it rings. */
export const STARTED = -1;
const STARTED_AFTER = 100;

/** Writes records until the sequence is reached, in turns, ringing by a message that the test relays. */
function runWriter({ memory, perTurn, until }: StressRole & { role: 'writer' }, port: MessagePort): void {
  const writer = createRingWriter(memory, stress.layout, {
    clock: systemClock,
    ring: (slot) => port.postMessage(slot),
  });
  const first = writer.published;
  const turn = () => {
    for (let i = 0; i < perTurn && writer.published < until; i++) {
      writer.write(toStress(writer.published));
      if (writer.published === first + STARTED_AFTER) port.postMessage(STARTED);
    }
    if (writer.published < until) systemClock.nextTurn(turn);
  };
  turn();
}

/** Reads until the sequence is reached; a slow one works on each record, so that it is overrun. */
function runReader(
  { memory, slot, until, slowness }: StressRole & { role: 'reader' },
  port: MessagePort,
): void {
  const reader = createRingReader(memory, stress.layout, { slot, from: 'oldest' });
  const report = { delivered: 0, torn: 0, disordered: 0 };
  let last = -1;
  let work = 0;
  const handle = (record: Stress, sequence: number) => {
    report.delivered++;
    if (!isWhole(record)) report.torn++;
    if (sequence <= last || record.n !== sequence) report.disordered++;
    last = sequence;
    for (let i = 0; i < slowness; i++) work += i;
  };
  const drain = () => {
    reader.poll(1024, handle);
    if (reader.position >= until) {
      port.postMessage({ ...report, missed: reader.missed, position: reader.position, work });
      port.close();
    } else if (!reader.sleep()) systemClock.nextTurn(drain);
  };
  port.on('message', drain);
  port.postMessage('ready');
  drain();
}

const task = workerData as StressRole | null;
if (parentPort && task?.role === 'writer') runWriter(task, parentPort);
if (parentPort && task?.role === 'reader') runReader(task, parentPort);
