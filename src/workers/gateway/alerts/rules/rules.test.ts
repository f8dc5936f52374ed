// Every rule, raised and cleared on the virtual clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertFacts, MINUTE_MS, SECOND_MS } from '../rule.ts';
import { start, wellFacts, wellWorker } from '../testing/alerts-on-clock.ts';
import { alertRules } from './index.ts';

const withWorker = (changes: Partial<typeof wellWorker>): Partial<AlertFacts> => ({
  workers: [{ ...wellWorker, ...changes }],
});

type Case = {
  readonly kind: string;
  readonly subject: string;
  readonly bad: Partial<AlertFacts>;
  /** Better than what raises it, and not good enough to be over. */
  readonly notYetGood?: Partial<AlertFacts>;
  /** Nearly bad. */
  readonly stillWell?: Partial<AlertFacts>;
  /** The earliest and the latest, after it begins to be so. */
  readonly raisedMs: readonly [number, number];
  readonly clearedMs: readonly [number, number];
};

const breaker = (state: 'open' | 'half-open') => ({ breakers: [{ worker: 'feed', peer: 'venue', state }] });
const short = [0, 6 * SECOND_MS] as const;

const stoppedBy = (by: string) => ({
  stop: { isStopped: true, changedAtMs: 1, by, reason: 'A backup was restored.' },
});

