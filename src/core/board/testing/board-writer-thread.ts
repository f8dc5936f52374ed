// A thread that writes records of equal numbers to one key, as fast as it can, until it is told to stop.
import { workerData } from 'node:worker_threads';
import { openBoard } from '../board.ts';
import { defineNumbersCodec } from '../board-codec.ts';

export type WriterData = {
  readonly shared: SharedArrayBuffer;
  readonly key: string;
  readonly fields: number;
  readonly stop: SharedArrayBuffer;
};

const { shared, key, fields, stop } = workerData as WriterData;
const names = Array.from({ length: fields }, (_, i) => `n${i}`);
const slot = openBoard(shared, 1, defineNumbersCodec(names)).slot(key);
const record: Record<string, number> = {};
const isStopped = new Int32Array(stop);

for (let n = 1; Atomics.load(isStopped, 0) === 0; n += 1) {
  for (const name of names) record[name] = n;
  slot.set(record, n);
}
