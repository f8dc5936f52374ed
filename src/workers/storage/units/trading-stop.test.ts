import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tradingStop } from '../reads/trading-stop.ts';
import { codeOf, createAwayFixture, untilDegraded, untilHealthy } from '../testing/away-fixture.ts';
import { awayRigs } from '../testing/away-rigs.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf } from '../testing/open-store.ts';
import { resumeTrading } from './resume-trading.ts';
import { stopTrading } from './stop-trading.ts';

const ann = { actor: 'user:ann', address: '192.0.2.1' };
const bob = { actor: 'user:bob', address: '192.0.2.2' };

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: who stopped first and why stands until somebody resumes`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const state = () => tradingStop.run(store.rows, undefined);
    const actions = async () =>
      (await store.rows.selectFrom('audit').select('action').orderBy('seq').execute()).map(
        ({ action }) => action,
      );
    assert.deepEqual(await state(), { isStopped: false, changedAtMs: null, by: null, reason: null });
    await Promise.all([
      store.write(stopTrading, { by: ann, reason: 'too wild' }, { acceptedMs: 5 }),
      store.write(stopTrading, { by: bob, reason: 'me too' }, { acceptedMs: 6 }),
    ]);
    const stopped = { isStopped: true, changedAtMs: 5, by: 'user:ann', reason: 'too wild' };
    assert.deepEqual(await state(), stopped);
    const resumed = { isStopped: false, changedAtMs: 7, by: 'user:bob', reason: 'calm' };
    const resume = { by: bob, reason: 'calm' };
    assert.deepEqual(await store.write(resumeTrading, resume, { acceptedMs: 7 }), resumed);
    assert.deepEqual(await store.write(resumeTrading, resume, { acceptedMs: 8 }), resumed);
    assert.deepEqual(await actions(), ['stopTrading', 'resumeTrading']);
    const again = { acceptedMs: 7, correlationId: 'again' };
    assert.equal(await outcomeOf(store.write(stopTrading, { by: ann, reason: '' }, again)), 'done');
    const owed = await store.rows.selectFrom('outbox').selectAll().orderBy('seq').execute();
    assert.deepEqual(
      owed.map(({ topic, payload }) => [topic, JSON.parse(payload).type, JSON.parse(payload).data]),
      [
        ['webhooks', 'trading.stopped', stopped],
        ['webhooks', 'trading.resumed', resumed],
        ['webhooks', 'trading.stopped', { ...stopped, changedAtMs: 7, reason: '' }],
      ],
    );
  });
}

for (const engine of engines)
  test(`${engine.name}: a stop without a reason is given one once, and stays whose it was`, {
    skip: engine.skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    for (const [by, reason] of [
      [ann, ''],
      [bob, ''],
      [bob, 'the feed is late'],
      [ann, 'another'],
    ] as const)
      await store.write(stopTrading, { by, reason }, { acceptedMs: 5 });
    const state = await tradingStop.run(store.rows, undefined);
    assert.deepEqual(state, {
      isStopped: true,
      changedAtMs: 5,
      by: 'user:ann',
      reason: 'the feed is late',
    });
    const told = await store.rows.selectFrom('audit').select(['action', 'actor']).orderBy('seq').execute();
    assert.deepEqual(
      told.map(({ action, actor }) => `${action} ${actor}`),
      ['stopTrading user:ann', 'explainStop user:bob'],
    );
  });

for (const rig of awayRigs)
  test(`${rig.name}: trading can be stopped while the database is away, and not resumed on the word of a journal`, {
    skip: rig.skip,
  }, async (t) => {
    const fixture = await createAwayFixture(t, rig);
    const storage = await fixture.start();
    await untilHealthy(storage);
    await fixture.server.stop();
    await untilDegraded(storage);
    await storage.client.stopTrading({ by: ann, reason: 'the server is away' });
    await assert.rejects(storage.client.resumeTrading({ by: bob }), (error) => {
      assert.match(codeOf(error as never), /^DATABASE_/);
      return true;
    });
    await fixture.server.start();
    await untilHealthy(storage);
    const { isStopped, by, reason } = await storage.client.tradingStop();
    assert.deepEqual([isStopped, by, reason], [true, 'user:ann', 'the server is away']);
    assert.deepEqual(await storage.client.auditCheck(), { entries: 1, brokenAtSeq: null });
  });
