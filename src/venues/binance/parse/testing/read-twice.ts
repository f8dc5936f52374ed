// Messages made by hand in Binance's form, and the reader held against JSON.parse.
import assert from 'node:assert/strict';
import type { MessageKind } from '../message-fields.ts';
import type { MessageReader } from '../message-reader.ts';

const wrapped = (stream: string, data: object) => JSON.stringify({ stream, data });

export const samples = {
  spotDepth: wrapped('ethusdt@depth@100ms', {
    ...{ e: 'depthUpdate', E: 1723161255308, s: 'ETHUSDT', U: 35346513499, u: 35346513505 },
    b: [
      ['2683.80000000', '3.02920000'],
      ['2679.00000000', '0.00000000'],
    ],
    a: [['2683.81000000', '28.21530000']],
  }),
  futuresDepth: wrapped('btcusd_perp@depth@0ms', {
    ...{ e: 'depthUpdate', E: 1723161257440, T: 1723161257432, s: 'BTCUSD_PERP', ps: 'BTCUSD' },
    ...{ U: 1007198631260, u: 1007198631565, pu: 1007198631198 },
    b: [
      ['61773.6', '1001'],
      ['61776.4', '0'],
    ],
    a: [],
  }),
  trade: wrapped('btcusdt@trade', {
    ...{ e: 'trade', E: 1723161256322, T: 1723161256321, s: 'BTCUSDT', t: 5266583935 },
    ...{ p: '61800.30', q: '0.006', X: 'MARKET', m: false },
  }),
  aggTrade: wrapped('btcusdt@aggTrade', {
    ...{ e: 'aggTrade', E: 1723161256322, a: 26129, s: 'BTCUSDT', p: '0.01633102', q: '4.70443515' },
    ...{ f: 27781, l: 27781, T: 1723161256321, m: true, M: true },
  }),
  spotTicker: wrapped('ethusdt@bookTicker', {
    ...{ u: 35346513501, s: 'ETHUSDT', b: '2683.80000000', B: '3.02920000' },
    ...{ a: '2683.81000000', A: '31.43950000' },
  }),
  futuresTicker: wrapped('btcusdt@bookTicker', {
    ...{ e: 'bookTicker', u: 5123107839020, s: 'BTCUSDT', b: '61800.20', B: '2.507' },
    ...{ a: '61800.30', A: '2.510', T: 1723161256313, E: 1723161256313 },
  }),
  snapshot: JSON.stringify({
    ...{ lastUpdateId: 35346513512, E: 1723161256501 },
    bids: [['2683.80000000', '3.02920000']],
    asks: [['2683.81000000', '0.00200000', []]],
  }),
  partial: wrapped('btcusdt@depth5', { lastUpdateId: 160, bids: [['0.0024', '10']], asks: [] }),
  reply: JSON.stringify({ result: null, id: 1 }),
  kline: wrapped('btcusdt@kline_1m', {
    ...{ e: 'kline', E: 1672515782136, s: 'BTCUSDT' },
    k: { t: 1672515780000, x: false, n: 100, L: 200, o: '0.0010', more: [{ '"\\': [-1.5e-3, null] }] },
  }),
} as const;

