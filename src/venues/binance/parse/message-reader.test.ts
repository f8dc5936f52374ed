import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MessageReader } from './message-reader.ts';
import { checkAgainstJson, samples } from './testing/read-twice.ts';

const seed = 20_240_808;
const reader = new MessageReader();
const read = (text: string) => reader.read(Buffer.from(text));

test('each kind of message is told by its fields', () => {
  assert.deepEqual(
    Object.entries(samples).map(([name, text]) => [name, read(text)]),
    [
      ['spotDepth', 'depth'],
      ['futuresDepth', 'depth'],
      ['trade', 'trade'],
      ['aggTrade', 'aggTrade'],
      ['spotTicker', 'bookTicker'],
      ['futuresTicker', 'bookTicker'],
      ['snapshot', 'snapshot'],
      ['partial', 'partial'],
      ['reply', 'reply'],
      ['kline', 'other'],
    ],
  );
});

test('the fields of a message are those that JSON.parse finds', () => {
  for (const text of Object.values(samples)) checkAgainstJson(reader, Buffer.from(text));
});

test('keys in any order, with fields nobody knows and white space anywhere, say the same', () => {
  const messages = fc.constantFrom(...Object.values(samples).map((text) => JSON.parse(text) as object));
  const unknown = fc.dictionary(
    // an escape in a key is refused: no venue writes one
    fc.stringMatching(/^[a-z !#.{}[\],:é]{2,6}$/).filter((key) => !KNOWN.has(key)),
    fc.jsonValue({ maxDepth: 4 }),
    { maxKeys: 4 },
  );
  fc.assert(
    fc.property(messages, unknown, fc.infiniteStream(fc.nat(1000)), (message, others, draws) => {
      const draw = (below: number) => draws.next().value % below;
      const data = (message as { data?: object }).data;
      const mixed = data
        ? { ...shuffled({ ...message, data: shuffled({ ...others, ...data }, draw) }, draw) }
        : shuffled({ ...others, ...message }, draw);
      const bytes = Buffer.from(JSON.stringify(mixed, null, draw(3)));
      assert.notEqual(checkAgainstJson(reader, bytes), 'malformed', bytes.toString());
    }),
    { seed, numRuns: 300 },
  );
});

test('whatever byte is changed, the message is read as JSON.parse reads it or is malformed', () => {
  for (const text of Object.values(samples)) {
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at++) {
      const before = bytes[at]!;
      for (const byte of [0, 9, 31, 32, 34, 44, 45, 46, 48, 57, 58, 91, 92, 93, 101, 123, 125, 200]) {
        bytes[at] = byte;
        checkAgainstJson(reader, bytes);
      }
      bytes[at] = before;
    }
  }
});

test('bytes that were cut out, put in or doubled are read as JSON.parse reads them or are malformed', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(samples)),
      fc.array(fc.tuple(fc.nat(400), fc.nat(12), fc.uint8Array({ maxLength: 3 })), {
        minLength: 1,
        maxLength: 3,
      }),
      (text, edits) => {
        const bytes = [...Buffer.from(text)];
        for (const [at, count, put] of edits) bytes.splice(at % bytes.length, count, ...put);
        checkAgainstJson(reader, Buffer.from(bytes));
      },
    ),
    { seed, numRuns: 2000 },
  );
});

test('arbitrary bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      checkAgainstJson(reader, Buffer.from(bytes));
    }),
    { seed, numRuns: 1000 },
  );
});

test('a line within a larger buffer ends where it ends', () => {
  const line = Buffer.from(samples.futuresDepth);
  const whole = Buffer.concat([Buffer.from('17 '), line, Buffer.from('\n'), line]);
  assert.equal(reader.read(whole, 3, 3 + line.length), 'depth');
  assert.equal(reader.read(whole, 3, 4 + line.length), 'depth', 'with its newline');
  assert.equal(reader.read(whole, 3, 2 + line.length), 'malformed', 'without its last byte');
  assert.equal(reader.read(whole, 3, 5 + line.length), 'malformed', 'with a byte of the next');
});

test('a line that breaks off is not finished from the next one', () => {
  const half = samples.trade.slice(0, 60);
  const whole = Buffer.from(`${half}\n${samples.trade}`);
  assert.equal(reader.read(whole, 0, half.length), 'malformed');
});

test('symbols in other letters than Latin are read as they are written', () => {
  read(samples.trade.replace('BTCUSDT', '币安人生USDT'));
  assert.equal(reader.symbol, '币安人生USDT');
});

test('a list or a message that comes twice is malformed', () => {
  assert.equal(read('{"lastUpdateId":1,"bids":[],"asks":[],"bids":[]}'), 'malformed');
  assert.equal(read(`{"data":${JSON.stringify({ e: 'x' })},"data":{}}`), 'malformed');
});

test('prices of nothing, below nothing, and beyond what is exact are malformed', () => {
  const priced = (price: string) => read(samples.spotDepth.replace('2683.80000000', price));
  for (const price of ['0.00', '-1.5', '9007199254740993', '1.0000000000000001', '1e3', '.5', '5.', '', ' 1'])
    assert.equal(priced(price), 'malformed', price);
  assert.equal(priced('9007199254740991'), 'depth');
});

const KNOWN = new Set(['data', 'bids', 'asks', 'result', 'error', 'pu', '__proto__']);

function shuffled(record: object, draw: (below: number) => number): object {
  const entries = Object.entries(record);
  for (let last = entries.length - 1; last > 0; last--) {
    const other = draw(last + 1);
    [entries[last], entries[other]] = [entries[other]!, entries[last]!];
  }
  return Object.fromEntries(entries);
}
