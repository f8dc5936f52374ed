import assert from 'node:assert/strict';
import { PassThrough, Writable } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { encodeFrame } from './frames.ts';
import type { Packet } from './packet.ts';
import { type Ending, serve } from './serve.ts';
import type { Signer } from './signer.ts';
import { createSigner } from './signer.ts';
import { deriveForTest } from './testing/test-signer.ts';

const doors = { wallMs: () => 0, monotonicMs: () => 0, derive: deriveForTest, collectGarbage: () => {} };

function createRig(signer: Signer = createSigner(doors)) {
  const input = new PassThrough();
  const written: Buffer[] = [];
  const output = new Writable({
    write(chunk: Buffer, _, done) {
      written.push(Buffer.from(chunk));
      done();
    },
  });
  const endings: Ending[] = [];
  let wipes = 0;
  const counted = {
    answer: (request: Packet) => signer.answer(request),
    wipe() {
      wipes += 1;
      signer.wipe();
    },
  };
  serve(counted, input, output, (ending) => endings.push(ending));
  const turn = () => new Promise((next) => setImmediate(next));
  return { input, written: () => Buffer.concat(written), endings, wipes: () => wipes, turn };
}

const status = (id = 1) => encodeFrame({ header: { id, kind: 'status' }, parts: [] });

test('requests are answered in order, and the end of the input ends and wipes once', async () => {
  const { input, written, endings, wipes, turn } = createRig();
  input.write(Buffer.concat([status(1), status(2)]));
  input.end();
  await turn();
  assert.match(String(written()), /"id":1.*"id":2/s);
  assert.deepEqual([endings, wipes()], [['parentGone'], 1]);
});

test('a frame that is cut off by the end is no request', async () => {
  const { input, written, endings, turn } = createRig();
  input.end(status().subarray(0, -1));
  await turn();
  assert.deepEqual([endings, written().length], [['malformed'], 0]);
});

test('a fault in an answer ends with nothing written of it, and nothing after it is read', async () => {
  const { input, written, endings, wipes, turn } = createRig({
    answer: () => {
      throw new Error('secret');
    },
    wipe: () => {},
  });
  input.write(Buffer.concat([status(1), status(2)]));
  input.write(status(3));
  await turn();
  assert.deepEqual([endings, wipes(), written().length], [['bug'], 1, 0]);
});

test('random bytes end in order or are answered with whole frames, and never with a stack', async () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
    fc.constant(status()),
    fc.record({ at: fc.nat(40), value: fc.nat(255) }).map(({ at, value }) => {
      const frame = status();
      frame[at % frame.length] = value;
      return frame;
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
      const { input, written, endings, wipes, turn } = createRig();
      for (const bytes of pieces) input.write(Buffer.from(bytes));
      input.end();
      await turn();
      assert.equal(endings.length, 1);
      assert.ok(endings[0] === 'malformed' || endings[0] === 'parentGone');
      assert.equal(wipes(), 1);
      const answers = written();
      assert.ok(!/ at |node:|Error/.test(answers.toString('latin1')));
      let at = 0;
      while (at < answers.length) at += 4 + answers.readUInt32BE(at);
      assert.equal(at, answers.length);
    }),
    { numRuns: 300 },
  );
});
