import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type BackupKey,
  decryptChunks,
  encryptChunks,
  HEADER_BYTES,
  hasMagic,
  makeKey,
  openKey,
} from './encrypted-chunks.ts';

const PIECE = 64 * 1024;
const key: BackupKey = { key: Buffer.alloc(32, 7), header: Buffer.from('a header') };

async function* chunksOf(bytes: Buffer, size = 10_000) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const collect = async (chunks: AsyncIterable<Buffer>) => {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
};
const encrypt = (plain: Buffer, of = key) => collect(encryptChunks(chunksOf(plain), of));
const decrypt = (bytes: Buffer, of = key) => collect(decryptChunks(chunksOf(bytes, 777), of));
const toPlain = (length: number) => Buffer.from(Array.from({ length }, (_, at) => (at * 31) % 251));

test('every length comes back as it was, around the edges of pieces too', async () => {
  for (const length of [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5]) {
    const plain = toPlain(length);
    const encrypted = await encrypt(plain);
    assert.equal(encrypted.length, length + 16 * Math.max(1, Math.ceil(length / PIECE)));
    assert.ok((await decrypt(encrypted)).equals(plain), String(length));
  }
});

test('what was changed, cut, moved, repeated or appended does not open', async () => {
  const SEALED = PIECE + 16;
  const whole = await encrypt(toPlain(3 * PIECE));
  const [first, second, third] = [0, 1, 2].map((at) => whole.subarray(at * SEALED, (at + 1) * SEALED)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const flip = (at: number) => {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 1;
    return changed;
  };
  const planted: Record<string, Buffer> = {
    'cut before the last piece': Buffer.concat([first, second]),
    'cut after the first piece': first,
    'nothing left': Buffer.alloc(0),
    'cut within a tag': whole.subarray(0, -1),
    'cut within a piece': whole.subarray(0, SEALED + 100),
    'first piece gone': Buffer.concat([second, third]),
    'middle piece gone': Buffer.concat([first, third]),
    'pieces changed places': Buffer.concat([second, first, third]),
    'a piece twice': Buffer.concat([first, first, second, third]),
    'a byte more': Buffer.concat([whole, Buffer.alloc(1)]),
    twice: Buffer.concat([whole, whole]),
    'a changed byte': flip(100),
    'a changed tag': flip(SEALED - 1),
    'a changed last byte': flip(whole.length - 1),
  };
  assert.equal((await decrypt(whole)).length, 3 * PIECE);
  for (const [what, bytes] of Object.entries(planted)) await assert.rejects(decrypt(bytes), what);
  await assert.rejects(decrypt(whole, { ...key, header: Buffer.from('b header') }), 'another header');
  await assert.rejects(decrypt(whole, { ...key, key: Buffer.alloc(32, 8) }), 'another key');
});

test('the header tells a wrong passphrase, and the same passphrase never makes the same key', async () => {
  const passphrase = Buffer.from('correct horse battery');
  const made = await makeKey(passphrase, Buffer.alloc(16, 1));
  assert.equal(made.header.length, HEADER_BYTES);
  assert.ok(hasMagic(made.header));
  assert.equal(hasMagic(made.header.subarray(1)), false);
  assert.deepEqual(await openKey(passphrase, made.header), made);
  assert.equal(await openKey(Buffer.from('correct horse batterY'), made.header), undefined);
  const other = await makeKey(passphrase, Buffer.alloc(16, 2));
  assert.notDeepEqual(other.key, made.key);
});
