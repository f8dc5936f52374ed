import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readRecording } from './recording.ts';

function folderOf(t: TestContext, files: Readonly<Record<string, string | Buffer>>): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'zapflow-recording-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return Object.entries(files).map(([name, content]) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  });
}

async function read(paths: readonly string[]) {
  const broken: string[] = [];
  const found: number[] = [];
  const onBroken = (_: string, line: number, why: string) => broken.push(`${line}: ${why}`);
  for await (const { bytes, from, to } of readRecording(paths, onBroken))
    found.push(JSON.parse(bytes.toString('utf8', from, to)).n);
  return { found, broken };
}
/** A line of this second and number. */
const line = (second: number, n = second) => `${1_723_161_000_000 + second * 1000} {"n":${n}}\n`;

test('files of one time and files that follow each other come in the order of their lines', async (t) => {
  const paths = folderOf(t, {
    late: line(20) + line(21),
    even: gzipSync(line(0) + line(2) + line(4)),
    odd: line(1) + line(3) + line(5),
  });
  assert.deepEqual((await read(paths)).found, [0, 1, 2, 3, 4, 5, 20, 21]);
});

test('lines that are none are passed over and told, a heading is not', async (t) => {
  const paths = folderOf(t, { a: `a heading\n${line(1)}\nrubbish\n${line(2)}` });
  assert.deepEqual(await read(paths), { found: [1, 2], broken: ['4: it has no receive time'] });
});

test('of a file that breaks off, what came before is read, and that of others to the end', async (t) => {
  const many = Array.from({ length: 60_000 }, (_, at) => line(at * 2)).join('');
  const bytes = gzipSync(many);
  const paths = folderOf(t, { a: bytes.subarray(0, bytes.length / 2), b: line(1) + line(1_000_000) });
  const { found, broken } = await read(paths);
  assert.ok(found.length > 1000);
  assert.equal(found.at(-1), 1_000_000);
  assert.match(broken.join(), /^\d+: the file breaks off$/);
});

test('without any line of a recording it is refused', async (t) => {
  await assert.rejects(read(folderOf(t, { a: 'nothing\n', b: '' })), { code: 'RECORDING_INVALID' });
});

test('whoever has seen enough ends it, and its files are closed', async (t) => {
  const many = Array.from({ length: 60_000 }, (_, at) => line(at)).join('');
  const lines = readRecording(folderOf(t, { a: gzipSync(many) }));
  await lines.next();
  await lines.return(undefined);
  assert.equal((await lines.next()).done, true);
});
