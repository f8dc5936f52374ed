import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlertFacts, MINUTE_MS, SECOND_MS } from './rule.ts';
import { start, startKeeper, wellFacts, wellWorker } from './testing/alerts-on-clock.ts';

const failed: AlertFacts = { ...wellFacts, workers: [{ ...wellWorker, state: 'failed' }] };
const NAME = 'worker-failed:cache';

test('a restart neither raises nor clears again what is as it was', async () => {
  const { clock, stored, keeper } = start();
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  await keeper.alerts.stop();
  const successor = startKeeper(clock, stored);
  successor.facts = failed;
  await clock.advance(MINUTE_MS);
  assert.deepEqual([keeper.told, successor.told, stored.rows.length], [[`+${NAME}`], [], 1]);
  successor.facts = wellFacts;
  await clock.advance(MINUTE_MS);
  assert.deepEqual([successor.told, stored.rows[0]?.clearedAtMs === null], [[`-${NAME}`], false]);
});

test('what ended while the program was down is told as over by the next life', async () => {
  const { clock, stored, keeper } = start();
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  await keeper.alerts.stop();
  const successor = startKeeper(clock, stored);
  await clock.advance(MINUTE_MS);
  assert.deepEqual(successor.told, [`-${NAME}`]);
  assert.equal(successor.begun[0]?.[0]?.id, stored.rows[0]?.id);
});

test('the same alert twice is two alerts', async () => {
  const { clock, stored, keeper } = start();
  for (const facts of [failed, wellFacts, failed, wellFacts]) {
    keeper.facts = facts;
    await clock.advance(MINUTE_MS);
  }
  assert.equal(new Set(stored.rows.map(({ id }) => id)).size, 2);
  assert.deepEqual(keeper.told, [`+${NAME}`, `-${NAME}`, `+${NAME}`, `-${NAME}`]);
});

test('those who watch get the number that storage gave', async () => {
  const { clock, stored, keeper } = start();
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  assert.equal(keeper.live.at(-1)?.seq, stored.rows[0]?.seq);
  assert.equal(keeper.live.at(-1)?.id, keeper.live[0]?.id);
});

test('a kind that nobody wants to hear of is kept and shown, and told to nobody', async () => {
  const { clock, stored, keeper } = start();
  keeper.alerts.mute('worker-failed', clock.now() + 60 * MINUTE_MS);
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  keeper.facts = wellFacts;
  await clock.advance(MINUTE_MS);
  assert.deepEqual([keeper.told, stored.owed()], [[], []]);
  assert.deepEqual(keeper.lines, []);
  assert.equal(stored.rows.length, 1);
  assert.deepEqual(
    keeper.live.map(({ clearedAtMs }) => clearedAtMs === null),
    [true, true, false, false],
  );
});

test('what is still there when the silence ends is told then', async () => {
  const { clock, stored, keeper } = start();
  keeper.alerts.mute('worker-failed', clock.now() + 2 * MINUTE_MS);
  keeper.facts = failed;
  await clock.advance(2 * MINUTE_MS - SECOND_MS);
  assert.deepEqual([keeper.told, stored.owed()], [[], []]);
  await clock.advance(2 * SECOND_MS);
  assert.deepEqual([keeper.told, stored.owed()], [[`+${NAME}`], [`+${NAME}`]]);
});

test('what was told before a silence is told as over within it', async () => {
  const { clock, stored, keeper } = start();
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  keeper.alerts.mute('worker-failed', clock.now() + 60 * MINUTE_MS);
  keeper.facts = wellFacts;
  await clock.advance(MINUTE_MS);
  assert.deepEqual(
    [keeper.told, stored.owed()],
    [
      [`+${NAME}`, `-${NAME}`],
      [`+${NAME}`, `-${NAME}`],
    ],
  );
});

test('what began in a silence and outlasts it is told then, and told as over when it is', async () => {
  const { clock, stored, keeper } = start();
  keeper.alerts.mute('worker-failed', clock.now() + 2 * MINUTE_MS);
  keeper.facts = failed;
  await clock.advance(3 * MINUTE_MS);
  keeper.facts = wellFacts;
  await clock.advance(MINUTE_MS);
  assert.deepEqual(
    [keeper.told, stored.owed()],
    [
      [`+${NAME}`, `-${NAME}`],
      [`+${NAME}`, `-${NAME}`],
    ],
  );
});

