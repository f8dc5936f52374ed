// A thread that empties a log ring into a file, in chunks, and tells how many lines it has written.
import { openSync, writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { createLogRingReader } from '../../../src/core/log/log-ring.ts';

const CHUNK_CHARS = 16_384;
const { memory, file } = workerData as { memory: SharedArrayBuffer; file: string };
const reader = createLogRingReader(memory);
const out = openSync(file, 'a');
let lines = 0;

const timer = setInterval(() => {
  const before = lines;
  while (writeChunk());
  if (lines > before) parentPort!.postMessage(lines);
}, 5);
parentPort!.once('message', () => clearInterval(timer));

function writeChunk(): boolean {
  let chunk = '';
  for (let line = reader.next(); line !== undefined; line = reader.next()) {
    lines++;
    chunk += `${line}\n`;
    if (chunk.length >= CHUNK_CHARS) break;
  }
  if (chunk !== '') writeSync(out, chunk);
  reader.release();
  return chunk !== '';
}
