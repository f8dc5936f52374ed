import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alerts } from '../reads/alerts.ts';
import { openAlerts } from '../reads/open-alerts.ts';
import { MAX_MUTES } from '../repositories/limits.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { by } from '../testing/people.ts';
import { clearAlert } from './clear-alert.ts';
import { muteAlerts } from './mute-alerts.ts';
import { raiseAlert } from './raise-alert.ts';
import { readAlerts } from './read-alerts.ts';

const raise = (store: Store, id: string, title = 'The disk is nearly full', isTold = false) =>
  store.write(
    raiseAlert,
    { id, kind: 'disk', severity: 'warning', title, says: 'Free some space.', isTold },
    { acceptedMs: 5 },
  );
const clear = (store: Store, id: string, acceptedMs: number, recovered: string | null = null) =>
  store.write(clearAlert, { id, recovered }, { acceptedMs });
const list = (store: Store, input: { before?: number; max?: number } = {}) =>
  alerts.run(store.rows, { max: 50, ...input });
const mute = (store: Store, kind: string, untilMs: number | null, acceptedMs = 1) =>
  outcomeOf(store.write(muteAlerts, { by, kind, untilMs }, { acceptedMs }));

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: an alert is raised once and cleared once for each id`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await Promise.all([raise(store, 'a'), raise(store, 'a', 'told otherwise'), raise(store, 'b')]);
    await clear(store, 'a', 7);
    await clear(store, 'a', 8);
    await clear(store, 'unknown', 9);
    await raise(store, 'a');
    const found = (await list(store)).alerts;
    assert.deepEqual(
      found.map(({ id, title, raisedAtMs, clearedAtMs }) => [id, title, raisedAtMs, clearedAtMs]),
      [
        ['b', 'The disk is nearly full', 5, null],
        ['a', 'The disk is nearly full', 5, 7],
      ],
    );
    assert.deepEqual(
      (await openAlerts.run(store.rows, undefined)).map(({ id }) => id),
      ['b'],
    );
  });

  test(`${name}: an alert and its end are owed to receivers once, with the row as it is`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await raise(store, 'quiet');
    await clear(store, 'quiet', 6);
    for (const title of ['Full', 'told otherwise']) await raise(store, 'a', title, true);
    await raise(store, 'muted');
    await raise(store, 'muted', 'told later', true);
    for (const acceptedMs of [7, 8]) await clear(store, 'a', acceptedMs, 'There is room again.');
    await clear(store, 'unknown', 9, 'Over.');
    const rows = await store.rows.selectFrom('outbox').selectAll().orderBy('seq').execute();
    const told = rows.map(({ topic, message_key, payload }) => {
      const { topic: of, type, data } = JSON.parse(payload);
      return [topic, message_key, of, type, data.title, data.says, data.clearedAtMs];
    });
    const full = 'The disk is nearly full';
    assert.deepEqual(told, [
      ['webhooks', 'alert.raised-a', 'alerts', 'alert.raised', 'Full', 'Free some space.', null],
      ['webhooks', 'alert.raised-muted', 'alerts', 'alert.raised', full, 'Free some space.', null],
      ['webhooks', 'alert.cleared-a', 'alerts', 'alert.cleared', 'Full', 'There is room again.', 7],
    ]);
    const { seq } = JSON.parse(rows[0]?.payload ?? '').data;
    assert.equal(seq, (await list(store)).alerts.find(({ id }) => id === 'a')?.seq);
  });

  test(`${name}: alerts are listed in pages and read up to one of them`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    for (const id of ['a', 'b', 'c', 'd', 'e']) await raise(store, id);
    const first = await list(store, { max: 2 });
    assert.deepEqual(
      first.alerts.map(({ id }) => id),
      ['e', 'd'],
    );
    assert.equal(first.unread, 5);
    const rest = await list(store, { before: first.nextBefore ?? 0 });
    assert.deepEqual(
      rest.alerts.map(({ id }) => id),
      ['c', 'b', 'a'],
    );
    assert.equal(rest.nextBefore, null);
    const upTo = rest.alerts[0]?.seq ?? 0;
    assert.equal(await store.write(readAlerts, { by, upTo }, { acceptedMs: 9 }), 3);
    assert.equal(await store.write(readAlerts, { by, upTo }), 0);
    const now = await list(store);
    assert.equal(now.unread, 2);
    assert.deepEqual(
      now.alerts.map(({ readAtMs }) => readAtMs),
      [null, null, 9, 9, 9],
    );
  });

  test(`${name}: a kind is muted until a moment or until somebody ends it; only so many at once`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    await mute(store, 'disk', 50);
    await mute(store, 'disk', 90);
    await mute(store, 'worker', 60);
    await mute(store, 'worker', null);
    assert.deepEqual((await list(store)).mutes, [{ kind: 'disk', untilMs: 90 }]);
    const kinds = Array.from({ length: MAX_MUTES }, (_, i) => `kind ${i}`);
    const outcomes = await Promise.all(kinds.map((kind) => mute(store, kind, 90)));
    assert.deepEqual(
      outcomes.filter((outcome) => outcome !== 'done'),
      ['LIMIT_REACHED'],
    );
    assert.equal(await mute(store, 'later', 200, 95), 'done', 'those that are over make room');
  });
}
