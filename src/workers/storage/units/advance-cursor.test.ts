import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { AppError } from '../../../core/errors.ts';
import { cursor } from '../reads/cursor.ts';
import { holding } from '../reads/holding.ts';
import { isFirstTime } from '../repositories/cursors.ts';
import { changeBalance } from '../repositories/funds.ts';
import { engines } from '../testing/engines.ts';
import { openStore, outcomeOf, type Store } from '../testing/open-store.ts';
import { unitOf } from '../testing/unit-of.ts';
import { advanceCursor } from './advance-cursor.ts';

const move = (store: Store, from: string | null, to: string) =>
  outcomeOf(store.write(advanceCursor, { name: 'feed', from, to }));

for (const engine of engines) {
  const { name, skip } = engine;

  test(`${name}: a cursor moves only from where the caller saw it`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    const at = () => cursor.run(store.rows, { name: 'feed' });
    assert.equal(await at(), null);
    assert.equal(await move(store, 'a', 'b'), 'CURSOR_MOVED');
    assert.equal(await move(store, null, 'a'), 'done');
    assert.equal(await move(store, null, 'a'), 'done', 'told again, it is there already');
    assert.equal(await move(store, null, 'b'), 'CURSOR_MOVED');
    assert.equal(await move(store, 'a', 'b'), 'done');
    assert.equal(await at(), 'b');
  });

  test(`${name}: of those who move a cursor at once, one does`, { skip }, async (t) => {
    const store = await openStore(t, engine);
    await move(store, null, 'start');
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => move(store, 'start', String(i))));
    assert.equal(outcomes.filter((outcome) => outcome === 'done').length, 1);
    assert.equal(await cursor.run(store.rows, { name: 'feed' }), '0');
  });

  test(`${name}: work and its cursor are one: repeated or failing, each step counts once`, {
    skip,
  }, async (t) => {
    const store = await openStore(t, engine);
    const step = (account: string, sequence: number, fails: boolean) =>
      unitOf(async (tx) => {
        if (!(await isFirstTime(tx, account, sequence))) return;
        await changeBalance(tx, {
          key: `${account} ${sequence}`,
          account,
          asset: 'x',
          amount: '1',
          reason: '',
        });
        if (fails) throw new AppError('CURSOR_MOVED');
      });
    let run = 0;
    const property = fc.asyncProperty(
      fc.array(fc.record({ repeats: fc.integer({ min: 1, max: 3 }), fails: fc.boolean() }), {
        maxLength: 12,
      }),
      async (steps) => {
        const account = `account ${run++}`;
        const writes = steps.flatMap(({ repeats, fails }, i) =>
          Array.from({ length: repeats }, () =>
            outcomeOf(store.write(step(account, i + 1, fails), undefined)),
          ),
        );
        await Promise.all(writes);
        const done = steps.flatMap(({ fails }, i) => (fails ? [] : [i + 1]));
        assert.equal(
          await cursor.run(store.rows, { name: account }),
          done.length > 0 ? String(done.at(-1)) : null,
        );
        const { total } = await holding.run(store.rows, { account, asset: 'x' });
        assert.equal(total, String(done.length));
      },
    );
    await fc.assert(property, { numRuns: 40 });
  });
}