const cases: readonly Case[] = [
  {
    kind: 'backup-restored',
    subject: 'database',
    bad: stoppedBy('restore'),
    stillWell: stoppedBy('user:ada'),
    raisedMs: short,
    clearedMs: short,
  },
  {
    kind: 'webhook-parked',
    subject: 'dead-letters',
    bad: { hasParked: true },
    stillWell: { hasParked: undefined },
    raisedMs: short,
    clearedMs: short,
  },
  {
    kind: 'breaker-open',
    subject: 'feed/venue',
    bad: breaker('open'),
    notYetGood: breaker('half-open'),
    stillWell: breaker('half-open'),
    raisedMs: short,
    clearedMs: [MINUTE_MS, 70 * SECOND_MS],
  },
  {
    kind: 'redis-away',
    subject: 'redis',
    bad: { isRedisUp: false },
    stillWell: { isRedisUp: undefined },
    raisedMs: [5 * MINUTE_MS, 5.5 * MINUTE_MS + SECOND_MS],
    clearedMs: [30 * SECOND_MS, 62 * SECOND_MS],
  },
  {
    kind: 'connection-lost',
    subject: 'cache',
    bad: withWorker({ connections: { active: 1, wanted: 2 } }),
    stillWell: withWorker({ connections: { active: 2, wanted: 2 } }),
    raisedMs: [MINUTE_MS, 66 * SECOND_MS],
    clearedMs: [10 * SECOND_MS, 16 * SECOND_MS],
  },
  {
    kind: 'connection-lost',
    subject: 'mqtt outside',
    bad: { brokers: [{ name: 'outside', isUp: false }] },
    stillWell: { brokers: [{ name: 'outside', isUp: true }] },
    raisedMs: [MINUTE_MS, 66 * SECOND_MS],
    clearedMs: [10 * SECOND_MS, 16 * SECOND_MS],
  },
  {
    kind: 'feed-trouble',
    subject: 'market',
    bad: {
      ...withWorker({ name: 'market' }),
      parts: { market: { status: 'Degraded', says: '5 of 6 order books follow their streams.' } },
    },
    // One that does not run has another alert.
    stillWell: { parts: { market: { status: 'Disconnected' } } },
    raisedMs: [MINUTE_MS, 66 * SECOND_MS],
    clearedMs: [10 * SECOND_MS, 16 * SECOND_MS],
  },
  {
    kind: 'chain-trouble',
    subject: 'chain',
    bad: {
      ...withWorker({ name: 'chain' }),
      parts: { chain: { status: 'Disconnected', says: 'No Solana node answers.' } },
    },
    stillWell: { parts: { chain: { status: 'Disconnected' } } },
    raisedMs: [MINUTE_MS, 66 * SECOND_MS],
    clearedMs: [10 * SECOND_MS, 16 * SECOND_MS],
  },
  {
    kind: 'program-changed',
    subject: 'decoder',
    bad: {
      ...withWorker({ name: 'decoder' }),
      parts: { decoder: { status: 'Degraded', says: 'Not understood any more: pump-fun.' } },
    },
    stillWell: { parts: { decoder: { status: 'Degraded' } } },
    raisedMs: short,
    clearedMs: [MINUTE_MS, 66 * SECOND_MS],
  },
  {
    kind: 'queue-full',
    subject: 'cache',
    bad: withWorker({ queueFill: 0.81 }),
    notYetGood: withWorker({ queueFill: 0.71 }),
    stillWell: withWorker({ queueFill: 0.8 }),
    raisedMs: [0, MINUTE_MS + SECOND_MS],
    clearedMs: [0, MINUTE_MS + SECOND_MS],
  },
  {
    kind: 'memory-high',
    subject: 'process',
    bad: { memory: { rssBytes: 81, limitBytes: 100 } },
    notYetGood: { memory: { rssBytes: 71, limitBytes: 100 } },
    stillWell: { memory: { rssBytes: 80, limitBytes: 100 } },
    raisedMs: [MINUTE_MS, 72 * SECOND_MS],
    clearedMs: [MINUTE_MS, 72 * SECOND_MS],
  },
  {
    kind: 'memory-high',
    subject: 'cache',
    bad: withWorker({ heapBytes: 81 }),
    notYetGood: withWorker({ heapBytes: 71 }),
    stillWell: withWorker({ heapBytes: 80 }),
    raisedMs: [MINUTE_MS, 72 * SECOND_MS],
    clearedMs: [MINUTE_MS, 72 * SECOND_MS],
  },
  {
    kind: 'disk-low',
    subject: 'disk',
    bad: { diskFreeBytes: 2 ** 30 - 1 },
    notYetGood: { diskFreeBytes: 1.5 * 2 ** 30 - 1 },
    stillWell: { diskFreeBytes: 2 ** 30 },
    raisedMs: [30 * SECOND_MS, 42 * SECOND_MS],
    clearedMs: [MINUTE_MS, 72 * SECOND_MS],
  },
  {
    kind: 'worker-failed',
    subject: 'cache',
    bad: withWorker({ state: 'failed' }),
    notYetGood: withWorker({ state: 'starting' }),
    stillWell: withWorker({ state: 'waiting' }),
    raisedMs: short,
    clearedMs: short,
  },
  {
    kind: 'worker-restarting',
    subject: 'cache',
    bad: withWorker({ recentRestarts: 3 }),
    notYetGood: withWorker({ recentRestarts: 1 }),
    stillWell: withWorker({ recentRestarts: 2 }),
    raisedMs: short,
    clearedMs: [MINUTE_MS, 66 * SECOND_MS],
  },
  {
    kind: 'program-restarted',
    subject: 'program',
    bad: { restarted: { how: 'by SIGKILL', restarts: 2, agoMs: 60 * MINUTE_MS - 1 } },
    stillWell: { restarted: { how: 'by SIGKILL', restarts: 2, agoMs: 60 * MINUTE_MS } },
    raisedMs: short,
    clearedMs: short,
  },
  {
    kind: 'storage-failing',
    subject: 'storage',
    bad: { parts: { storage: { status: 'Degraded', says: 'The disk is full.' } } },
    raisedMs: [5 * SECOND_MS, 12 * SECOND_MS],
    clearedMs: [10 * SECOND_MS, 16 * SECOND_MS],
  },
  {
    kind: 'set-up-open',
    subject: 'set-up',
    bad: { needsSetup: true },
    notYetGood: { needsSetup: undefined },
    stillWell: { needsSetup: undefined },
    raisedMs: [0, MINUTE_MS + SECOND_MS],
    clearedMs: [0, MINUTE_MS + SECOND_MS],
  },
  {
    kind: 'public-bind',
    subject: 'gateway',
    bad: { host: '0.0.0.0' },
    stillWell: { host: '::1' },
    raisedMs: [0, MINUTE_MS + SECOND_MS],
    clearedMs: [0, MINUTE_MS + SECOND_MS],
  },
];

test('every rule stands in the table', () => {
  const kinds = new Set(cases.map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), alertRules.map(({ kind }) => kind).sort());
});

const HOUR_MS = 60 * MINUTE_MS;