test('a silence outlives a restart, and null ends it', async () => {
  const { clock, stored } = start();
  stored.mutes.push({ kind: 'worker-failed', untilMs: clock.now() + 60 * MINUTE_MS });
  const successor = startKeeper(clock, stored);
  successor.facts = failed;
  await clock.advance(MINUTE_MS);
  assert.deepEqual(successor.told, []);
  successor.alerts.mute('worker-failed', null);
  await clock.advance(SECOND_MS);
  assert.deepEqual(successor.told, [`+${NAME}`]);
});

test('while storage is away alerts are told all the same, and written in order when it is back', async () => {
  const { clock, stored, keeper } = start();
  await clock.advance(MINUTE_MS);
  stored.away = 'everything';
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  keeper.facts = wellFacts;
  await clock.advance(MINUTE_MS);
  assert.deepEqual([keeper.told, stored.rows], [[`+${NAME}`, `-${NAME}`], []]);
  assert.deepEqual(stored.owed(), []);
  stored.away = 'nothing';
  await clock.advance(2 * SECOND_MS);
  assert.equal(stored.rows.length, 1);
  assert.notEqual(stored.rows[0]?.clearedAtMs, null);
  assert.deepEqual(stored.owed(), [`+${NAME}`, `-${NAME}`]);
});

test('storage that tells of no earlier alerts holds up new ones for half a minute, and is one with them later', async () => {
  const { clock, stored, keeper } = start();
  keeper.facts = failed;
  await clock.advance(MINUTE_MS);
  await keeper.alerts.stop();
  stored.away = 'questions';
  const successor = startKeeper(clock, stored);
  successor.facts = failed;
  await clock.advance(29 * SECOND_MS);
  assert.deepEqual(successor.told, []);
  await clock.advance(2 * SECOND_MS);
  assert.deepEqual(successor.told, [`+${NAME}`]);
  stored.away = 'nothing';
  await clock.advance(2 * SECOND_MS);
  successor.facts = wellFacts;
  await clock.advance(MINUTE_MS);
  assert.deepEqual(successor.told, [`+${NAME}`, `-${NAME}`]);
  assert.equal(stored.rows.length, 1);
  assert.notEqual(stored.rows[0]?.clearedAtMs, null);
  const shown = new Map(successor.live.map((alert) => [alert.id, alert]));
  assert.ok([...shown.values()].every(({ clearedAtMs }) => clearedAtMs !== null));
});

test('an alert that storage will never take holds up none behind it', async () => {
  const { clock, stored, keeper } = start();
  await clock.advance(SECOND_MS);
  keeper.alerts.tell({ kind: 'webhook-off', subject: 'a', severity: 'warning', title: 'poison', says: '' });
  keeper.alerts.tell({ kind: 'webhook-off', subject: 'b', severity: 'warning', title: 'well', says: '' });
  await clock.advance(2 * SECOND_MS);
  assert.deepEqual(
    stored.rows.map(({ title }) => title),
    ['well'],
  );
});

test('an alert of a kind that this version does not know is cleared', async () => {
  const { clock, stored } = start();
  await stored.store.raiseAlert({ id: 'x:y:z', kind: 'x', severity: 'info', title: 't', says: 's' });
  startKeeper(clock, stored);
  await clock.advance(2 * SECOND_MS);
  assert.notEqual(stored.rows[0]?.clearedAtMs, null);
});

test('what a rule does not find is told once and ended by whoever saw it', async () => {
  const { clock, keeper } = start();
  await clock.advance(SECOND_MS);
  const alert = {
    kind: 'webhook-off',
    subject: 'a',
    severity: 'warning' as const,
    title: 'Off',
    says: 'It is.',
  };
  keeper.alerts.tell(alert);
  keeper.alerts.tell(alert);
  assert.deepEqual(keeper.alerts.subjectsOf('webhook-off'), ['a']);
  keeper.alerts.end('webhook-off', 'a', 'It is on again.');
  keeper.alerts.end('webhook-off', 'a', 'It is on again.');
  assert.deepEqual(keeper.told, ['+webhook-off:a', '-webhook-off:a']);
});

test('texts are shortened and cleaned before anybody sees them', async () => {
  const { clock, stored, keeper } = start();
  await clock.advance(SECOND_MS);
  keeper.alerts.tell({
    kind: 'webhook-off',
    subject: 'a',
    severity: 'warning',
    title: `\u001b[31m${'x'.repeat(195)}😀`,
    says: 'y'.repeat(5000),
  });
  await clock.advance(SECOND_MS);
  const [row] = stored.rows;
  assert.ok(row?.title.isWellFormed() && !row.title.includes('\u001b'));
  assert.deepEqual([row?.title.length, row?.says.length], [200, 2000]);
});
