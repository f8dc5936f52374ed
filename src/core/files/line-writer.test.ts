import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createManualClock } from '../testing/manual-clock.ts';
import { createLineWriter, type LineWriterOptions } from './line-writer.ts';

function open(t: TestContext, changes: Partial<LineWriterOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-lines-'));
  t.after(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true });
  });
  const clock = createManualClock();
  const failures: string[] = [];
  const writer = createLineWriter({
    ...{ folder, prefix: 'spot', clock, maxFileBytes: 2 ** 20, keepFiles: 10 },
    onFailure: ({ message }) => failures.push(message),
    ...changes,
  });
  const write = (text: string) => writer.write(Buffer.from(text));
  const files = () => readdirSync(folder).sort();
  const read = () => files().map((name) => gunzipSync(readFileSync(join(folder, name))).toString());
  return { folder, clock, failures, writer, write, files, read };
}

test('lines come out as they went in, one longer than a block among them', async (t) => {
  const { writer, write, read } = open(t);
  const lines = Array.from(
    { length: 3000 },
    (_, at) => `${at} ${'x'.repeat(at === 1500 ? 200_000 : at % 90)}`,
  );
  for (const line of lines) write(line);
  await writer.close();
  assert.deepEqual(read(), [`${lines.join('\n')}\n`]);
  assert.equal(writer.lost, 0);
});

test('without a line there is no file', async (t) => {
  const { writer, clock, files } = open(t);
  await clock.advance(5000);
  await writer.close();
  assert.deepEqual(files(), []);
});

test('a full file is followed by another, which begins with the head; the oldest go', async (t) => {
  const opened: number[] = [];
  const { writer, write, read, clock } = open(t, {
    maxFileBytes: 1,
    keepFiles: 3,
    onOpen: () => opened.push(opened.length),
  });
  writer.head = [Buffer.from('head')];
  for (let file = 0; file < 6; file++) {
    write(`line ${file}`);
    const written = opened.length;
    // the size is known once the bytes were written
    while (opened.length === written) {
      await clock.advance(1000);
      write('more');
    }
  }
  await writer.close();
  const kept = read();
  assert.equal(kept.length, 3);
  for (const text of kept) assert.match(text, /^head\n/);
  assert.ok(opened.length >= 6);
});

test('a folder that cannot be made costs the lines, is told once, and is tried again', async (t) => {
  const { folder, files } = open(t);
  const inTheWay = join(folder, 'file');
  writeFileSync(inTheWay, '');
  const { clock, failures, writer, write } = open(t, { folder: join(inTheWay, 'below') });
  for (const line of ['a', 'b']) {
    write(line);
    await clock.advance(1000);
  }
  assert.deepEqual([failures.length, writer.lost], [1, 2]);
  rmSync(inTheWay);
  write('c');
  await writer.close();
  assert.deepEqual([files(), writer.lost], [['file'], 2]);
});

test('a file that cannot be written costs the lines given to it, each counted', async (t) => {
  const { clock, failures, writer, write, folder } = open(t);
  // the name that the first file would have is taken
  const stamp = new Date(clock.now()).toISOString().replaceAll(/[-:]/g, '').replace('.', '');
  const now = new Date(clock.now() + 1000).toISOString().replaceAll(/[-:]/g, '').replace('.', '');
  for (const name of [stamp, now]) writeFileSync(join(folder, `spot-${name}.jsonl.gz`), '');
  write('a');
  write('b');
  await clock.advance(1000);
  while (failures.length === 0) await clock.advance(0);
  assert.equal(writer.lost, 2);
  write('c');
  await writer.close();
  assert.deepEqual([failures.length, writer.lost], [1, 3]);
});
