import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MAX_RETRY_AFTER_MS, telegramRetryAfterMs, toRateHints, toRetryAfterMs } from './rate-headers.ts';

const WALL_MS = Date.parse('2026-01-01T00:00:00Z');
const nothing = { policies: [], counted: [] };

const cases: [string, Record<string, string>, object][] = [
  ['seconds to wait', { 'retry-after': '7' }, { ...nothing, retryAfterMs: 7000 }],
  [
    'a date to wait for',
    { 'retry-after': 'Thu, 01 Jan 2026 00:01:00 GMT' },
    { ...nothing, retryAfterMs: 60_000 },
  ],
  [
    'a date that has passed',
    { 'retry-after': 'Wed, 31 Dec 2025 00:00:00 GMT' },
    { ...nothing, retryAfterMs: 0 },
  ],
  [
    'x-ratelimit with seconds from now',
    { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '12.5' },
    { ...nothing, remaining: 3, resetMs: 12_500 },
  ],
  [
    'x-ratelimit with a moment in seconds',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(WALL_MS / 1000 + 30) },
    { ...nothing, remaining: 0, resetMs: 30_000 },
  ],
  [
    'x-ratelimit with a moment in milliseconds',
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(WALL_MS + 30) },
    { ...nothing, remaining: 0, resetMs: 30 },
  ],
  [
    'the IETF draft 7',
    { ratelimit: 'limit=100, remaining=50, reset=30', 'ratelimit-policy': '100;w=60, 1000;w=3600' },
    {
      remaining: 50,
      resetMs: 30_000,
      counted: [],
      policies: [
        { limit: 100, perMs: 60_000 },
        { limit: 1000, perMs: 3_600_000 },
      ],
    },
  ],
  [
    'the IETF draft 10',
    { ratelimit: '"default";r=50;t=30', 'ratelimit-policy': '"default";q=100;w=60' },
    { remaining: 50, resetMs: 30_000, counted: [], policies: [{ limit: 100, perMs: 60_000 }] },
  ],
  [
    'the weights of Binance',
    { 'x-mbx-used-weight': '9', 'x-mbx-used-weight-1m': '1200', 'x-mbx-used-weight-10s': '40' },
    {
      policies: [],
      counted: [
        { used: 1200, perMs: 60_000 },
        { used: 40, perMs: 10_000 },
      ],
    },
  ],
  [
    'nonsense',
    { 'retry-after': 'soon', ratelimit: 'x', 'ratelimit-policy': ';;w=', 'x-mbx-used-weight-1m': '-' },
    nothing,
  ],
];

for (const [name, headers, expected] of cases)
  test(`${name} is understood`, () => assert.deepEqual(toRateHints(headers, WALL_MS), expected));

test('Telegram says in the body when to come back', () => {
  assert.equal(telegramRetryAfterMs(429, { ok: false, parameters: { retry_after: 5 } }), 5000);
  for (const body of [undefined, null, 'x', {}, { parameters: null }, { parameters: { retry_after: '5' } }])
    assert.equal(telegramRetryAfterMs(429, body), undefined);
});

test('whatever a server sends, a pause is a sane number or nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.double().map(String),
        fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
      ),
      (value) => {
        const ms = toRetryAfterMs(value, WALL_MS);
        assert.ok(ms === undefined || (ms >= 0 && ms <= MAX_RETRY_AFTER_MS));
      },
    ),
  );
});

test('no peer makes us stay away for longer than the longest ban there is, in seconds or as a date', () => {
  for (const value of ['999999999999', 'Fri, 31 Dec 9999 23:59:59 GMT'])
    assert.equal(toRetryAfterMs(value, 0), MAX_RETRY_AFTER_MS, value);
});