for (const { kind, subject, bad, notYetGood, stillWell, raisedMs, clearedMs } of cases) {
  const name = `${kind}:${subject}`;

  test(`${name} is raised once when it lasts, cleared once when it is over`, async () => {
    const { clock, keeper, stored } = start();
    const until = async (wanted: string) => {
      for (let passedMs = 0; passedMs < HOUR_MS; passedMs += SECOND_MS) {
        if (keeper.told.includes(wanted)) return passedMs;
        await clock.advance(SECOND_MS);
      }
      return assert.fail(`${wanted} was never told`);
    };
    await clock.advance(90 * SECOND_MS);
    keeper.facts = { ...wellFacts, ...bad };
    const tookMs = await until(`+${name}`);
    assert.ok(tookMs >= raisedMs[0] && tookMs <= raisedMs[1], `raised after ${tookMs} ms`);
    await clock.advance(HOUR_MS);
    if (notYetGood) {
      keeper.facts = { ...wellFacts, ...notYetGood };
      await clock.advance(HOUR_MS);
    }
    assert.deepEqual(keeper.told, [`+${name}`]);
    keeper.facts = wellFacts;
    const overMs = await until(`-${name}`);
    assert.ok(overMs >= clearedMs[0] && overMs <= clearedMs[1], `cleared after ${overMs} ms`);
    await clock.advance(HOUR_MS);
    assert.deepEqual(keeper.told, [`+${name}`, `-${name}`]);
    assert.equal(stored.rows.length, 1);
    assert.notEqual(stored.rows[0]?.clearedAtMs, null);
    assert.ok(keeper.lines.some((line) => line.startsWith('alert: ')));
    assert.ok(keeper.lines.some((line) => line.startsWith('alert over: ')));
  });

  test(`${name} is not raised by what comes and goes, nor by less`, async () => {
    const { clock, keeper } = start();
    const rule = alertRules.find((candidate) => candidate.kind === kind);
    assert.ok(rule);
    if (rule.afterMs > rule.periodMs)
      for (let i = 0; i < 20; i++) {
        keeper.facts = { ...wellFacts, ...bad };
        await clock.advance(rule.afterMs - 2 * rule.periodMs);
        keeper.facts = wellFacts;
        await clock.advance(2 * rule.periodMs);
      }
    keeper.facts = { ...wellFacts, ...stillWell };
    await clock.advance(HOUR_MS);
    assert.deepEqual(keeper.told, []);
  });

  test(`${name} says what to do, within the bounds of storage`, () => {
    const rule = alertRules.find((candidate) => candidate.kind === kind);
    const findings = rule?.evaluate({ ...wellFacts, ...bad }, () => false) ?? [];
    assert.deepEqual(
      findings.map((finding) => finding.subject),
      [subject],
    );
    for (const { title, says } of findings) {
      assert.ok(title.length > 5 && title.length <= 80 && !title.endsWith('.'), title);
      assert.ok(says.length > 10 && says.endsWith('.'), says);
    }
    assert.match(rule?.recovered(subject) ?? '', /^\S.*\.$/);
  });
}

test('what nobody can tell neither raises nor clears', async () => {
  const { clock, keeper } = start();
  keeper.facts = { ...wellFacts, ...withWorker({ state: 'failed' }) };
  await clock.advance(10 * SECOND_MS);
  keeper.facts = { ...wellFacts, workers: undefined, parts: {}, diskFreeBytes: undefined };
  await clock.advance(HOUR_MS);
  assert.deepEqual(keeper.told, ['+worker-failed:cache']);
});

test('what could not be told is looked at again at once, not after a whole period', async () => {
  const { clock, keeper } = start();
  keeper.facts = { ...wellFacts, needsSetup: undefined };
  await clock.advance(MINUTE_MS / 2);
  keeper.facts = { ...wellFacts, needsSetup: true };
  await clock.advance(SECOND_MS);
  assert.deepEqual(keeper.told, ['+set-up-open:set-up']);
});

test('a worker that is down is not asked for its connections, queue and heap as well', async () => {
  const { clock, keeper } = start();
  const stale = { connections: { active: 0, wanted: 2 }, queueFill: 1, heapBytes: 100 };
  keeper.facts = { ...wellFacts, ...withWorker({ state: 'waiting', ...stale }) };
  await clock.advance(HOUR_MS);
  assert.deepEqual(keeper.told, []);
});
