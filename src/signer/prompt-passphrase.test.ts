import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { test } from 'node:test';
import { promptPassphrase } from './prompt-passphrase.ts';

/** What comes back when these bytes are typed, what was shown, and in which modes the terminal was. */
async function type(...keys: string[]) {
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => void raw.push(isRaw) });
  const output = new PassThrough();
  const shown: string[] = [];
  output.on('data', (chunk) => shown.push(String(chunk)));
  const answer = promptPassphrase('Passphrase: ', { input, output });
  const typed = keys.map((key) => Buffer.from(key));
  for (const chunk of typed) input.write(chunk);
  if (keys.length === 0) input.end();
  const bytes = await answer;
  output.end();
  await finished(output);
  return { text: bytes?.toString(), shown: shown.join(''), raw, typed };
}

test('what is typed comes back at the end of the line and is not shown', async () => {
  const { text, shown, raw, typed } = await type('cor', 'rect', '\r');
  assert.equal(text, 'correct');
  assert.equal(shown, 'Passphrase: \n');
  assert.deepEqual(raw, [true, false]);
  assert.ok(typed.every((chunk) => chunk.every((byte) => byte === 0)));
});

test('a letter can be taken back, also one of several bytes, and none before the first', async () => {
  assert.equal((await type('aé€\x7f\x7fb\x08c\n')).text, 'ac');
  assert.equal((await type('\x7f\x7fx\n')).text, 'x');
});

test('giving up gives nothing and leaves the terminal as it was', async () => {
  for (const keys of [['abc\x03'], ['abc\x04'], []]) {
    const { text, raw } = await type(...keys);
    assert.equal(text, undefined);
    assert.deepEqual(raw, [true, false]);
  }
});

test('a signal gives it up, also one that came before the question', async () => {
  for (const abort of ['before', 'while it is asked'] as const) {
    const raw: boolean[] = [];
    const input = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => void raw.push(isRaw) });
    const stopping = new AbortController();
    if (abort === 'before') stopping.abort();
    const answer = promptPassphrase('Passphrase: ', { input, output: new PassThrough() }, stopping.signal);
    input.write('half of it');
    stopping.abort();
    assert.equal(await answer, undefined);
    assert.deepEqual(raw, [true, false]);
  }
});

test('nothing that is typed at once is shown: the terminal is quiet before it asks', async () => {
  const order: string[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: () => void order.push('mode') });
  const output = new Writable({
    write(_chunk, _encoding, done) {
      order.push('text');
      done();
    },
  });
  const answer = promptPassphrase('Passphrase: ', { input, output });
  input.write('x\n');
  await answer;
  assert.equal(order[0], 'mode');
});

test('what is too long is cut off, not stored elsewhere', async () => {
  assert.equal((await type(`${'x'.repeat(2000)}\n`)).text?.length, 1024);
});
