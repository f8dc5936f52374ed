import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLines } from './read-lines.ts';

function fileOf(t: TestContext, bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-read-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'lines');
  writeFileSync(path, bytes);
  return path;
}

async function read(path: string, into: string[] = []): Promise<string[]> {
  for await (const { bytes, ends } of readLines(path)) {
    let from = 0;
    for (const to of ends) {
      into.push(bytes.toString('utf8', from, to));
      from = to + 1;
    }
  }
  return into;
}

const lines = Array.from({ length: 20_000 }, (_, at) => `${at} ${'é'.repeat(at % 60)}`);

test('plain and compressed files give the same lines, the last with or without its end', async (t) => {
  const text = lines.join('\n');
  for (const bytes of [Buffer.from(text), Buffer.from(`${text}\n`), gzipSync(text), gzipSync(`${text}\n`)])
    assert.deepEqual(await read(fileOf(t, bytes)), lines);
});

test('a file of several compressed parts is read to its end', async (t) => {
  const parts = Buffer.concat([gzipSync('a\nb\n'), gzipSync('c\n')]);
  assert.deepEqual(await read(fileOf(t, parts)), ['a', 'b', 'c']);
});

test('of a compressed file that breaks off, whole lines come before the refusal', async (t) => {
  const bytes = gzipSync(Array.from({ length: 200_000 }, (_, at) => `${at * 7919}`).join('\n'));
  const found: string[] = [];
  const path = fileOf(t, bytes.subarray(0, bytes.length - 1000));
  await assert.rejects(read(path, found), { code: 'FILE_UNREADABLE' });
  assert.ok(found.length > 100_000);
  assert.ok(found.every((line, at) => line === `${at * 7919}`));
});

test('a file that is not there, a folder, and an empty file', async (t) => {
  const empty = fileOf(t, Buffer.alloc(0));
  assert.deepEqual(await read(empty), []);
  await assert.rejects(read(`${empty}-not`), { code: 'FILE_UNREADABLE' });
  await assert.rejects(read(join(empty, '..')), { code: 'FILE_UNREADABLE' });
});