/** Reads both ways. What the reader takes must be in the JSON, to the last digit; it may call malformed what it does not take. */
export function checkAgainstJson(reader: MessageReader, bytes: Buffer): MessageKind {
  const kind = reader.read(bytes);
  if (kind === 'malformed') return kind;
  const whole: unknown = JSON.parse(bytes.toString('utf8'));
  assert.ok(isRecord(whole), 'only an object is a message');
  const fields = isRecord(whole['data']) ? whole['data'] : whole;
  assert.equal(reader.isWrapped, isRecord(whole['data']));
  assert.equal(kind, kindOf(fields, reader.isWrapped));
  const expected = expectedOf(kind, fields);
  if (expected) assert.deepEqual(readOf(kind, reader), expected);
  return kind;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(fields: Fields, isWrapped: boolean): MessageKind {
  if ('lastUpdateId' in fields) return isWrapped ? 'partial' : 'snapshot';
  const { e } = fields;
  if (e === 'depthUpdate') return 'depth';
  if (e === 'trade' || e === 'aggTrade' || e === 'bookTicker') return e;
  if (e !== undefined) return 'other';
  if ('result' in fields || 'error' in fields) return 'reply';
  const isTicker = ['s', 'u', 'b', 'B', 'a', 'A'].every((key) => key in fields);
  return isTicker && typeof fields['b'] === 'string' && typeof fields['a'] === 'string'
    ? 'bookTicker'
    : 'other';
}

function expectedOf(kind: MessageKind, fields: Fields): unknown {
  const times = { eventMs: fields['E'] ?? 0, tradeMs: fields['T'] ?? 0 };
  if (kind === 'depth')
    return {
      ...times,
      symbol: fields['s'],
      ids: [fields['U'], fields['u'], fields['pu'] ?? Number.NaN],
      levels: levelsOf(fields['b'], fields['a']),
    };
  if (kind === 'snapshot' || kind === 'partial')
    return { id: fields['lastUpdateId'], levels: levelsOf(fields['bids'], fields['asks']) };
  if (kind === 'bookTicker')
    return {
      ...times,
      symbol: fields['s'],
      id: fields['u'],
      values: ['b', 'B', 'a', 'A'].map((key) => plain(fields[key])),
    };
  if (kind !== 'trade' && kind !== 'aggTrade') return undefined;
  return {
    ...times,
    symbol: fields['s'],
    id: fields[kind === 'trade' ? 't' : 'a'],
    values: ['p', 'q'].map((key) => plain(fields[key])),
    isBuyerMaker: fields['m'],
  };
}

function readOf(kind: MessageKind, reader: MessageReader): unknown {
  const { eventMs, tradeMs, symbol, firstId, lastId, previousId, values, decimals } = reader;
  const { levels, tradeId, isBuyerMaker } = reader;
  const value = (place: number) => toText(values[place]!, decimals[place]!);
  const rows = Array.from({ length: levels.count }, (_, index) => [
    levels.sides[index]!,
    toText(levels.prices[index]!, levels.priceDecimals[index]!),
    toText(levels.sizes[index]!, levels.sizeDecimals[index]!),
  ]);
  if (kind === 'depth')
    return { eventMs, tradeMs, symbol, ids: [firstId, lastId, previousId], levels: bidsFirst(rows) };
  if (kind === 'snapshot' || kind === 'partial') return { id: lastId, levels: bidsFirst(rows) };
  if (kind === 'bookTicker') return { eventMs, tradeMs, symbol, id: lastId, values: [0, 1, 2, 3].map(value) };
  return { eventMs, tradeMs, symbol, id: tradeId, values: [0, 1].map(value), isBuyerMaker };
}

type Row = readonly unknown[];

function levelsOf(bids: unknown, asks: unknown): Row[] {
  const side = (sign: number, rows: unknown): Row[] =>
    (rows as unknown[][]).map(([price, size]) => [sign, plain(price), plain(size)]);
  return [...side(1, bids), ...side(-1, asks)];
}

/** Asks may stand before bids in a message. */
function bidsFirst(rows: readonly Row[]): Row[] {
  return [...rows.filter(([side]) => side === 1), ...rows.filter(([side]) => side === -1)];
}

/** Without zeros that say nothing. */
function plain(value: unknown): string {
  assert.match(String(value), /^\d+(\.\d+)?$/);
  assert.equal(typeof value, 'string');
  const [whole, fraction = ''] = String(value).split('.') as [string, string?];
  const kept = fraction.replace(/0+$/, '');
  return `${BigInt(whole)}${kept === '' ? '' : `.${kept}`}`;
}

function toText(mantissa: number, decimals: number): string {
  const digits = String(mantissa).padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
