import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createFrameReader, encodeFrame, MAX_FRAME_BYTES } from './frames.ts';
import { decodePacket, encodePacket, type Packet, PacketInvalid } from './packet.ts';

const packets = fc.record(
  {
    header: fc.dictionary(fc.string(), fc.jsonValue()).map((header) => JSON.parse(JSON.stringify(header))),
    parts: fc.array(
      fc.uint8Array({ maxLength: 200 }).map((part) => Buffer.from(part)),
      { maxLength: 5 },
    ),
  },
  { noNullPrototype: true },
);

/** The frames that arrive when the bytes come in pieces of these sizes. */
function read(bytes: Buffer, sizes: readonly number[]): { frames: Buffer[]; chunks: Buffer[] } {
  const frames: Buffer[] = [];
  const chunks: Buffer[] = [];
  const reader = createFrameReader((frame) => frames.push(Buffer.from(frame)));
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = 1 + (sizes[i % Math.max(1, sizes.length)] ?? 0);
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    chunks.push(chunk);
    reader.push(chunk);
    at += size;
  }
  assert.equal(reader.isInside(), false);
  return { frames, chunks };
}

test('packets arrive whole and in order, however the stream is cut, and the pieces are wiped', () => {
  fc.assert(
    fc.property(fc.array(packets, { maxLength: 4 }), fc.array(fc.nat(50)), (sent, sizes) => {
      const { frames, chunks } = read(Buffer.concat(sent.map(encodeFrame)), sizes);
      assert.deepEqual(frames.map(decodePacket), sent as Packet[]);
      assert.ok(chunks.every((chunk) => chunk.every((byte) => byte === 0)));
    }),
  );
});

test('a frame is wiped when its handler is done, also when it throws', () => {
  for (const fails of [false, true]) {
    let kept: Buffer = Buffer.alloc(0);
    const reader = createFrameReader((frame) => {
      kept = frame;
      if (fails) throw new Error('no');
    });
    const push = () => reader.push(encodeFrame({ header: {}, parts: [Buffer.from('secret')] }));
    if (fails) assert.throws(push);
    else push();
    assert.ok(kept.length > 0 && kept.every((byte) => byte === 0));
  }
});

test('a length that no frame has is refused before memory is taken for it', () => {
  for (const size of [0, MAX_FRAME_BYTES + 1, 0xffff_ffff]) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(size);
    assert.throws(() => createFrameReader(() => {}).push(length), PacketInvalid);
  }
  const parts = [Buffer.alloc(MAX_FRAME_BYTES)];
  assert.throws(() => encodeFrame({ header: {}, parts }), PacketInvalid);
});

test('random bytes are a packet or PacketInvalid', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      try {
        decodePacket(Buffer.from(bytes));
      } catch (thrown) {
        assert.ok(thrown instanceof PacketInvalid);
      }
    }),
  );
});

test('a packet cut short, prolonged or with one length changed is refused', () => {
  const whole = encodePacket({ header: { a: 1 }, parts: [Buffer.from('abc'), Buffer.alloc(0)] });
  for (let cut = 0; cut < whole.length; cut++)
    assert.throws(() => decodePacket(whole.subarray(0, cut)), PacketInvalid);
  assert.throws(() => decodePacket(Buffer.concat([whole, Buffer.from([0])])), PacketInvalid);
});

test('a header that is no object is refused without its text in the message', () => {
  for (const text of ['[]', 'null', '1', '"a"', '{"secret', '']) {
    const bytes = Buffer.concat([
      Buffer.from([0, 0, 0, text.length]),
      Buffer.from(text),
      Buffer.from([0, 0]),
    ]);
    assert.throws(
      () => decodePacket(bytes),
      (thrown) => thrown instanceof PacketInvalid && !/secret/.test(String(thrown.stack)),
    );
  }
});
