// How fast latest values are read while another thread writes them, and whether any read is torn.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { openBoard, READER } from '../../src/core/board/board.ts';
import { defineNumbersCodec } from '../../src/core/board/board-codec.ts';
import { allocateBoard } from '../../src/core/board/board-memory.ts';
import type { WriterData } from '../../src/core/board/testing/board-writer-thread.ts';
import { createUncheckedReader } from '../../src/core/board/testing/unchecked-read.ts';
import { nowMs, repeat, sleep } from '../harness/measure.ts';
import type { Group } from '../harness/report.ts';
import { BOOK_KEY, type BookWriterData, bookTop } from './services/board-writer.ts';

const READS = 20_000_000;
const WRITES_PER_MS = 100;
const CHECKED_READS = 2_000_000;
/** The control tears a read at most a few times a million, so it reads until it did. */
const CONTROL_MS = 5000;
const WIDE = 32;
const WIDE_KEY = 'wide';

const wide = defineNumbersCodec(Array.from({ length: WIDE }, (_, i) => `n${i}`));

export const board: Group = {
  name: 'board',
  async run({ reps }) {
    const { readsPerS, writesPerS } = await readSpeed(reps);
    const { torn, controlTorn } = await tearing();
    return [
      {
        key: 'boardReads',
        figure: `board reads, writer at ${Math.round(writesPerS / 1000)}k/s`,
        unit: '/s',
        ours: ['boardReadsPerS', readsPerS],
        bar: { atLeast: 15_000_000 },
      },
      {
        key: 'boardTorn',
        figure: `torn reads of ${WIDE} numbers, writer at full speed`,
        unit: 'reads',
        ours: ['boardTorn', [torn]],
        bar: { atMost: 0 },
      },
      {
        key: 'boardControlTorn',
        figure: 'torn reads of the control without version check',
        unit: 'reads',
        ours: ['boardControlTorn', [controlTorn]],
        bar: { atLeast: 1 },
      },
    ];
  },
};

async function readSpeed(reps: number): Promise<{ readsPerS: readonly number[]; writesPerS: number }> {
  const shared = allocateBoard({ slotBytes: bookTop.slotBytes });
  const writer = start<BookWriterData>(new URL('./services/board-writer.ts', import.meta.url), {
    shared,
    perMs: WRITES_PER_MS,
  });
  const slot = openBoard(shared, READER, bookTop).slot(BOOK_KEY);
  while (slot.load() !== 'value') await sleep(5);
  const { numbers } = slot;
  const written = () => (slot.load() === 'value' ? numbers[0]! : 0);
  const firstWrite = written();
  const startedMs = nowMs();
  const readsPerS = await repeat(reps, () => {
    const readStartedMs = nowMs();
    let values = 0;
    let sum = 0;
    for (let i = 0; i < READS; i++) {
      if (slot.load() !== 'value') continue;
      values++;
      sum += numbers[0]! - numbers[3]!;
    }
    if (sum !== 0) throw new Error('a read was torn');
    return (values / (nowMs() - readStartedMs)) * 1000;
  });
  const writesPerS = ((written() - firstWrite) / (nowMs() - startedMs)) * 1000;
  await writer.end();
  return { readsPerS, writesPerS };
}

async function tearing(): Promise<{ torn: number; controlTorn: number }> {
  const shared = allocateBoard({ slotBytes: wide.slotBytes });
  const file = new URL('../../src/core/board/testing/board-writer-thread.ts', import.meta.url);
  const writer = start<WriterData>(file, { shared, key: WIDE_KEY, fields: WIDE });
  const slot = openBoard(shared, READER, wide).slot(WIDE_KEY);
  while (slot.load() !== 'value') await sleep(5);
  let torn = 0;
  for (let i = 0; i < CHECKED_READS; i++) if (slot.load() === 'value' && isTorn(slot.numbers)) torn++;
  const readUnchecked = createUncheckedReader(shared, WIDE_KEY);
  let controlTorn = 0;
  const endMs = nowMs() + CONTROL_MS;
  while (controlTorn < 10 && nowMs() < endMs)
    for (let i = 0; i < 1000; i++) if (isTorn(readUnchecked())) controlTorn++;
  await writer.end();
  return { torn, controlTorn };
}

function isTorn(numbers: Float64Array): boolean {
  for (let i = 1; i < WIDE; i++) if (numbers[i] !== numbers[0]) return true;
  return false;
}

function start<D extends { readonly stop: SharedArrayBuffer }>(file: URL, data: Omit<D, 'stop'>) {
  const stop = new SharedArrayBuffer(4);
  const worker = new Worker(file, { workerData: { ...data, stop } });
  return {
    async end() {
      const exit = once(worker, 'exit');
      Atomics.store(new Int32Array(stop), 0, 1);
      await exit;
    },
  };
}
